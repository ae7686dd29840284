"""The answer pipeline: a visible list of steps over one context."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date
from time import perf_counter
from typing import Literal

from langchain_core.language_models import BaseChatModel

from vraagbaak.answer.cite import Cite
from vraagbaak.answer.compose import Compose
from vraagbaak.answer.compose_extractive import ExtractiveComposer
from vraagbaak.answer.compose_model import ModelComposer
from vraagbaak.answer.context import Context, SearchIndex, Step
from vraagbaak.answer.deliver import Deliver
from vraagbaak.answer.judge_evidence import DEFAULT_THRESHOLDS, JudgeEvidence, Thresholds
from vraagbaak.answer.retrieve import Retrieve
from vraagbaak.answer.rewrite import Rewrite
from vraagbaak.answer.screen import DetectLanguage, Screen
from vraagbaak.answer.sufficiency import Sufficiency, shipped_sufficiency
from vraagbaak.answer.types import Answer, Ask, DoneEvent, Event, StatusEvent
from vraagbaak.answer.verify import Verify
from vraagbaak.embedding.cross_encoder import PairScorer
from vraagbaak.embedding.types import Embedder
from vraagbaak.grounding.types import Verifier
from vraagbaak.index.types import Hit
from vraagbaak.messages import Message
from vraagbaak.settings import Settings
from vraagbaak.tenancy import Tenant

_ANNOUNCED = {"retrieve": Message.STEP_RETRIEVE, "compose": Message.STEP_COMPOSE}


@dataclass(frozen=True, slots=True)
class AnswerOptions:
    """How the platform answers where a tenant does not say."""

    composer: Literal["extractive", "model"] = "extractive"
    question_max_chars: int = 500
    model_timeout_s: float = 60.0
    thresholds: Thresholds = DEFAULT_THRESHOLDS
    sufficiency: Sufficiency = field(default_factory=shipped_sufficiency)

    @classmethod
    def of(cls, settings: Settings) -> AnswerOptions:
        """What the operator has set."""
        return cls(settings.composer, settings.question_max_chars, settings.chat_timeout_s)


@dataclass(frozen=True, slots=True)
class Traced:
    """An answer with what it was made from, for those who measure."""

    answer: Answer
    found: tuple[Hit, ...]
    """What retrieval gave the pipeline, best first; empty where it ended before."""
    evidence: tuple[Hit, ...]
    """What was let through to carry the answer."""


class AnswerService:
    """Questions in, verified sentences out. One for the process; keeps nothing of a question."""

    def __init__(
        self,
        index: SearchIndex,
        verifier: Verifier,
        embedder: Embedder,
        detect: DetectLanguage,
        chat_model: BaseChatModel | None = None,
        options: AnswerOptions | None = None,
        today: Callable[[], date] = date.today,
        reader: PairScorer | None = None,
    ) -> None:
        options = options or AnswerOptions()
        limit, timeout = options.question_max_chars, options.model_timeout_s
        writer = ModelComposer(chat_model, timeout) if chat_model else None
        self._today = today
        self._detect = detect
        self._steps: tuple[Step, ...] = (
            Screen(detect, limit),
            Rewrite(chat_model, limit, timeout),
            Retrieve(index, embedder),
            JudgeEvidence(embedder, options.thresholds, options.sufficiency, reader),
            Compose(ExtractiveComposer(), writer, options.composer, options.sufficiency),
            Verify(verifier, detect),
            Cite(),
        )
        self._deliver = Deliver(verifier.name, limit)

    def over(self, index: SearchIndex) -> AnswerService:
        """The same pipeline reading another index: how evaluation answers from gold evidence."""
        other = copy(self)
        other._steps = tuple(  # noqa: SLF001 - of its own class
            replace(step, index=index) if isinstance(step, Retrieve) else step
            for step in self._steps
        )
        return other

    async def stream(self, tenant: Tenant, ask: Ask) -> AsyncGenerator[Event, None]:
        """Events as they happen; the last one is the done event.

        Closing the generator stops all work, a model's request included.
        """
        async with aclosing(self._run(self._context(tenant, ask))) as events:
            async for event in events:
                yield event

    async def ask(self, tenant: Tenant, ask: Ask) -> Answer:
        """The whole answer at once."""
        return (await self.trace(tenant, ask)).answer

    async def trace(self, tenant: Tenant, ask: Ask) -> Traced:
        """The whole answer, with what was found and what it was made from."""
        context = self._context(tenant, ask)
        async with aclosing(self._run(context)) as events:
            async for event in events:
                if isinstance(event, DoneEvent):
                    return Traced(event.answer, context.found, context.evidence)
        raise AssertionError("a stream ends with a done event")

    async def retrieve(self, tenant: Tenant, ask: Ask, limit: int) -> tuple[Hit, ...]:
        """What retrieval alone finds for a question that stands alone, deeper than answers need."""
        context = self._context(tenant, ask)
        context.question = context.standalone = ask.question
        context.question_language = self._detect(ask.question)
        for step in self._steps:
            if isinstance(step, Retrieve):
                await replace(step, limit=limit).run(context)
        return context.found

    def _context(self, tenant: Tenant, ask: Ask) -> Context:
        return Context(tenant, ask, self._today(), ask.language or tenant.own_language())

    async def _run(self, context: Context) -> AsyncGenerator[Event, None]:
        began = perf_counter()
        for step in self._steps:
            if step.name in _ANNOUNCED:
                yield StatusEvent(step.name, _ANNOUNCED[step.name].in_(context.language))
            started = perf_counter()
            context.stopped = await step.run(context)
            context.spend(step.name, perf_counter() - started)
            if context.stopped is not None:
                break
        async with aclosing(self._deliver.events(context, began)) as events:
            async for event in events:
                yield event
