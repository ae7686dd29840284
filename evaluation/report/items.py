"""One question of the run, ready for the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.harness.records import (
    ItemRecord,
    PassageRecord,
    Score,
    ScoreStatus,
    SentenceRecord,
    Usage,
)
from evaluation.report.evidence import CitedPassage, Limits, passages, problems
from evaluation.report.names import (
    STATUSES,
    VERDICTS,
    Look,
    duration,
    humanise,
    kind_label,
    look,
    measured,
    metric_name,
    metric_order,
    written,
)
from evaluation.report.text import Piece, pieces

UNSUPPORTED = {"contradicted", "not_found"}
FLAGS = {
    "failed": Look("Asking failed", "cross", "bad"),
    "false_answer": Look("False answer", "cross", "bad"),
    "unsupported": Look("Delivered, but the judge finds no support", "cross", "bad"),
    "false_refusal": Look("False refusal", "question", "warn"),
    "gold_missed": Look("Gold not retrieved", "question", "warn"),
    "not_scored": Look("Could not score", "question", "warn"),
}


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence with the words that lack support, and the passages it cites."""

    number: int
    parts: tuple[Piece, ...]
    verdict: Look
    score: str
    judged: Look | None
    judged_score: str
    delivered: bool
    reason: str
    cites: tuple[int, ...]
    """Numbers of the passages as the page numbers them."""

    @property
    def tone(self) -> str:
        """The judge's verdict colours a sentence where there is one: it is the second opinion."""
        return (self.judged or self.verdict).tone


@dataclass(frozen=True, slots=True)
class ScoreView:
    """A metric of this question: its value, or why there is none."""

    label: str
    value: str
    reason: str
    failed: bool


@dataclass(frozen=True, slots=True)
class Nugget:
    """A fact that a complete answer holds; ``found`` is None where that was not recorded."""

    text: str
    found: bool | None


@dataclass(frozen=True, slots=True)
class ItemView:
    """Everything about one question."""

    anchor: str
    record: ItemRecord
    kind: str
    status: Look
    flags: tuple[str, ...]
    nuggets: tuple[Nugget, ...]
    delivered: tuple[SentenceView, ...]
    dropped: tuple[SentenceView, ...]
    passages: tuple[CitedPassage, ...]
    problems: tuple[str, ...]
    gold_missing: tuple[str, ...]
    scores: tuple[ScoreView, ...]
    timings: tuple[tuple[str, str], ...]
    usage: str


def item_view(number: int, item: ItemRecord, limits: Limits) -> ItemView:
    """``number`` counts from 0 and makes the anchor, for ids are anyone's text."""
    shown = passages(item, limits)
    places = {passage.record.passage_id: passage.number for passage in shown}
    sentences = [_sentence(n, s, places) for n, s in enumerate(item.sentences, start=1)]
    return ItemView(
        anchor=f"q{number + 1}",
        record=item,
        kind=kind_label(item.kind),
        status=look(item.status, STATUSES),
        flags=flags(item),
        nuggets=_nuggets(item),
        delivered=tuple(sentence for sentence in sentences if sentence.delivered),
        dropped=tuple(sentence for sentence in sentences if not sentence.delivered),
        passages=shown,
        problems=problems(item),
        gold_missing=_gold_missing(item, item.retrieved),
        scores=tuple(
            _score(name, item.scores[name]) for name in sorted(item.scores, key=metric_order)
        ),
        timings=tuple((humanise(step), duration(ms)) for step, ms in item.timings_ms.items()),
        usage=_usage(item.usage),
    )


def flags(item: ItemRecord) -> tuple[str, ...]:
    """What a maintainer should look at, worst first."""
    told = {
        "failed": item.status == "error",
        "false_answer": _is(item, "false_answers", 1.0),
        "unsupported": any(s.delivered and s.judged in UNSUPPORTED for s in item.sentences),
        "false_refusal": _is(item, "false_refusals", 1.0),
        "gold_missed": _is(item, "recall_at_5", 0.0),
        "not_scored": any(
            score.status is ScoreStatus.COULD_NOT_SCORE for score in item.scores.values()
        ),
    }
    return tuple(flag for flag in FLAGS if told[flag])


def _is(item: ItemRecord, metric: str, value: float) -> bool:
    score = item.scores.get(metric)
    return score is not None and score.status is ScoreStatus.SCORED and score.value == value


def _sentence(number: int, sentence: SentenceRecord, places: dict[str, int]) -> SentenceView:
    cited = dict.fromkeys(citation.passage_id for citation in sentence.citations)
    score = measured(sentence.judged_score)
    return SentenceView(
        number=number,
        parts=pieces(sentence.text, sentence.unsupported),
        verdict=look(sentence.verdict, VERDICTS),
        score=f"{sentence.score:.2f}" if measured(sentence.score) is not None else "–",
        judged=look(sentence.judged, VERDICTS) if sentence.judged else None,
        judged_score="" if score is None else f"{score:.2f}",
        delivered=sentence.delivered,
        reason=sentence.reason,
        cites=tuple(places[passage_id] for passage_id in cited if passage_id in places),
    )


def _nuggets(item: ItemRecord) -> tuple[Nugget, ...]:
    found = item.nuggets_found
    return tuple(Nugget(text, None if found is None else text in found) for text in item.nuggets)


def _gold_missing(item: ItemRecord, retrieved: Sequence[PassageRecord]) -> tuple[str, ...]:
    there = {passage.document for passage in retrieved}
    return tuple(file for file in item.gold_files if file not in there)


def _score(name: str, score: Score) -> ScoreView:
    label = metric_name(name).label
    if score.status is ScoreStatus.SCORED:
        return ScoreView(label, written(name, score.value), score.reason, failed=False)
    failed = score.status is ScoreStatus.COULD_NOT_SCORE
    return ScoreView(label, "could not score" if failed else "not applicable", score.reason, failed)


def _usage(usage: Usage) -> str:
    if not usage.calls:
        return ""
    calls = "1 call" if usage.calls == 1 else f"{usage.calls:,} calls"
    return (
        f"{calls} of the model, {usage.prompt_tokens:,} tokens read, "
        f"{usage.completion_tokens:,} written"
    )
