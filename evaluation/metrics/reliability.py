"""Whether a score of 0.8 means that eight in ten hold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evaluation.metrics.arrays import Labels, Numbers


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Claims whose score lies in ``low..high`` (the upper bound belongs to the last bin only)."""

    low: float
    high: float
    count: int
    mean_score: float
    """Of the claims in the bin; NaN without any."""
    share: float
    """The share of them that hold; NaN without any."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """A reliability diagram with its two summaries."""

    bins: tuple[ReliabilityBin, ...]
    ece: float
    """Expected calibration error: Σ (count / all)·|share − mean score| (Naeini et al., 2015)."""
    brier: float
    """Mean squared difference of score and label (Brier, 1950)."""


def reliability(holds: Labels, scores: Numbers, bins: int = 10) -> Reliability:
    """Bins of equal width over 0..1. Raises ValueError for no claims or scores outside 0..1."""
    labels = np.asarray(holds, dtype=np.float64)
    values = np.asarray(scores, dtype=np.float64)
    if labels.size != values.size:
        raise ValueError(f"{labels.size} labels against {values.size} scores")
    if not values.size:
        raise ValueError("could not score: no claims")
    if not ((values >= 0) & (values <= 1)).all():
        raise ValueError("calibration needs scores within 0..1")
    place = np.minimum((values * bins).astype(int), bins - 1)
    made = []
    for index in range(bins):
        inside = place == index
        count = int(inside.sum())
        score = float(values[inside].mean()) if count else float("nan")
        share = float(labels[inside].mean()) if count else float("nan")
        made.append(ReliabilityBin(index / bins, (index + 1) / bins, count, score, share))
    gaps = (b.count * abs(b.share - b.mean_score) for b in made if b.count)
    brier = float(np.mean((values - labels) ** 2))
    return Reliability(tuple(made), sum(gaps) / values.size, brier)
