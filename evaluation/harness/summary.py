"""From items to means with intervals: per kind and in all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from evaluation.harness.records import IntervalRecord, ItemRecord, Score, ScoreStatus
from evaluation.metrics import clustered, percentile
from evaluation.metrics.clustered import Statistic, weighted_mean

ALL = "all"
LATENCY = "latency_ms"
Summary = dict[str, dict[str, IntervalRecord]]


def summarise(items: Sequence[ItemRecord]) -> Summary:
    """By kind (or `all`) and metric. What no item could be scored on is left out."""
    kinds = sorted({item.kind for item in items})
    groups = {kind: [item for item in items if item.kind == kind] for kind in kinds}
    named = {ALL: list(items), **groups}
    return {kind: _metrics(group) for kind, group in named.items() if group}


def not_scored(items: Iterable[ItemRecord], metric: str) -> list[Score]:
    """The scores that could not be had, with their reasons."""
    scores = (item.scores.get(metric) for item in items)
    return [s for s in scores if s and s.status is ScoreStatus.COULD_NOT_SCORE]


def _metrics(items: list[ItemRecord]) -> dict[str, IntervalRecord]:
    found: dict[str, IntervalRecord] = {}
    for metric in dict.fromkeys(name for item in items for name in item.scores):
        for name, statistic in _statistics(metric):
            interval = _interval(items, metric, statistic)
            if interval is not None:
                found[name] = interval
    return found


def _statistics(metric: str) -> list[tuple[str, Statistic]]:
    prefix, found, _ = metric.rpartition(LATENCY)
    if not found:
        return [(metric, weighted_mean)]
    return [(f"{prefix}p50_ms", percentile(50)), (f"{prefix}p95_ms", percentile(95))]


def _interval(items: list[ItemRecord], metric: str, statistic: Statistic) -> IntervalRecord | None:
    rows = [
        (item.scores[metric].value, item.cluster or item.id, item.scores[metric].weight)
        for item in items
        if metric in item.scores and item.scores[metric].status is ScoreStatus.SCORED
    ]
    if not rows:
        return None
    values, clusters, weights = zip(*rows, strict=True)
    made = clustered([float(v or 0.0) for v in values], clusters, weights, statistic)
    missing = len(not_scored(items, metric))
    return IntervalRecord(
        mean=made.mean, low=made.low, high=made.high, count=made.count, not_scored=missing
    )
