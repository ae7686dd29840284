"""What the check removed: sentences as they were composed, and as they were delivered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from evaluation.harness.records import RunRecord, SentenceRecord
from evaluation.report.names import VERDICTS, look
from evaluation.report.plots import stacked_bar


@dataclass(frozen=True, slots=True)
class Stage:
    """Counts of sentences by verdict, in the order of the table's columns."""

    label: str
    counts: tuple[int, ...]
    total: int
    bar: Markup


@dataclass(frozen=True, slots=True)
class Removed:
    """The stages, the commonest reasons, and what it did to whole answers."""

    verdicts: tuple[str, ...]
    stages: tuple[Stage, ...]
    reasons: tuple[tuple[str, int], ...]
    answers_touched: int
    answers_lost: int


def removed(run: RunRecord, most_reasons: int = 8) -> Removed | None:
    """None where no sentence was composed at all."""
    sentences = [sentence for item in run.items for sentence in item.sentences]
    if not sentences:
        return None
    verdicts = _columns(sentences)
    dropped = [sentence for sentence in sentences if not sentence.delivered]
    touched = [item for item in run.items if any(not s.delivered for s in item.sentences)]
    return Removed(
        verdicts,
        tuple(_stages(sentences, verdicts)),
        tuple(Counter(s.reason or "no reason recorded" for s in dropped).most_common(most_reasons)),
        len(touched),
        sum(item.status == "refused" for item in touched),
    )


def _columns(sentences: Iterable[SentenceRecord]) -> tuple[str, ...]:
    seen = {verdict for s in sentences for verdict in (s.verdict, s.judged) if verdict}
    return (*VERDICTS, *sorted(seen - set(VERDICTS)))


def _stages(sentences: Sequence[SentenceRecord], verdicts: Sequence[str]) -> list[Stage]:
    delivered = [s for s in sentences if s.delivered]
    total = len(sentences)
    stages = [
        _stage("Composed", (s.verdict for s in sentences), verdicts, total),
        _stage("Delivered", (s.verdict for s in delivered), verdicts, total),
    ]
    judged = [s.judged for s in delivered if s.judged]
    if judged:
        stages.append(_stage("Delivered, by the judge", judged, verdicts, total))
    return stages


def _stage(label: str, found: Iterable[str], verdicts: Sequence[str], total: int) -> Stage:
    by = Counter(found)
    counts = tuple(by[verdict] for verdict in verdicts)
    parts = [(look(verdict, VERDICTS).tone, by[verdict]) for verdict in verdicts if by[verdict]]
    return Stage(label, counts, sum(counts), stacked_bar(parts, total))
