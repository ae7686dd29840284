"""Whether a score of 0.8 means that eight in ten hold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evaluation.metrics.arrays import Labels, Numbers
from evaluation.metrics.interval import Interval
from evaluation.metrics.proportion import proportion


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Claims whose score lies in ``low..high`` (the upper bound belongs to the last bin only)."""

    low: float
    high: float
    mean_score: float
    held: Interval
    """The share of them that hold, with Wilson's interval."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """A reliability diagram with its two summaries."""

    bins: tuple[ReliabilityBin, ...]
    """Those that have claims, lowest first."""
    ece: float
    """Expected calibration error: Σ (count / all)·|share − mean score| (Naeini et al., 2015)."""
    brier: float
    """Mean squared difference of score and label (Brier, 1950)."""


def reliability(holds: Labels, scores: Numbers, bins: int = 10) -> Reliability:
    """Bins of equal width over 0..1. Raises ValueError for no claims or scores outside 0..1."""
    labels = np.asarray(holds, dtype=bool)
    values = np.asarray(scores, dtype=np.float64)
    if labels.size != values.size:
        raise ValueError(f"{labels.size} labels against {values.size} scores")
    if not values.size:
        raise ValueError("could not score: no claims")
    if not ((values >= 0) & (values <= 1)).all():
        raise ValueError("calibration needs scores within 0..1")
    place = np.minimum((values * bins).astype(int), bins - 1)
    made = []
    for index in np.unique(place).tolist():
        score, held = float(values[place == index].mean()), proportion(labels[place == index])
        made.append(ReliabilityBin(index / bins, (index + 1) / bins, score, held))
    gaps = (b.held.count * abs(b.held.mean - b.mean_score) for b in made)
    brier = float(np.mean((values - labels) ** 2))
    return Reliability(tuple(made), sum(gaps) / values.size, brier)
