"""What the steps of the pipeline read and write: one typed context for one question."""

from __future__ import annotations

import math
from collections.abc import AsyncGenerator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from vraagbaak.answer.quote import Quote
from vraagbaak.answer.types import AnswerSentence, Ask, DroppedSentence, Status
from vraagbaak.answer.units import Unit
from vraagbaak.embedding.types import EmbeddedQuery
from vraagbaak.grounding.types import Verdict, Verification
from vraagbaak.index.types import Hit
from vraagbaak.language import Language
from vraagbaak.tenancy import Tenant, TenantId


class TenantSearch(Protocol):
    """One tenant's index, as the pipeline uses it. Blocking; call it in a worker thread."""

    def search(
        self,
        question: str,
        limit: int = 10,
        language: Language | None = None,
        query_vector: EmbeddedQuery | None = None,
    ) -> list[Hit]:
        """The passages that fit the question, best first."""


class SearchIndex(Protocol):
    """The way to a tenant's index; there is no search without a tenant."""

    def for_tenant(self, tenant: TenantId) -> TenantSearch:
        """The index of that tenant alone."""


@dataclass(frozen=True, slots=True)
class Stop:
    """The pipeline ends here; ``reason`` is machine-readable, snake case."""

    status: Status
    reason: str


@dataclass(frozen=True, slots=True)
class Scored:
    """A quotable piece with its relevance; ``score`` compares within one question only."""

    unit: Unit
    score: float
    cosine: float
    hit: Hit


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence that a composer proposes; nobody has verified it yet."""

    text: str
    separator: str = " "
    quote: Quote | None = None
    """Where the words were taken from, when the composer quotes."""
    hints: tuple[str, ...] = ()
    """Ids of the passages that the composer says it used, the ones to look at first."""
    lead: bool = False
    """It only introduces what follows ("You need:") and means nothing alone."""
    afresh: bool = False
    """The first of a new attempt: whatever was proposed before it and did not pass is forgotten."""
    instead: Callable[[], Draft | None] | None = None
    """Gives what to try when this one fails; blocking, called in a worker thread."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft with the verifier's verdict."""

    draft: Draft
    verification: Verification
    failed: tuple[Checked, ...] = ()
    """What was tried in its place before, and failed."""

    @property
    def passed(self) -> bool:
        """Whether the sentence may be shown."""
        return self.verification.verdict in {Verdict.SUPPORTED, Verdict.NOT_A_CLAIM}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one draft: a sentence to show, or nothing; and what was dropped for it."""

    sentence: AnswerSentence | None
    dropped: tuple[DroppedSentence, ...] = ()
    lead: bool = False
    afresh: bool = False

    @property
    def lost(self) -> bool:
        """Whether content was dropped with nothing in its place."""
        return self.sentence is None


@dataclass(slots=True)
class Context:
    """One question on its way through the pipeline."""

    tenant: Tenant
    ask: Ask
    today: date
    language: Language
    """The reader's language."""
    question: str = ""
    """The question without invisible characters, as asked."""
    question_language: Language | None = None
    """The language the question is written in; None where that cannot be told."""
    standalone: str = ""
    """The question as it is searched for: it means the same without the conversation."""
    query: EmbeddedQuery | None = None
    """The stand-alone question as the embedder sees it."""
    found: tuple[Hit, ...] = ()
    """All that retrieval found, best first."""
    evidence: tuple[Hit, ...] = ()
    """What may carry an answer: valid, relevant, best first."""
    scored: tuple[Scored, ...] = ()
    """The quotable pieces of the evidence with their relevance, in its order."""
    signals: Mapping[str, float] = field(default_factory=dict)
    """What spoke for and against an answer in the evidence, for those who measure."""
    sufficiency: float = math.nan
    """Probability that the evidence answers; NaN where it was not weighed."""
    passed: list[str] = field(default_factory=list)
    """The drafts that passed so far, in order."""
    supported: int = 0
    """How many of those state something that the evidence bears out."""
    drafts: AsyncGenerator[Draft, None] | None = None
    checked: AsyncGenerator[Checked, None] | None = None
    cited: AsyncGenerator[Outcome, None] | None = None
    stopped: Stop | None = None
    """Set when a step ends the pipeline, also while sentences are being written."""
    composer: str = ""
    note: str = ""
    """A reason worth telling beside an answer, for instance `model_unavailable`."""
    timings_ms: dict[str, float] = field(default_factory=dict)

    def spend(self, step: str, seconds: float) -> None:
        """Add time to a step; steps that interleave each count their own."""
        self.timings_ms[step] = self.timings_ms.get(step, 0.0) + seconds * 1000


class Step(Protocol):
    """One step of the pipeline."""

    @property
    def name(self) -> str:
        """Names the step in timings and status events."""

    async def run(self, context: Context) -> Stop | None:
        """Do the step's work on the context; a Stop ends the pipeline."""
