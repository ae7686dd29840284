"""Intervals and tests for values that come in clusters: questions about one document are alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.metrics.interval import Interval

ROUNDS = 2000
Numbers = NDArray[np.float64]
Statistic = Callable[[Numbers, Numbers], float]
"""Of values and their weights."""


def weighted_mean(values: Numbers, weights: Numbers) -> float:
    """The mean; a value counts as often as its weight says."""
    return float(np.average(values, weights=weights))


def percentile(share: float) -> Statistic:
    """The statistic that a share (0..100) of the values does not exceed; weights do not count."""
    return lambda values, _: float(np.percentile(values, share))


def clustered(
    values: Sequence[float],
    clusters: Sequence[str],
    weights: Sequence[float] | None = None,
    statistic: Statistic = weighted_mean,
    rounds: int = ROUNDS,
    seed: int = 7,
) -> Interval:
    """Percentile bootstrap of a statistic, whole clusters resampled (Davison and Hinkley, 1997).

    ``count`` is the number of values. Raises ValueError for no values, and where the lengths
    differ. Of a single cluster the interval is the point: it tells nothing of other documents.
    """
    sample, weight, groups = _prepared(values, clusters, weights)
    rng = np.random.default_rng(seed)
    drawn = np.empty(rounds)
    for number in range(rounds):
        rows = np.concatenate([groups[i] for i in rng.integers(0, len(groups), len(groups))])
        drawn[number] = statistic(sample[rows], weight[rows])
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Interval(statistic(sample, weight), float(low), float(high), len(sample))


@dataclass(frozen=True, slots=True)
class Difference:
    """Second minus first of the same items: mean, 95% interval, and how likely by chance."""

    mean: float
    low: float
    high: float
    p: float
    """Two-sided, of the paired permutation test."""
    count: int

    @property
    def significant(self) -> bool:
        """At the usual 0.05; of twenty metrics without a difference one will look so."""
        return self.p < 0.05


def paired(
    first: Sequence[float],
    second: Sequence[float],
    clusters: Sequence[str],
    rounds: int = ROUNDS,
    seed: int = 7,
) -> Difference:
    """The mean difference of two runs over the same items, by cluster.

    The interval is the clustered bootstrap's. The test flips the sign of whole clusters (paired
    permutation; Noreen, 1989): under the null hypothesis either run might have given either value.
    """
    differences = [b - a for a, b in zip(first, second, strict=True)]
    interval = clustered(differences, clusters, None, weighted_mean, rounds, seed)
    sums = np.asarray([group.sum() for group in _grouped(differences, clusters)])
    signs = np.random.default_rng(seed).choice((-1.0, 1.0), (rounds, len(sums)))
    as_far = np.abs(signs @ sums) >= abs(sums.sum()) - 1e-12
    p = (as_far.sum() + 1) / (rounds + 1)
    return Difference(interval.mean, interval.low, interval.high, float(p), interval.count)


def _prepared(
    values: Sequence[float], clusters: Sequence[str], weights: Sequence[float] | None
) -> tuple[Numbers, Numbers, list[NDArray[np.int64]]]:
    sample = np.asarray(values, dtype=np.float64)
    if not sample.size:
        raise ValueError("no values to average")
    weight = np.ones(len(sample)) if weights is None else np.asarray(weights, dtype=np.float64)
    names = np.asarray(clusters)
    if not len(sample) == len(weight) == len(names):
        raise ValueError("values, clusters and weights differ in length")
    return sample, weight, [np.flatnonzero(names == name) for name in dict.fromkeys(clusters)]


def _grouped(values: Sequence[float], clusters: Sequence[str]) -> list[Numbers]:
    sample, _, groups = _prepared(values, clusters, None)
    return [sample[rows] for rows in groups]
