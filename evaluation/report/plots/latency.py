"""Histogram of the time that answers took, with the median and the 95th percentile."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from markupsafe import Markup

from evaluation.report.names import duration
from evaluation.report.plots.svg import Frame, axes, axis_names, figure, label, shape
from evaluation.report.text import joined

_BINS = 20


def histogram(times_ms: Sequence[float]) -> tuple[list[int], float]:
    """Counts of twenty bins from zero, and the width of one in ms; the last holds all beyond.

    The axis ends at a round figure past the 99th percentile, so that one stray does not flatten
    the rest.
    """
    if not times_ms:
        return [], 0.0
    width = nice(float(np.percentile(times_ms, 99)) / _BINS)
    places = [min(int(ms / width), _BINS - 1) for ms in times_ms]
    return [places.count(place) for place in range(_BINS)], width


def nice(value: float) -> float:
    """The next 1, 2 or 5 times a power of ten, from 0.01 up."""
    power = 10.0 ** np.floor(np.log10(max(value, 0.01)))
    return float(next(step * power for step in (1, 2, 5, 10) if step * power >= value * 0.999))


def latency_plot(times_ms: Sequence[float], p50: float, p95: float) -> Markup:
    """``times_ms`` may not be empty."""
    counts, width = histogram(times_ms)
    frame = Frame(x_max=width * _BINS, y_max=max(counts), top=44, right=338)
    ticks = [(frame.x_max * part / 4, duration(frame.x_max * part / 4)) for part in range(1, 5)]
    tops = sorted({max(1, max(counts) // 2), max(counts)})
    return figure(
        "latency",
        "How long answers took",
        f"Half of {len(times_ms)} answers took {duration(p50)} or less, 19 of 20 took "
        f"{duration(p95)} or less, the longest {duration(max(times_ms))}.",
        (
            axes(frame, [(0.0, "0"), *ticks[:-1], _last(ticks[-1])], [(t, f"{t:,}") for t in tops]),
            joined(_column(frame, n, count, width) for n, count in enumerate(counts) if count),
            _line(frame, p50, "p50", 40),
            _line(frame, p95, "p95", 27),
            axis_names(frame, "Time from question to whole answer", "Answers"),
        ),
    )


def _last(tick: tuple[float, str]) -> tuple[float, str]:
    return tick[0], f"{tick[1]}+"


def _column(frame: Frame, place: int, count: int, width: float) -> Markup:
    left, right = frame.x(place * width), frame.x((place + 1) * width)
    top = frame.y(count)
    return shape(
        "rect", "column", x=left + 0.75, y=top, width=right - left - 1.5, height=frame.bottom - top
    )


def _line(frame: Frame, ms: float, name: str, height: float) -> Markup:
    x, over = frame.x(ms), frame.x(ms) > (frame.left + frame.right) / 2
    side, css = (-5, "tick end strong") if over else (5, "tick strong")
    rule = shape("line", "rule", x1=x, x2=x, y1=height - 9, y2=frame.bottom)
    return rule + label(f"{name} {duration(ms)}", css, x + side, height)
