"""How metrics, kinds, statuses and verdicts are called and written in the report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import isfinite

from evaluation.datasets.golden import Kind

NOT_MEASURED = "not measured"


@dataclass(frozen=True, slots=True)
class MetricName:
    """A metric as the reader meets it."""

    label: str
    note: str = ""
    lower_is_better: bool = False
    is_time: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """A word with the icon and the tone that go with it; tone and icon never stand alone."""

    label: str
    icon: str
    tone: str


METRICS: dict[str, MetricName] = {
    "sentence_groundedness": MetricName(
        "Sentence groundedness", "delivered claims that the judge finds in the evidence"
    ),
    "composed_groundedness": MetricName(
        "Composed groundedness", "claims that were written and passed the check"
    ),
    "answered": MetricName("Answered", "questions that got an answer, whole or partial"),
    "false_answers": MetricName(
        "False answers", "unanswerable questions that got an answer", lower_is_better=True
    ),
    "false_refusals": MetricName(
        "False refusals", "answerable questions that were refused", lower_is_better=True
    ),
    "citation_precision": MetricName(
        "Citation precision", "citations that support their sentence, word for word"
    ),
    "citation_recall": MetricName(
        "Citation recall", "delivered claims that their own citations support"
    ),
    "nugget_recall": MetricName("Nugget recall", "facts of a complete answer that were given"),
    "recall_at_5": MetricName("Recall at 5", "questions with a gold file among the first five"),
    "ndcg_at_10": MetricName("nDCG at 10", "how high the gold files rank"),
    "language_match": MetricName("Language match", "answers in the language of the question"),
    "p50_ms": MetricName("Median time", "half of the answers were ready by then", True, True),
    "p95_ms": MetricName("95th percentile time", "19 of 20 answers were ready by then", True, True),
}

VERDICTS = {
    "supported": Look("Supported", "check", "good"),
    "contradicted": Look("Contradicted", "cross", "bad"),
    "not_found": Look("Not found", "question", "warn"),
    "not_a_claim": Look("Not a claim", "dash", "calm"),
}

STATUSES = {
    "answered": Look("Answered", "check", "good"),
    "partial": Look("Partial", "half", "warn"),
    "refused": Look("Refused", "stop", "calm"),
    "redirected": Look("Redirected", "arrow", "info"),
    "blocked": Look("Blocked", "shield", "calm"),
    "error": Look("Error", "cross", "bad"),
}


def metric_name(name: str) -> MetricName:
    """The name of a metric; one that is not known is called by its key.

    A prefix before a colon (`gold:nugget_recall`) says under which condition it was measured.
    """
    condition, _, key = name.rpartition(":")
    known = METRICS.get(key) or MetricName(
        humanise(key), lower_is_better=key.endswith(("_ms", "_tokens")), is_time=key.endswith("_ms")
    )
    if not condition:
        return known
    label = f"{known.label}, {humanise(condition).lower()}"
    return MetricName(label, known.note, known.lower_is_better, known.is_time)


def metric_order(name: str) -> tuple[int, str]:
    """Sorts metrics as METRICS does, others after them by name."""
    keys = list(METRICS)
    key = name.rpartition(":")[2]
    return (keys.index(key) if key in keys else len(keys), name)


def kind_order(kind: str) -> tuple[int, str]:
    """Sorts `all` first, then the kinds of golden questions, then others by name."""
    keys = ["all", *Kind]
    return (keys.index(kind) if kind in keys else len(keys), kind)


def humanise(key: str) -> str:
    """`cross_lingual` as `Cross lingual`; an empty key as `Unnamed`."""
    text = " ".join(key.replace("_", " ").split())
    return text[:1].upper() + text[1:] if text else "Unnamed"


def kind_label(kind: str) -> str:
    """A kind of question; `all` is every question."""
    return "All questions" if kind == "all" else humanise(kind)


def look(word: str, among: dict[str, Look]) -> Look:
    """How a status or verdict is shown; an unknown one in plain words and a neutral tone."""
    return among.get(word) or Look(humanise(word) if word else "Not recorded", "dash", "calm")


def measured(value: float | None) -> float | None:
    """The value where it is a number at all; NaN and infinity are no measurement."""
    return value if value is not None and isfinite(value) else None


def share(value: float | None) -> str:
    """A share in 0..1 with three decimals, as gates are written."""
    value = measured(value)
    return NOT_MEASURED if value is None else f"{value:.3f}"


def duration(ms: float | None) -> str:
    """Milliseconds as a person says them: `8.4 ms`, `840 ms`, `1.24 s`."""
    ms = measured(ms)
    if ms is None:
        return NOT_MEASURED
    if ms >= 1000:
        return f"{ms / 1000:,.2f} s"
    return f"{ms:.0f} ms" if ms >= 10 else f"{ms:.1f} ms"


def moment(when: datetime) -> str:
    """A time as a person writes it: `2 March 2026, 14:05 UTC`."""
    return f"{when.day} {when:%B %Y, %H:%M} {when.tzname() or ''}".rstrip()


def written(name: str, value: float | None) -> str:
    """A metric's value in its own unit."""
    return duration(value) if metric_name(name).is_time else share(value)
