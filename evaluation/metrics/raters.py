"""How often people who labelled the same things say the same."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import combinations

Ratings = Sequence[Sequence[Hashable]]
"""For each thing the labels that it got, one an annotator who labelled it; at least one."""


def raw_agreement(ratings: Ratings) -> float | None:
    """The share of pairs of labels of the same thing that are equal; None without such pairs."""
    pairs = [pair for labels in ratings for pair in combinations(labels, 2)]
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else None
