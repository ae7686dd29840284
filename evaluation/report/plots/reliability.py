"""Reliability diagram: how often claims hold, by the support that the judge gave them."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from markupsafe import Markup

from evaluation.metrics import ReliabilityBin
from evaluation.report.plots.svg import SHARES, Frame, axes, axis_names, figure, path, shape
from evaluation.report.text import joined

_FRAME = Frame()


def reliability_plot(bins: Sequence[ReliabilityBin]) -> Markup:
    """Dots as large as their bin, each with its interval; on the diagonal the score is honest.

    Of at least one bin.
    """
    most = max(bin_.held.count for bin_ in bins)
    line = [(_FRAME.x(bin_.mean_score), _FRAME.y(bin_.held.mean)) for bin_ in bins]
    return figure(
        "reliability",
        "Reliability diagram",
        _description(bins),
        (
            axes(_FRAME, SHARES, SHARES),
            path([(_FRAME.x(0), _FRAME.y(0)), (_FRAME.x(1), _FRAME.y(1))], "diagonal"),
            path(line, "curve"),
            joined(_dot(bin_, most) for bin_ in bins),
            axis_names(_FRAME, "Support that the judge gives", "Share of claims that hold"),
        ),
    )


def _dot(bin_: ReliabilityBin, most: int) -> Markup:
    x, radius = _FRAME.x(bin_.mean_score), 3 + 6 * sqrt(bin_.held.count / most)
    whisker = shape(
        "line", "ink", x1=x, x2=x, y1=_FRAME.y(bin_.held.low), y2=_FRAME.y(bin_.held.high)
    )
    return whisker + shape("circle", "dot", cx=x, cy=_FRAME.y(bin_.held.mean), r=radius)


def _description(bins: Sequence[ReliabilityBin]) -> str:
    widest = max(bins, key=lambda bin_: abs(bin_.mean_score - bin_.held.mean))
    return (
        f"{len(bins)} dots, one for each tenth of the score that has claims. The widest gap: "
        f"claims with a mean score of {widest.mean_score:.2f} hold in {widest.held.mean:.0%} "
        "of cases."
    )
