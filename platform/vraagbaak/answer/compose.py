"""Step 5: sentences that could answer the question, by a language model or by quoting."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import Literal, Protocol

from vraagbaak.answer.context import Context, Draft, Stop
from vraagbaak.answer.sufficiency import Sufficiency, shipped_sufficiency
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
    sufficiency: Sufficiency = field(default_factory=shipped_sufficiency)
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
            try:
                async with aclosing(_by(self.model, context)) as drafts:
                    async for draft in drafts:
                        yield draft
            except ModelUnavailable:
                context.note = "model_unavailable"
            if context.supported:
                if context.note:
                    # What was sent stands; quotations added to half an answer would only confuse.
                    context.stopped = Stop(Status.PARTIAL, context.note)
                return
            if not (context.note or self._worth_quoting(context)):
                return
            context.note = context.note or "quoted_instead"
            context.stopped = None
        first = True
        async with aclosing(_by(self.extractive, context)) as drafts:
            async for draft in drafts:
                yield replace(draft, afresh=first)
                first = False

    def _worth_quoting(self, context: Context) -> bool:
        """Whether to quote where the model wrote nothing that may be shown.

        Small models give up on answers that stand before them; still, that one finds none
        outweighs all but sure evidence. Evidence that was not weighed is none to go by.
        """
        bars, gave_up = self.sufficiency, context.stopped is not None
        return context.sufficiency >= (bars.sure if gave_up else bars.threshold)


def _by(composer: Composer, context: Context) -> AsyncGenerator[Draft, None]:
    context.composer = composer.name
    return composer.compose(context)
