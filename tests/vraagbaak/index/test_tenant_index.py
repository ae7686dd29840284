"""One tenant's index, on every foundation."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from sqlalchemy import select

from vraagbaak.embedding.memory import HashingEmbedder
from vraagbaak.embedding.types import EmbeddedPassages
from vraagbaak.errors import UnknownDocument, UnknownPassage, UnknownTenant, VectorSpaceMismatch
from vraagbaak.index import tables
from vraagbaak.index.database import reading
from vraagbaak.index.search import Candidates, Scores, hits
from vraagbaak.index.service import PassageIndex
from vraagbaak.index.tenant import TenantIndex
from vraagbaak.index.writer import NewDocument
from vraagbaak.language import Language

Make = Callable[..., NewDocument]
PREMIE = "De huurpremie bedraagt 1.250,50 euro per jaar."
KAT = "De kat slaapt op de mat."


def found(tenant: TenantIndex, question: str, limit: int = 10) -> list[str]:
    return [hit.passage.text for hit in tenant.search(question, limit)]


def test_a_tenant_that_does_not_exist_is_an_error(index: PassageIndex) -> None:
    for slug in ("", "*", "%", "WONEN", "wonen'--"):
        with pytest.raises(UnknownTenant):
            index.for_tenant(slug)


def test_a_tenant_without_documents_answers_with_nothing(wonen: TenantIndex) -> None:
    assert wonen.search("huurpremie") == []
    assert (wonen.count(), wonen.documents(), wonen.states("upload")) == (0, [], {})
    assert wonen.reconcile().clean
    wonen.remove_documents("upload", ["a.md"])
    wonen.replace_documents([])
    wonen.drop()


def test_what_is_stored_is_found_and_read_back(wonen: TenantIndex, document: Make) -> None:
    new = document("a.md", KAT, PREMIE, title="Premies")
    wonen.replace_documents([new])
    hit = wonen.search("Hoeveel bedraagt de huurpremie?", language=Language.NL)[0]
    assert hit.passage.text == PREMIE
    assert (hit.passage.document, hit.passage.title, hit.passage.position) == ("a.md", "Premies", 1)
    assert new[0].text[hit.passage.start : hit.passage.end] == PREMIE
    assert 0 <= hit.score <= 1
    assert hit.lexical > 0
    assert hit.dense == pytest.approx(1, abs=1)
    assert wonen.passage(hit.passage.id) == hit.passage
    assert wonen.passages(["x", hit.passage.id]) == [hit.passage]
    assert wonen.document("a.md") == new[0]
    state = wonen.states("upload")["a.md"]
    assert (state.key, state.content_hash, state.passages) == ("a.md", new[0].content_hash, 2)
    assert state.updated_at.tzinfo is not None


def test_no_tenant_reaches_anothers_passages(
    wonen: TenantIndex, werk: TenantIndex, document: Make
) -> None:
    wonen.replace_documents([document("a.md", PREMIE)])
    werk.replace_documents([document("a.md", KAT)])
    own = wonen.search("huurpremie")[0].passage
    assert found(werk, "Hoeveel bedraagt de huurpremie?") == [KAT]
    with pytest.raises(UnknownPassage) as other:
        werk.passage(own.id)
    with pytest.raises(UnknownPassage) as absent:
        werk.passage("0" * 32)
    assert str(other.value) == str(absent.value)
    assert werk.passages([own.id]) == []
    werk.remove_documents("upload", ["a.md"])
    werk.drop()
    assert wonen.reconcile().clean
    assert found(wonen, "huurpremie") == [PREMIE]


def test_a_documents_passages_come_in_order_and_to_its_tenant_alone(
    wonen: TenantIndex, werk: TenantIndex, document: Make
) -> None:
    wonen.replace_documents([document("a.md", KAT, PREMIE), document("b.md", "Iets anders.")])
    werk.replace_documents([document("a.md", "Van een ander.")])
    assert [passage.text for passage in wonen.of_document("a.md")] == [KAT, PREMIE]
    assert [passage.text for passage in werk.of_document("a.md")] == ["Van een ander."]
    assert werk.of_document("b.md") == []


def test_word_statistics_are_the_tenants_own(
    wonen: TenantIndex, werk: TenantIndex, document: Make
) -> None:
    wonen.replace_documents([document("a.md", PREMIE, KAT)])
    before = [hit.lexical for hit in wonen.search("huurpremie kat")]
    werk.replace_documents([document(f"{i}.md", PREMIE) for i in range(20)])
    assert [hit.lexical for hit in wonen.search("huurpremie kat")] == before


def test_storing_again_changes_nothing(wonen: TenantIndex, document: Make) -> None:
    wonen.replace_documents([document("a.md", PREMIE, KAT), document("b.md", KAT)])
    before = wonen.search("huurpremie kat")
    wonen.replace_documents([document("a.md", PREMIE, KAT)])
    wonen.replace_documents([document("b.md", KAT)])
    after = wonen.search("huurpremie kat")
    assert {(h.passage, h.score, h.lexical) for h in after} == {
        (h.passage, h.score, h.lexical) for h in before
    }
    assert wonen.count() == 3
    assert wonen.reconcile().clean


def test_a_changed_document_loses_its_old_passages(wonen: TenantIndex, document: Make) -> None:
    wonen.replace_documents([document("a.md", PREMIE, KAT), document("b.md", "Iets anders.")])
    old = wonen.search("huurpremie")[0].passage
    wonen.replace_documents([document("a.md", "De renovatiepremie is nieuw.")])
    assert wonen.count() == 2
    assert PREMIE not in found(wonen, "huurpremie")
    assert all(hit.lexical == 0 for hit in wonen.search("huurpremie 1250,50"))
    with pytest.raises(UnknownPassage):
        wonen.passage(old.id)
    assert wonen.reconcile().clean


def test_a_removed_document_is_gone_in_its_source_only(wonen: TenantIndex, document: Make) -> None:
    wonen.replace_documents([document("a.md", PREMIE), document("a.md", KAT, source="site")])
    wonen.remove_documents("upload", ["a.md", "unknown.md"])
    assert found(wonen, "huurpremie kat") == [KAT]
    assert wonen.states("upload") == {}
    assert wonen.document("a.md").source == "site"
    wonen.remove_documents("site", ["a.md"])
    assert wonen.search("kat") == []
    with pytest.raises(UnknownDocument):
        wonen.document("a.md")


def test_a_dropped_tenant_starts_afresh(wonen: TenantIndex, document: Make) -> None:
    wonen.replace_documents([document("a.md", PREMIE)])
    wonen.drop()
    assert (wonen.search("huurpremie"), wonen.count(), wonen.documents()) == ([], 0, [])
    wonen.replace_documents([document("b.md", KAT)])
    assert found(wonen, "kat") == [KAT]
    assert wonen.reconcile().clean


@pytest.mark.parametrize("question", ["", "   ", "\0", "?!", "🙂", "\ud800", "de het een"])
def test_a_question_without_words_is_no_error(
    wonen: TenantIndex, document: Make, question: str
) -> None:
    wonen.replace_documents([document("a.md", PREMIE)])
    assert all(hit.lexical == 0 or "de" in question for hit in wonen.search(question))


@pytest.mark.parametrize(
    "question",
    [
        '"',
        '" OR NEAR(kat mat)',
        "kat* AND",
        "text:kat",
        "'; DROP TABLE passages; --",
        "%_",
        "a:*|&!",
    ],
)
def test_query_syntax_means_nothing(wonen: TenantIndex, document: Make, question: str) -> None:
    wonen.replace_documents([document("a.md", PREMIE, KAT)])
    wonen.search(question)
    assert wonen.count() == 2


def test_texts_that_databases_refuse_keep_their_length(wonen: TenantIndex, document: Make) -> None:
    odd = "Nul \0 en één café, ﬁets Ⅷ"
    wonen.replace_documents([document("é\u0301/ﬁ.md", odd)])
    hit = wonen.search("cafe")[0]
    assert hit.lexical > 0
    assert len(hit.passage.text) == len(odd)
    wonen.remove_documents("upload", ["é\u0301/ﬁ.md"])
    assert wonen.count() == 0


def test_the_limit_holds(wonen: TenantIndex, document: Make) -> None:
    wonen.replace_documents([document("a.md", *(f"{PREMIE} Deel {i}" for i in range(80)))])
    assert len(wonen.search("huurpremie", limit=70)) == 70
    assert len(wonen.search("huurpremie", limit=3)) == 3
    assert wonen.search("huurpremie", limit=0) == []


def test_vectors_of_another_model_are_refused(
    index: PassageIndex, wonen: TenantIndex, document: Make
) -> None:
    wonen.replace_documents([document("a.md", PREMIE)])
    other = PassageIndex(index.engine, index.vectors, HashingEmbedder(dimension=32))
    with pytest.raises(VectorSpaceMismatch):
        other.for_tenant("wonen").search("huurpremie")
    small = EmbeddedPassages(np.ones((1, 32), np.float32), (np.empty((0, 8), np.uint8),))
    made, passages, _ = document("b.md", KAT)
    with pytest.raises(VectorSpaceMismatch):
        other.for_tenant("wonen").replace_documents([(made, passages, small)])
    with pytest.raises(VectorSpaceMismatch):
        wonen.replace_documents([(made, passages, small)])
    assert found(wonen, "huurpremie") == [PREMIE]


def test_an_empty_tenant_may_change_its_model(
    index: PassageIndex, wonen: TenantIndex, document: Make
) -> None:
    wonen.replace_documents([document("a.md", PREMIE)])
    wonen.drop()
    small = HashingEmbedder(dimension=32)
    other = PassageIndex(index.engine, index.vectors, small).for_tenant("wonen")
    made, passages, _ = document("b.md", KAT)
    other.replace_documents([(made, passages, small.encode_passages([KAT]))])
    assert found(other, "kat") == [KAT]


def test_bare_vectors_will_do(
    wonen: TenantIndex, document: Make, embedder: HashingEmbedder
) -> None:
    made, passages, _ = document("a.md", PREMIE)
    wonen.replace_documents([(made, passages, embedder.embed_passages([PREMIE]))])
    hits = wonen.search("huurpremie", query_vector=embedder.embed_query("huurpremie"))
    assert [hit.passage.text for hit in hits] == [PREMIE]


def test_a_document_twice_in_a_batch_is_a_mistake(wonen: TenantIndex, document: Make) -> None:
    with pytest.raises(ValueError, match="twice"):
        wonen.replace_documents([document("a.md", KAT), document("a.md", PREMIE)])


def test_the_language_of_the_question_decides_which_words_count(
    wonen: TenantIndex, document: Make
) -> None:
    wonen.replace_documents(
        [
            document("nl.md", "De premies voor huurders.", language=Language.NL),
            document("fr.md", "Les primes pour les locataires, 1250 euros.", language=Language.FR),
        ]
    )
    by_document = {h.passage.document: h for h in wonen.search("prime 1250", language=Language.FR)}
    assert by_document["fr.md"].lexical > 0
    assert by_document["nl.md"].lexical == 0


def test_readers_are_served_while_documents_change(wonen: TenantIndex, document: Make) -> None:
    wonen.replace_documents([document("fixed.md", PREMIE)])
    failures: list[BaseException] = []
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                assert PREMIE in found(wonen, "huurpremie")
        except BaseException as exc:  # noqa: BLE001 (handed to the test)
            failures.append(exc)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for i in range(8):
        wonen.replace_documents([document("changing.md", f"Versie {i}", f"Nog iets {i}")])
    done.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert wonen.count() == 3


def test_two_writers_of_one_tenant_lose_nothing(wonen: TenantIndex, document: Make) -> None:
    failures: list[BaseException] = []

    def write(name: str) -> None:
        try:
            for i in range(5):
                wonen.replace_documents([document(f"{name}{i}.md", f"{PREMIE} {name} {i}")])
        except BaseException as exc:  # noqa: BLE001 (handed to the test)
            failures.append(exc)

    writers = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    assert wonen.count() == 10
    assert wonen.reconcile().clean
    assert len(wonen.search("huurpremie", limit=20)) == 10


def test_validity_and_language_survive(wonen: TenantIndex, document: Make) -> None:
    made, passages, embedded = document("a.md", PREMIE)
    from datetime import date

    dated = replace(made, valid_from=date(2026, 1, 1), valid_until=date(2026, 12, 31))
    wonen.replace_documents([(dated, passages, embedded)])
    passage = wonen.search("huurpremie")[0].passage
    assert (passage.valid_from, passage.valid_until) == (date(2026, 1, 1), date(2026, 12, 31))
    assert passage.language is Language.NL
    assert wonen.document("a.md") == dated


def test_a_passage_that_went_meanwhile_gives_its_place_to_the_next(
    index: PassageIndex, wonen: TenantIndex, document: Make
) -> None:
    wonen.replace_documents([document("a.md", "De huurpremie.")])
    [hit] = wonen.search("huurpremie")
    with reading(index.engine) as connection:
        row = connection.execute(select(tables.passages.c.ordinal, tables.passages.c.tenant_id))
        [(ordinal, tenant)] = row.all()
        gone, scores = ordinal + 1000, np.array([0.9, 0.5])
        both = Candidates(np.array([gone, ordinal]), scores, scores, scores > 0)
        found = hits(connection, tenant, both, Scores(scores, scores), 1)
    assert [one.passage.id for one in found] == [hit.passage.id]
