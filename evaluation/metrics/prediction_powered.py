"""A mean from few human labels and many of a judge: prediction-powered inference."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

import numpy as np

from evaluation.metrics.interval import Z95, Interval


def prediction_powered_mean(
    human: Sequence[float], judged: Sequence[float], judged_only: Sequence[float]
) -> Interval:
    """The mean human label, with its 95% interval (Angelopoulos et al., 2023, algorithm 1).

    ``human`` and ``judged`` are labels of the same things, in order; ``judged_only`` is what the
    judge says of things that no person has labelled. The mean of the judge over those, less the
    judge's bias where people looked: right however wrong the judge is, and narrower than people's
    labels alone where the judge is good. ``count`` is the number of human labels. Raises
    ValueError for fewer than two labels of either sort.
    """
    if len(human) < 2 or len(judged_only) < 2:
        raise ValueError("at least two labelled and two unlabelled sentences are needed")
    rectifier = np.asarray(judged, np.float64) - np.asarray(human, np.float64)
    predicted = np.asarray(judged_only, np.float64)
    mean = float(predicted.mean() - rectifier.mean())
    spread = sqrt(predicted.var() / len(predicted) + rectifier.var() / len(rectifier))
    low, high = max(0.0, mean - Z95 * spread), min(1.0, mean + Z95 * spread)
    return Interval(min(1.0, max(0.0, mean)), low, high, len(human))
