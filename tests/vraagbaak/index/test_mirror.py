"""SQL and the vector index drift apart only by crashes and by others' hands, and come together."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from sqlalchemy import Engine, select

from vraagbaak.embedding.memory import HashingEmbedder
from vraagbaak.errors import IndexUnavailable
from vraagbaak.index import tables
from vraagbaak.index.database import reading
from vraagbaak.index.service import PassageIndex
from vraagbaak.index.tenant import TenantIndex
from vraagbaak.index.vectors import MemoryVectors, VectorIndex, VectorSpace
from vraagbaak.index.writer import NewDocument

Make = Callable[..., NewDocument]
TEXTS = ("De huurpremie.", "De kat slaapt.", "Een lening voor een woning.")


class Down(MemoryVectors):
    """A vector index that refuses to write, as a server that is down."""

    def upsert(self, space: VectorSpace, ordinals: object, vectors: object) -> None:
        raise IndexUnavailable

    def delete(self, space: VectorSpace, ordinals: object) -> None:
        raise IndexUnavailable


def space_of(engine: Engine, embedder: HashingEmbedder, slug: str = "wonen") -> VectorSpace:
    with reading(engine) as connection:
        query = select(tables.tenants.c.id).where(tables.tenants.c.slug == slug)
        number = connection.execute(query).scalar_one()
    return VectorSpace(str(number), embedder.name, embedder.dimension)


def outbox(engine: Engine) -> int:
    with reading(engine) as connection:
        return len(connection.execute(select(tables.outbox)).all())


def test_a_crash_between_the_two_is_finished_by_the_next_sync(
    index: PassageIndex, wonen: TenantIndex, document: Make
) -> None:
    wonen.replace_documents([document("a.md", "Oud."), document("gone.md", "Weg.")])
    crashed = PassageIndex(index.engine, Down(), index.embedder).for_tenant("wonen")
    with pytest.raises(IndexUnavailable):
        crashed.replace_documents([document("a.md", *TEXTS)])
    with pytest.raises(IndexUnavailable):
        crashed.remove_documents("upload", ["gone.md"])
    assert outbox(index.engine) > 0
    assert set(wonen.states("upload")) == {"a.md"}
    assert outbox(index.engine) == 0
    assert wonen.reconcile().clean
    assert len(wonen.search("iets heel anders")) == len(TEXTS)


def test_recovering_at_the_start_finishes_every_tenant(
    index: PassageIndex, wonen: TenantIndex, werk: TenantIndex, document: Make
) -> None:
    down = PassageIndex(index.engine, Down(), index.embedder)
    for slug in ("wonen", "werk"):
        with pytest.raises(IndexUnavailable):
            down.for_tenant(slug).replace_documents([document("a.md", *TEXTS)])
    index.recover()
    assert outbox(index.engine) == 0
    assert wonen.reconcile().clean
    assert werk.reconcile().clean


def test_start_up_notices_a_vector_index_that_was_lost(
    index: PassageIndex, wonen: TenantIndex, document: Make, embedder: HashingEmbedder
) -> None:
    wonen.replace_documents([document("a.md", *TEXTS)])
    index.vectors.drop(space_of(index.engine, embedder))
    index.recover()
    assert wonen.reconcile().clean
    assert len(wonen.search("iets heel anders")) == len(TEXTS)


def test_reconciling_repairs_what_is_missing_surplus_and_changed(
    index: PassageIndex, wonen: TenantIndex, document: Make, embedder: HashingEmbedder
) -> None:
    wonen.replace_documents([document("a.md", *TEXTS)])
    space = space_of(index.engine, embedder)
    first, second, _ = index.vectors.ordinals(space).tolist()
    other = embedder.embed_passages(["Iets anders."])
    index.vectors.delete(space, [first])
    index.vectors.upsert(space, [second], other)
    index.vectors.upsert(space, [999], other)
    assert not any(hit.passage.text == "Iets anders." for hit in wonen.search("iets anders"))
    report = wonen.reconcile()
    assert (report.passages, report.missing, report.surplus, report.changed) == (3, 1, 1, 1)
    assert not report.clean
    assert wonen.reconcile().clean
    assert wonen.search("de kat")[0].passage.text == TEXTS[1]


def test_reconciling_under_another_model_leaves_the_vectors_with_their_own(
    index: PassageIndex, wonen: TenantIndex, document: Make, embedder: HashingEmbedder
) -> None:
    wonen.replace_documents([document("a.md", *TEXTS)])
    space = space_of(index.engine, embedder)
    index.vectors.delete(space, index.vectors.ordinals(space).tolist()[:1])
    small = HashingEmbedder(dimension=32)
    other = PassageIndex(index.engine, index.vectors, small).for_tenant("wonen")
    assert other.reconcile().missing == 1
    assert index.vectors.count(space_of(index.engine, small)) == 0
    assert wonen.reconcile().clean
    other.drop()
    assert index.vectors.count(space) == 0


def test_another_process_writes_and_this_one_notices(
    index: PassageIndex,
    wonen: TenantIndex,
    document: Make,
    open_vectors: Callable[[], VectorIndex],
) -> None:
    wonen.replace_documents([document("a.md", TEXTS[0])])
    assert len(wonen.search("premie")) == 1
    other = PassageIndex(index.engine, open_vectors(), index.embedder).for_tenant("wonen")
    for i in range(3):
        other.replace_documents([document(f"b{i}.md", *(f"{t} {i}" for t in TEXTS))])
        assert len(wonen.search("zonder een enkel gemeenschappelijk begrip")) == 1 + 3 * (i + 1)
        wonen.replace_documents([document("a.md", f"{TEXTS[0]} versie {i}")])
        assert len(other.search("zonder een enkel gemeenschappelijk begrip")) == 1 + 3 * (i + 1)
    assert wonen.reconcile().clean
    assert other.reconcile().clean


def test_vectors_that_another_process_made_anew_are_found_again(
    index: PassageIndex,
    wonen: TenantIndex,
    document: Make,
    open_vectors: Callable[[], VectorIndex],
    embedder: HashingEmbedder,
) -> None:
    wonen.replace_documents([document("a.md", *TEXTS)])
    space = space_of(index.engine, embedder)
    vector = embedder.embed_query(TEXTS[0])
    before = index.vectors.query(space, vector, 3)
    other = open_vectors()
    other.drop(space)
    PassageIndex(index.engine, other, embedder).recover()
    after = index.vectors.query(space, vector, 3)
    assert len(after.ordinals) == len(TEXTS)
    assert after.ordinals.tolist() == before.ordinals.tolist()


def test_vectors_that_are_gone_are_an_error_until_they_are_rebuilt(
    foundation: str,
    index: PassageIndex,
    wonen: TenantIndex,
    document: Make,
    open_vectors: Callable[[], VectorIndex],
    embedder: HashingEmbedder,
) -> None:
    if foundation == "memory":
        pytest.skip("nobody else can take memory away")
    wonen.replace_documents([document("a.md", *TEXTS)])
    space = space_of(index.engine, embedder)
    assert index.vectors.count(space) == len(TEXTS)
    open_vectors().drop(space)
    if foundation == "servers":
        with pytest.raises(IndexUnavailable, match="reconcile"):
            wonen.replace_documents([document("b.md", "Een tweede document.")])
        assert outbox(index.engine) > 0
    wonen.reconcile()
    wonen.replace_documents([document("c.md", "Een derde document.")])
    assert index.vectors.count(space) == wonen.count()
    assert outbox(index.engine) == 0


def test_more_tenants_than_may_be_loaded(
    vectors: VectorIndex, embedder: HashingEmbedder, engine: Engine
) -> None:
    del engine
    spaces = [VectorSpace(f"x{i}", embedder.name, embedder.dimension) for i in range(9)]
    texts = embedder.embed_passages(TEXTS)
    for space in spaces:
        vectors.upsert(space, [1, 2, 3], texts)
    for space in spaces * 2:
        assert vectors.query(space, texts[1], 1).ordinals.tolist() == [2]
        vectors.drop(space) if vectors.count(space) == 0 else None
    for space in spaces:
        vectors.drop(space)
        assert vectors.count(space) == 0
        assert vectors.query(space, texts[1], 1).ordinals.tolist() == []


def test_the_vector_index_keeps_its_contract(
    vectors: VectorIndex, embedder: HashingEmbedder, engine: Engine
) -> None:
    del engine
    space = VectorSpace("contract", embedder.name, embedder.dimension)
    texts = embedder.embed_passages(TEXTS)
    assert vectors.ordinals(space).tolist() == []
    assert vectors.fetch(space, [1]) == {}
    vectors.delete(space, [1])
    vectors.drop(space)
    vectors.upsert(space, [5, 3, 4], texts)
    vectors.upsert(space, [5], texts[:1])
    assert vectors.ordinals(space).tolist() == [3, 4, 5]
    nearest = vectors.query(space, texts[2], 2)
    assert nearest.ordinals[0] == 4
    np.testing.assert_allclose(nearest.cosines[0], 1, atol=1e-5)
    np.testing.assert_allclose(vectors.fetch(space, [5, 8])[5], texts[0], atol=1e-6)
    vectors.delete(space, [3, 77])
    assert vectors.ordinals(space).tolist() == [4, 5]
    vectors.drop(space)
    assert vectors.ordinals(space).tolist() == []
