"""What an evaluation run keeps: one record an item, one for the run. JSON in, JSON out."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Frozen(BaseModel):
    """Records never change; a stored one with unknown fields is from a newer version."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ScoreStatus(StrEnum):
    """Whether a metric says something of an item."""

    SCORED = "scored"
    NOT_APPLICABLE = "not_applicable"
    """The metric does not concern this item: citation recall of a refusal."""
    COULD_NOT_SCORE = "could_not_score"
    """It does, but the judge failed or the gold is missing. Never a zero."""


class Score(Frozen):
    """One metric of one item; ``value`` in 0..1 (milliseconds for times), None unless scored."""

    status: ScoreStatus
    value: float | None = None
    reason: str = ""
    weight: float = 1.0
    """How many things ``value`` is a share of (sentences, citations); means are weighted by it."""


class CitationRecord(Frozen):
    """Verbatim words of a passage: ``quote`` stands at ``start:end`` of the passage's text."""

    passage_id: str
    document: str
    quote: str
    start: int
    end: int
    heading: str = ""


class SentenceRecord(Frozen):
    """One sentence: delivered with citations, or dropped with the reason."""

    text: str
    verdict: str
    """A :class:`vraagbaak.grounding.Verdict` as the service's own verifier gave it."""
    score: float
    citations: tuple[CitationRecord, ...] = ()
    delivered: bool = True
    reason: str = ""
    judged: str = ""
    """The verdict of the run's judge, where that is another than the service's verifier."""
    judged_score: float | None = None
    unsupported: tuple[tuple[int, int], ...] = ()
    """Spans of ``text`` that the judge found no support for."""


class PassageRecord(Frozen):
    """A retrieved passage, best first."""

    passage_id: str
    document: str
    heading: str
    text: str
    score: float


class Usage(Frozen):
    """Tokens of a language model, by the model's own count; 0 without one."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    calls: int = 0


class GoldAnswerRecord(Frozen):
    """What the pipeline made of the gold evidence; its scores are the item's `gold:<metric>`."""

    status: str
    reason: str = ""
    answer: str = ""
    sentences: tuple[SentenceRecord, ...] = ()
    evidence: tuple[PassageRecord, ...] = ()


class ItemRecord(Frozen):
    """A golden question, what became of it, and its scores by metric name."""

    id: str
    tenant: str
    kind: str
    language: str
    question: str
    expected: str = ""
    gold_files: tuple[str, ...] = ()
    nuggets: tuple[str, ...] = ()
    nuggets_found: tuple[str, ...] | None = None
    """Those of ``nuggets`` that the answer holds; None where that was not looked at."""
    cluster: str = ""
    """What intervals are clustered by: the first gold file, else the item itself."""
    status: str = ""
    """The answer's status, `error` where asking failed."""
    reason: str = ""
    answer: str = ""
    answer_language: str = ""
    sentences: tuple[SentenceRecord, ...] = ()
    retrieved: tuple[PassageRecord, ...] = ()
    scores: dict[str, Score] = Field(default_factory=dict)
    timings_ms: dict[str, float] = Field(default_factory=dict)
    usage: Usage = Usage()
    judge_usage: Usage = Usage()
    """Of the judge, where that is a language model."""
    with_gold: GoldAnswerRecord | None = None
    """Only in runs that answer from gold evidence too."""


class IntervalRecord(Frozen):
    """A mean with its 95% interval (bootstrap clustered by document)."""

    mean: float
    low: float
    high: float
    count: int
    """Items scored."""
    not_scored: int = 0
    """Items that the metric concerns and that could not be scored."""

    def __str__(self) -> str:
        return f"{self.mean:.3f} [{self.low:.3f}, {self.high:.3f}]"


class RunRecord(Frozen):
    """One run: what was asked of what, with which parts, and all items."""

    id: str
    tenant: str
    created_at: datetime
    finished: bool
    questions_file: str
    questions_hash: str
    settings: dict[str, str]
    """Composer, chat model, verifier, judge, embedding model, evidence mode, version."""
    items: tuple[ItemRecord, ...] = ()
    summary: dict[str, dict[str, IntervalRecord]] = Field(default_factory=dict)
    """kind (or `all`) → metric → interval; floors stand beside them as `floor:<name>:<metric>`."""
    bad_lines: tuple[str, ...] = ()
    """Lines of the questions file that could not be read, with the reason; the rest ran."""
    usage: Usage = Usage()
    """Tokens of all items together."""
    stopped: str = ""
    """Why the run ended before its last question; empty where it did not."""
