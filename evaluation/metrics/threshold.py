"""A threshold chosen on one part of a set, to be frozen for another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def best_threshold(holds: Sequence[bool], scores: Sequence[float]) -> float:
    """The threshold t for which "supported where score ≥ t" has the best balanced accuracy.

    Candidates lie midway between neighbouring scores, and above and below all of them; of equally
    good ones the lowest. Raises ValueError with claims of one class only.
    """
    good = np.asarray(holds, dtype=bool)
    if good.all() or not good.any():
        raise ValueError("a threshold cannot be chosen on claims of one class only")
    values = np.asarray(scores, dtype=np.float64)
    order = np.argsort(values, kind="stable")
    ordered, labels = values[order], good[order]
    stopped_bad = np.append(0, np.cumsum(~labels)) / (~labels).sum()
    passed_good = 1 - np.append(0, np.cumsum(labels)) / labels.sum()
    cuts = np.flatnonzero(np.concatenate(([True], np.diff(ordered) > 0, [True])))
    best = int(cuts[np.argmax((stopped_bad + passed_good)[cuts])])
    bounds = np.concatenate(([-np.inf], ordered, [np.inf]))
    return float((bounds[best] + bounds[best + 1]) / 2)
