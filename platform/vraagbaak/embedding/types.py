"""What the rest of the service asks of an embedding model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Called with (done, total) as work goes on."""


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

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Vectors of shape (len(texts), dimension), float32, L2-normalised, in order."""

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """One vector of shape (dimension,), L2-normalised."""

    def embed_sentences(self, texts: Sequence[str]) -> Vectors:
        """Vectors for comparing sentences with one another, symmetric; shape as for passages."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text without special tokens."""
