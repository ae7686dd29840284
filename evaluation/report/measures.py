"""Metric cards: one metric over all kinds of question, its floors beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from markupsafe import Markup

from evaluation.harness.records import IntervalRecord, RunRecord
from evaluation.report.names import (
    humanise,
    kind_label,
    kind_order,
    measured,
    metric_name,
    metric_order,
    written,
)
from evaluation.report.plots import interval_bar

_FLOOR = "floor:"
_TILES = (
    "sentence_groundedness",
    "answered",
    "false_answers",
    "false_refusals",
    "citation_precision",
    "recall_at_5",
    "nugget_recall",
    "p95_ms",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One bar of a card, or one headline figure."""

    label: str
    value: str
    interval: str
    count: int
    not_scored: int
    bar: Markup
    floor: bool = False
    floors: tuple[tuple[str, str], ...] = ()
    """Names and values of the floors that are drawn into this bar."""


@dataclass(frozen=True, slots=True)
class Card:
    """A metric with a row a kind."""

    name: str
    label: str
    note: str
    lower_is_better: bool
    scale_end: str
    rows: tuple[Row, ...]


def cards(run: RunRecord, *, times: bool) -> list[Card]:
    """The cards of all metrics of the summary that are times, or of those that are not."""
    names = {_metric(key) for metrics in run.summary.values() for key in metrics}
    wanted = (name for name in names if metric_name(name).is_time is times)
    return [_card(run, name) for name in sorted(wanted, key=metric_order)]


def tiles(run: RunRecord) -> list[Row]:
    """The headline figures over all questions."""
    summary = run.summary.get("all", {})
    return [
        _row(metric_name(name).label, name, summary[name], _full(name, summary.values()))
        for name in _TILES
        if name in summary
    ]


def interval_text(name: str, low: float | None, high: float | None) -> str:
    """`0.912–0.968`; empty where there is none."""
    if measured(low) is None or measured(high) is None:
        return ""
    return f"{written(name, low)} – {written(name, high)}"


def _metric(key: str) -> str:
    return key.split(":", 2)[2] if key.startswith(_FLOOR) and key.count(":") >= 2 else key


def _card(run: RunRecord, name: str) -> Card:
    by_kind = {kind: _of(run.summary[kind], name) for kind in sorted(run.summary, key=kind_order)}
    full = _full(name, (record for found in by_kind.values() for record in found.values()))
    rows = (row for kind, found in by_kind.items() for row in _rows(kind, name, found, full))
    about = metric_name(name)
    end = written(name, full) if about.is_time else "1"
    return Card(name, about.label, about.note, about.lower_is_better, end, tuple(rows))


def _of(metrics: Mapping[str, IntervalRecord], name: str) -> dict[str, IntervalRecord]:
    """The metric itself and its floors, by key, the metric first."""
    found = {key: record for key, record in metrics.items() if _metric(key) == name}
    return dict(sorted(found.items(), key=lambda pair: (pair[0] != name, pair[0])))


def _rows(kind: str, name: str, found: Mapping[str, IntervalRecord], full: float) -> Iterator[Row]:
    """Floors have rows of their own over all questions, and lines in the bars of the kinds."""
    floors = {_floor_name(key): record for key, record in found.items() if key != name}
    own = found.get(name)
    if own is not None:
        beside = {} if kind == "all" else floors
        yield _row(kind_label(kind), name, own, full, floors=beside)
    if kind == "all" or own is None:
        for floor, record in floors.items():
            yield _row(f"Floor: {floor}", name, record, full, floor=True)


def _floor_name(key: str) -> str:
    return humanise(key.split(":", 2)[1]).lower()


def _full(name: str, records: Iterable[IntervalRecord]) -> float:
    """The end of the scale: 1 for shares, the largest value for times."""
    if not metric_name(name).is_time:
        return 1.0
    ends = (measured(value) for record in records for value in (record.mean, record.high))
    return max((end for end in ends if end is not None), default=1.0)


def _row(
    label: str,
    name: str,
    record: IntervalRecord,
    full: float,
    *,
    floor: bool = False,
    floors: Mapping[str, IntervalRecord] = MappingProxyType({}),
) -> Row:
    value = _mean(record)
    low, high = (record.low, record.high) if value is not None else (None, None)
    lines = {floor_name: _mean(beside) for floor_name, beside in floors.items()}
    drawn = [mean for mean in lines.values() if mean is not None]
    tone = "floor" if floor else "value"
    return Row(
        label=label,
        value=written(name, value),
        interval=interval_text(name, low, high),
        count=record.count,
        not_scored=record.not_scored,
        bar=interval_bar(value, low, high, full=full, tone=tone, floors=drawn),
        floor=floor,
        floors=tuple((floor_name, written(name, mean)) for floor_name, mean in lines.items()),
    )


def _mean(record: IntervalRecord) -> float | None:
    """None where nothing was scored, whatever number stands there."""
    return measured(record.mean) if record.count else None
