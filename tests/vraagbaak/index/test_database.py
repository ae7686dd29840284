"""Opening, upgrading and losing databases."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

import vraagbaak.index
from vraagbaak.embedding.memory import HashingEmbedder
from vraagbaak.errors import ConfigurationError, IndexUnavailable
from vraagbaak.index import chroma, migrate
from vraagbaak.index.database import open_engine, reading
from vraagbaak.index.rows import storable
from vraagbaak.index.service import memory_index, open_index
from vraagbaak.index.tables import metadata
from vraagbaak.settings import Settings

MIGRATIONS = Path(vraagbaak.index.__file__).with_name("migrations")


def test_migrations_make_exactly_the_tables(engine: Engine) -> None:
    migrate.upgrade(engine)
    with reading(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_newest_migration_is_the_one_expected() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [migrate.HEAD]


def test_several_processes_may_upgrade_at_once(tmp_path: Path) -> None:
    engines = [open_engine(f"sqlite:///{tmp_path / 'db'}") for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(migrate.upgrade, engines))
    with reading(engines[0]) as connection:
        assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1
    for engine in engines:
        engine.dispose()


def test_a_database_that_does_not_answer() -> None:
    engine = open_engine("postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(IndexUnavailable, match="database"):
        migrate.upgrade(engine)
    with pytest.raises(IndexUnavailable, match="database"):
        migrate.upgrade(open_engine("sqlite:////no/such/folder/db"))


@pytest.mark.parametrize(
    "url", ["nonsense", "mysql://u:secret@host/name", "postgresql+pg8000://h/n"]
)
def test_an_address_of_no_known_database(url: str) -> None:
    with pytest.raises(ConfigurationError, match="VRAAGBAAK_DATABASE_URL") as raised:
        open_engine(url)
    assert "secret" not in raised.value.message


@pytest.mark.parametrize("url", ["chroma:8000", "localhost", "ftp://chroma:8000", "http://"])
def test_an_address_of_no_chroma_server(url: str) -> None:
    with pytest.raises(ConfigurationError, match="VRAAGBAAK_CHROMA_URL"):
        chroma.server(url)


def test_a_chroma_server_that_does_not_answer() -> None:
    with pytest.raises(IndexUnavailable, match=r"127\.0\.0\.1:1"):
        chroma.server("http://127.0.0.1:1")


def test_the_index_that_settings_name(tmp_path: Path, embedder: HashingEmbedder) -> None:
    with open_index(Settings(data_dir=tmp_path / "new"), embedder) as index:
        assert index.recover() == {}
    assert (tmp_path / "new" / "vraagbaak.db").exists()
    with memory_index(embedder) as index:
        assert index.recover() == {}


def test_storable_text_keeps_its_length() -> None:
    assert storable("a\0b\ud83dc🙂é") == "a\ufffdb?c🙂é"


KILLED = """
    import os, sys
    from datetime import UTC, datetime
    from pathlib import Path
    from sqlalchemy import insert
    from vraagbaak.embedding.memory import HashingEmbedder
    from vraagbaak.index import tables
    from vraagbaak.index.database import writing
    from vraagbaak.index.service import open_index
    from vraagbaak.index.types import Document, NewPassage
    from vraagbaak.settings import Settings

    embedder = HashingEmbedder(dimension=16)
    index = open_index(Settings(data_dir=Path(sys.argv[1])), embedder)
    with writing(index.engine) as connection:
        row = {"slug": "wonen", "config": "", "config_hash": "", "updated_at": datetime.now(UTC)}
        connection.execute(insert(tables.tenants), row)
    tenant = index.for_tenant("wonen")
    for number in range(10_000):
        texts = [f"Passage {number} {part}" for part in range(60)]
        passages = [NewPassage(t, 0, len(t), "", None, "", None) for t in texts]
        made = Document(f"{number}.md", "s", "", "", " ", "hash")
        tenant.replace_documents([(made, passages, embedder.embed_passages(texts))])
        print(number, flush=True)
"""


@pytest.mark.slow
def test_kill_9_loses_no_acknowledged_document(tmp_path: Path) -> None:
    command = [sys.executable, "-c", textwrap.dedent(KILLED), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        acknowledged = [int(process.stdout.readline()) for _ in range(6)]
        process.kill()
        acknowledged += [int(line) for line in process.stdout.read().split()]
    with open_index(Settings(data_dir=tmp_path), HashingEmbedder(dimension=16)) as index:
        index.recover()
        tenant = index.for_tenant("wonen")
        stored = set(tenant.states("s"))
        assert {f"{number}.md" for number in acknowledged} <= stored
        assert tenant.count() == 60 * len(stored)
        assert tenant.reconcile().clean
        assert len(tenant.search("passage", limit=400)) >= 360
