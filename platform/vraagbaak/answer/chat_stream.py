"""A chat model's text, streamed, with a limit on silence and a sure end when nobody listens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing, suppress
from typing import cast

import httpx
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage
from openai import OpenAIError

from vraagbaak.errors import ModelUnavailable

_NONSENSE = (ValueError, TypeError, AttributeError, LookupError)
"""Adapters do not check a reply's shape: null where a list should be is an AttributeError."""
MODEL_ERRORS = (OpenAIError, httpx.HTTPError, OSError, *_NONSENSE)
"""What LangChain's adapters let through when a model fails or answers nonsense."""

RETRY_CANCEL_S = 0.05
MAX_CHARS = 8_000
"""More than twice the longest answer that is asked for. A model that writes more is not answering:
its text ends here, whatever it sends."""

PATIENCE = 5
"""A whole answer may take so many times what a model may be silent: one that writes a word a minute
keeps a connection and a reader waiting for ever without once being silent for long."""

_Queue = asyncio.Queue[str | None]


async def stream_text(
    model: BaseChatModel, messages: Sequence[BaseMessage], timeout_s: float
) -> AsyncGenerator[str, None]:
    """Chunks of text as the model writes them.

    Raises ModelUnavailable when the model fails, is silent for ``timeout_s`` seconds, or is not
    done after ``PATIENCE`` times as many. Closing the generator cancels the request. The model
    writes in a task of its own, so that it goes on while a sentence is being verified.
    """
    queue: _Queue = asyncio.Queue()
    end = asyncio.get_running_loop().time() + PATIENCE * timeout_s
    task = asyncio.create_task(_pump(model, messages, queue))
    try:
        while (chunk := await _next(queue, timeout_s, end)) is not None:
            yield chunk
        await task
    except MODEL_ERRORS as exc:
        raise ModelUnavailable(f"The language model failed: {exc}") from exc
    finally:
        await _stop(task)


async def _stop(task: asyncio.Task[None]) -> None:
    """Cancel until it has ended.

    A chunk that arrives at the same moment can swallow one cancellation: asyncio.wait_for does
    before Python 3.12, and clients use it.
    """
    while not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=RETRY_CANCEL_S)
    with suppress(asyncio.CancelledError, *MODEL_ERRORS):
        await task


async def _next(queue: _Queue, timeout_s: float, end: float) -> str | None:
    silent = asyncio.get_running_loop().time() + timeout_s
    try:
        async with asyncio.timeout_at(min(silent, end)):
            return await queue.get()
    except TimeoutError as exc:
        if silent <= end:
            message = f"The language model was silent for {timeout_s:g} seconds."
        else:
            message = f"The language model was not done after {PATIENCE * timeout_s:g} seconds."
        raise ModelUnavailable(message) from exc


async def _pump(model: BaseChatModel, messages: Sequence[BaseMessage], queue: _Queue) -> None:
    left = MAX_CHARS
    written = cast("AsyncGenerator[AIMessageChunk, None]", model.astream(list(messages)))
    try:
        async with aclosing(written):
            async for chunk in written:
                if chunk.text:
                    queue.put_nowait(chunk.text[:left])
                    left -= len(chunk.text)
                if left <= 0:
                    break
    finally:
        queue.put_nowait(None)
