"""Connections: how SQLite and PostgreSQL are opened, read and written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    Insert,
    QueuePool,
    Table,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from vraagbaak.errors import ConfigurationError, IndexUnavailable

BUSY_MS = 30_000
DRIVERS = ("sqlite", "sqlite+pysqlite", "postgresql+psycopg")
WRITES = {"vraagbaak_writes": True}


def open_engine(url: str) -> Engine:
    """An engine for ``sqlite:///file``, ``sqlite://`` (in memory) or ``postgresql://``.

    A plain ``postgresql://`` URL is read with psycopg 3. Raises ConfigurationError for any other
    URL.
    """
    parsed = _parsed(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True, pool_size=10, max_overflow=20)
    in_memory = parsed.database in (None, "", ":memory:")
    # A database in memory lives in its connection: one connection, and threads take turns.
    pool = {"pool_size": 1, "max_overflow": 0} if in_memory else {"pool_size": 20}
    arguments = {"check_same_thread": False}
    engine = create_engine(parsed, poolclass=QueuePool, connect_args=arguments, **pool)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        parsed = None
    if parsed is not None and parsed.drivername == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if parsed is None or parsed.drivername not in DRIVERS:
        # The URL may hold a password; it is not repeated, nor is the error that quotes it.
        raise ConfigurationError(
            "VRAAGBAAK_DATABASE_URL must be sqlite:///file or postgresql://user:password@host/name."
        )
    return parsed


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the database. Raises IndexUnavailable."""
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                # Else every statement would see another state.
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection
    except (OperationalError, InterfaceError, PoolTimeout) as exc:
        raise IndexUnavailable(f"The database does not answer: {_cause(exc)}") from exc


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction, committed at the end. Raises IndexUnavailable.

    On SQLite it takes the write lock at once: a transaction that reads first and writes later
    fails instead of waiting when another one wrote in between.
    """
    try:
        with engine.connect().execution_options(**WRITES) as connection, connection.begin():
            yield connection
    except (OperationalError, InterfaceError, PoolTimeout) as exc:
        raise IndexUnavailable(f"The database does not answer: {_cause(exc)}") from exc


def _cause(exc: Exception) -> str:
    return str(getattr(exc, "orig", None) or exc).partition("\n")[0]


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transactions start too late (at the first write); _begin_sqlite does it.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {BUSY_MS}",
        "journal_mode = WAL",
        # In WAL mode NORMAL already survives kill -9; FULL also keeps what was acknowledged when
        # the power fails, for one fsync a batch of documents.
        "synchronous = FULL",
        "foreign_keys = ON",
        "temp_store = MEMORY",
        "cache_size = -16384",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("vraagbaak_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def upsert(connection: Connection, table: Table, *columns: str) -> Insert:
    """An insert that overwrites ``columns`` of the row that has the same primary key."""
    build = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = build(table)
    return statement.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_={name: statement.excluded[name] for name in columns},
    )


def insert_or_keep(connection: Connection, table: Table) -> Insert:
    """An insert that does nothing where the row exists."""
    build = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return build(table).on_conflict_do_nothing()
