"""This run beside an earlier one: metrics, settings, and the questions that changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from evaluation.harness.records import ItemRecord, RunRecord, ScoreStatus
from evaluation.report.names import (
    NOT_MEASURED,
    STATUSES,
    Look,
    duration,
    kind_label,
    kind_order,
    look,
    measured,
    metric_name,
    metric_order,
    written,
)
from evaluation.report.plots import change_bar
from evaluation.report.types import Difference

_SAME = 0.0005
BETTER, WORSE = Look("Better", "up", "good"), Look("Worse", "down", "bad")
UNTESTED_BETTER = Look("Better, not tested", "up", "calm")
UNTESTED_WORSE = Look("Worse, not tested", "down", "calm")
UNCLEAR, SAME = Look("No clear change", "dash", "calm"), Look("The same", "dash", "calm")


@dataclass(frozen=True, slots=True)
class MetricChange:
    """One metric before and after."""

    label: str
    kind: str
    before: str
    after: str
    difference: str
    evidence: tuple[str, ...]
    """The interval of the difference and its p value, where they were given."""
    outcome: Look
    bar: Markup


@dataclass(frozen=True, slots=True)
class ItemChange:
    """A question whose scores or status changed."""

    id: str
    anchor: str
    question: str
    language: str
    before: Look
    after: Look
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The section on another run."""

    run_id: str
    created_at: datetime
    same_questions: bool
    settings: tuple[tuple[str, str, str], ...]
    metrics: tuple[MetricChange, ...]
    by_kind: tuple[MetricChange, ...]
    better: tuple[ItemChange, ...]
    worse: tuple[ItemChange, ...]
    mixed: tuple[ItemChange, ...]
    shared: int
    added: int
    gone: int


def compare(run: RunRecord, before: RunRecord, tested: Iterable[Difference]) -> Comparison:
    """Questions are paired by id; metrics by kind and name."""
    changes = _metric_changes(run, before, {(d.kind, d.metric): d for d in tested})
    earlier = {item.id: item for item in before.items}
    pairs = [(n, item, earlier[item.id]) for n, item in enumerate(run.items) if item.id in earlier]
    items = [(c, signs) for n, now, was in pairs for c, signs in [_item_change(n, now, was)] if c]
    return Comparison(
        run_id=before.id,
        created_at=before.created_at,
        same_questions=run.questions_hash == before.questions_hash,
        settings=tuple(_settings(run.settings, before.settings)),
        metrics=tuple(change for kind, change in changes if kind == "all"),
        by_kind=tuple(change for kind, change in changes if kind != "all"),
        better=tuple(change for change, signs in items if signs == {1}),
        worse=tuple(change for change, signs in items if signs == {-1}),
        mixed=tuple(change for change, signs in items if signs not in ({1}, {-1})),
        shared=len(pairs),
        added=len(run.items) - len(pairs),
        gone=len(earlier.keys() - {item.id for item in run.items}),
    )


def signed(name: str, difference: float) -> str:
    """A difference with its sign, in the metric's unit."""
    sign = "+" if difference > 0 else "−" if difference < 0 else "±"
    size = abs(difference)
    return sign + (duration(size) if metric_name(name).is_time else f"{size:.3f}")


def _settings(now: dict[str, str], was: dict[str, str]) -> list[tuple[str, str, str]]:
    return [
        (key, was.get(key, "–"), now.get(key, "–"))
        for key in sorted(now.keys() | was.keys())
        if now.get(key) != was.get(key)
    ]


def _metric_changes(
    run: RunRecord, before: RunRecord, tested: dict[tuple[str, str], Difference]
) -> list[tuple[str, MetricChange]]:
    keys = {
        (kind, name)
        for source in (run, before)
        for kind, metrics in source.summary.items()
        for name in metrics
        if not name.startswith("floor:")
    }
    ordered = sorted(keys, key=lambda key: (kind_order(key[0]), metric_order(key[1])))
    return [
        (kind, _metric_change(kind, name, _mean(before, kind, name), _mean(run, kind, name),
                              tested.get((kind, name))))
        for kind, name in ordered
    ]  # fmt: skip


def _mean(run: RunRecord, kind: str, name: str) -> float | None:
    record = run.summary.get(kind, {}).get(name)
    return measured(record.mean) if record and record.count else None


def _metric_change(
    kind: str, name: str, was: float | None, now: float | None, tested: Difference | None
) -> MetricChange:
    difference = tested.difference if tested else None
    if difference is None and was is not None and now is not None:
        difference = now - was
    difference = measured(difference)
    outcome = _outcome(name, difference, tested)
    full = 1.0
    if metric_name(name).is_time:
        full = max(value for value in (was or 0.0, now or 0.0, 1.0))
    return MetricChange(
        metric_name(name).label,
        kind_label(kind),
        written(name, was),
        written(name, now),
        NOT_MEASURED if difference is None else signed(name, difference),
        _evidence(name, tested),
        outcome,
        change_bar(was, now, full=full, tone=outcome.tone),
    )


def _outcome(name: str, difference: float | None, tested: Difference | None) -> Look:
    if difference is None:
        return UNCLEAR
    if abs(difference) < _SAME:
        return SAME
    better = _sign(name, difference) > 0
    if tested is None or tested.significant is None:
        return UNTESTED_BETTER if better else UNTESTED_WORSE
    if not tested.significant:
        return UNCLEAR
    return BETTER if better else WORSE


def _evidence(name: str, tested: Difference | None) -> tuple[str, ...]:
    if tested is None:
        return ("not tested",)
    parts = []
    low, high = measured(tested.low), measured(tested.high)
    if low is not None and high is not None:
        parts.append(f"{signed(name, low)} to {signed(name, high)}")
    if (p := measured(tested.p_value)) is not None:
        parts.append("p < 0.001" if p < 0.001 else f"p = {p:.3f}")
    return tuple(parts) or ("not tested",)


def _sign(name: str, difference: float) -> int:
    return (1 if difference > 0 else -1) * (-1 if metric_name(name).lower_is_better else 1)


def _item_change(
    number: int, now: ItemRecord, was: ItemRecord
) -> tuple[ItemChange | None, set[int]]:
    moved = [
        (name, before, after)
        for name in sorted(now.scores.keys() & was.scores.keys(), key=metric_order)
        for before, after in [(_value(was, name), _value(now, name))]
        if before is not None and after is not None and abs(after - before) >= _SAME
        and not metric_name(name).is_time
    ]  # fmt: skip
    if not moved and now.status == was.status:
        return None, set()
    change = ItemChange(
        now.id,
        f"q{number + 1}",
        now.question,
        now.language,
        look(was.status, STATUSES),
        look(now.status, STATUSES),
        tuple(_moved(moved)),
    )
    return change, {_sign(name, after - before) for name, before, after in moved}


def _moved(moved: Sequence[tuple[str, float, float]]) -> list[str]:
    return [
        f"{metric_name(name).label} {before:.2f} → {after:.2f}" for name, before, after in moved
    ]


def _value(item: ItemRecord, name: str) -> float | None:
    score = item.scores[name]
    return measured(score.value) if score.status is ScoreStatus.SCORED else None
