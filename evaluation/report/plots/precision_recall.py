"""Precision–recall curve with `unsupported` as the positive class."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from evaluation.metrics import CurvePoint
from evaluation.report.plots.svg import (
    SHARES,
    Frame,
    axes,
    axis_names,
    figure,
    label,
    path,
    shape,
)

_FRAME = Frame()
_MOST = 300


def precision_recall_plot(
    points: Sequence[CurvePoint], prevalence: float, chosen: CurvePoint | None
) -> Markup:
    """The curve, the floor that calling everything unsupported gives, and the threshold in use."""
    floor = _FRAME.y(prevalence)
    return figure(
        "precision-recall",
        "Precision–recall curve",
        _description(points, prevalence, chosen),
        (
            axes(_FRAME, SHARES, SHARES),
            path([(_FRAME.left, floor), (_FRAME.right, floor)], "diagonal"),
            path(_line(points), "curve"),
            _chosen(chosen),
            axis_names(
                _FRAME, "Recall: unsupported claims found", "Precision: alarms that are right"
            ),
        ),
    )


def thinned(points: Sequence[CurvePoint]) -> list[CurvePoint]:
    """At most about 300 of them, the first and the last among them."""
    step = max(1, len(points) // _MOST)
    return [p for n, p in enumerate(points) if n % step == 0 or n == len(points) - 1]


def _line(points: Sequence[CurvePoint]) -> list[tuple[float, float]]:
    kept = thinned(points)
    start = [(_FRAME.left, _FRAME.y(kept[0].precision))] if kept else []
    return start + [(_FRAME.x(p.recall), _FRAME.y(p.precision)) for p in kept]


def _chosen(point: CurvePoint | None) -> Markup:
    if point is None:
        return Markup("")
    x, y = _FRAME.x(point.recall), _FRAME.y(point.precision)
    beside = label(f"threshold {point.threshold:.2f}", "tick end strong", x - 10, y + 18)
    return shape("circle", "dot", cx=x, cy=y, r=6) + beside


def _description(points: Sequence[CurvePoint], prevalence: float, chosen: CurvePoint | None) -> str:
    text = (
        f"{len(points)} thresholds. Calling every claim unsupported has precision {prevalence:.2f}."
    )
    if chosen is None:
        return text
    return (
        f"{text} At the threshold in use, precision is {chosen.precision:.2f} "
        f"and recall {chosen.recall:.2f}."
    )
