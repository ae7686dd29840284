"""A threshold chosen on one part of a set, to be frozen for another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from evaluation.metrics.arrays import Labels, Numbers


def best_threshold(holds: Labels, scores: Numbers) -> float:
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


def thresholds_elsewhere(holds: Labels, scores: Numbers, parts: Sequence[str]) -> dict[str, float]:
    """For each part the threshold that is best on all others together: none has seen its own.

    Raises ValueError where that leaves claims of one class only, or no other part.
    """
    good, values = np.asarray(holds, dtype=bool), np.asarray(scores, dtype=np.float64)
    names = np.asarray(parts, dtype=np.str_)
    return {
        str(part): best_threshold(good[names != part], values[names != part])
        for part in np.unique(names)
    }
