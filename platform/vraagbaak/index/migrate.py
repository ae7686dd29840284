"""Bringing a database to the current schema, from any process, at any time."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from vraagbaak.index.database import reading, writing

HEAD = "0001"
"""The newest revision; a test asserts that it is the last one in ``migrations/versions``."""

LOCK = 0x7672_6161  # "vraa": any number that nobody else locks


def upgrade(engine: Engine) -> None:
    """Create or upgrade all tables. Safe when several processes start at once."""
    with reading(engine) as connection:
        if _revision(connection) == HEAD:
            return
    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        if _revision(connection) != HEAD:
            _run_alembic(connection)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found else None


def _run_alembic(connection: Connection) -> None:
    # Slow to import, and rarely needed.
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    command.upgrade(config, "head")
