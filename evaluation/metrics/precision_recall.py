"""Precision and recall of "unsupported" at every threshold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evaluation.metrics.arrays import Labels, Numbers


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """What is found when every claim that scores at most ``threshold`` is stopped."""

    threshold: float
    precision: float
    recall: float


def precision_recall_curve(holds: Labels, scores: Numbers) -> list[CurvePoint]:
    """One point for each distinct score, lowest first, so that recall rises to 1.

    ``scores`` are of support: the lowest are the likeliest to be unsupported. Raises ValueError
    where no claim is unsupported.
    """
    bad = ~np.asarray(holds, dtype=bool)
    if not bad.any():
        raise ValueError("could not score: no claim is unsupported")
    values = np.asarray(scores, dtype=np.float64)
    order = np.argsort(values, kind="stable")
    found, ordered = np.cumsum(bad[order]), values[order]
    ends = np.flatnonzero(np.append(np.diff(ordered) > 0, True))
    return [
        CurvePoint(float(ordered[i]), float(found[i] / (i + 1)), float(found[i] / found[-1]))
        for i in ends
    ]


def average_precision(holds: Labels, scores: Numbers) -> float:
    """Σ (Rₙ − Rₙ₋₁)·Pₙ over the curve, without interpolation (as in TREC; Manning et al., 2008).

    Scores that say nothing give the prevalence of "unsupported", not 0.5.
    """
    area, before = 0.0, 0.0
    for point in precision_recall_curve(holds, scores):
        area += (point.recall - before) * point.precision
        before = point.recall
    return area
