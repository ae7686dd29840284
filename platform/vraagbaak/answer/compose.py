"""Step 5: sentences that could answer the question, by a language model or by quoting."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from time import perf_counter
from typing import Literal, Protocol

from vraagbaak.answer.context import Context, Draft, Stop
from vraagbaak.answer.types import Status
from vraagbaak.errors import ModelUnavailable


class Composer(Protocol):
    """Writes an answer as sentences. It may set ``context.stopped`` when it has none."""

    @property
    def name(self) -> str:
        """Names the composer in the answer."""

    def compose(self, context: Context) -> AsyncGenerator[Draft, None]:
        """The sentences, each as soon as it is complete. Raises ModelUnavailable."""


@dataclass(frozen=True, slots=True)
class Compose:
    """Chooses the composer; quotes when the language model does not answer."""

    extractive: Composer
    model: Composer | None
    default: Literal["extractive", "model"]
    name: str = "compose"

    async def run(self, context: Context) -> Stop | None:
        """Sets ``drafts``; writing begins when they are asked for."""
        context.drafts = self._timed(context)
        return None

    async def _timed(self, context: Context) -> AsyncGenerator[Draft, None]:
        began = perf_counter()
        async with aclosing(self._drafts(context)) as drafts:
            async for draft in drafts:
                context.spend(self.name, perf_counter() - began)
                yield draft
                began = perf_counter()
        context.spend(self.name, perf_counter() - began)

    async def _drafts(self, context: Context) -> AsyncGenerator[Draft, None]:
        wanted = context.tenant.answer.composer or self.default
        if wanted == "model" and self.model is not None:
            written = False
            try:
                async with aclosing(_by(self.model, context)) as drafts:
                    async for draft in drafts:
                        written = True
                        yield draft
            except ModelUnavailable:
                context.note = "model_unavailable"
            if written and context.note:
                # What was sent stands; quotations added to half an answer would only confuse.
                context.stopped = Stop(Status.PARTIAL, context.note)
            if written or not context.note:
                return
        async with aclosing(_by(self.extractive, context)) as drafts:
            async for draft in drafts:
                yield draft


def _by(composer: Composer, context: Context) -> AsyncGenerator[Draft, None]:
    context.composer = composer.name
    return composer.compose(context)
