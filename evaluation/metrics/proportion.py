"""Shares of yes and no, whose intervals stay honest at none and all."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

import numpy as np

from evaluation.metrics.arrays import Labels
from evaluation.metrics.interval import Z95, Interval, cluster_members


def proportion(flags: Labels, clusters: Sequence[str] | None = None) -> Interval:
    """The share of flags that are true, with Wilson's score interval (1927).

    A bootstrap of "none of 20" says that it is never any; Wilson's upper bound is 16%. With
    ``clusters`` the count is replaced by the effective one, share·(1 − share) over the variance
    between clusters (Korn and Graubard, 1998); where all flags are alike that is the number of
    clusters, as if each were one observation. Raises ValueError without flags.
    """
    values = np.asarray(flags, dtype=np.float64)
    if not values.size:
        raise ValueError("could not score: nothing to count")
    share = float(values.mean())
    size = _effective(values, share, clusters) if clusters is not None else float(values.size)
    centre = (share + Z95**2 / (2 * size)) / (1 + Z95**2 / size)
    spread = sqrt(share * (1 - share) / size + Z95**2 / (4 * size**2))
    reach = Z95 / (1 + Z95**2 / size) * spread
    low, high = max(0.0, centre - reach), min(1.0, centre + reach)
    return Interval(share, min(low, share), max(high, share), int(values.size))


def _effective(
    values: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    share: float,
    clusters: Sequence[str],
) -> float:
    """At least one observation, at most as many as there are."""
    if len(clusters) != values.size:
        raise ValueError(f"{values.size} flags in {len(clusters)} clusters' names")
    members = cluster_members(clusters)
    count = len(members)
    if share in (0.0, 1.0) or count == 1:
        return float(count)
    apart = sum(float((values[at] - share).sum()) ** 2 for at in members)
    variance = count / (count - 1) * apart / values.size**2
    if variance <= 0:
        return float(values.size)
    return min(float(values.size), max(1.0, share * (1 - share) / variance))
