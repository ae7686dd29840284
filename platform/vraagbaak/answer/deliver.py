"""Step 8: verified sentences go out one by one, and the whole answer at the end."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from time import perf_counter

from vraagbaak.answer import refusal
from vraagbaak.answer.context import Context, Stop
from vraagbaak.answer.gate import Gate
from vraagbaak.answer.types import (
    Answer,
    AnswerSentence,
    DoneEvent,
    Event,
    SentenceEvent,
    Status,
)
from vraagbaak.language import Language
from vraagbaak.messages import Message, joined, language_name


@dataclass(frozen=True, slots=True)
class Deliver:
    """Sends what the gate lets through; then the answer, or the refusal."""

    verifier: str
    max_chars: int
    name: str = "deliver"

    async def events(self, context: Context, began: float) -> AsyncGenerator[Event, None]:
        """Sentence events as sentences are verified, and one done event.

        ``began`` is when the question came, on ``perf_counter``'s clock.
        """
        gate = Gate()
        if context.stopped is None and context.cited is not None:
            async with aclosing(context.cited) as outcomes:
                async for outcome in outcomes:
                    for sentence in gate.push(outcome):
                        _note_first(context, began)
                        yield SentenceEvent(sentence)
            for sentence in gate.finish():
                _note_first(context, began)
                yield SentenceEvent(sentence)
        context.timings_ms["total"] = (perf_counter() - began) * 1000
        yield DoneEvent(self.answer(context, gate))

    def answer(self, context: Context, gate: Gate) -> Answer:
        """The whole outcome of what was sent and what was dropped."""
        end = _end(context, gate)
        stopped = not gate.sent
        way_on = stopped and refusal.offers_way_on(end)
        return Answer(
            status=end.status,
            reason=end.reason,
            answer=self._text(context, gate, end),
            language=context.language,
            sentences=tuple(gate.sent),
            dropped=tuple(gate.dropped),
            notice="" if stopped else _notice(context, gate, end),
            nearest=refusal.nearest(context) if way_on else (),
            contact=refusal.contact(context.tenant, context.language) if way_on else None,
            question=context.standalone,
            timings_ms={step: round(ms, 2) for step, ms in context.timings_ms.items()},
            composer=context.composer,
            verifier=self.verifier,
        )

    def _text(self, context: Context, gate: Gate, end: Stop) -> str:
        if not gate.sent:
            return refusal.refusal_text(context, end, self.max_chars)
        return "".join(s.separator + s.text for s in gate.sent).strip()


def _note_first(context: Context, began: float) -> None:
    context.timings_ms.setdefault("first_sentence", (perf_counter() - began) * 1000)


def _end(context: Context, gate: Gate) -> Stop:
    """How it ended; what was sent counts for more than why the writing stopped."""
    if gate.sent and context.stopped is not None:
        return Stop(Status.PARTIAL, context.stopped.reason)
    if gate.sent:
        if gate.lost:
            return Stop(Status.PARTIAL, "sentences_dropped")
        return Stop(Status.ANSWERED, context.note)
    if context.stopped is not None:
        return context.stopped
    return Stop(Status.REFUSED, "not_grounded" if gate.dropped else "no_evidence")


def _notice(context: Context, gate: Gate, end: Stop) -> str:
    reader = context.language
    parts = []
    foreign = _quoted_languages(gate.sent, reader) if context.composer == "extractive" else []
    if foreign:
        source = joined([language_name(lang, reader) for lang in foreign], Message.AND, reader)
        parts.append(Message.NOTICE_QUOTES.in_(reader, source=source))
    if _out_of_period(gate.sent, context):
        parts.append(Message.NOTICE_PERIOD.in_(reader))
    if end.status is Status.PARTIAL:
        parts.append(Message.NOTICE_PARTIAL.in_(reader))
    return " ".join(parts)


def _quoted_languages(sentences: list[AnswerSentence], reader: Language) -> list[Language]:
    found = {c.language for s in sentences for c in s.citations if c.language}
    return sorted(found - {reader})


def _out_of_period(sentences: list[AnswerSentence], context: Context) -> bool:
    return any(
        (c.valid_until and c.valid_until < context.today)
        or (c.valid_from and c.valid_from > context.today)
        for s in sentences
        for c in s.citations
    )
