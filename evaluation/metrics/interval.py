"""Means and other statistics with bootstrap intervals, by item or by cluster of items."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ROUNDS = 2000
SEED = 7
Z95 = 1.959963984540054
"""The normal quantile of a two-sided 95% interval."""

Indices = NDArray[np.intp]
Statistic = Callable[[Indices], float]
"""A figure over the items at those indices; an index may stand there more than once. Raises
ValueError where it is not defined, for instance with items of one class only."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with its 95% interval and the number of items behind it."""

    mean: float
    low: float
    high: float
    count: int

    def __str__(self) -> str:
        return f"{self.mean:.3f} [{self.low:.3f}, {self.high:.3f}]"


def bootstrap(values: Sequence[float], rounds: int = ROUNDS, seed: int = SEED) -> Interval:
    """Percentile bootstrap of the mean (Efron, 1979), seeded so that a run can be repeated.

    For values that have nothing to do with one another; else see ``clustered``.
    """
    if not values:
        raise ValueError("no values to average")
    sample = np.asarray(values, dtype=np.float64)
    drawn = np.random.default_rng(seed).integers(0, sample.size, (rounds, sample.size))
    low, high = np.percentile(sample[drawn].mean(axis=1), [2.5, 97.5])
    return Interval(float(sample.mean()), float(low), float(high), int(sample.size))


def bootstrap_statistic(
    statistic: Statistic,
    clusters: Sequence[str],
    rounds: int = ROUNDS // 2,
    seed: int = SEED,
) -> Interval:
    """Any figure with its percentile interval, whole clusters drawn.

    Answers from one document err together (Davison and Hinkley, 1997, section 3.8).
    ``mean`` is the figure over all items. Raises ValueError where that is not defined; rounds in
    which it is not are left out.
    """
    members = cluster_members(clusters)
    whole = statistic(np.arange(len(clusters)))
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(rounds):
        drawn = rng.integers(0, len(members), len(members))
        try:
            found.append(statistic(np.concatenate([members[i] for i in drawn])))
        except ValueError:
            continue
    low, high = np.percentile(found, [2.5, 97.5]) if found else (float("nan"), float("nan"))
    return Interval(whole, float(low), float(high), len(clusters))


def cluster_members(clusters: Sequence[str]) -> list[Indices]:
    """The indices of each cluster's items. Raises ValueError without any."""
    if not clusters:
        raise ValueError("no items to draw from")
    _, number = np.unique(np.asarray(clusters, dtype=np.str_), return_inverse=True)
    order = np.argsort(number, kind="stable")
    return list(np.split(order, np.flatnonzero(np.diff(number[order])) + 1))
