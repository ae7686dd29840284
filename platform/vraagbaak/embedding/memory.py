"""The in-memory twin: no model, no files, and similar texts still have similar vectors."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from vraagbaak.embedding.types import Progress, Vectors

_WORD = re.compile(r"\w+")
_GRAM = 4
_GRAM_WEIGHT = 0.3


class HashingEmbedder:
    """An :class:`~vraagbaak.embedding.types.Embedder` over words and their character 4-grams.

    Each feature is hashed to a coordinate and a sign (Weinberger et al. 2009, "Feature hashing").
    Deterministic over runs and machines; knows no synonyms and no translations.
    """

    def __init__(self, dimension: int = 256, max_tokens: int = 512) -> None:
        self._dimension = dimension
        self._max_tokens = max_tokens

    @property
    def name(self) -> str:
        """Names the dimension as well: vectors of different sizes never mix."""
        return f"hashing-{self._dimension}"

    @property
    def dimension(self) -> int:
        """Length of each vector."""
        return self._dimension

    @property
    def max_tokens(self) -> int:
        """Words that are read of one text."""
        return self._max_tokens

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Vectors of shape (len(texts), dimension), in order."""
        vectors = np.zeros((len(texts), self._dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self.embed_query(text)
            if progress:
                progress(row + 1, len(texts))
        return vectors

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """One vector of shape (dimension,)."""
        vector = np.zeros(self._dimension, dtype=np.float32)
        for word, count in Counter(_words(text)[: self._max_tokens]).items():
            for hashed, weight in _features(word):
                sign = 1.0 if hashed & 1 else -1.0
                vector[(hashed >> 1) % self._dimension] += sign * weight * count
        length = float(np.linalg.norm(vector))
        if length == 0.0:
            # A text without a word still has a vector of unit length, as models give it one.
            vector[0] = 1.0
            return vector
        return vector / np.float32(length)

    def embed_sentences(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension); one space serves all uses."""
        return self.embed_passages(texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Words of each text."""
        return [len(_words(text)) for text in texts]


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))


@lru_cache(maxsize=65536)
def _features(word: str) -> tuple[tuple[int, float], ...]:
    return tuple((crc32(feature.encode()), weight) for feature, weight in _weighed(word))


def _weighed(word: str) -> Iterator[tuple[str, float]]:
    yield word, 1.0
    padded = f"<{word}>"
    for start in range(len(padded) - _GRAM + 1):
        yield padded[start : start + _GRAM], _GRAM_WEIGHT
