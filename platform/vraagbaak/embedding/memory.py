"""The in-memory twin: vectors from words, without a model."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np

from vraagbaak.embedding import late
from vraagbaak.embedding.types import EmbeddedPassages, EmbeddedQuery, Progress, Vector, Vectors

WORD = re.compile(r"\w+")


class HashingEmbedder:
    """An :class:`~vraagbaak.embedding.types.Embedder` for tests and trials.

    A text's vector is the mean of its words' vectors; a word's is the mean of pseudo-random
    vectors of its letter trigrams, so texts with like words are alike. Deterministic.
    """

    def __init__(self, dimension: int = 64) -> None:
        self._dimension = dimension
        self._mean = np.zeros(dimension, dtype=np.float32)

    @property
    def name(self) -> str:
        """Names the method and its dimension."""
        return f"hashing-{self._dimension}"

    @property
    def dimension(self) -> int:
        """Length of each vector."""
        return self._dimension

    @property
    def max_tokens(self) -> int:
        """As the default model's, so that tests meet the same limits."""
        return 512

    def encode_passages(
        self, texts: Sequence[str], progress: Progress | None = None
    ) -> EmbeddedPassages:
        """Vectors, and a packed vector a word."""
        tokens = tuple(late.pack(self._words(text), self._mean) for text in texts)
        return EmbeddedPassages(self.embed_passages(texts, progress), tokens)

    def encode_query(self, text: str) -> EmbeddedQuery:
        """The vector, and one a word."""
        return EmbeddedQuery(self.embed_query(text), late.centre(self._words(text), self._mean))

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Vectors of shape (len(texts), dimension)."""
        vectors = np.zeros((len(texts), self._dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self.embed_query(text)
            if progress:
                progress(row + 1, len(texts))
        return vectors

    def embed_query(self, text: str) -> Vector:
        """One vector of shape (dimension,)."""
        words = self._words(text)
        if not len(words):
            words = self._words("empty")
        vector: Vector = late.unit(words.sum(axis=0))
        return vector

    def embed_sentences(self, texts: Sequence[str]) -> Vectors:
        """As passages."""
        return self.embed_passages(texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Words of each text."""
        return [len(WORD.findall(text)) for text in texts]

    def _words(self, text: str) -> Vectors:
        words = WORD.findall(text.lower())[: self.max_tokens]
        vectors = np.zeros((len(words), self._dimension), dtype=np.float32)
        for row, word in enumerate(words):
            padded = f"<{word}>"
            for start in range(len(padded) - 2):
                vectors[row] += self._gram(padded[start : start + 3])
        return late.unit(vectors)

    def _gram(self, gram: str) -> Vector:
        rng = np.random.default_rng(zlib.crc32(gram.encode()))
        return rng.standard_normal(self._dimension).astype(np.float32)
