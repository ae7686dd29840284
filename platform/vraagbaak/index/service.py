"""The way into the index: a tenant first, then everything else."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from sqlalchemy import Engine, func, select
from threadpoolctl import threadpool_limits

from vraagbaak.embedding.types import Embedder, Reranker
from vraagbaak.errors import UnknownTenant
from vraagbaak.index.database import open_engine, reading
from vraagbaak.index.fusion import FusionWeights
from vraagbaak.index.migrate import upgrade
from vraagbaak.index.tables import index_states, tenants
from vraagbaak.index.tenant import Parts, TenantIndex
from vraagbaak.index.types import ReconcileReport
from vraagbaak.index.vectors import MemoryVectors, VectorIndex, VectorSpace
from vraagbaak.settings import Settings

LOOK_UPS = 16
"""Questions whose words are looked up at once; more of them wait."""


class PassageIndex:
    """Passages of all tenants; none can be reached without naming one. Blocking, thread-safe."""

    def __init__(
        self,
        engine: Engine,
        vectors: VectorIndex,
        embedder: Embedder,
        fusion: FusionWeights | None = None,
        reranker: Reranker | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        pool = ThreadPoolExecutor(LOOK_UPS, thread_name_prefix="words")
        fusion = fusion or FusionWeights()
        self._parts = Parts(engine, vectors, embedder, fusion, now, reranker, pool)

    @property
    def engine(self) -> Engine:
        """The database, for what else is kept in it."""
        return self._parts.engine

    @property
    def vectors(self) -> VectorIndex:
        """The vector index, for tools that look after it."""
        return self._parts.vectors

    @property
    def embedder(self) -> Embedder:
        """The model that questions are embedded with."""
        return self._parts.embedder

    def recover(self) -> dict[str, ReconcileReport]:
        """Finish what a crash left, and repair tenants whose numbers of vectors are not right.

        For the start of a service: cheap where all is well. Gives what was repaired, by slug.
        Tenants whose vectors are of another model are left alone.
        """
        query = select(tenants.c.slug, index_states).join_from(tenants, index_states)
        with reading(self._parts.engine) as connection:
            rows = connection.execute(query).all()
        repaired: dict[str, ReconcileReport] = {}
        for row in rows:
            tenant = TenantIndex(self._parts, row.tenant_id)
            if not tenant.intact(row):
                repaired[row.slug] = tenant.reconcile()
        return repaired

    def for_tenant(self, tenant: str) -> TenantIndex:
        """The index of that tenant alone. Raises UnknownTenant."""
        with reading(self._parts.engine) as connection:
            found = connection.execute(select(tenants.c.id).where(tenants.c.slug == tenant))
            number = found.scalar_one_or_none()
        if number is None:
            raise UnknownTenant(
                f"There is no tenant {tenant!r}; `vraagbaak tenants list` shows them."
            )
        return TenantIndex(self._parts, number)

    def check_database(self) -> None:
        """Raises IndexUnavailable when the database does not answer."""
        with reading(self._parts.engine) as connection:
            connection.execute(select(tenants.c.id).limit(1))

    def check_vectors(self) -> None:
        """Raises IndexUnavailable when the vector index does not answer."""
        embedder = self._parts.embedder
        self._parts.vectors.count(VectorSpace("0", embedder.name, embedder.dimension))

    def close(self) -> None:
        """Let go of files and connections."""
        self._parts.pool.shutdown()
        self._parts.vectors.close()
        self._parts.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_database(settings: Settings) -> Engine:
    """The database that the settings name, its tables created or upgraded.

    Raises IndexUnavailable when it does not answer.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    engine = open_engine(settings.sqlalchemy_url)
    upgrade(engine)
    return engine


def passage_counts(engine: Engine) -> dict[str, int]:
    """How many passages each tenant has, by slug."""
    states = tenants.outerjoin(index_states)
    query = select(tenants.c.slug, func.coalesce(index_states.c.passages, 0)).select_from(states)
    with reading(engine) as connection:
        return {slug: int(count) for slug, count in connection.execute(query)}


def open_index(
    settings: Settings, embedder: Embedder, reranker: Reranker | None = None
) -> PassageIndex:
    """The index that the settings name, its tables created or upgraded.

    ``reranker`` re-ranks; it must have been trained on the embedder's vectors.

    Raises IndexUnavailable when the database or the Chroma server does not answer.
    """
    # Slow to import; an index in memory does without.
    from vraagbaak.index import chroma

    # For this process: the matrices of one question are small, and a second thread that waits for
    # its part of one spins on a core that other questions need (p95 of a search 30 to 19 ms).
    threadpool_limits(1, user_api="blas")
    engine = open_database(settings)
    if settings.chroma_url:
        return PassageIndex(engine, chroma.server(settings.chroma_url), embedder, reranker=reranker)
    folder = settings.data_dir / "chroma"
    vectors = chroma.embedded(folder, settings.loaded_collections)
    return PassageIndex(engine, vectors, embedder, reranker=reranker)


def memory_index(embedder: Embedder, reranker: Reranker | None = None) -> PassageIndex:
    """An index that lives as long as its process: for tests and trials."""
    engine = open_engine("sqlite://")
    upgrade(engine)
    return PassageIndex(engine, MemoryVectors(), embedder, reranker=reranker)
