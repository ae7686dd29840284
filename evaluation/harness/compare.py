"""Two runs side by side: what got better, what got worse, and whether that is more than chance."""

from __future__ import annotations

from dataclasses import dataclass

from evaluation.harness.records import ItemRecord, RunRecord, ScoreStatus
from evaluation.harness.summary import ALL
from evaluation.metrics import Difference, paired
from vraagbaak.errors import VraagbaakError

LOWER_IS_BETTER = ("false_answers", "false_refusals", "latency_ms")


@dataclass(frozen=True, slots=True)
class MetricChange:
    """One metric over the items that both runs scored; ``difference`` is second minus first."""

    kind: str
    metric: str
    first: float
    second: float
    difference: Difference
    better: bool | None
    """Whether a significant difference is for the better; None where there is none."""


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item that ended otherwise, or scored otherwise on a metric that is right or wrong."""

    id: str
    kind: str
    question: str
    status: tuple[str, str]
    scores: dict[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The second run against the first."""

    first: str
    second: str
    shared: int
    """Items in both."""
    same_questions: bool
    """Whether both asked the same file."""
    settings: dict[str, tuple[str, str]]
    """The settings that differ."""
    metrics: list[MetricChange]
    items: list[ItemChange]


def compare(first: RunRecord, second: RunRecord) -> Comparison:
    """Items are paired by id. Raises VraagbaakError where the runs share none."""
    old = {item.id: item for item in first.items}
    pairs = [(old[item.id], item) for item in second.items if item.id in old]
    if not pairs or first.tenant != second.tenant:
        raise VraagbaakError(f"Runs {first.id} and {second.id} have no question in common.")
    return Comparison(
        first=first.id,
        second=second.id,
        shared=len(pairs),
        same_questions=first.questions_hash == second.questions_hash,
        settings=_differing(first.settings, second.settings),
        metrics=_metrics(pairs),
        items=[change for pair in pairs if (change := _item_change(*pair))],
    )


def lower_is_better(metric: str) -> bool:
    """Whether less is better."""
    return metric.endswith(LOWER_IS_BETTER)


Pair = tuple[ItemRecord, ItemRecord]


def _metrics(pairs: list[Pair]) -> list[MetricChange]:
    kinds = [ALL, *sorted({new.kind for _, new in pairs})]
    names = dict.fromkeys(name for _, new in pairs for name in new.scores)
    changes = (
        _change(kind, name, [pair for pair in pairs if kind in {ALL, pair[1].kind}])
        for kind in kinds
        for name in names
        if not name.startswith("floor:")
    )
    return [change for change in changes if change]


def _change(kind: str, metric: str, pairs: list[Pair]) -> MetricChange | None:
    both = [
        (before, after, new.cluster or new.id)
        for old, new in pairs
        if (before := _value(old, metric)) is not None
        and (after := _value(new, metric)) is not None
    ]
    if not both:
        return None
    first, second, clusters = zip(*both, strict=True)
    difference = paired(first, second, clusters)
    better = None
    if difference.significant and difference.mean:
        better = (difference.mean > 0) != lower_is_better(metric)
    means = sum(first) / len(first), sum(second) / len(second)
    return MetricChange(kind, metric, *means, difference, better)


def _item_change(old: ItemRecord, new: ItemRecord) -> ItemChange | None:
    scores = {
        name: (before, after)
        for name in new.scores
        if not name.startswith("floor:")
        and not name.endswith("latency_ms")
        and (before := _value(old, name)) is not None
        and (after := _value(new, name)) is not None
        and before != after
    }
    if not scores and old.status == new.status:
        return None
    return ItemChange(new.id, new.kind, new.question, (old.status, new.status), scores)


def _value(item: ItemRecord, metric: str) -> float | None:
    score = item.scores.get(metric)
    return score.value if score and score.status is ScoreStatus.SCORED else None


def _differing(first: dict[str, str], second: dict[str, str]) -> dict[str, tuple[str, str]]:
    names = dict.fromkeys([*first, *second])
    pairs = {name: (first.get(name, ""), second.get(name, "")) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
