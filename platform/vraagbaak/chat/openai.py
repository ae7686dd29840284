"""OpenAI-compatible endpoints, so that any chat client works: a tenant is a model."""

from __future__ import annotations

import secrets
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, StreamingResponse
from fastapi.sse import EventSourceResponse, format_sse_event
from pydantic import BaseModel
from starlette.types import Receive, Scope, Send
from structlog.contextvars import bind_contextvars

from vraagbaak.answer.types import Answer, Ask, DoneEvent, SentenceEvent
from vraagbaak.chat.access import Chat
from vraagbaak.chat.disconnect import unless_gone
from vraagbaak.chat.errors import OpenAIError, openai_error, unexpected
from vraagbaak.chat.openai_schemas import (
    ChatChunk,
    ChatReply,
    ChatRequest,
    Choice,
    ChunkChoice,
    Delta,
    Model,
    ModelList,
    OpenAIErrorBody,
    ReplyMessage,
    Usage,
)
from vraagbaak.chat.openai_text import Numbered, to_ask, whole_text
from vraagbaak.chat.schemas import AnswerView
from vraagbaak.chat.service import ChatService
from vraagbaak.errors import UnknownTenant
from vraagbaak.tenancy import Tenant

_ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"model": OpenAIErrorBody, "description": "Not valid, or not supported."},
    404: {"model": OpenAIErrorBody, "description": "No such model."},
    413: {"model": OpenAIErrorBody, "description": "The request is too large."},
    500: {"model": OpenAIErrorBody, "description": "An unexpected error."},
    503: {"model": OpenAIErrorBody, "description": "A part of the service does not answer."},
}
_STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The reply; with `stream: true` chunks, then `data: [DONE]`.",
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
    }
}

router = APIRouter(prefix="/v1", tags=["OpenAI-compatible"], responses=_ERRORS)


class _Closing(EventSourceResponse):
    """Closes its generator for certain, also when the client leaves while a chunk is sent."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert isinstance(self.body_iterator, AsyncGenerator)  # noqa: S101 - made below
        async with aclosing(self.body_iterator):
            await super().__call__(scope, receive, send)


@router.get("/models", operation_id="list_models")
async def list_models(chat: Chat) -> ModelList:
    """All tenants."""
    return ModelList(data=[Model(id=tenant.slug) for tenant in await chat.tenants()])


@router.get("/models/{model}", operation_id="get_model")
async def get_model(model: str, chat: Chat) -> Model:
    """One tenant."""
    return Model(id=(await _tenant(chat, model)).slug)


@router.post(
    "/chat/completions",
    operation_id="create_chat_completion",
    response_model=ChatReply,
    responses=_STREAM,
)
async def create_chat_completion(
    request: Request, body: ChatRequest, chat: Chat
) -> ChatReply | StreamingResponse | JSONResponse:
    """A verified answer. Citations are in `vraagbaak`, and as numbers and a list in the text."""
    _refuse_unsupported(body)
    tenant = await _tenant(chat, body.model)
    ask = to_ask(body.messages)
    if body.stream:
        usage = bool(body.stream_options and body.stream_options.include_usage)
        return _Closing(_stream(chat, tenant, ask, usage=usage))
    answer = await unless_gone(request, chat.ask(tenant, ask))
    return await _reply(chat, tenant, ask, answer)


async def _tenant(chat: ChatService, model: str) -> Tenant:
    try:
        tenant = await chat.tenant(model)
    except UnknownTenant as exc:
        message = "There is no such model; GET /v1/models lists those that exist."
        raise OpenAIError(404, message, "model_not_found", "model") from exc
    bind_contextvars(tenant=tenant.slug)
    return tenant


def _refuse_unsupported(body: ChatRequest) -> None:
    refused = {
        "n": body.n not in (None, 1),
        "tools": bool(body.tools),
        "functions": bool(body.functions),
        "response_format": body.response_format is not None and body.response_format.type != "text",
        "logprobs": bool(body.logprobs),
        "modalities": body.modalities not in (None, ["text"]),
    }
    for param, is_refused in refused.items():
        if is_refused:
            message = f"`{param}` is not supported here; leave it out."
            raise OpenAIError(400, message, "unsupported_parameter", param)


async def _reply(chat: ChatService, tenant: Tenant, ask: Ask, answer: Answer) -> ChatReply:
    content = whole_text(answer)
    message = ReplyMessage(content=content, vraagbaak=AnswerView.of(answer))
    return ChatReply(
        id=_new_id(),
        created=int(time.time()),
        model=tenant.slug,
        choices=[Choice(message=message)],
        usage=await _usage(chat, ask, content),
    )


async def _usage(chat: ChatService, ask: Ask, content: str) -> Usage:
    prompt = await chat.tokens(ask.question, *(turn.content for turn in ask.history))
    completion = await chat.tokens(content)
    return Usage(
        prompt_tokens=prompt, completion_tokens=completion, total_tokens=prompt + completion
    )


def _new_id() -> str:
    return f"chatcmpl-{secrets.token_urlsafe(18)}"


async def _stream(
    chat: ChatService, tenant: Tenant, ask: Ask, *, usage: bool
) -> AsyncGenerator[bytes, None]:
    """Chunks on the wire; an error, which can no longer be a status, is the last of them."""
    try:
        async with aclosing(_chunks(chat, tenant, ask, usage=usage)) as chunks:
            async for chunk in chunks:
                yield _data(chunk)
    except Exception as exc:  # noqa: BLE001 - the headers are out: this is the only notice
        status, message, code = unexpected(exc)
        body = OpenAIErrorBody.model_validate(openai_error(OpenAIError(status, message, code)))
        yield _data(body)
    yield format_sse_event(data_str="[DONE]")


async def _chunks(
    chat: ChatService, tenant: Tenant, ask: Ask, *, usage: bool
) -> AsyncGenerator[ChatChunk, None]:
    id_, created, numbered, said = _new_id(), int(time.time()), Numbered(), ""

    def chunk(delta: Delta, reason: str | None = None, answer: Answer | None = None) -> ChatChunk:
        choice = ChunkChoice.model_validate({"delta": delta, "finish_reason": reason})
        view = AnswerView.of(answer) if answer else None
        return ChatChunk(
            id=id_, created=created, model=tenant.slug, choices=[choice], vraagbaak=view
        )

    yield chunk(Delta(role="assistant", content=""))
    async with aclosing(chat.events(tenant, ask)) as events:
        async for event in events:
            if isinstance(event, SentenceEvent):
                text = numbered.sentence(event.sentence)
                said += text
                yield chunk(Delta(content=text))
            elif isinstance(event, DoneEvent):
                tail = numbered.tail(event.answer)
                said += tail
                if tail:
                    yield chunk(Delta(content=tail))
                yield chunk(Delta(), "stop", event.answer)
    if usage:
        counted = await _usage(chat, ask, said)
        yield ChatChunk(id=id_, created=created, model=tenant.slug, choices=[], usage=counted)


def _data(body: BaseModel) -> bytes:
    return format_sse_event(data_str=body.model_dump_json())
