"""What is special to local decisions: where they hide, paging by key, questions that hold."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from rdflib import OWL, RDF, XSD, BNode, Graph, Literal, URIRef

from connectors.errors import SourceBroken, SourceRefused, SourceUnavailable
from connectors.lblod import Config
from connectors.lblod_query import iri, literal
from connectors.types import (
    Checkpoint,
    Done,
    Failed,
    Known,
    Removed,
    Skipped,
    SourceItem,
    Unchanged,
)
from tests.connectors.flemish_server import Answer
from tests.connectors.stages.lblod import (
    AS,
    BESLUIT,
    BODY,
    DATA,
    DCT,
    ELI,
    IN_TIME,
    PROV,
    opened,
)

TODAY = date(2026, 6, 1)
KIND = URIRef(
    "https://data.vlaanderen.be/id/concept/BesluitType/67378dd0-5413-474b-8996-d992ef81637a"
)


@pytest.fixture
def stage(tmp_path):
    with opened(tmp_path) as stage:
        yield stage


def run(stage, cursor="", known=None, today=TODAY):
    connector = replace(stage.connect(), today=lambda: today)
    return list(connector.changes(cursor, known))


def items(changes):
    return [change for change in changes if isinstance(change, SourceItem)]


def known_of(changes):
    return {item.key: Known(item.version) for item in items(changes)}


def names(changes):
    return [item.key.rsplit("/", 1)[1] for item in items(changes)]


def full(stage):
    decision = stage.decide("markt")
    for name, text in (
        (ELI.title, "Marktreglement: aanpassing"),
        (ELI.description, "Het reglement wordt aangepast."),
        (BESLUIT.motivering, "<h5>Juridische context</h5><ul><li>Decreet lokaal bestuur</li></ul>"),
        (PROV.value, "<div>Alles samen nog eens</div>"),
        (ELI.date_publication, "2026-04-30"),
        (ELI.first_date_entry_in_force, "2026-05-05"),
        (ELI.date_no_longer_in_force, "2031-01-01"),
    ):
        stage.add(decision, name, Literal(text))
    language = URIRef("http://publications.europa.eu/resource/authority/language/NLD")
    stage.add(decision, ELI.language, language)
    stage.add(decision, RDF.type, KIND)
    for number in ("Artikel 10", "Artikel 2", "Artikel 2/1", "Artikel 1"):
        stage.article(decision, number, f"<p>Tekst van {number.lower()}.</p>", number[8:])
    stage.add(DATA["agendapunten/markt"], DCT.title, Literal("Markt"))
    page = URIRef("https://gent.example/zittingen/1/agendapunten/2")
    stage.add(DATA["agendapunten/markt"], PROV.wasDerivedFrom, page)
    return decision


def test_a_decision_becomes_a_page_with_its_articles_in_order(stage):
    decision = full(stage)
    (item,) = items(run(stage))
    assert item.key == str(decision)
    assert item.title_hint == "Marktreglement: aanpassing"
    assert item.uri == "https://gent.example/zittingen/1/agendapunten/2"
    assert (item.language, item.media_type) == ("nl", "text/html")
    assert (item.valid_from, item.valid_until) == (date(2026, 5, 5), date(2030, 12, 31))
    assert item.modified.isoformat() == "2026-05-01T12:01:00+00:00"
    page = item.read().decode()
    assert len(page.encode()) == item.size
    for text in (
        "<h1>Marktreglement: aanpassing</h1>",
        "<li>Bestuur: Gent</li><li>Bestuursorgaan: Gemeenteraad Gent</li>",
        "<li>Zitting van: 27/4/2026</li><li>Agendapunt: Markt</li>",
        "<li>Bekendgemaakt op: 30/4/2026</li>",
        "<h2>Motivering</h2>\n<h6>Juridische context</h6><ul>",
        "<h2>Beslissing</h2>\n<h3>Artikel 1</h3>\n<p>Tekst van artikel 1.</p>",
    ):
        assert text in page
    order = [page.index(f"<h3>Artikel {number}</h3>") for number in ("1", "2", "2/1", "10")]
    assert order == sorted(order)
    assert "Alles samen" not in page


def test_without_articles_the_text_as_a_whole_counts(stage):
    decision = stage.decide("a")
    stage.add(decision, ELI.title, Literal("Titel"))
    stage.add(decision, PROV.value, Literal("Eerste regel.\n\nTweede & laatste."))
    (item,) = items(run(stage))
    assert b"<h2>Beslissing</h2>\n<p>Eerste regel.</p><p>Tweede &amp; laatste.</p>" in item.read()


def test_a_text_that_is_only_an_address_is_a_link(stage):
    decision = stage.decide("a")
    stage.add(decision, PROV.value, Literal("https://gent.example/besluit.pdf"))
    (item,) = items(run(stage))
    assert b'<a href="https://gent.example/besluit.pdf">' in item.read()


def test_a_decision_called_decision_has_the_title_of_its_item(stage):
    decision = stage.decide("a")
    stage.add(decision, ELI.title, Literal("Besluit"))
    stage.add(decision, PROV.value, Literal("Tekst"))
    stage.add(DATA["agendapunten/a"], DCT.title, Literal("Vergunning voor een &eacute;vent"))
    assert items(run(stage))[0].title_hint == "Vergunning voor een évent"


def test_a_decision_may_be_told_from_its_own_side_or_name_its_organ_only(stage):
    for name in "ab":
        stage.add(stage.iri(name), RDF.type, BESLUIT.Besluit)
        stage.add(stage.iri(name), PROV.value, Literal("Tekst"))
    stage.add(stage.iri("a"), PROV.wasGeneratedBy, DATA["behandelingen/a"])
    stage.add(DATA["behandelingen/a"], DCT.subject, DATA["agendapunten/a"])
    stage.add(DATA["zittingen/a"], BESLUIT.behandelt, DATA["agendapunten/a"])
    stage.add(DATA["zittingen/a"], BESLUIT.isGehoudenDoor, IN_TIME)
    stage.add(stage.iri("b"), ELI.passed_by, IN_TIME)
    assert names(run(stage)) == ["a", "b"]


def test_an_address_that_was_written_twice_is_mended(stage):
    decision = stage.decide("a")
    stage.add(decision, PROV.value, Literal("Tekst"))
    twice = "https://x.example/lblod/https://x.example/lblod/1#punt2"
    stage.add(decision, PROV.wasDerivedFrom, URIRef(twice))
    assert items(run(stage))[0].uri == "https://x.example/lblod/1#punt2"


def test_only_the_bodies_asked_for(stage):
    other, organ, in_time = DATA["bestuurseenheden/2"], DATA["o/2"], DATA["o/2-2024"]
    stage.body(other, "Aalst", "OVO001111")
    stage.organ(organ, in_time, other, "Gemeenteraad Aalst")
    for name, of in (("a", IN_TIME), ("b", in_time), ("c", organ)):
        stage.add(stage.decide(name, of), PROV.value, Literal("Tekst"))
    assert names(run(stage)) == ["a"]
    stage.chosen = {"bodies": [str(other)]}
    assert names(run(stage)) == ["b", "c"]
    stage.chosen = {"ovo_codes": ["OVO001111", "OVO002514"]}
    assert names(run(stage)) == ["a", "b", "c"]


def test_a_body_may_have_its_code_as_an_address(stage):
    stage.add(stage.decide("a"), PROV.value, Literal("Tekst"))
    stage.add(BODY, OWL.sameAs, URIRef("https://data.vlaanderen.be/id/organisatie/OVO009999"))
    stage.chosen = {"ovo_codes": ["OVO009999"]}
    assert names(run(stage)) == ["a"]


def test_a_code_that_nobody_has_is_told(stage):
    stage.chosen = {"ovo_codes": ["OVO000000"]}
    with pytest.raises(SourceBroken, match="OVO000000"):
        run(stage)


def test_only_the_period_and_the_kinds_asked_for(stage):
    starts = ("2025-12-31T23:00:00+01:00", "2026-01-01", "2026-02-28T20:00:00", "2026-03-01T08:00Z")
    for name, start in zip("abcd", starts, strict=True):
        stage.add(stage.decide(name, start=start), PROV.value, Literal("Tekst"))
    stage.chosen |= {"since": "2026-01-01", "until": "2026-02-28"}
    assert names(run(stage)) == ["b", "c"]
    stage.add(stage.iri("c"), RDF.type, KIND)
    stage.chosen["kinds"] = [str(KIND)]
    assert names(run(stage)) == ["c"]


def test_what_was_not_dealt_with_in_public_is_left_out(stage):
    for name, public in (("a", "false"), ("b", "0"), ("c", "true")):
        stage.add(stage.decide(name), PROV.value, Literal("Tekst"))
        told = Literal(public, datatype=XSD.boolean, normalize=False)
        stage.add(DATA[f"behandelingen/{name}"], BESLUIT.openbaar, told)
    changes = run(stage)
    assert names(changes) == ["c"]
    assert len([c for c in changes if isinstance(c, Skipped)]) == 2


def test_what_was_retracted_is_left_out_unless_asked_for(stage):
    for name in "abc":
        stage.add(stage.decide(name), PROV.value, Literal("Tekst"))
    stage.add(stage.iri("a"), ELI.repealed_by, DATA["besluiten/z"])
    stage.add(stage.iri("b"), ELI.in_force, URIRef(f"{ELI}InForce-notInForce"))
    changes = run(stage)
    assert names(changes) == ["c"]
    skipped = {c.key: Known(c.version) for c in changes if isinstance(c, Skipped)}
    assert all(isinstance(c, Unchanged | SourceItem) for c in run(stage, "", skipped)[:2])
    stage.chosen["retracted"] = True
    again = run(stage, "", skipped)
    assert names(again) == ["a", "b", "c"]
    assert "ingetrokken" in items(again)[0].read().decode()


def test_a_decision_without_text_is_left_out(stage):
    stage.add(stage.decide("a"), ELI.title, Literal("Enkel een titel"))
    stage.add(stage.decide("b"), PROV.value, Literal("Tekst"))
    changes = run(stage)
    assert changes[0].reason == "It has no text."
    assert names(changes) == ["b"]


def many(stage, count, **how):
    for number in range(count):
        stage.add(stage.decide(f"{number:03}", **how), PROV.value, Literal(f"Tekst {number}"))


def test_the_list_is_paged_by_key_and_each_decision_named_once(stage):
    stage.chosen |= {"page_size": 10, "batch": 6}
    many(stage, 23)
    # A second session on the same decision must not name it twice.
    stage.add(DATA["zittingen/x"], BESLUIT.behandelt, DATA["agendapunten/003"])
    stage.add(DATA["zittingen/x"], BESLUIT.isGehoudenDoor, IN_TIME)
    changes = run(stage)
    assert names(changes) == [f"{number:03}" for number in range(23)]
    assert changes[-1].complete
    assert len([c for c in changes if isinstance(c, Checkpoint)]) == 3


def test_an_endpoint_that_gives_fewer_rows_than_asked_is_asked_on(stage):
    stage.chosen["batch"] = 1
    stage.most = 4
    many(stage, 6)
    changes = run(stage)
    assert names(changes) == [f"{number:03}" for number in range(6)]
    assert changes[-1].complete
    assert len([c for c in changes if isinstance(c, Checkpoint)]) == 2


def test_an_answer_that_was_cut_off_is_not_taken_for_whole(stage):
    many(stage, 5)
    stage.most = 7
    with pytest.raises(SourceBroken, match="lower batch"):
        run(stage)


def test_an_endpoint_that_repeats_itself_comes_to_an_end(stage):
    many(stage, 3)
    good = stage.answer
    stage.answer = lambda asked: good(
        replace(asked, body=asked.body.replace(b"%3E+%22", b"%21%3D+%22"))
    )
    with pytest.raises(SourceBroken, match="repeats"):
        run(stage)


def test_what_is_unchanged_is_not_asked_for(stage):
    many(stage, 3)
    first = run(stage)
    stage.served.asked.clear()
    again = run(stage, "", known_of(first))
    assert [type(change) for change in again[:3]] == [Unchanged] * 3
    assert again[-1].complete
    assert len(stage.served.asked) == 2


def test_between_complete_lists_only_changes_are_asked_for(stage):
    many(stage, 3)
    first = run(stage)
    known = known_of(first)
    stage.touch(stage.iri("001"))
    stage.remove("002")
    later = run(stage, first[-1].cursor, known)
    assert names(later) == ["001"]
    assert [c.key for c in later if isinstance(c, Removed)] == [str(stage.iri("002"))]
    assert later[-1].complete is False
    next_day = run(stage, later[-1].cursor, known, today=date(2026, 6, 2))
    assert next_day[-1].complete
    assert str(stage.iri("002")) not in {
        c.key for c in next_day if not isinstance(c, Checkpoint | Done)
    }


def test_a_tombstone_that_is_still_called_a_decision_is_none(stage):
    many(stage, 2)
    stage.add(stage.iri("001"), RDF.type, AS.Tombstone)
    assert names(run(stage)) == ["000"]


def test_where_changes_are_not_told_every_list_is_complete(stage):
    many(stage, 2, modified=False)
    first = run(stage)
    assert first[-1] == Done(complete=True, cursor="")
    stage.graph.set((stage.iri("001"), PROV.value, Literal("Andere tekst")))
    before, after = known_of(first), known_of(run(stage, "", known_of(first)))
    changed = {key[-3:] for key in before if before[key] != after[key]}
    assert changed == {"001"}


def test_a_run_that_broke_off_goes_on_and_the_next_one_is_complete(stage):
    stage.chosen["page_size"] = 10
    many(stage, 25)
    cursor = [c for c in run(stage) if isinstance(c, Checkpoint)][1].cursor
    later = run(stage, cursor)
    assert names(later) == [f"{number:03}" for number in range(20, 25)]
    assert later[-1] == Done(complete=False)


def test_a_cursor_of_other_settings_begins_anew(stage):
    many(stage, 2)
    cursor = run(stage)[-1].cursor
    stage.chosen["batch"] = 3
    assert run(stage, cursor)[-1].complete
    assert run(stage, "{broken")[-1].complete


def test_a_choice_without_decisions_empties_nothing(stage):
    with pytest.raises(SourceBroken, match="for this choice"):
        run(stage, known={"x": Known("1")})


@pytest.mark.parametrize(
    "body",
    [
        b"<html>Onderhoud</html>",
        b"[]",
        b'{"results": {}}',
        b'{"results": {"bindings": [5]}}',
        b'{"results": {"bindings": [{"besluit": {"type": "uri"}}]}}',
    ],
)
def test_what_are_no_results_is_an_error_that_says_so(stage, body):
    stage.answer = lambda asked: Answer(200, body)
    with pytest.raises(SourceBroken, match="SPARQL results"):
        run(stage)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, SourceRefused),
        (403, SourceRefused),
        (400, SourceBroken),
        (500, SourceUnavailable),
        (503, SourceUnavailable),
    ],
)
def test_refusals_and_failures_end_the_run(stage, status, error):
    stage.answer = lambda asked: Answer(status, b"Virtuoso 22023 Error")
    with pytest.raises(error):
        run(stage)


def test_blank_decisions_and_odd_addresses_do_no_harm(stage):
    many(stage, 1)
    blank = BNode()
    stage.add(blank, RDF.type, BESLUIT.Besluit)
    stage.add(blank, ELI.passed_by, IN_TIME)
    odd = {"type": "uri", "value": "http://x.example/a b\\u0022>} DROP ALL"}
    good = stage.answer

    def answer(asked):
        found = good(asked)
        rows = found.body["results"]["bindings"]
        if rows and "besluit" in rows[0] and "p" not in rows[0] and b"laatst" in asked.body:
            rows.append({"besluit": odd})
        return found

    stage.answer = answer
    changes = run(stage)
    assert names(changes) == ["000"]
    assert [c.key for c in changes if isinstance(c, Failed)] == [odd["value"]]


def test_hostile_markup_does_not_survive(stage):
    decision = stage.decide("a")
    stage.add(decision, ELI.title, Literal("<b>Titel</b><script>x()</script>"))
    stage.add(decision, BESLUIT.motivering, Literal("<h1>Kop</h1></main><img src=x onerror=y>"))
    stage.article(decision, "<i>1</i>", "<a href='javascript:x()'>klik</a><iframe></iframe>")
    stage.add(decision, PROV.wasDerivedFrom, Literal("javascript:x()"))
    (item,) = items(run(stage))
    page = item.read().decode()
    for bad in ("script", "onerror", "iframe", "<img"):
        assert bad not in page
    assert page.count("<h1>") == page.count("</main>") == 1
    assert (item.title_hint, item.uri) == ("Titel", str(decision))


@given(st.text(max_size=60))
def test_a_text_can_only_be_a_text(text):
    try:
        written = literal(text)
    except ValueError:
        return
    rows = list(Graph().query(f"SELECT (({written}) AS ?x) WHERE {{}}"))
    assert [str(row.x) for row in rows] == [text]


@given(st.text(max_size=40).map(lambda text: f"https://x.example/{text}"))
def test_an_address_can_only_be_an_address(text):
    try:
        written = iri(text)
    except ValueError:
        return
    rows = list(Graph().query(f"SELECT ?x WHERE {{ VALUES ?x {{ {written} }} }}"))
    assert [str(row.x) for row in rows] == [text]


@pytest.mark.parametrize(
    "bad", ["http://x/>", "http://x/ y", "http://x/\\u003e", 'http://x/"', "urn:x"]
)
def test_what_could_end_an_address_early_is_refused(bad):
    with pytest.raises(ValueError, match="that can be asked for"):
        iri(bad)
    with pytest.raises(ValidationError):
        Config.model_validate({"bodies": [bad]})


@pytest.mark.parametrize("bad", ["\\u0022", "a\\", "a\nb", "\x00"])
def test_what_could_end_a_text_early_is_refused(bad):
    with pytest.raises(ValueError, match="cannot be asked for"):
        literal(bad)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({}, "governing body"),
        ({"ovo_codes": ['OVO002514"']}, "ovo_codes"),
        ({"bodies": [str(BODY)], "kinds": ["Reglement"]}, "kinds"),
        ({"bodies": [str(BODY)], "page_size": 0}, "page_size"),
    ],
)
def test_a_wrong_setting_is_told(wrong, told):
    with pytest.raises(ValidationError, match=told):
        Config.model_validate(wrong)
