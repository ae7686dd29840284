"""The vector index: nearest passages of one tenant. The only module that knows Chroma."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class VectorSpace:
    """One tenant's vectors of one model; another model is another space, and never mixes."""

    tenant: str
    model: str
    dimension: int

    @property
    def name(self) -> str:
        """A name that any index accepts, of fixed length, that tells nothing of the tenant."""
        raw = f"{self.tenant}\0{self.model}\0{self.dimension}"
        return f"space-{hashlib.sha256(raw.encode()).hexdigest()[:40]}"


@dataclass(frozen=True, slots=True)
class Nearest:
    """Ordinals of passages with their cosine similarity, nearest first."""

    ordinals: NDArray[np.int64]
    cosines: NDArray[np.float32]


NOTHING = Nearest(np.empty(0, np.int64), np.empty(0, np.float32))


class VectorIndex(Protocol):
    """Vectors by ordinal, a space at a time. Blocking. Raises IndexUnavailable.

    SQL counts the versions of each space. ``refresh`` comes before any other call, with the version
    that SQL has; after writing, ``advance`` says which version that made.
    """

    def refresh(self, space: VectorSpace, version: int) -> None:
        """Answer from that version or a newer one, whichever process wrote it."""

    def advance(self, space: VectorSpace, version: int) -> None:
        """What this process has is that version."""

    def upsert(self, space: VectorSpace, ordinals: Sequence[int], vectors: Matrix) -> None:
        """Store unit vectors, shape (len(ordinals), dimension)."""

    def delete(self, space: VectorSpace, ordinals: Sequence[int]) -> None:
        """Forget vectors; unknown ordinals are no error."""

    def query(self, space: VectorSpace, vector: NDArray[np.float32], limit: int) -> Nearest:
        """The vectors nearest to a unit vector; none for an unknown space."""

    def ordinals(self, space: VectorSpace) -> NDArray[np.int64]:
        """Every ordinal that is stored, sorted."""

    def fetch(self, space: VectorSpace, ordinals: Sequence[int]) -> dict[int, NDArray[np.float32]]:
        """The stored vectors of those ordinals that are known."""

    def count(self, space: VectorSpace) -> int:
        """How many vectors are stored."""

    def drop(self, space: VectorSpace) -> None:
        """Forget the space; an unknown space is no error."""

    def close(self) -> None:
        """Let go of files and connections."""


class MemoryVectors:
    """Exact search in memory: for tests, and for indexes that live as long as their process."""

    def __init__(self) -> None:
        self._spaces: dict[VectorSpace, dict[int, NDArray[np.float32]]] = {}

    def refresh(self, space: VectorSpace, version: int) -> None:
        """There is one version."""

    def advance(self, space: VectorSpace, version: int) -> None:
        """There is one version."""

    def upsert(self, space: VectorSpace, ordinals: Sequence[int], vectors: Matrix) -> None:
        """Store unit vectors."""
        # A new mapping each time: readers in other threads keep theirs whole.
        rows = zip(ordinals, np.array(vectors, dtype=np.float32), strict=True)
        self._spaces[space] = self._spaces.get(space, {}) | dict(rows)

    def delete(self, space: VectorSpace, ordinals: Sequence[int]) -> None:
        """Forget vectors."""
        gone = set(ordinals)
        kept = {o: v for o, v in self._spaces.get(space, {}).items() if o not in gone}
        self._spaces[space] = kept

    def query(self, space: VectorSpace, vector: NDArray[np.float32], limit: int) -> Nearest:
        """The nearest vectors, exactly."""
        stored = self._spaces.get(space, {})
        if not stored:
            return NOTHING
        cosines = np.stack(list(stored.values())) @ vector
        best = np.argsort(-cosines, kind="stable")[:limit]
        return Nearest(np.array(list(stored), np.int64)[best], cosines[best])

    def ordinals(self, space: VectorSpace) -> NDArray[np.int64]:
        """Every ordinal that is stored, sorted."""
        return np.array(sorted(self._spaces.get(space, {})), np.int64)

    def fetch(self, space: VectorSpace, ordinals: Sequence[int]) -> dict[int, NDArray[np.float32]]:
        """The stored vectors of those ordinals that are known."""
        stored = self._spaces.get(space, {})
        return {ordinal: stored[ordinal] for ordinal in ordinals if ordinal in stored}

    def count(self, space: VectorSpace) -> int:
        """How many vectors are stored."""
        return len(self._spaces.get(space, {}))

    def drop(self, space: VectorSpace) -> None:
        """Forget the space."""
        self._spaces.pop(space, None)

    def close(self) -> None:
        """Nothing is held open."""
