"""Who and what an endpoint may touch, as types."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Annotated

from fastapi import Depends, Header, Path, Request
from structlog.contextvars import bind_contextvars

from vraagbaak.chat.schemas import AskBody
from vraagbaak.chat.service import ChatService, Reader
from vraagbaak.tenancy import Tenant


def _chat(request: Request) -> ChatService:
    chat: ChatService = request.app.state.chat
    return chat


Chat = Annotated[ChatService, Depends(_chat)]


async def _tenant(
    slug: Annotated[str, Path(description="The agency's name in addresses.")], chat: Chat
) -> Tenant:
    tenant = await chat.tenant(slug)
    bind_contextvars(tenant=tenant.slug)
    return tenant


CurrentTenant = Annotated[Tenant, Depends(_tenant)]
"""The tenant that the path names; an unknown one is a 404."""


async def _started(
    tenant: CurrentTenant, body: AskBody, chat: Chat
) -> AsyncGenerator[Reader, None]:
    # A dependency and not the endpoint's body: errors still become responses here, and the
    # reader is let go for certain when the client leaves.
    with chat.start(tenant, body.ask()) as reader:
        yield reader


async def _resumed(
    tenant: CurrentTenant,
    stream_id: Annotated[str, Path(description="What stands before `:` in an event's id.")],
    chat: Chat,
    last_event_id: Annotated[str | None, Header(description="Read on after this event.")] = None,
) -> AsyncGenerator[Reader, None]:
    with chat.resume(tenant, stream_id, last_event_id) as reader:
        yield reader


StartedStream = Annotated[Reader, Depends(_started)]
ResumedStream = Annotated[Reader, Depends(_resumed)]
