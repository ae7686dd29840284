"""Between the tables' rows and the types of the index."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Row, Select, select

from vraagbaak.index.tables import documents, passages
from vraagbaak.index.types import Document, NewPassage, Passage
from vraagbaak.language import Language

Record = dict[str, Any]
FLOAT32 = np.dtype("<f4")


def passage_id(tenant: int, document: Document, position: int, passage: NewPassage) -> str:
    """The same passage of the same document keeps its id when it is ingested again."""
    parts = (str(tenant), document.source, document.key, str(position), passage.text)
    raw = "\0".join(parts).encode("utf-8", "replace")
    return hashlib.sha256(raw).hexdigest()[:32]


def document_record(tenant: int, document: Document, count: int, now: datetime) -> Record:
    """The row of a document."""
    return {
        "tenant_id": tenant,
        "source": document.source,
        "key": storable(document.key),
        "content_hash": document.content_hash,
        "passages": count,
        "updated_at": now,
        "uri": storable(document.uri),
        "title": storable(document.title),
        "language": document.language,
        "media_type": document.media_type,
        "valid_from": document.valid_from,
        "valid_until": document.valid_until,
        "text": storable(document.text),
    }


def passage_record(passage: NewPassage, vector: NDArray[np.float32]) -> Record:
    """The row of a passage, without what places it."""
    return {
        "language": passage.language,
        "page": passage.page,
        "start": passage.start,
        "end": passage.end,
        "vector": np.ascontiguousarray(vector, FLOAT32).tobytes(),
        "heading": storable(passage.heading),
        "context": storable(passage.context),
        "text": storable(passage.text),
    }


def storable(text: str) -> str:
    """The text as every database keeps it: same length, so that offsets stay true.

    PostgreSQL refuses NUL, and lone surrogates have no UTF-8.
    """
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def vector_of(blob: bytes) -> NDArray[np.float32]:
    """A stored vector."""
    return np.frombuffer(blob, FLOAT32).astype(np.float32, copy=False)


def vectors_of(blobs: Sequence[bytes]) -> NDArray[np.float32]:
    """Stored vectors of one space, (len(blobs), d)."""
    whole = np.frombuffer(b"".join(blobs), FLOAT32).astype(np.float32, copy=False)
    return whole.reshape(len(blobs), -1) if blobs else whole.reshape(0, 0)


PASSAGE_QUERY: Select[Any] = select(
    passages.c.id,
    passages.c.ordinal,
    passages.c.position,
    passages.c.language,
    passages.c.page,
    passages.c.start,
    passages.c.end,
    passages.c.heading,
    passages.c.context,
    passages.c.text,
    documents.c.key,
    documents.c.uri,
    documents.c.title,
    documents.c.valid_from,
    documents.c.valid_until,
).join_from(passages, documents, passages.c.document_id == documents.c.id)


def to_passage(row: Row[Any]) -> Passage:
    """A row of PASSAGE_QUERY."""
    return Passage(
        id=row.id,
        document=row.key,
        uri=row.uri,
        title=row.title,
        heading=row.heading,
        page=row.page,
        position=row.position,
        text=row.text,
        start=row.start,
        end=row.end,
        context=row.context,
        language=Language(row.language) if row.language else None,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )


def to_document(row: Row[Any]) -> Document:
    """A row of the documents table."""
    return Document(
        key=row.key,
        source=row.source,
        uri=row.uri,
        title=row.title,
        text=row.text,
        content_hash=row.content_hash,
        language=Language(row.language) if row.language else None,
        media_type=row.media_type,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )
