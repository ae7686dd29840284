"""Metric cards: one metric over all kinds of question, its floors beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from evaluation.harness.records import IntervalRecord, RunRecord
from evaluation.report.names import (
    NOT_MEASURED,
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
    found = [
        (kind, key, record)
        for kind in sorted(run.summary, key=kind_order)
        for key, record in sorted(run.summary[kind].items(), key=lambda pair: pair[0] != name)
        if _metric(key) == name
    ]
    full = _full(name, (record for _, _, record in found))
    rows = tuple(
        _row(_row_label(kind, key), name, record, full, floor=key != name)
        for kind, key, record in found
    )
    about = metric_name(name)
    end = written(name, full) if about.is_time else "1"
    return Card(name, about.label, about.note, about.lower_is_better, end, rows)


def _row_label(kind: str, key: str) -> str:
    if not key.startswith(_FLOOR):
        return kind_label(kind)
    return f"Floor: {humanise(key.split(':', 2)[1]).lower()}"


def _full(name: str, records: Iterable[IntervalRecord]) -> float:
    """The end of the scale: 1 for shares, the largest value for times."""
    if not metric_name(name).is_time:
        return 1.0
    ends = (measured(value) for record in records for value in (record.mean, record.high))
    return max((end for end in ends if end is not None), default=1.0)


def _row(
    label: str, name: str, record: IntervalRecord, full: float, *, floor: bool = False
) -> Row:
    value = measured(record.mean) if record.count else None
    low, high = (record.low, record.high) if value is not None else (None, None)
    return Row(
        label=label,
        value=written(name, value) if value is not None else NOT_MEASURED,
        interval=interval_text(name, low, high),
        count=record.count,
        not_scored=record.not_scored,
        bar=interval_bar(value, low, high, full=full, tone="floor" if floor else "value"),
        floor=floor,
    )
