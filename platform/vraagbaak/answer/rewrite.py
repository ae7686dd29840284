"""Step 2: a follow-up becomes a question that stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass

from langchain_core.language_models import BaseChatModel

from vraagbaak.answer.chat_stream import stream_text
from vraagbaak.answer.context import Context, Stop
from vraagbaak.answer.follow_up import may_be_follow_up, stand_alone
from vraagbaak.answer.prompt import REWRITE
from vraagbaak.answer.screen import clean
from vraagbaak.answer.types import Turn
from vraagbaak.errors import ModelUnavailable

MODEL_WAIT_S = 15.0
"""Silence after which the rule takes over: rewriting must not cost the reader the answer."""
TURN_CHARS = 400
"""What the model reads of an earlier turn; a topic is named at its beginning."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """With a language model the model rewrites; without one, or when it fails, a rule does."""

    model: BaseChatModel | None = None
    max_chars: int = 500
    timeout_s: float = MODEL_WAIT_S
    name: str = "rewrite"

    async def run(self, context: Context) -> Stop | None:
        """Fills ``standalone``; never stops."""
        question, history = context.question, context.ask.history
        context.standalone = stand_alone(question, history)
        if self.model is not None and history and may_be_follow_up(question):
            context.standalone = await self._by_model(question, history) or context.standalone
        return None

    async def _by_model(self, question: str, history: Sequence[Turn]) -> str:
        """The model's rewriting; empty where it gives none that can be used."""
        assert self.model is not None  # noqa: S101 - the caller has looked
        conversation = "\n".join(f"{turn.role}: {turn.content[:TURN_CHARS]}" for turn in history)
        messages = REWRITE.format_messages(conversation=conversation, question=question)
        timeout = min(self.timeout_s, MODEL_WAIT_S)
        written = ""
        try:
            async with aclosing(stream_text(self.model, messages, timeout)) as chunks:
                async for chunk in chunks:
                    written += chunk
                    if len(written) > self.max_chars or "\n" in written.strip():
                        break
        except ModelUnavailable:
            return ""
        line = clean(written.strip().split("\n")[0]).strip("\"'“”«» ")
        return line if 0 < len(line) <= self.max_chars else ""
