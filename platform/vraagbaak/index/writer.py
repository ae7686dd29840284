"""What changes a tenant's passages in SQL. Every function runs in the caller's transaction.

What the vector index must do for it is written along (the outbox) and struck off when done;
whoever finds something left there finishes it, so a crash in between loses nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, CursorResult, Row, delete, func, insert, select, tuple_, update

from vraagbaak.embedding.types import EmbeddedPassages, Vectors
from vraagbaak.errors import UnknownTenant, VectorSpaceMismatch
from vraagbaak.index import analyse, lexical
from vraagbaak.index.database import insert_or_keep, upsert
from vraagbaak.index.rows import Record, document_record, passage_id, passage_record, storable
from vraagbaak.index.tables import (
    documents,
    index_states,
    outbox,
    passages,
    postings,
    token_vectors,
)
from vraagbaak.index.text import lexical_text
from vraagbaak.index.types import Document, NewPassage
from vraagbaak.language import Language

NewDocument = tuple[Document, Sequence[NewPassage], EmbeddedPassages | Vectors]
"""A document, its passages in order, and their embeddings; bare vectors where the model gives no
token vectors."""

UPSERT, DELETE = "upsert", "delete"
KEYS_A_QUERY = 400
Item = TypeVar("Item")
REBUILD_PASSAGES = 2000


@dataclass(frozen=True, slots=True)
class Space:
    """The embedding model that a tenant's vectors come from."""

    model: str
    dimension: int


class New:
    """The rows of new passages, each with the next ordinal."""

    def __init__(self, tenant: int, first: int) -> None:
        self._tenant = tenant
        self._first = first
        self.passages: list[Record] = []
        self.tokens: list[Record] = []
        self.terms: dict[int, Counter[str]] = {}

    def add(
        self,
        document: Document,
        number: int,
        chunks: Sequence[NewPassage],
        embedded: EmbeddedPassages | Vectors,
    ) -> None:
        """The passages of one document, whose row has that number."""
        vectors = vectors_of(embedded)
        for position, (chunk, vector) in enumerate(zip(chunks, vectors, strict=True)):
            ordinal = self._first + len(self.passages)
            place = {"tenant_id": self._tenant, "ordinal": ordinal}
            row: Record = place | {"document_id": number, "position": position}
            row["id"] = passage_id(self._tenant, document, position, chunk)
            self.passages.append(row | passage_record(chunk, vector))
            self.terms[ordinal] = _terms(document.title, document.language, chunk)
            if isinstance(embedded, EmbeddedPassages) and embedded.tokens[position].size:
                self.tokens.append(place | {"tokens": embedded.tokens[position].tobytes()})


def vectors_of(embedded: EmbeddedPassages | Vectors) -> Vectors:
    """One vector a passage."""
    return embedded.vectors if isinstance(embedded, EmbeddedPassages) else embedded


def lock(connection: Connection, tenant: int, space: Space) -> Row[Any]:
    """The tenant's state; other writers of this tenant wait until the transaction ends.

    Raises VectorSpaceMismatch when its passages were embedded by another model. A lexical index
    that an older analyser made is built again first.
    """
    first = {
        "tenant_id": tenant,
        "embedding_model": space.model,
        "embedding_dimension": space.dimension,
        "analyser": analyse.VERSION,
        "next_ordinal": 0,
        "passages": 0,
        "tokens": 0,
        "vectors": 0,
    }
    connection.execute(insert_or_keep(connection, index_states), first)
    state = lock_existing(connection, tenant)
    if state is None:
        raise UnknownTenant
    if state.passages == 0:
        update_state(connection, tenant, embedding_model=space.model)
        update_state(connection, tenant, embedding_dimension=space.dimension)
    else:
        check_space(state, space)
    if state.analyser != analyse.VERSION:
        rebuild_postings(connection, tenant)
    return _locked(connection, tenant).one()


def lock_existing(connection: Connection, tenant: int) -> Row[Any] | None:
    """As lock, but where the tenant never had passages there is nothing to lock."""
    return _locked(connection, tenant).one_or_none()


def check_space(state: Row[Any], space: Space) -> None:
    """Raises VectorSpaceMismatch unless the state's vectors are of that space."""
    if (state.embedding_model, state.embedding_dimension) != (space.model, space.dimension):
        raise VectorSpaceMismatch(
            f"The tenant's vectors are of {state.embedding_model!r} "
            f"({state.embedding_dimension}), not of {space.model!r} ({space.dimension}); "
            "re-embed the tenant."
        )


def replace(
    connection: Connection, tenant: int, space: Space, batch: Sequence[NewDocument], now: datetime
) -> None:
    """Store documents; the passages of an older version of them go."""
    state = lock(connection, tenant, space)
    pairs = [(document.source, document.key) for document, _, _ in batch]
    tokens = state.tokens - _remove(connection, tenant, pairs)
    ids = _insert_documents(connection, tenant, batch, now)
    new = New(tenant, state.next_ordinal)
    for number, (document, chunks, embedded) in zip(ids, batch, strict=True):
        new.add(document, number, chunks, embedded)
    if new.passages:
        connection.execute(insert(passages), new.passages)
        lexical.add(connection, tenant, new.terms)
        _queue(connection, tenant, UPSERT, new.terms)
    if new.tokens:
        connection.execute(insert(token_vectors), new.tokens)
    tokens += sum(counts.total() for counts in new.terms.values())
    _finish(connection, tenant, tokens, state.next_ordinal + len(new.passages))


def remove(
    connection: Connection, tenant: int, space: Space, pairs: Sequence[tuple[str, str]]
) -> None:
    """Forget documents, given by source and key; unknown ones are no error."""
    state = lock(connection, tenant, space)
    tokens = state.tokens - _remove(connection, tenant, pairs)
    _finish(connection, tenant, tokens, state.next_ordinal)


def rebuild_postings(connection: Connection, tenant: int) -> None:
    """Build the lexical index again from the passages."""
    connection.execute(delete(postings).where(postings.c.tenant_id == tenant))
    tokens, after = 0, -1
    while rows := _page_of_passages(connection, tenant, after):
        terms = {row.ordinal: _terms(row.title, row.document_language, row) for row in rows}
        lexical.add(connection, tenant, terms)
        tokens += sum(counts.total() for counts in terms.values())
        after = rows[-1].ordinal
    update_state(connection, tenant, tokens=tokens, analyser=analyse.VERSION)


def update_state(connection: Connection, tenant: int, **values: object) -> None:
    """Change the tenant's state."""
    connection.execute(
        update(index_states).where(index_states.c.tenant_id == tenant).values(**values)
    )


def drop(connection: Connection, tenant: int) -> None:
    """Forget everything. The counters go on: an ordinal or a version never comes back."""
    for table in (outbox, postings, token_vectors, passages, documents):
        connection.execute(delete(table).where(table.c.tenant_id == tenant))
    update_state(connection, tenant, passages=0, tokens=0, vectors=index_states.c.vectors + 1)


def _locked(connection: Connection, tenant: int) -> CursorResult[Any]:
    query = select(index_states).where(index_states.c.tenant_id == tenant).with_for_update()
    return connection.execute(query)


def _insert_documents(
    connection: Connection, tenant: int, batch: Sequence[NewDocument], now: datetime
) -> Sequence[int]:
    if not batch:
        return []
    records = [document_record(tenant, d, len(chunks), now) for d, chunks, _ in batch]
    statement = insert(documents).returning(documents.c.id, sort_by_parameter_order=True)
    return connection.execute(statement, records).scalars().all()


def _remove(connection: Connection, tenant: int, pairs: Sequence[tuple[str, str]]) -> int:
    """Take documents out of every table; gives how many tokens their passages had."""
    tokens = 0
    for some in _chunks(pairs):
        ids = _document_ids(connection, tenant, some)
        rows = connection.execute(_PASSAGE_TEXTS.where(documents.c.id.in_(ids))).all()
        terms = {row.ordinal: _terms(row.title, row.document_language, row) for row in rows}
        lexical.remove(connection, tenant, terms)
        _queue(connection, tenant, DELETE, terms)
        for few in _chunks(list(terms)):
            mine = token_vectors.c.tenant_id == tenant
            connection.execute(delete(token_vectors).where(mine, token_vectors.c.ordinal.in_(few)))
        connection.execute(delete(passages).where(passages.c.document_id.in_(ids)))
        connection.execute(delete(documents).where(documents.c.id.in_(ids)))
        tokens += sum(counts.total() for counts in terms.values())
    return tokens


def _document_ids(
    connection: Connection, tenant: int, pairs: Sequence[tuple[str, str]]
) -> Sequence[int]:
    query = select(documents.c.id).where(
        documents.c.tenant_id == tenant, tuple_(documents.c.source, documents.c.key).in_(pairs)
    )
    return connection.execute(query).scalars().all()


_PASSAGE_TEXTS = (
    select(
        passages.c.ordinal,
        passages.c.language,
        passages.c.heading,
        passages.c.context,
        passages.c.text,
        documents.c.title,
        documents.c.language.label("document_language"),
    )
    .join_from(passages, documents, passages.c.document_id == documents.c.id)
    .order_by(passages.c.ordinal)
)


def _page_of_passages(connection: Connection, tenant: int, after: int) -> Sequence[Any]:
    query = _PASSAGE_TEXTS.where(passages.c.tenant_id == tenant, passages.c.ordinal > after)
    return connection.execute(query.limit(REBUILD_PASSAGES)).all()


def _terms(title: str, language: str | None, passage: Any) -> Counter[str]:
    """The terms as from the row, also before the row exists: they must be the same."""
    read_as = Language(passage.language or language or Language.NL)
    text = lexical_text(title, passage.heading, passage.context, passage.text)
    return analyse.terms(storable(text), read_as)


def _queue(connection: Connection, tenant: int, operation: str, ordinals: Iterable[int]) -> None:
    rows = [{"tenant_id": tenant, "ordinal": o, "operation": operation} for o in ordinals]
    if rows:
        connection.execute(upsert(connection, outbox, "operation"), rows)


def _finish(connection: Connection, tenant: int, tokens: int, next_ordinal: int) -> None:
    left = select(func.count()).select_from(passages).where(passages.c.tenant_id == tenant)
    update_state(
        connection,
        tenant,
        tokens=tokens,
        next_ordinal=next_ordinal,
        passages=left.scalar_subquery(),
    )


def _chunks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    return (items[i : i + KEYS_A_QUERY] for i in range(0, len(items), KEYS_A_QUERY))
