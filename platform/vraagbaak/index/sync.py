"""Keeping the vector index equal to SQL: finishing what a crash left, and finding what differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine, delete, select

from vraagbaak.index import writer
from vraagbaak.index.database import reading, writing
from vraagbaak.index.rows import vector_of
from vraagbaak.index.tables import outbox, passages
from vraagbaak.index.types import ReconcileReport
from vraagbaak.index.vectors import VectorIndex, VectorSpace

BATCH = 2000
TOLERANCE = 1e-4
"""Largest difference of a coordinate that is rounding, not another vector."""


@dataclass(frozen=True, slots=True)
class Mirror:
    """A tenant's passages in SQL and their mirror image in the vector index."""

    engine: Engine
    vectors: VectorIndex
    tenant: int
    space: VectorSpace

    def flush(self) -> None:
        """Do what the outbox still holds. Raises IndexUnavailable; the outbox then stays as is."""
        while self._pending():
            with self._changing() as connection:
                self._apply_some(connection)

    def finish(self) -> None:
        """Bring the vector index up to date after a crash.

        What was being written then may be broken on disk, and Chroma cannot tell: it is made anew
        from SQL. Raises IndexUnavailable.
        """
        if not self._pending():
            return
        with self._changing() as connection:
            self.vectors.drop(self.space)
            query = select(passages.c.ordinal).where(passages.c.tenant_id == self.tenant)
            ordinals = connection.execute(query.order_by(passages.c.ordinal)).scalars().all()
            self._copy(connection, ordinals)
            connection.execute(delete(outbox).where(outbox.c.tenant_id == self.tenant))

    def reconcile(self) -> ReconcileReport:
        """Compare every vector, repair from SQL. Raises IndexUnavailable."""
        self.finish()
        with self._changing() as connection:
            query = select(passages.c.ordinal).where(passages.c.tenant_id == self.tenant)
            truth = np.sort(np.array(connection.execute(query).scalars().all(), np.int64))
            stored = self.vectors.ordinals(self.space)
            missing, surplus = np.setdiff1d(truth, stored), np.setdiff1d(stored, truth)
            changed = self._changed(connection, np.intersect1d(truth, stored))
            self._copy(connection, [*missing.tolist(), *changed])
            self.vectors.delete(self.space, surplus.tolist())
        return ReconcileReport(len(truth), len(missing), len(surplus), len(changed))

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        """A transaction in which nobody else changes the tenant, in SQL or in the vector index.

        Without it a vector could be added after its passage was removed.
        """
        with writing(self.engine) as connection:
            state = writer.lock_existing(connection, self.tenant)
            version = state.vectors if state else 0
            self.vectors.refresh(self.space, version)
            yield connection
            if state:
                writer.update_state(connection, self.tenant, vectors=version + 1)
        self.vectors.advance(self.space, version + 1 if state else version)

    def _pending(self) -> bool:
        query = select(outbox.c.ordinal).where(outbox.c.tenant_id == self.tenant).limit(1)
        with reading(self.engine) as connection:
            return connection.execute(query).first() is not None

    def _apply_some(self, connection: Connection) -> None:
        mine = outbox.c.tenant_id == self.tenant
        query = select(outbox.c.ordinal, outbox.c.operation).where(mine)
        rows = connection.execute(query.order_by(outbox.c.ordinal).limit(BATCH)).all()
        gone = [row.ordinal for row in rows if row.operation == writer.DELETE]
        self.vectors.delete(self.space, gone)
        self._copy(connection, [row.ordinal for row in rows if row.operation != writer.DELETE])
        done = [row.ordinal for row in rows]
        connection.execute(delete(outbox).where(mine, outbox.c.ordinal.in_(done)))

    def _copy(self, connection: Connection, ordinals: Sequence[int]) -> None:
        for i in range(0, len(ordinals), BATCH):
            found = self._vectors(connection, ordinals[i : i + BATCH])
            if found:
                self.vectors.upsert(self.space, list(found), np.stack(list(found.values())))

    def _changed(self, connection: Connection, ordinals: NDArray[np.int64]) -> list[int]:
        changed: list[int] = []
        for i in range(0, len(ordinals), BATCH):
            some = ordinals[i : i + BATCH].tolist()
            stored = self.vectors.fetch(self.space, some)
            for ordinal, vector in self._vectors(connection, some).items():
                if ordinal not in stored or not _equal(stored[ordinal], vector):
                    changed.append(ordinal)
        return changed

    def _vectors(
        self, connection: Connection, ordinals: Sequence[int]
    ) -> dict[int, NDArray[np.float32]]:
        query = select(passages.c.ordinal, passages.c.vector).where(
            passages.c.tenant_id == self.tenant, passages.c.ordinal.in_(ordinals)
        )
        return {row.ordinal: vector_of(row.vector) for row in connection.execute(query)}


def _equal(one: NDArray[np.float32], other: NDArray[np.float32]) -> bool:
    return one.shape == other.shape and bool(np.abs(one - other).max() < TOLERANCE)
