"""The tables of tenants, documents and passages. SQL is the truth; Chroma is built from it.

Every row belongs to a tenant and every primary key starts with it, so what one tenant's queries
read lies apart from the others' and no statistic is shared.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime in UTC; SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Store the moment in UTC."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Read the moment in UTC."""
        return value.replace(tzinfo=UTC) if value and not value.tzinfo else value


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

tenants = Table(
    "tenants",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", String(64), nullable=False, unique=True),
    Column("config", Text, nullable=False),
    Column("config_hash", String(64), nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    # An id of a dropped tenant must never come back: old vectors might still carry it.
    sqlite_autoincrement=True,
)

index_states = Table(
    "index_states",
    metadata,
    Column(
        "tenant_id",
        ForeignKey("tenants.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("embedding_model", String(255), nullable=False),
    Column("embedding_dimension", Integer, nullable=False),
    Column("analyser", Integer, nullable=False, comment="Version that made the postings"),
    Column("next_ordinal", Integer, nullable=False),
    Column("passages", Integer, nullable=False),
    Column("tokens", Integer, nullable=False, comment="Sum of the passages' lengths"),
    Column("vectors", Integer, nullable=False, comment="Version of the vector index"),
    comment="One row a tenant that has had passages; locking it makes its writers queue.",
)

documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("tenant_id", ForeignKey("tenants.id", ondelete="CASCADE"), nullable=False),
    Column("source", String(64), nullable=False),
    Column("key", Text, nullable=False),
    Column("content_hash", String(128), nullable=False),
    Column("passages", Integer, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("uri", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("language", String(2)),
    Column("media_type", String(255), nullable=False),
    Column("valid_from", Date),
    Column("valid_until", Date),
    # Last, because SQLite reads a row from the left: listing documents must not read texts.
    Column("text", Text, nullable=False),
    UniqueConstraint("tenant_id", "source", "key"),
)

passages = Table(
    "passages",
    metadata,
    Column("tenant_id", Integer, primary_key=True, autoincrement=False),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("id", String(32), nullable=False),
    Column(
        "document_id", ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("position", Integer, nullable=False),
    Column("language", String(2)),
    Column("page", Integer),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("vector", LargeBinary, nullable=False, comment="float32, little-endian, unit length"),
    Column("heading", Text, nullable=False),
    Column("context", Text, nullable=False),
    Column("text", Text, nullable=False),
    ForeignKeyConstraint(["tenant_id"], ["tenants.id"], ondelete="CASCADE"),
    UniqueConstraint("tenant_id", "id"),
    comment="An ordinal is given once and never again, so a vector under it never changes.",
)

token_vectors = Table(
    "token_vectors",
    metadata,
    Column("tenant_id", Integer, primary_key=True, autoincrement=False),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("tokens", LargeBinary, nullable=False, comment="Packed rows of dimension / 4 bytes"),
    ForeignKeyConstraint(["tenant_id"], ["tenants.id"], ondelete="CASCADE"),
    comment="For late interaction. Apart from the passages: ten times their size, rarely read.",
)

postings = Table(
    "postings",
    metadata,
    Column("tenant_id", Integer, primary_key=True, autoincrement=False),
    Column("term", String(80), primary_key=True),
    Column("block", Integer, primary_key=True, autoincrement=False),
    Column("entries", LargeBinary, nullable=False, comment="See lexical.POSTING"),
    ForeignKeyConstraint(["tenant_id"], ["tenants.id"], ondelete="CASCADE"),
    comment="Which passages hold a term, packed a block of ordinals at a time.",
    sqlite_with_rowid=False,
)

outbox = Table(
    "vector_outbox",
    metadata,
    Column("tenant_id", Integer, primary_key=True, autoincrement=False),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("operation", String(6), nullable=False, comment="upsert or delete"),
    ForeignKeyConstraint(["tenant_id"], ["tenants.id"], ondelete="CASCADE"),
    comment="What the vector index must still do; written with the passages, emptied after it.",
)

__all__ = [
    "documents",
    "index_states",
    "metadata",
    "outbox",
    "passages",
    "postings",
    "tenants",
    "token_vectors",
]
