"""Ranking metrics with binary relevance."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import log2


def ndcg(ranked: Sequence[str], gold: Collection[str], k: int = 10) -> float:
    """Normalised discounted cumulative gain at k, in 0..1 (Järvelin and Kekäläinen, 2002).

    An id that stands in ``ranked`` twice counts once, at its best place. Raises ValueError for
    an empty gold set: such a question cannot be scored.
    """
    if not gold:
        raise ValueError("a question without gold cannot be scored")
    found = list(dict.fromkeys(ranked))[:k]
    gain = sum(1 / log2(place + 2) for place, item in enumerate(found) if item in gold)
    ideal = sum(1 / log2(place + 2) for place in range(min(k, len(set(gold)))))
    return gain / ideal


def recall(ranked: Sequence[str], gold: Collection[str], k: int = 5) -> float:
    """1.0 where any gold id is among the first k distinct ids, else 0.0 (success at k)."""
    if not gold:
        raise ValueError("a question without gold cannot be scored")
    return float(any(item in gold for item in list(dict.fromkeys(ranked))[:k]))
