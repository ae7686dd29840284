"""Rank correlation between a score and a human rating."""

from __future__ import annotations

import numpy as np

from evaluation.metrics.arrays import Numbers
from evaluation.metrics.ranks import average_ranks


def spearman(first: Numbers, second: Numbers) -> float:
    """Spearman's rho: Pearson's correlation of the ranks, ties sharing theirs (Spearman, 1904).

    Raises ValueError for fewer than two pairs, or where one side never varies: its correlation is
    not defined, and 0 would say that it was measured.
    """
    if len(first) != len(second):
        raise ValueError(f"{len(first)} values against {len(second)}")
    a, b = average_ranks(first), average_ranks(second)
    if a.size < 2 or a.min() == a.max() or b.min() == b.max():
        raise ValueError("could not score: a side without variation correlates with nothing")
    return float(np.corrcoef(a, b)[0, 1])
