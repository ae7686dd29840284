"""Chroma as the vector index: a collection a space, embedded or in a server."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from vraagbaak.errors import IndexUnavailable
from vraagbaak.index.chroma_client import Session, Sessions, embedded_sessions, server_sessions
from vraagbaak.index.vectors import NOTHING, Matrix, Nearest, Vector, VectorSpace

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

GONE = "The tenant's vectors are gone; reconcile the index."

Result = TypeVar("Result")


class _Gone(Exception):
    """The collection that was open exists no longer."""


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

        def store(collection: Collection) -> None:
            for i in range(0, len(ids), BATCH):
                collection.upsert(ids=ids[i : i + BATCH], embeddings=vectors[i : i + BATCH])

        if ids:
            self._run(space, store, writes=True, create=True)

    def delete(self, space: VectorSpace, ordinals: Sequence[int]) -> None:
        """Forget vectors, a batch a call."""
        ids = [str(ordinal) for ordinal in ordinals]

        def forget(collection: Collection) -> None:
            for i in range(0, len(ids), BATCH):
                collection.delete(ids=ids[i : i + BATCH])

        if ids:
            self._run(space, forget, writes=True)

    def query(self, space: VectorSpace, vector: Vector, limit: int) -> Nearest:
        """The nearest vectors, nearly always exactly (HNSW)."""

        def search(collection: Collection) -> Nearest:
            found = collection.query(
                query_embeddings=vector[None], n_results=limit, include=["distances"]
            )
            distances = np.array((found["distances"] or [[]])[0], np.float32)
            return Nearest(np.array(found["ids"][0], np.int64), 1 - distances)

        return self._run(space, search, needed=True) or NOTHING

    def ordinals(self, space: VectorSpace) -> NDArray[np.int64]:
        """Every ordinal that is stored, sorted."""

        def list_all(collection: Collection) -> list[str]:
            ids: list[str] = []
            while page := collection.get(limit=PAGE, offset=len(ids), include=[])["ids"]:
                ids += page
            return ids

        return np.sort(np.array(self._run(space, list_all) or [], np.int64))

    def fetch(self, space: VectorSpace, ordinals: Sequence[int]) -> dict[int, Vector]:
        """The stored vectors of those ordinals that are known."""

        def get(collection: Collection) -> dict[int, Vector]:
            found = collection.get(ids=[str(o) for o in ordinals], include=["embeddings"])
            vectors = np.asarray(found["embeddings"], np.float32)
            return dict(zip(map(int, found["ids"]), vectors, strict=True))

        return (self._run(space, get) if ordinals else None) or {}

    def count(self, space: VectorSpace) -> int:
        """How many vectors are stored."""
        return self._run(space, lambda collection: int(collection.count())) or 0

    def drop(self, space: VectorSpace) -> None:
        """Forget the space."""
        with self._sessions.use(writes=True) as session, suppress(_Gone), _translated():
            if self._open(session, space, create=False):
                session.client.delete_collection(space.name)
        with self._sessions.use() as session:
            session.collections.pop(space, None)

    def close(self) -> None:
        """Let go of files and connections."""
        self._sessions.close()

    def _run(
        self,
        space: VectorSpace,
        action: Callable[[Collection], Result],
        *,
        writes: bool = False,
        create: bool = False,
        needed: bool = False,
    ) -> Result | None:
        """Do something that can be repeated; None where there is no collection.

        Where it is ``needed``, one that was there and is gone is an error.

        Embedded Chroma is opened afresh and asked again when it fails: a small collection that was
        dropped from memory before it was written to disk cannot be loaded in the same session. A
        collection that is gone is read again, in case another process made it anew; nothing is
        written to one of which the other vectors are lost.
        """
        try:
            return self._once(space, action, writes=writes, create=create)
        except _Gone as exc:
            found = None if writes else self._once(space, action, writes=writes, create=create)
            if found is None and (writes or needed):
                raise IndexUnavailable(GONE) from exc
            return found
        except IndexUnavailable:
            if not self._sessions.embedded:
                raise
        self._sessions.renew()
        return self._once(space, action, writes=writes, create=create)

    def _once(
        self,
        space: VectorSpace,
        action: Callable[[Collection], Result],
        *,
        writes: bool,
        create: bool,
    ) -> Result | None:
        with self._sessions.use(writes=writes) as session, _translated():
            collection = self._open(session, space, create=create)
            try:
                return action(collection) if collection is not None else None
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
        raise _Gone from exc
    except (ChromaError, OSError, RuntimeError, ValueError, httpx.HTTPError) as exc:
        raise IndexUnavailable(f"The vector index does not answer: {exc}") from exc


def embedded(folder: Path, loaded_collections: int) -> ChromaVectors:
    """Chroma inside this process; at most so many collections stay in memory."""
    with _translated():
        return ChromaVectors(embedded_sessions(folder, loaded_collections))


def server(url: str) -> ChromaVectors:
    """A Chroma server at ``http://host:port``. Raises IndexUnavailable."""
    return ChromaVectors(server_sessions(url))
