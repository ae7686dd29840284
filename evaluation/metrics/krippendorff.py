"""Krippendorff's alpha: agreement beyond chance, with labels missing or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable

from evaluation.metrics.raters import Ratings


def krippendorff_alpha(ratings: Ratings) -> float | None:
    """Alpha for nominal labels: 1 - observed / expected disagreement (Krippendorff, 2011).

    1 is perfect, 0 is chance. Things with fewer than two labels say nothing and are left out. None
    where nothing is left, or all labels are the same, so that chance would agree as well.
    """
    coincidences = _coincidences(ratings)
    totals: dict[Hashable, float] = defaultdict(float)
    for (one, _), count in coincidences.items():
        totals[one] += count
    n = sum(totals.values())
    expected = n * n - sum(count * count for count in totals.values())
    if n < 2 or not expected:
        return None
    observed = sum(count for (one, other), count in coincidences.items() if one != other)
    return 1.0 - (n - 1) * observed / expected


def _coincidences(ratings: Ratings) -> dict[tuple[Hashable, Hashable], float]:
    """How often two labels meet in a thing; every label meets the others with weight 1/(m-1)."""
    met: dict[tuple[Hashable, Hashable], float] = defaultdict(float)
    for labels in ratings:
        if len(labels) < 2:
            continue
        for i, one in enumerate(labels):
            for j, other in enumerate(labels):
                if i != j:
                    met[one, other] += 1 / (len(labels) - 1)
    return met
