"""The API for citizens. It reads and answers; nothing here changes a tenant or a document."""

from __future__ import annotations

from collections.abc import AsyncIterable
from typing import Any

from fastapi import APIRouter, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from vraagbaak.chat.access import Chat, CurrentTenant, ResumedStream, StartedStream
from vraagbaak.chat.disconnect import unless_gone
from vraagbaak.chat.schemas import (
    AnswerView,
    AskBody,
    ErrorBody,
    PassageView,
    TenantList,
    TenantView,
)
from vraagbaak.chat.service import Reader

_RETRY_MS = 1000


def _errors(**described: str) -> dict[int | str, dict[str, Any]]:
    return {
        int(status.lstrip("_")): {"model": ErrorBody, "description": text}
        for status, text in described.items()
    }


NOT_FOUND = _errors(_404="Unknown, or another tenant's.")
TOO_LARGE = _errors(_413="The request is too large.")
ALWAYS = _errors(
    _422="The request is not valid.",
    _500="An unexpected error.",
    _503="A part of the service does not answer.",
)
EVENTS = (
    "Server-sent events: `status` ({step, text}), `sentence` (a verified sentence with its "
    "citations), then one `done` (the whole answer) or one `error` ({error}). Each has an id "
    "`<stream id>:<number>`. After a break, read on at `streams/<stream id>` with "
    "`Last-Event-ID`. A client that does not come back within 5 seconds cancels the work; a "
    "finished answer is kept for 2 minutes."
)

router = APIRouter(prefix="/api/v1", responses=ALWAYS)


@router.get("/tenants", tags=["agencies"], operation_id="list_tenants")
async def list_tenants(chat: Chat) -> TenantList:
    """All agencies that can be asked."""
    return TenantList(tenants=[TenantView.of(tenant) for tenant in await chat.tenants()])


@router.get("/tenants/{slug}", tags=["agencies"], operation_id="get_tenant", responses=NOT_FOUND)
async def get_tenant(tenant: CurrentTenant) -> TenantView:
    """One agency."""
    return TenantView.of(tenant)


@router.post(
    "/tenants/{slug}/ask", tags=["answers"], operation_id="ask", responses=NOT_FOUND | TOO_LARGE
)
async def ask(request: Request, tenant: CurrentTenant, body: AskBody, chat: Chat) -> AnswerView:
    """A verified answer with its citations, or a refusal with a way on, at once."""
    return AnswerView.of(await unless_gone(request, chat.ask(tenant, body.ask())))


@router.post(
    "/tenants/{slug}/ask/stream",
    tags=["answers"],
    operation_id="ask_stream",
    response_class=EventSourceResponse,
    description=f"The same, sentence by sentence as they are verified. {EVENTS}",
    responses=NOT_FOUND | TOO_LARGE,
)
async def ask_stream(reader: StartedStream) -> AsyncIterable[ServerSentEvent]:
    """The answer as it is made."""
    async for event in _events(reader):
        yield event


@router.get(
    "/tenants/{slug}/streams/{stream_id}",
    tags=["answers"],
    operation_id="resume_stream",
    response_class=EventSourceResponse,
    description=f"An answer in progress or finished a moment ago, from an event on. {EVENTS}",
    responses=NOT_FOUND,
)
async def resume_stream(reader: ResumedStream) -> AsyncIterable[ServerSentEvent]:
    """The answer from where the reader left."""
    async for event in _events(reader):
        yield event


@router.get(
    "/tenants/{slug}/passages/{passage_id}",
    tags=["sources"],
    operation_id="get_passage",
    responses=NOT_FOUND,
)
async def get_passage(tenant: CurrentTenant, passage_id: str, chat: Chat) -> PassageView:
    """A cited passage with its document's title, its place and what stands around it."""
    return await chat.passage(tenant, passage_id)


async def _events(reader: Reader) -> AsyncIterable[ServerSentEvent]:
    retry: int | None = _RETRY_MS
    async for event_id, frame in reader.events():
        yield ServerSentEvent(event=frame.event, data=frame.data, id=event_id, retry=retry)
        retry = None
