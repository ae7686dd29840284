"""Intervals for values that come in clusters: questions about one document are alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from evaluation.metrics.interval import ROUNDS, SEED, Interval

_AT_ONCE = 250
"""Rounds that are computed together: what bounds the memory of large runs."""
Numbers = NDArray[np.float64]
Statistic = Callable[[Numbers, Numbers, Numbers], Numbers]
"""Of values (n), weights (n) and how often each value was drawn (rounds, n): one number a round."""


def weighted_mean(values: Numbers, weights: Numbers, drawn: Numbers) -> Numbers:
    """The mean; a value counts as often as its weight says."""
    means: Numbers = (drawn @ (values * weights)) / (drawn @ weights)
    return means


def percentile(share: float) -> Statistic:
    """The smallest value that ``share`` (0..100) of the values do not exceed, weights apart."""

    def statistic(values: Numbers, weights: Numbers, drawn: Numbers) -> Numbers:
        del weights
        order = np.argsort(values)
        reached = np.cumsum(drawn[:, order], axis=1)
        enough = reached >= share / 100 * reached[:, -1:] - 1e-9
        found: Numbers = values[order][enough.argmax(axis=1)]
        return found

    return statistic


def clustered(
    values: Sequence[float],
    clusters: Sequence[str],
    weights: Sequence[float] | None = None,
    statistic: Statistic = weighted_mean,
    rounds: int = ROUNDS,
    seed: int = SEED,
) -> Interval:
    """Percentile bootstrap of a statistic, whole clusters resampled (Davison and Hinkley, 1997).

    ``count`` is the number of values. Raises ValueError for no values, and where the lengths
    differ. Of a single cluster the interval is the point: it tells nothing of other documents.
    """
    sample, weight, member = _prepared(values, clusters, weights)
    rng, size = np.random.default_rng(seed), int(member.max()) + 1
    found = []
    for begun in range(0, rounds, _AT_ONCE):
        drawn = _multiplicities(rng, min(_AT_ONCE, rounds - begun), size)
        found.append(statistic(sample, weight, drawn[:, member]))
    low, high = np.percentile(np.concatenate(found), [2.5, 97.5])
    point = statistic(sample, weight, np.ones((1, len(sample))))[0]
    return Interval(float(point), float(low), float(high), len(sample))


def _prepared(
    values: Sequence[float], clusters: Sequence[str], weights: Sequence[float] | None
) -> tuple[Numbers, Numbers, NDArray[np.int64]]:
    """Values, weights, and the number of each value's cluster."""
    sample = np.asarray(values, dtype=np.float64)
    if not sample.size:
        raise ValueError("no values to average")
    weight = np.ones(len(sample)) if weights is None else np.asarray(weights, dtype=np.float64)
    if not len(sample) == len(weight) == len(clusters):
        raise ValueError("values, clusters and weights differ in length")
    numbers = {name: number for number, name in enumerate(dict.fromkeys(clusters))}
    return sample, weight, np.asarray([numbers[name] for name in clusters], dtype=np.int64)


def _multiplicities(rng: np.random.Generator, rounds: int, size: int) -> Numbers:
    """How often each of ``size`` clusters is drawn in each round, (rounds, size)."""
    drawn = rng.integers(0, size, (rounds, size)) + size * np.arange(rounds)[:, None]
    counts = np.bincount(drawn.ravel(), minlength=rounds * size)
    return counts.reshape(rounds, size).astype(np.float64)
