"""What language models cost, in tokens, by their own count."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.messages import AIMessage
from langchain_core.outputs import LLMResult
from langchain_core.tracers.context import register_configure_hook

from evaluation.harness.records import Usage


class TokenCount(BaseCallbackHandler):
    """Adds up calls and tokens. A call of a model that does not count still is a call."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._usage = Usage()

    @property
    def usage(self) -> Usage:
        """What was counted so far."""
        return self._usage

    def on_llm_end(self, response: LLMResult, **kwargs: Any) -> None:
        """LangChain calls this when a model has replied."""
        del kwargs
        messages = (getattr(g, "message", None) for row in response.generations for g in row)
        told = [m.usage_metadata for m in messages if isinstance(m, AIMessage) and m.usage_metadata]
        with self._lock:
            self._usage = added(
                self._usage,
                Usage(
                    prompt_tokens=sum(u["input_tokens"] for u in told),
                    completion_tokens=sum(u["output_tokens"] for u in told),
                    calls=1,
                ),
            )


_counting: ContextVar[TokenCount | None] = ContextVar("counting", default=None)
register_configure_hook(_counting, inheritable=True)


@contextmanager
def counted_tokens() -> Iterator[TokenCount]:
    """Counts what models called inside the block cost, in tasks and threads started there too."""
    count = TokenCount()
    token = _counting.set(count)
    try:
        yield count
    finally:
        _counting.reset(token)


def added(one: Usage, other: Usage) -> Usage:
    """Both together."""
    return Usage(
        prompt_tokens=one.prompt_tokens + other.prompt_tokens,
        completion_tokens=one.completion_tokens + other.completion_tokens,
        calls=one.calls + other.calls,
    )
