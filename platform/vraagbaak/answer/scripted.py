"""A chat model that writes what it was told to: the twin of a real one, for tests and trials."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import Field

from vraagbaak.errors import ModelUnavailable


class ScriptedChatModel(BaseChatModel):
    """Streams ``script`` in chunks, over and over; notes what it was asked and how it ended."""

    script: list[str]
    """One reply a call, in turn; the last one is repeated."""
    chunk_chars: int = 7
    hang_after: int | None = None
    """Chunks after which it falls silent for ever."""
    pause_s: float = 0.0
    """Before each chunk."""
    fail_after: int | None = None
    """Chunks after which it fails."""
    prompts: list[list[BaseMessage]] = Field(default_factory=list)
    cancelled: int = 0
    chunks_sent: int = 0

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _reply(self, messages: list[BaseMessage]) -> str:
        self.prompts.append(messages)
        return self.script[min(len(self.prompts), len(self.script)) - 1]

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        del stop, run_manager, kwargs
        message = AIMessage(content=self._reply(messages))
        return ChatResult(generations=[ChatGeneration(message=message)])

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        del stop, run_manager, kwargs
        reply, size = self._reply(messages), self.chunk_chars
        try:
            for number, start in enumerate(range(0, len(reply), size)):
                if number == self.fail_after:
                    raise ModelUnavailable("The scripted model fails here.")
                if number == self.hang_after:
                    await asyncio.Event().wait()
                await asyncio.sleep(self.pause_s)
                self.chunks_sent += 1
                chunk = AIMessageChunk(content=reply[start : start + size])
                yield ChatGenerationChunk(message=chunk)
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
