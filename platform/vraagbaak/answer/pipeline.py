"""The answer pipeline: a visible list of steps over one context."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
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
from vraagbaak.answer.types import Answer, Ask, DoneEvent, Event, StatusEvent
from vraagbaak.answer.verify import Verify
from vraagbaak.embedding.types import Embedder
from vraagbaak.grounding.types import Verifier
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

    @classmethod
    def of(cls, settings: Settings) -> AnswerOptions:
        """What the operator has set."""
        return cls(settings.composer, settings.question_max_chars, settings.chat_timeout_s)


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
    ) -> None:
        options = options or AnswerOptions()
        limit, timeout = options.question_max_chars, options.model_timeout_s
        writer = ModelComposer(chat_model, timeout) if chat_model else None
        self._today = today
        self._steps: tuple[Step, ...] = (
            Screen(detect, limit),
            Rewrite(chat_model, limit, timeout),
            Retrieve(index, embedder),
            JudgeEvidence(embedder, options.thresholds),
            Compose(ExtractiveComposer(), writer, options.composer),
            Verify(verifier, detect),
            Cite(),
        )
        self._deliver = Deliver(verifier.name, limit)

    async def stream(self, tenant: Tenant, ask: Ask) -> AsyncGenerator[Event, None]:
        """Events as they happen; the last one is the done event.

        Closing the generator stops all work, a model's request included.
        """
        began = perf_counter()
        context = Context(tenant, ask, self._today(), ask.language or tenant.own_language())
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

    async def ask(self, tenant: Tenant, ask: Ask) -> Answer:
        """The whole answer at once."""
        async with aclosing(self.stream(tenant, ask)) as events:
            async for event in events:
                if isinstance(event, DoneEvent):
                    return event.answer
        raise AssertionError("a stream ends with a done event")
