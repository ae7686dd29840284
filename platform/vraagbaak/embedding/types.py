"""What the rest of the service asks of an embedding model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
Vectors = NDArray[np.float32]
Packed = NDArray[np.uint8]
Progress = Callable[[int, int], None]
"""Called with (done, total) as work goes on."""


@dataclass(frozen=True, slots=True)
class EmbeddedPassages:
    """Passages as the index keeps them."""

    vectors: Vectors
    """Shape (n, dimension), float32, unit length."""
    tokens: tuple[Packed, ...]
    """For each passage its packed token vectors, (tokens, dimension / 4), see ``late``; arrays
    without rows where the model gives none."""


@dataclass(frozen=True, slots=True)
class EmbeddedQuery:
    """A question as the index searches for it."""

    vector: Vector
    """Shape (dimension,), unit length."""
    tokens: Vectors
    """Centred token vectors, (tokens, dimension); without rows where the model gives none."""


class Reranker(Protocol):
    """Says of each passage whether it answers a question, from the token vectors of both."""

    def score(self, question: Vectors, passages: Sequence[Packed]) -> Vector:
        """A logit each, (len(passages),); ``question`` holds centred vectors (tokens, dimension).

        A passage's logit does not depend on its neighbours. Blocking, thread-safe.
        """


class Embedder(Protocol):
    """Texts to vectors of unit length, and the model's own way of counting tokens."""

    @property
    def name(self) -> str:
        """Identifies the vector space; vectors of different names never mix."""

    @property
    def dimension(self) -> int:
        """Length of each vector."""

    @property
    def max_tokens(self) -> int:
        """Tokens the model reads of one text; what comes after is not seen."""

    def encode_passages(
        self, texts: Sequence[str], progress: Progress | None = None
    ) -> EmbeddedPassages:
        """The passages as the index keeps them, in order, each as if it were alone."""

    def encode_query(self, text: str) -> EmbeddedQuery:
        """The question as the index searches for it."""

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Vectors of shape (len(texts), dimension), float32, L2-normalised, in order."""

    def embed_query(self, text: str) -> Vector:
        """One vector of shape (dimension,), L2-normalised."""

    def embed_sentences(self, texts: Sequence[str]) -> Vectors:
        """Vectors for comparing sentences with one another, symmetric; (len(texts), dimension)."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text without special tokens."""
