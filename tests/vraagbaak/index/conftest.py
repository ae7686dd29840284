"""The same index on three foundations: SQLite with embedded Chroma, servers, and memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

import pytest
from sqlalchemy import Engine, insert, text

from vraagbaak.embedding.memory import HashingEmbedder
from vraagbaak.index import chroma, tables
from vraagbaak.index.database import open_engine, writing
from vraagbaak.index.migrate import upgrade
from vraagbaak.index.service import PassageIndex
from vraagbaak.index.tenant import TenantIndex
from vraagbaak.index.types import Document, NewPassage
from vraagbaak.index.vectors import MemoryVectors, VectorIndex
from vraagbaak.index.writer import NewDocument
from vraagbaak.language import Language

EMBEDDER = HashingEmbedder(dimension=64)
SERVERS = (pytest.mark.slow, pytest.mark.xdist_group("servers"))
FOUNDATIONS = ("memory", "embedded", pytest.param("servers", marks=SERVERS))


@pytest.fixture(scope="session")
def embedder() -> HashingEmbedder:
    return EMBEDDER


@pytest.fixture(scope="session")
def postgres_engine(postgres_url: str) -> Iterator[Engine]:
    engine = open_engine(postgres_url)
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture(params=FOUNDATIONS)
def foundation(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def engine(foundation: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without a tenant, its tables in place."""
    if foundation == "servers":
        shared: Engine = request.getfixturevalue("postgres_engine")
        with writing(shared) as connection:
            # Ids go on: the Chroma server still has the collections of earlier tests.
            connection.execute(text("TRUNCATE tenants CASCADE"))
        yield shared
        return
    made = open_engine("sqlite://" if foundation == "memory" else f"sqlite:///{tmp_path / 'db'}")
    upgrade(made)
    yield made
    made.dispose()


@pytest.fixture
def open_vectors(
    foundation: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[[], VectorIndex]]:
    """Opens the vector index; each call is as another process would."""
    opened: list[VectorIndex] = []
    memory = MemoryVectors()

    def open_one() -> VectorIndex:
        if foundation == "memory":
            return memory
        if foundation == "servers":
            opened.append(chroma.server(request.getfixturevalue("chroma_url")))
        else:
            opened.append(chroma.embedded(tmp_path / "chroma", loaded_collections=4))
        return opened[-1]

    yield open_one
    for vectors in opened:
        vectors.close()


@pytest.fixture
def vectors(open_vectors: Callable[[], VectorIndex]) -> VectorIndex:
    return open_vectors()


@pytest.fixture
def index(engine: Engine, vectors: VectorIndex, embedder: HashingEmbedder) -> PassageIndex:
    """An index with the tenants wonen and werk, both empty."""
    with writing(engine) as connection:
        for slug in ("wonen", "werk"):
            row = {"slug": slug, "config": "{}", "config_hash": "", "updated_at": datetime.now(UTC)}
            connection.execute(insert(tables.tenants), row)
    return PassageIndex(engine, vectors, embedder)


@pytest.fixture
def wonen(index: PassageIndex) -> TenantIndex:
    return index.for_tenant("wonen")


@pytest.fixture
def werk(index: PassageIndex) -> TenantIndex:
    return index.for_tenant("werk")


@pytest.fixture(scope="session")
def document() -> Callable[..., NewDocument]:
    """Makes a document of one passage a text, with its embeddings."""

    def make(
        key: str,
        *texts: str,
        source: str = "upload",
        title: str = "",
        language: Language | None = Language.NL,
    ) -> NewDocument:
        whole = "\n".join(texts)
        starts = [sum(len(t) + 1 for t in texts[:i]) for i in range(len(texts))]
        passages = [
            NewPassage(one, start, start + len(one), "Kop", None, "", language)
            for start, one in zip(starts, texts, strict=True)
        ]
        made = Document(
            key,
            source,
            f"https://x.invalid/{key}",
            title,
            whole,
            f"hash {crc32(whole.encode('utf-8', 'replace'))}",
        )
        return made, passages, EMBEDDER.encode_passages(texts)

    return make
