"""Whether two judges, or two runs, differ on the same items by more than luck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.metrics.clustered import clustered
from evaluation.metrics.interval import ROUNDS, SEED, cluster_members


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
    seed: int = SEED,
) -> Difference:
    """The mean difference of two runs over the same items, by cluster.

    The interval is the clustered bootstrap's, over differences (Efron and Tibshirani, 1993).
    """
    differences = [b - a for a, b in zip(first, second, strict=True)]
    interval = clustered(differences, clusters, rounds=rounds, seed=seed)
    p = permutation_test(first, second, clusters, rounds, seed)
    return Difference(interval.mean, interval.low, interval.high, p, interval.count)


def permutation_test(
    first: Sequence[float],
    second: Sequence[float],
    clusters: Sequence[str] | None = None,
    rounds: int = ROUNDS,
    seed: int = SEED,
) -> float:
    """Two-sided p-value of the mean difference by random sign changes (Fisher, 1935; Noreen, 1989).

    Under the null hypothesis either run might have given either value; all differences of a
    cluster change sign together. The observed order counts among the drawn ones, so that p is
    never 0.
    """
    differences = np.asarray(second, dtype=np.float64) - np.asarray(first, dtype=np.float64)
    names = clusters if clusters is not None else [str(i) for i in range(differences.size)]
    sums = np.asarray([differences[members].sum() for members in cluster_members(names)])
    signs = np.random.default_rng(seed).choice((-1.0, 1.0), (rounds, sums.size))
    extreme = np.abs(signs @ sums) >= abs(sums.sum()) - 1e-12
    return float((extreme.sum() + 1) / (rounds + 1))
