"""What goes into the answer pipeline and what comes out of it, as events and as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from vraagbaak.grounding.types import Verdict
from vraagbaak.language import Language


class Status(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    """Something was answered, but sentences were dropped or part of the question stays open."""
    REFUSED = "refused"
    REDIRECTED = "redirected"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier turn of the conversation."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to a tenant."""

    question: str
    language: Language | None = None
    """The reader's language; told from the question where None."""
    history: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """From a sentence to the exact words: ``quote == document.text[start:end]``."""

    passage_id: str
    document: str
    uri: str
    title: str
    heading: str
    page: int | None
    quote: str
    start: int
    """Offset into the document's extracted text, in characters."""
    end: int
    language: Language | None = None
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """A sentence that was verified before it left the pipeline."""

    index: int
    text: str
    verdict: Verdict
    score: float
    citations: tuple[Citation, ...]
    separator: str = " "
    """What stands before it when sentences are joined: a space, or line breaks (lists)."""


@dataclass(frozen=True, slots=True)
class DroppedSentence:
    """A sentence that failed verification. For maintainers; never shown to a citizen."""

    text: str
    verdict: Verdict
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class NearDocument:
    """A document offered with a refusal."""

    document: str
    uri: str
    title: str


@dataclass(frozen=True, slots=True)
class Contact:
    """The way on: how to reach people at the agency, in the reader's language."""

    name: str
    phone: str | None = None
    email: str | None = None
    url: str | None = None
    hours: str | None = None


@dataclass(frozen=True, slots=True)
class Redirect:
    """The agency that is competent."""

    tenant: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole outcome."""

    status: Status
    reason: str
    """Machine-readable, snake case: `no_evidence`, `too_long`, …; empty when answered, but
    `model_unavailable` when quotations stand in for a language model that did not answer, and
    `quoted_instead` when nothing that it wrote could be shown."""
    answer: str
    """What the citizen reads: the verified sentences joined, or the refusal's text."""
    language: Language
    """The reader's language."""
    sentences: tuple[AnswerSentence, ...] = ()
    dropped: tuple[DroppedSentence, ...] = ()
    notice: str = ""
    """For the reader, for instance that the quotes are in Dutch."""
    nearest: tuple[NearDocument, ...] = ()
    contact: Contact | None = None
    redirect: Redirect | None = None
    question: str = ""
    """The question as it was searched for, after rewriting."""
    timings_ms: dict[str, float] = field(default_factory=dict)
    composer: str = ""
    verifier: str = ""


@dataclass(frozen=True, slots=True)
class StatusEvent:
    """A step has begun; ``text`` is for the reader, in the reader's language."""

    step: str
    text: str


@dataclass(frozen=True, slots=True)
class SentenceEvent:
    """A verified sentence."""

    sentence: AnswerSentence


@dataclass(frozen=True, slots=True)
class DoneEvent:
    """The end of the stream: the whole answer."""

    answer: Answer


Event = StatusEvent | SentenceEvent | DoneEvent
