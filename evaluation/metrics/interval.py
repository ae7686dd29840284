"""Means and other statistics with bootstrap intervals, by item or by cluster of items."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ROUNDS = 2000
SEED = 7

Floats = NDArray[np.float64]
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


def bootstrap(
    values: Sequence[float],
    rounds: int = ROUNDS,
    seed: int = SEED,
    clusters: Sequence[str] | None = None,
) -> Interval:
    """Percentile bootstrap of the mean (Efron, 1979), seeded so that a run can be repeated.

    With ``clusters`` (one name a value) whole clusters are drawn (Davison and Hinkley, 1997,
    section 3.8): answers from one document err together, and intervals that forget it are too
    narrow.
    """
    if not values:
        raise ValueError("no values to average")
    sample = np.asarray(values, dtype=np.float64)
    sums, sizes = _by_cluster(sample, clusters)
    drawn = np.random.default_rng(seed).integers(0, sums.size, (rounds, sums.size))
    means = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return Interval(float(sample.mean()), float(low), float(high), int(sample.size))


def bootstrap_statistic(
    statistic: Statistic,
    clusters: Sequence[str],
    rounds: int = ROUNDS // 2,
    seed: int = SEED,
) -> Interval:
    """Any figure with its percentile interval, whole clusters drawn as in :func:`bootstrap`.

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


def _by_cluster(sample: Floats, clusters: Sequence[str] | None) -> tuple[Floats, Floats]:
    if clusters is None:
        return sample, np.ones_like(sample)
    if len(clusters) != sample.size:
        raise ValueError(f"{sample.size} values in {len(clusters)} clusters' names")
    _, number = np.unique(np.asarray(clusters, dtype=np.str_), return_inverse=True)
    sums = np.bincount(number, weights=sample)
    return sums.astype(np.float64), np.bincount(number).astype(np.float64)
