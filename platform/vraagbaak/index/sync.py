"""Keeping the vector index equal to SQL: finishing what a crash left, and finding what differs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine, delete, select

from vraagbaak.index.database import reading, writing
from vraagbaak.index.rows import vector_of
from vraagbaak.index.tables import index_states, outbox, passages
from vraagbaak.index.types import ReconcileReport
from vraagbaak.index.vectors import VectorIndex, VectorSpace
from vraagbaak.index.writer import DELETE

BATCH = 2000
TOLERANCE = 1e-4
"""Largest difference of a coordinate that is rounding, not another vector."""


def flush(engine: Engine, vectors: VectorIndex, tenant: int, space: VectorSpace) -> None:
    """Do what the outbox still holds. Raises IndexUnavailable; the outbox then stays as it is."""
    while _pending(engine, tenant):
        with writing(engine) as connection:
            # Held while the vector index is written: nobody may remove a passage that is about
            # to be added.
            _lock(connection, tenant)
            _apply(connection, vectors, tenant, space)


def reconcile(
    engine: Engine, vectors: VectorIndex, tenant: int, space: VectorSpace
) -> ReconcileReport:
    """Compare every vector, repair from SQL. Raises IndexUnavailable."""
    with writing(engine) as connection:
        _lock(connection, tenant)
        query = select(passages.c.ordinal).where(passages.c.tenant_id == tenant)
        truth = np.sort(np.array(connection.execute(query).scalars().all(), np.int64))
        stored = vectors.ordinals(space)
        missing = np.setdiff1d(truth, stored)
        surplus = np.setdiff1d(stored, truth)
        changed = _changed(connection, vectors, tenant, space, np.intersect1d(truth, stored))
        _copy(connection, vectors, tenant, space, [*missing.tolist(), *changed])
        vectors.delete(space, surplus.tolist())
    return ReconcileReport(len(truth), len(missing), len(surplus), len(changed))


def _pending(engine: Engine, tenant: int) -> bool:
    query = select(outbox.c.ordinal).where(outbox.c.tenant_id == tenant).limit(1)
    with reading(engine) as connection:
        return connection.execute(query).first() is not None


def _lock(connection: Connection, tenant: int) -> None:
    query = select(index_states.c.tenant_id).where(index_states.c.tenant_id == tenant)
    connection.execute(query.with_for_update()).first()


def _apply(connection: Connection, vectors: VectorIndex, tenant: int, space: VectorSpace) -> None:
    query = select(outbox.c.ordinal, outbox.c.operation).where(outbox.c.tenant_id == tenant)
    rows = connection.execute(query.order_by(outbox.c.ordinal).limit(BATCH)).all()
    ordinals = [row.ordinal for row in rows]
    vectors.delete(space, [row.ordinal for row in rows if row.operation == DELETE])
    _copy(connection, vectors, tenant, space, [r.ordinal for r in rows if r.operation != DELETE])
    connection.execute(
        delete(outbox).where(outbox.c.tenant_id == tenant, outbox.c.ordinal.in_(ordinals))
    )


def _copy(
    connection: Connection,
    vectors: VectorIndex,
    tenant: int,
    space: VectorSpace,
    ordinals: Sequence[int],
) -> None:
    for i in range(0, len(ordinals), BATCH):
        found = _vectors(connection, tenant, ordinals[i : i + BATCH])
        if found:
            vectors.upsert(space, list(found), np.stack(list(found.values())))


def _changed(
    connection: Connection,
    vectors: VectorIndex,
    tenant: int,
    space: VectorSpace,
    ordinals: NDArray[np.int64],
) -> list[int]:
    changed: list[int] = []
    for i in range(0, len(ordinals), BATCH):
        some = ordinals[i : i + BATCH].tolist()
        stored = vectors.fetch(space, some)
        for ordinal, vector in _vectors(connection, tenant, some).items():
            if not np.allclose(stored[ordinal], vector, atol=TOLERANCE):
                changed.append(ordinal)
    return changed


def _vectors(
    connection: Connection, tenant: int, ordinals: Sequence[int]
) -> dict[int, NDArray[np.float32]]:
    query = select(passages.c.ordinal, passages.c.vector).where(
        passages.c.tenant_id == tenant, passages.c.ordinal.in_(ordinals)
    )
    return {row.ordinal: vector_of(row.vector) for row in connection.execute(query)}
