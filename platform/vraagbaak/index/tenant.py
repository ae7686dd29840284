"""One tenant's passages: the object that every read and every write goes through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import Connection, Engine, Row, bindparam, select

from vraagbaak.embedding.types import EmbeddedQuery, Embedder, Reranker
from vraagbaak.errors import UnknownDocument, UnknownPassage, VectorSpaceMismatch
from vraagbaak.index import search as searching
from vraagbaak.index import writer
from vraagbaak.index.database import reading, writing
from vraagbaak.index.fusion import FusionWeights
from vraagbaak.index.lexical import Ranked
from vraagbaak.index.rows import PASSAGE_QUERY, to_document, to_passage
from vraagbaak.index.search import Stored
from vraagbaak.index.sync import Mirror
from vraagbaak.index.tables import documents, index_states, passages
from vraagbaak.index.types import Document, DocumentState, Hit, Passage, ReconcileReport
from vraagbaak.index.vectors import Nearest, Vector, VectorIndex, VectorSpace
from vraagbaak.index.writer import NewDocument, Space
from vraagbaak.language import Language

_STATE = select(index_states).where(index_states.c.tenant_id == bindparam("tenant"))


@dataclass(frozen=True, slots=True)
class Parts:
    """What an index is made of."""

    engine: Engine
    vectors: VectorIndex
    embedder: Embedder
    fusion: FusionWeights
    now: Callable[[], datetime]
    reranker: Reranker | None
    """Re-ranks the best passages; only for the model whose token vectors it was trained on."""
    pool: Executor
    """Looks the question's words up while it is embedded and its neighbours are found."""


class TenantIndex:
    """Bound to one tenant when it is made; no method takes another. Blocking, thread-safe."""

    def __init__(self, parts: Parts, number: int) -> None:
        self._parts = parts
        self._number = number

    def states(self, source: str) -> dict[str, DocumentState]:
        """Every stored document of a source, by key. Work that a crash left is finished first."""
        self._mirror().finish()
        query = select(
            documents.c.key, documents.c.content_hash, documents.c.passages, documents.c.updated_at
        ).where(documents.c.tenant_id == self._number, documents.c.source == source)
        with reading(self._parts.engine) as connection:
            rows = connection.execute(query).all()
        return {row.key: DocumentState(*row) for row in rows}

    def replace_documents(self, batch: Sequence[NewDocument]) -> None:
        """Store documents with their passages and vectors; older versions of them go.

        On return they are durable and searchable. Raises VectorSpaceMismatch when the vectors are
        not of the tenant's embedding model, and IndexUnavailable when nothing was stored or when
        only the vector index failed; it is then brought up to date by the next call.
        """
        self._check(batch)
        if batch:
            now = self._parts.now()
            with writing(self._parts.engine) as connection:
                writer.replace(connection, self._number, self._space, batch, now)
        self._mirror(self._key).flush()

    def remove_documents(self, source: str, keys: Sequence[str]) -> None:
        """Forget documents; unknown keys are no error."""
        if keys:
            pairs = [(source, key) for key in keys]
            with writing(self._parts.engine) as connection:
                writer.remove(connection, self._number, self._space, pairs)
        self._mirror(self._key).flush()

    def documents(self) -> list[Document]:
        """Every document, by key."""
        query = select(documents).where(documents.c.tenant_id == self._number)
        with reading(self._parts.engine) as connection:
            rows = connection.execute(query.order_by(documents.c.key, documents.c.source))
            return [to_document(row) for row in rows]

    def document(self, key: str) -> Document:
        """The document of that key, of the first source that has it. Raises UnknownDocument."""
        query = select(documents).where(
            documents.c.tenant_id == self._number, documents.c.key == key
        )
        with reading(self._parts.engine) as connection:
            row = connection.execute(query.order_by(documents.c.source).limit(1)).one_or_none()
        if row is None:
            raise UnknownDocument
        return to_document(row)

    def passage(self, passage_id: str) -> Passage:
        """One passage. Raises UnknownPassage, also for what is another tenant's."""
        found = self.passages([passage_id])
        if not found:
            raise UnknownPassage
        return found[0]

    def passages(self, passage_ids: Sequence[str]) -> list[Passage]:
        """The passages that exist of those asked for, in the order asked."""
        query = PASSAGE_QUERY.where(
            passages.c.tenant_id == self._number, passages.c.id.in_(passage_ids)
        )
        with reading(self._parts.engine) as connection:
            found = {row.id: to_passage(row) for row in connection.execute(query)}
        return [found[one] for one in passage_ids if one in found]

    def of_document(self, key: str) -> list[Passage]:
        """The passages of the documents of that key, in order; none where there is no such one."""
        query = PASSAGE_QUERY.where(
            passages.c.tenant_id == self._number, documents.c.key == key
        ).order_by(documents.c.source, passages.c.position)
        with reading(self._parts.engine) as connection:
            return [to_passage(row) for row in connection.execute(query)]

    def count(self) -> int:
        """How many passages there are."""
        with reading(self._parts.engine) as connection:
            state = self._state(connection)
        return int(state.passages) if state else 0

    def search(
        self,
        question: str,
        limit: int = 10,
        language: Language | None = None,
        query_vector: EmbeddedQuery | Vector | None = None,
    ) -> list[Hit]:
        """The passages that fit the question, best first; none for an empty question.

        ``language`` is the question's. ``query_vector`` saves embedding it; a bare vector leaves
        out the comparison word by word. Raises VectorSpaceMismatch when the tenant's vectors are
        of another model than the embedder's.
        """
        if limit < 1 or not question.strip():
            return []
        wide = max(searching.CANDIDATES, 2 * limit)
        with reading(self._parts.engine) as connection:
            state = self._state(connection)
        if state is None or not state.passages:
            return []
        writer.check_space(state, self._space)
        by_words = self._parts.pool.submit(self._by_words, state, question, language, wide)
        # Meanwhile: embedding needs neither the interpreter nor a connection to the database.
        asked, nearest = self._look_up(state, question, query_vector, wide)
        words, found = by_words.result()
        with reading(self._parts.engine) as connection:
            if nearest is None:
                nearest = searching.nearest_exactly(connection, self._number, asked.vector, wide)
            other = np.setdiff1d(nearest.ordinals, found.ordinals)
            parts = [found, searching.stored(connection, self._number, other)]
            if not any(len(part.ordinals) for part in parts):
                return []
            both = searching.candidates(parts, asked.vector, words, language)
            scores = searching.scores(
                connection,
                self._number,
                both,
                asked.tokens,
                self._parts.fusion,
                self._parts.reranker,
            )
            return searching.hits(connection, self._number, both, scores, limit)

    def without_reranking(self) -> TenantIndex:
        """The same passages in the order of the fused scores: for those who measure."""
        return TenantIndex(replace(self._parts, reranker=None), self._number)

    def reconcile(self) -> ReconcileReport:
        """Compare the vector index with SQL and repair it from SQL, without embedding."""
        return self._mirror().reconcile()

    def intact(self, state: Row[Any]) -> bool:
        """Whether the vector index has as many vectors as it should, after finishing the outbox.

        True where the vectors are of another model than the embedder's: nothing to do here.
        """
        space = self._space
        if (state.embedding_model, state.embedding_dimension) != (space.model, space.dimension):
            return True
        self._mirror().finish()
        self._parts.vectors.refresh(self._key, state.vectors)
        return self._parts.vectors.count(self._key) == self.count()

    def drop(self) -> None:
        """Forget everything of this tenant but the tenant itself."""
        with writing(self._parts.engine) as connection:
            state = writer.lock_existing(connection, self._number)
            writer.drop(connection, self._number)
            self._parts.vectors.drop(self._stored_key(state))

    @property
    def _space(self) -> Space:
        embedder = self._parts.embedder
        return Space(embedder.name, embedder.dimension)

    @property
    def _key(self) -> VectorSpace:
        return VectorSpace(str(self._number), self._space.model, self._space.dimension)

    def _by_words(
        self, state: Row[Any], question: str, language: Language | None, limit: int
    ) -> tuple[Ranked, Stored]:
        """The best passages by words, and what is stored of them."""
        with reading(self._parts.engine) as connection:
            words = searching.rank_words(connection, self._number, state, question, language, limit)
            return words, searching.stored(connection, self._number, words.ordinals)

    def _look_up(
        self, state: Row[Any], question: str, given: EmbeddedQuery | Vector | None, limit: int
    ) -> tuple[EmbeddedQuery, Nearest | None]:
        """The question embedded, and its neighbours; None where SQL is to be searched instead."""
        asked = self._embedded(question, given)
        if state.passages <= searching.FEW:
            return asked, None
        self._parts.vectors.refresh(self._key, state.vectors)
        nearest = self._parts.vectors.query(self._key, asked.vector, min(limit, state.passages))
        return asked, nearest

    def _embedded(self, question: str, given: EmbeddedQuery | Vector | None) -> EmbeddedQuery:
        if given is None:
            return self._parts.embedder.encode_query(question)
        if isinstance(given, EmbeddedQuery):
            return given
        return EmbeddedQuery(given, np.empty((0, len(given)), np.float32))

    def _state(self, connection: Connection) -> Row[Any] | None:
        return connection.execute(_STATE, {"tenant": self._number}).one_or_none()

    def _stored_key(self, state: Row[Any] | None) -> VectorSpace:
        """Where the tenant's vectors are: named by the model that made them, not the loaded one."""
        if state is None:
            return self._key
        number, model = str(self._number), state.embedding_model
        return VectorSpace(number, model, state.embedding_dimension)

    def _mirror(self, key: VectorSpace | None = None) -> Mirror:
        """Of the vectors under that key, or where they are stored."""
        if key is None:
            with reading(self._parts.engine) as connection:
                key = self._stored_key(self._state(connection))
        return Mirror(self._parts.engine, self._parts.vectors, self._number, key)

    def _check(self, batch: Sequence[NewDocument]) -> None:
        names = [(document.source, document.key) for document, _, _ in batch]
        if len(set(names)) != len(names):
            raise ValueError("a document is twice in the batch")
        for document, chunks, embedded in batch:
            vectors = writer.vectors_of(embedded)
            if vectors.shape != (len(chunks), self._space.dimension):
                raise VectorSpaceMismatch(
                    f"{document.key}: vectors of shape {vectors.shape} for {len(chunks)} passages "
                    f"in {self._space.dimension} dimensions"
                )
