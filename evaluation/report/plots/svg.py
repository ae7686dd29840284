"""What the plots share: coordinates that cannot be NaN, a square frame with axes, a figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite

from markupsafe import Markup

from evaluation.report.text import clean, joined

WIDTH, HEIGHT = 360, 300


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the picture that data are drawn in, and the ranges of its axes from zero."""

    x_max: float = 1.0
    y_max: float = 1.0
    left: float = 46
    right: float = 350
    top: float = 22
    bottom: float = 248

    def x(self, value: float) -> float:
        """Where a value stands across; one beyond the axis stands at its end."""
        return self.left + _part(value, self.x_max) * (self.right - self.left)

    def y(self, value: float) -> float:
        """Where a value stands in height."""
        return self.bottom - _part(value, self.y_max) * (self.bottom - self.top)


def number(value: float) -> str:
    """A coordinate. Raises ValueError for NaN or infinity: no such thing can be drawn."""
    if not isfinite(value):
        raise ValueError(f"{value} cannot be drawn: leave out what was not measured")
    return f"{value:.2f}".rstrip("0").rstrip(".")


def shape(name: str, css: str, **attributes: float) -> Markup:
    """One element with coordinates, such as `shape("circle", "dot", cx=1, cy=2, r=3)`."""
    places = joined(Markup(' {}="{}"').format(k, number(v)) for k, v in attributes.items())
    return Markup('<{} class="{}"{}/>').format(name, css, places)


def label(text: str, css: str, x: float, y: float) -> Markup:
    """Words inside a picture."""
    return Markup('<text class="{}" x="{}" y="{}">{}</text>').format(
        css, number(x), number(y), clean(text)
    )


def path(points: Sequence[tuple[float, float]], css: str) -> Markup:
    """A line through points; nothing for fewer than two."""
    if len(points) < 2:
        return Markup("")
    places = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    return Markup('<polyline class="{}" points="{}"/>').format(css, places)


def axes(
    frame: Frame, x_ticks: Sequence[tuple[float, str]], y_ticks: Sequence[tuple[float, str]]
) -> Markup:
    """Grid lines with their values."""
    down = joined(_x_tick(frame, value, text) for value, text in x_ticks)
    return down + joined(_y_tick(frame, value, text) for value, text in y_ticks)


def axis_names(frame: Frame, across: str, up: str) -> Markup:
    """What the axes stand for; the upright one is named above it, so that no text is turned."""
    middle = (frame.left + frame.right) / 2
    return label(across, "axis-name middle", middle, HEIGHT - 10) + label(up, "axis-name", 4, 11)


def figure(name: str, title: str, description: str, parts: Iterable[Markup]) -> Markup:
    """A whole picture with a name and a description that are read aloud."""
    return Markup(
        '<svg class="plot" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t {}-d">'
        '<title id="{}-t">{}</title><desc id="{}-d">{}</desc>{}</svg>'
    ).format(WIDTH, HEIGHT, *[name] * 3, clean(title), name, clean(description), joined(parts))


SHARES = tuple((tick / 4, f"{tick / 4:g}") for tick in range(5))
"""Ticks of an axis from 0 to 1."""


def _part(value: float, full: float) -> float:
    return min(max(value / full, 0.0), 1.0) if full > 0 else 0.0


def _x_tick(frame: Frame, value: float, text: str) -> Markup:
    x = frame.x(value)
    line = shape("line", "grid", x1=x, x2=x, y1=frame.top, y2=frame.bottom)
    return line + label(text, "tick middle", x, frame.bottom + 15)


def _y_tick(frame: Frame, value: float, text: str) -> Markup:
    y = frame.y(value)
    line = shape("line", "grid", x1=frame.left, x2=frame.right, y1=y, y2=y)
    return line + label(text, "tick end", frame.left - 7, y + 4)
