"""Where the time of a question went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from evaluation.harness.records import RunRecord
from evaluation.report.names import duration, humanise, measured
from evaluation.report.plots import interval_bar, latency_plot
from evaluation.report.plots.latency import histogram

_WHOLE = "total"
_FIRST = "first_sentence"


@dataclass(frozen=True, slots=True)
class StepTime:
    """One step of the pipeline over the questions that reached it."""

    label: str
    count: int
    p50: str
    p95: str
    bar: Markup
    """Up to the median, with a whisker on to the 95th percentile."""


@dataclass(frozen=True, slots=True)
class Times:
    """The distribution of whole answers, and the steps."""

    plot: Markup
    bins: tuple[tuple[str, int], ...]
    steps: tuple[StepTime, ...]


def times(run: RunRecord) -> Times | None:
    """None where no time was recorded."""
    by_step = _by_step(run)
    if not by_step:
        return None
    full = max(float(np.percentile(values, 95)) for values in by_step.values())
    total = by_step.get(_WHOLE, [])
    return Times(
        latency_plot(total, *_percentiles(total)) if total else Markup(""),
        tuple(_bins(total)),
        tuple(_step(name, by_step[name], full) for name in by_step),
    )


def _by_step(run: RunRecord) -> dict[str, list[float]]:
    """Times in the order in which the steps first appear, the marks along the way last."""
    found: dict[str, list[float]] = {}
    for item in run.items:
        for step, ms in item.timings_ms.items():
            if measured(ms) is not None and ms >= 0:
                found.setdefault(step, []).append(ms)
    return dict(sorted(found.items(), key=lambda pair: (pair[0] == _WHOLE, pair[0] == _FIRST)))


def _percentiles(values: Sequence[float]) -> tuple[float, float]:
    p50, p95 = np.percentile(values, [50, 95])
    return float(p50), float(p95)


def _step(name: str, values: Sequence[float], full: float) -> StepTime:
    p50, p95 = _percentiles(values)
    bar = interval_bar(p50, p50, p95, full=full)
    label = {_WHOLE: "Whole answer", _FIRST: "Until the first sentence"}.get(name, humanise(name))
    return StepTime(label, len(values), duration(p50), duration(p95), bar)


def _bins(values: Sequence[float]) -> list[tuple[str, int]]:
    counts, width = histogram(values)
    return [(_between(n, width, len(counts)), count) for n, count in enumerate(counts) if count]


def _between(place: int, width: float, places: int) -> str:
    start = duration(place * width)
    return (
        f"{start} and more"
        if place == places - 1
        else f"{start} to {duration((place + 1) * width)}"
    )
