"""Whether two judges, or two runs, differ on the same items by more than luck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

import numpy as np

from evaluation.metrics.interval import (
    ROUNDS,
    SEED,
    Interval,
    Statistic,
    bootstrap,
    bootstrap_statistic,
    cluster_members,
)


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """Second minus first, with its 95% interval and a two-sided p-value."""

    interval: Interval
    p_value: float


def paired_bootstrap(
    first: Sequence[float],
    second: Sequence[float],
    clusters: Sequence[str] | None = None,
    rounds: int = ROUNDS,
    seed: int = SEED,
) -> PairedDifference:
    """Mean difference over the same items, items (or clusters) drawn in pairs.

    The interval is of Efron and Tibshirani (1993), the p-value of :func:`permutation_test`.
    """
    pairs = zip(first, second, strict=True)
    interval = bootstrap([b - a for a, b in pairs], rounds, seed, clusters)
    return PairedDifference(interval, permutation_test(first, second, clusters, rounds, seed))


def difference_of(
    first: Statistic,
    second: Statistic,
    clusters: Sequence[str],
    rounds: int = ROUNDS // 2,
    seed: int = SEED,
) -> Interval:
    """The difference of any two figures over the same items, drawn in pairs by cluster."""
    return bootstrap_statistic(lambda at: second(at) - first(at), clusters, rounds, seed)


def permutation_test(
    first: Sequence[float],
    second: Sequence[float],
    clusters: Sequence[str] | None = None,
    rounds: int = ROUNDS,
    seed: int = SEED,
) -> float:
    """Two-sided p-value of the mean difference by random sign changes (Fisher, 1935; Noreen, 1989).

    All differences of a cluster change sign together. The observed order counts among the drawn
    ones, so that p is never 0.
    """
    differences = np.asarray(second, dtype=np.float64) - np.asarray(first, dtype=np.float64)
    names = clusters if clusters is not None else [str(i) for i in range(differences.size)]
    sums = np.asarray([differences[members].sum() for members in cluster_members(names)])
    signs = np.random.default_rng(seed).choice((-1.0, 1.0), (rounds, sums.size))
    extreme = np.abs(signs @ sums) >= abs(sums.sum()) - 1e-12
    return float((extreme.sum() + 1) / (rounds + 1))


def mcnemar(first_right: Sequence[bool], second_right: Sequence[bool]) -> float:
    """Two-sided exact p-value that both are right equally often (McNemar, 1947).

    Binomial over the items that only one of them has right; 1.0 where there are none.
    """
    pairs = list(zip(first_right, second_right, strict=True))
    only_first, only_second = pairs.count((True, False)), pairs.count((False, True))
    apart = only_first + only_second
    tail: int = sum(comb(apart, k) for k in range(min(only_first, only_second) + 1))
    return min(1.0, float(2 * tail / 2**apart))
