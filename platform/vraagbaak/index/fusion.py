"""One score from two: how dense similarity and BM25 make a passage's relevance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FusionWeights:
    """The parameters of :func:`fuse`.

    The dense calibration is that of e5 models, whose cosines crowd between 0.75 and 0.95.
    """

    dense_low: float = 0.76
    dense_high: float = 0.92
    lexical: float = 0.35
    """Share of lexical evidence where question and passage have the same language."""
    lexical_half: float = 8.0
    """The BM25 score that counts for half."""
    rescored: int = 24
    """How many of the best are compared with the question word by word; 0 leaves that out."""
    words: float = 0.5
    """Share of that comparison in the final score."""
    words_low: float = 0.15
    words_high: float = 0.65


def fuse(
    dense: Floats,
    lexical: Floats,
    same_language: NDArray[np.bool_],
    weights: FusionWeights = FusionWeights(),
) -> Floats:
    """Relevance in 0..1 of each candidate, comparable between questions.

    ``dense`` is the cosine, ``lexical`` the BM25 score (0 where no term matched), both of every
    candidate. Lexical evidence saturates, can only add to what dense similarity supports, and is
    ignored across languages.
    """
    span = weights.dense_high - weights.dense_low
    semantic = np.clip((dense - weights.dense_low) / span, 0.0, 1.0)
    words = lexical / (lexical + weights.lexical_half)
    supported = words * np.minimum(1.0, 2 * semantic)
    share = np.where(same_language, weights.lexical, 0.0)
    return (1 - share) * semantic + share * supported


def rescore(first: Floats, words: Floats, weights: FusionWeights = FusionWeights()) -> Floats:
    """The final score: ``words`` is the MaxSim of those compared, NaN of the rest.

    What was not compared ranks after all that was.
    """
    compared = ~np.isnan(words)
    span = weights.words_high - weights.words_low
    similar = np.clip((words - weights.words_low) / span, 0.0, 1.0)
    mixed = (1 - weights.words) * first + weights.words * similar
    lowest = np.min(mixed, where=compared, initial=1.0)
    return np.where(compared, mixed, np.minimum(first, lowest))
