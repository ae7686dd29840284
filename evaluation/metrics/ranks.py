"""Ranks, with ties shared."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from evaluation.metrics.arrays import Numbers


def average_ranks(values: Numbers) -> NDArray[np.float64]:
    """Ranks from 1; equal values share the mean of their places."""
    array = np.asarray(values, dtype=np.float64)
    _, number, counts = np.unique(array, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return ((last - (counts - 1) / 2)[number]).astype(np.float64)
