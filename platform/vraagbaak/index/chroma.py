"""Chroma as the vector index: a collection a space, embedded or in a server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from vraagbaak.errors import IndexUnavailable
from vraagbaak.index.chroma_client import Session, Sessions, embedded_sessions, server_sessions
from vraagbaak.index.vectors import NOTHING, Matrix, Nearest, VectorSpace

if TYPE_CHECKING:
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.models.Collection import Collection

HNSW: CreateHNSWConfiguration = {
    "space": "cosine",
    # A small threshold makes the first query after loading quick (10 ms instead of 138): less of
    # the log is replayed. Adding stays quick, because files are written once a call, not once a
    # hundred vectors.
    "sync_threshold": 100,
    "batch_size": 50,
    "ef_search": 100,
}
BATCH = 2000
"""Vectors a call; Chroma refuses more than 5,461."""
PAGE = 5000


class ChromaVectors:
    """Vectors in Chroma; ids are ordinals."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def refresh(self, space: VectorSpace, version: int) -> None:
        """Forget what was loaded of an older version."""
        with _translated():
            self._sessions.refresh(space, version)

    def advance(self, space: VectorSpace, version: int) -> None:
        """What is loaded is this version."""
        self._sessions.advance(space, version)

    def upsert(self, space: VectorSpace, ordinals: Sequence[int], vectors: Matrix) -> None:
        """Store unit vectors, a batch a call."""
        ids = [str(ordinal) for ordinal in ordinals]
        with self._collection(space, create=True) as collection:
            for i in range(0, len(ids), BATCH):
                collection.upsert(ids=ids[i : i + BATCH], embeddings=vectors[i : i + BATCH])

    def delete(self, space: VectorSpace, ordinals: Sequence[int]) -> None:
        """Forget vectors, a batch a call."""
        ids = [str(ordinal) for ordinal in ordinals]
        with self._collection(space) as collection:
            for i in range(0, len(ids) if collection else 0, BATCH):
                collection.delete(ids=ids[i : i + BATCH])

    def query(self, space: VectorSpace, vector: NDArray[np.float32], limit: int) -> Nearest:
        """The nearest vectors, nearly always exactly (HNSW)."""
        with self._collection(space) as collection:
            if not collection:
                return NOTHING
            found = collection.query(
                query_embeddings=[vector], n_results=limit, include=["distances"]
            )
        distances = np.array((found["distances"] or [[]])[0], np.float32)
        return Nearest(np.array(found["ids"][0], np.int64), 1 - distances)

    def ordinals(self, space: VectorSpace) -> NDArray[np.int64]:
        """Every ordinal that is stored, sorted."""
        ids: list[str] = []
        with self._collection(space) as collection:
            while collection:
                page = collection.get(limit=PAGE, offset=len(ids), include=[])["ids"]
                ids += page
                if len(page) < PAGE:
                    break
        return np.sort(np.array(ids, np.int64))

    def fetch(self, space: VectorSpace, ordinals: Sequence[int]) -> dict[int, NDArray[np.float32]]:
        """The stored vectors of those ordinals that are known."""
        with self._collection(space) as collection:
            if not collection or not ordinals:
                return {}
            found = collection.get(ids=[str(o) for o in ordinals], include=["embeddings"])
        vectors = np.asarray(found["embeddings"], np.float32)
        return dict(zip(map(int, found["ids"]), vectors, strict=True))

    def count(self, space: VectorSpace) -> int:
        """How many vectors are stored."""
        with self._collection(space) as collection:
            return int(collection.count()) if collection else 0

    def drop(self, space: VectorSpace) -> None:
        """Forget the space."""
        with self._sessions.use() as session, _translated():
            if self._open(session, space, create=False):
                session.client.delete_collection(space.name)
            session.collections.pop(space, None)

    def close(self) -> None:
        """Let go of files and connections."""
        self._sessions.close()

    @contextmanager
    def _collection(self, space: VectorSpace, *, create: bool = False) -> Iterator[Any]:
        """The collection, or None where there is none and none is to be created."""
        with self._sessions.use() as session, _translated():
            try:
                yield self._open(session, space, create=create)
            except BaseException:
                # It may be gone, or made anew by another process under the same name.
                session.collections.pop(space, None)
                raise

    def _open(self, session: Session, space: VectorSpace, *, create: bool) -> Collection | None:
        from chromadb.errors import NotFoundError

        if space in session.collections:
            return session.collections[space]
        if create:
            opened = session.client.get_or_create_collection(
                space.name, configuration={"hnsw": HNSW}, embedding_function=None
            )
        else:
            try:
                opened = session.client.get_collection(space.name, embedding_function=None)
            except NotFoundError:
                return None
        session.collections[space] = opened
        return opened


@contextmanager
def _translated() -> Iterator[None]:
    import httpx
    from chromadb.errors import ChromaError, NotFoundError

    try:
        yield
    except NotFoundError as exc:
        raise IndexUnavailable("The tenant's vectors are gone; reconcile the index.") from exc
    except (ChromaError, OSError, RuntimeError, ValueError, httpx.HTTPError) as exc:
        raise IndexUnavailable(f"The vector index does not answer: {exc}") from exc


def embedded(folder: Path, loaded_collections: int) -> ChromaVectors:
    """Chroma inside this process; at most so many collections stay in memory."""
    with _translated():
        return ChromaVectors(embedded_sessions(folder, loaded_collections))


def server(url: str) -> ChromaVectors:
    """A Chroma server at ``http://host:port``. Raises IndexUnavailable."""
    return ChromaVectors(server_sessions(url))
