"""Chroma as the vector index: embedded, or a server."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from vraagbaak.errors import IndexUnavailable
from vraagbaak.index.vectors import Matrix, Nearest, VectorSpace

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.models.Collection import Collection

HNSW: CreateHNSWConfiguration = {
    "space": "cosine",
    "sync_threshold": 100,
    "batch_size": 50,
    "ef_search": 100,
}
BATCH = 2000
"""Vectors a call; Chroma refuses more than 5,461."""
PAGE = 5000


class ChromaVectors:
    """A collection a space."""

    def __init__(self, client: ClientAPI) -> None:
        self._client = client
        self._collections: dict[VectorSpace, Collection] = {}
        self._lock = threading.Lock()

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
                return Nearest(np.empty(0, np.int64), np.empty(0, np.float32))
            found = collection.query(
                query_embeddings=[vector], n_results=limit, include=["distances"]
            )
        distances = np.array((found["distances"] or [[]])[0], np.float32)
        return Nearest(np.array(found["ids"][0], np.int64), 1 - distances)

    def ordinals(self, space: VectorSpace) -> NDArray[np.int64]:
        """Every ordinal that is stored, sorted."""
        pages: list[str] = []
        with self._collection(space) as collection:
            while collection:
                ids = collection.get(limit=PAGE, offset=len(pages), include=[])["ids"]
                pages += ids
                if len(ids) < PAGE:
                    break
        return np.sort(np.array(pages, np.int64))

    def fetch(self, space: VectorSpace, ordinals: Sequence[int]) -> dict[int, NDArray[np.float32]]:
        """The stored vectors of those ordinals that are known."""
        with self._collection(space) as collection:
            if not collection:
                return {}
            found = collection.get(ids=[str(o) for o in ordinals], include=["embeddings"])
        vectors = np.asarray(found["embeddings"], np.float32)
        return dict(zip(map(int, found["ids"]), vectors, strict=True))

    def count(self, space: VectorSpace) -> int:
        """How many vectors are stored."""
        with self._collection(space) as collection:
            return collection.count() if collection else 0

    def drop(self, space: VectorSpace) -> None:
        """Forget the space."""
        with self._collection(space) as collection:
            if collection:
                self._client.delete_collection(space.name)
        self._collections.pop(space, None)

    def close(self) -> None:
        """Let go of files and connections."""
        self._collections.clear()
        self._client.close()  # type: ignore[attr-defined]

    @contextmanager
    def _collection(self, space: VectorSpace, *, create: bool = False) -> Iterator[Any]:
        """The collection, or None where there is none and none is to be created."""
        from chromadb.errors import ChromaError, NotFoundError  # noqa: PLC0415

        try:
            yield self._open(space, create=create)
        except NotFoundError as exc:
            self._collections.pop(space, None)
            raise IndexUnavailable("The tenant's vectors are gone; reconcile the index") from exc
        except (ChromaError, OSError, RuntimeError, ValueError) as exc:
            raise IndexUnavailable(f"The vector index does not answer: {exc}") from exc

    def _open(self, space: VectorSpace, *, create: bool) -> Collection | None:
        from chromadb.errors import NotFoundError  # noqa: PLC0415

        known = self._collections.get(space)
        if known is not None:
            return known
        with self._lock:
            if create:
                opened = self._client.get_or_create_collection(
                    space.name, configuration={"hnsw": HNSW}, embedding_function=None
                )
            else:
                try:
                    opened = self._client.get_collection(space.name, embedding_function=None)
                except NotFoundError:
                    return None
            self._collections[space] = opened
        return opened


def embedded(folder: Path, loaded_collections: int) -> ChromaVectors:
    """Chroma inside this process, kept in ``folder``."""
    import chromadb  # noqa: PLC0415
    from chromadb.config import Settings  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    settings = Settings(anonymized_telemetry=False, allow_reset=False)
    return ChromaVectors(chromadb.PersistentClient(folder, settings))


def server(url: str) -> ChromaVectors:
    """A Chroma server at ``http://host:port``."""
    import chromadb  # noqa: PLC0415
    from chromadb.config import Settings  # noqa: PLC0415

    address = urlsplit(url)
    settings = Settings(anonymized_telemetry=False)
    return _connect(
        lambda: chromadb.HttpClient(
            host=address.hostname or "localhost",
            port=address.port or 8000,
            ssl=address.scheme == "https",
            settings=settings,
        ),
        url,
    )


def _connect(make: Callable[[], ClientAPI], url: str) -> ChromaVectors:
    try:
        return ChromaVectors(make())
    except (ValueError, OSError) as exc:
        raise IndexUnavailable(f"No Chroma server answers at {url}") from exc
