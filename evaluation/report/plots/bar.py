"""Bars for a cell of a table. The cell beside them holds the figures, so they are not read aloud.

They stretch to the cell's width; strokes keep their own.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from evaluation.report.names import measured
from evaluation.report.plots.svg import shape
from evaluation.report.text import joined

_HIGH = 20.0


def interval_bar(
    mean: float | None,
    low: float | None = None,
    high: float | None = None,
    *,
    full: float = 1.0,
    tone: str = "value",
    floors: Sequence[float] = (),
) -> Markup:
    """A bar from zero to the mean, with a whisker over its interval and dotted lines at floors.

    ``full`` is what the whole width stands for.
    """
    parts = [_rules()]
    if (value := measured(mean)) is not None:
        parts.append(shape("rect", f"fill-{tone}", x=0, y=4, width=_place(value, full), height=12))
    low, high = measured(low), measured(high)
    if low is not None and high is not None:
        parts += [_whisker(css, _place(low, full), _place(high, full)) for css in ("casing", "ink")]
    parts += [_floor(_place(floor, full)) for floor in floors]
    return _stretched(parts)


def stacked_bar(parts: Sequence[tuple[str, int]], total: int) -> Markup:
    """Counts beside each other, as parts of ``total``; each is a tone and its count."""
    drawn, before = [], 0
    for tone, count in parts:
        left, width = _place(before, total), _place(count, total)
        drawn.append(shape("rect", f"part tone-{tone}", x=left, y=1, width=width, height=18))
        before += count
    return _stretched(drawn)


def change_bar(before: float | None, after: float | None, *, full: float, tone: str) -> Markup:
    """A thin mark where a metric was, a thick one where it is, and the way between."""
    was, is_now = measured(before), measured(after)
    parts = [_rules()]
    if was is not None and is_now is not None:
        left, right = sorted((_place(was, full), _place(is_now, full)))
        parts.append(shape("rect", f"way tone-{tone}", x=left, y=7, width=right - left, height=6))
    for value, css in ((was, "mark-before"), (is_now, "mark-after")):
        if value is not None:
            place = _place(value, full)
            parts.append(shape("line", css, x1=place, x2=place, y1=2, y2=18))
    return _stretched(parts)


def _place(value: float, full: float) -> float:
    return 100 * min(max(value / full, 0.0), 1.0) if full > 0 else 0.0


def _floor(place: float) -> Markup:
    return shape("line", "floor-line", x1=place, x2=place, y1=0, y2=_HIGH)


def _rules() -> Markup:
    return joined(
        shape("line", "grid", x1=place, x2=place, y1=0, y2=_HIGH) for place in (0, 25, 50, 75, 100)
    )


def _whisker(css: str, low: float, high: float) -> Markup:
    middle = _HIGH / 2
    return joined(
        (
            shape("line", f"whisker {css}", x1=low, x2=high, y1=middle, y2=middle),
            shape("line", f"whisker {css}", x1=low, x2=low, y1=middle - 4, y2=middle + 4),
            shape("line", f"whisker {css}", x1=high, x2=high, y1=middle - 4, y2=middle + 4),
        )
    )


def _stretched(parts: Sequence[Markup]) -> Markup:
    return Markup(
        '<svg class="bar" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true"'
        ' focusable="false">{}</svg>'
    ).format(joined(parts))
