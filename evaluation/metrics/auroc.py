"""How well scores order claims that hold above claims that do not."""

from __future__ import annotations

import numpy as np

from evaluation.metrics.arrays import Labels, Numbers
from evaluation.metrics.ranks import average_ranks


def auroc(holds: Labels, scores: Numbers) -> float:
    """Area under the ROC curve, from the rank sum (Hanley and McNeil, 1982).

    The probability that a claim that holds scores above one that does not, ties counted half.
    Raises ValueError with claims of one class only.
    """
    good = np.asarray(holds, dtype=bool)
    positives, negatives = int(good.sum()), int((~good).sum())
    if not positives or not negatives:
        raise ValueError("could not score: all claims are of one class")
    rank_sum = float(average_ranks(scores)[good].sum())
    return (rank_sum - positives * (positives + 1) / 2) / (positives * negatives)
