"""The service's parts as benchmarks open them: a data folder of their own, one tenant."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert

from vraagbaak.embedding.reranker import reranker_for
from vraagbaak.embedding.types import Embedder
from vraagbaak.index import tables
from vraagbaak.index.database import writing
from vraagbaak.index.service import PassageIndex, open_index
from vraagbaak.index.tenant import TenantIndex
from vraagbaak.settings import Settings

TENANT = "bench"


def add_tenant(index: PassageIndex, slug: str) -> TenantIndex:
    """A tenant without settings."""
    row = {"slug": slug, "config": "{}", "config_hash": "", "updated_at": datetime.now(UTC)}
    with writing(index.engine) as connection:
        connection.execute(insert(tables.tenants), row)
    return index.for_tenant(slug)


@contextmanager
def opened_tenant(folder: Path, embedder: Embedder) -> Iterator[TenantIndex]:
    """One empty tenant in SQLite and embedded Chroma under ``folder``."""
    settings = Settings(data_dir=folder, database_url=None, chroma_url=None)
    with open_index(settings, embedder, reranker_for(embedder)) as index:
        yield add_tenant(index, TENANT)
