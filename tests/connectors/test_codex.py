"""What is special to the Vlaamse Codex: articles, versions and their dates, lists, odd answers."""

from dataclasses import replace
from datetime import date

import pytest
from pydantic import ValidationError

from connectors.codex import Config
from connectors.errors import SourceBroken, SourceRefused, SourceUnavailable
from connectors.types import Checkpoint, Done, Failed, Known, Removed, Skipped, SourceItem
from tests.connectors.flemish_server import Answer
from tests.connectors.stages.codex import opened

TODAY = date(2026, 6, 1)
NUMBER = 1041865


@pytest.fixture
def stage(tmp_path):
    with opened(tmp_path) as stage:
        stage.chosen = {"documents": [NUMBER]}
        yield stage


def run(stage, cursor="", known=None, today=TODAY):
    connector = replace(stage.connect(), today=lambda: today)
    return list(connector.changes(cursor, known))


def items(changes):
    return [change for change in changes if isinstance(change, SourceItem)]


def decree(stage, articles=None, **fields):
    articles = articles or [stage.article(1363693, 1541177, "1.", "Een gewestaangelegenheid.")]
    stage.document(NUMBER, articles, **fields)


def test_an_article_is_a_document_of_its_own(stage):
    text = "Dit is &eacute;&eacute;n regel:<br>\n1&deg; &nbsp;eerste;<br>\n<br>\nTweede lid."
    articles = [
        stage.article(1363693, 1541177, "1.", "Een gewestaangelegenheid."),
        stage.article(1363694, 1541178, "4.3.3.", text, "2026-04-06", "2030-12-31"),
    ]
    decree(stage, articles, chapters=["TITEL IV. Milieu", "HOOFDSTUK III. Evaluatie"])
    first, second = items(run(stage))
    title = "Decreet van 6 maart 2026 tot wijziging van een ander decreet"
    assert first.key == f"{NUMBER}/1363693/1541177"
    assert first.title_hint == f"Artikel 1, {title}"
    assert (second.valid_from, second.valid_until) == (date(2026, 4, 6), date(2030, 12, 31))
    assert second.uri == (
        f"https://codex.vlaanderen.be/Zoeken/Document.aspx?DID={NUMBER}&param=inhoud&AID=1363694"
    )
    page = second.read().decode()
    assert (
        f"<h1>Artikel 4.3.3, {title}</h1>\n<h2>TITEL IV. Milieu</h2>\n"
        "<h3>HOOFDSTUK III. Evaluatie</h3>\n<h4>Artikel 4.3.3</h4>\n<p>Dit is één regel:<br>"
    ) in page
    assert "<p>Tweede lid.</p>" in page
    assert "Van kracht vanaf 6 april 2026 tot en met 31 december 2030." in page
    assert "Bekendgemaakt in het Belgisch Staatsblad van 27 maart 2026." in page


def test_the_chapter_that_is_the_whole_document_is_no_heading(stage):
    decree(stage, chapters=["Document", "HOOFDSTUK 1. Begin"])
    (item,) = items(run(stage))
    assert b"<h2>HOOFDSTUK 1. Begin</h2>\n<h3>Artikel 1</h3>" in item.read()


@pytest.mark.parametrize(
    ("kind", "number", "label"),
    [
        ("ART", "12/1.", "Artikel 12/1"),
        ("ART.", "Artikel 5.", "Artikel 5"),
        ("AANHEF", "", "Aanhef"),
        ("BIJLAGE", "I", "Bijlage I"),
        ("BIJLAGE", "BIJLAGE 2", "BIJLAGE 2"),
        (None, None, "Artikel"),
    ],
)
def test_annexes_and_preambles_are_called_what_they_are(stage, kind, number, label):
    decree(stage, [stage.article(1, 2, "1.", "Tekst.", ArtikelType=kind, ArtikelNummer=number)])
    if number is None:
        stage.documents[NUMBER]["Inhoud"]["ArtikelVersies"][0]["ArtikelVersie"]["Titel"] = None
    assert items(run(stage))[0].title_hint.startswith(f"{label}, ")


def versions(stage):
    now = stage.article(10, 102, "1.", "Nu geldt dit.", "2026-04-06")
    later = stage.article(10, 103, "1.", "Straks geldt dat.", "2027-01-01")
    never = stage.article(
        11, 104, "2.", "Ooit.", "2100-01-01", condition="DateDependentOnExternalEvent"
    )
    old = stage.article(10, 101, "1.", "Vroeger gold dit.", "2010-01-01", "2026-04-05")
    stage.document(NUMBER, [now], [later, never], [old])


def test_what_holds_and_what_will_hold_is_there(stage):
    versions(stage)
    found = {item.key: item for item in items(run(stage))}
    assert set(found) == {f"{NUMBER}/10/102", f"{NUMBER}/10/103", f"{NUMBER}/11/104"}
    assert found[f"{NUMBER}/10/103"].valid_from == date(2027, 1, 1)
    assert b"Nog niet in werking" in found[f"{NUMBER}/11/104"].read()


def test_only_what_holds(stage):
    stage.chosen["future"] = False
    versions(stage)
    assert [item.key for item in items(run(stage))] == [f"{NUMBER}/10/102"]


def test_superseded_versions_are_asked_for_when_they_are_read(stage):
    stage.chosen["superseded"] = True
    versions(stage)
    found = {item.key: item for item in items(run(stage))}
    asked = [a.path for a in stage.served.asked]
    assert not any("WetgevingArtikelVersie" in path for path in asked)
    old = found[f"{NUMBER}/10/101"]
    assert (old.valid_from, old.valid_until) == (date(2010, 1, 1), date(2026, 4, 5))
    page = old.read().decode()
    assert "Vroeger gold dit." in page
    assert "Van kracht vanaf 1 januari 2010 tot en met 5 april 2026." in page


def test_a_version_that_is_no_longer_there_cannot_be_read(stage):
    stage.chosen["superseded"] = True
    versions(stage)
    (old,) = [item for item in items(run(stage)) if item.key.endswith("/101")]
    stage.versions.clear()
    with pytest.raises(SourceBroken, match="101"):
        old.read()


def test_an_article_that_stopped_holding_is_left_out(stage):
    decree(stage, [stage.article(1, 2, "1.", "Was.", "2010-01-01", "2026-05-31")])
    assert items(run(stage)) == []
    assert len(items(run(stage, today=date(2026, 5, 31)))) == 1


def test_versions_to_come_may_stand_in_an_envelope_too(stage):
    versions(stage)
    contents = stage.documents[NUMBER]["Inhoud"]
    contents["ToekomstigeArtikelVersies"] = [
        {"ArtikelVersie": one} for one in contents["ToekomstigeArtikelVersies"]
    ]
    assert len(items(run(stage))) == 3


def test_documents_by_number_of_the_staatsblad(stage):
    decree(stage)
    stage.chosen = {"numacs": ["2026041865", "2014035564"]}
    changes = run(stage)
    assert len(items(changes)) == 1
    assert Failed("numac 2014035564", "The Vlaamse Codex has no numac 2014035564.") in changes


def many(stage, count, **fields):
    for number in range(1, count + 1):
        stage.document(number, [stage.article(number, number, "1.", f"Tekst {number}")], **fields)


def test_a_search_is_paged_and_each_document_read_once(stage):
    stage.chosen = {"search": "dak & gevel"}
    stage.most = 10
    many(stage, 25)
    changes = run(stage)
    assert [item.key for item in items(changes)] == [f"{n}/{n}/{n}" for n in range(1, 26)]
    asked = [a.query for a in stage.served.asked if a.path.endswith("Zoeken")]
    assert [one["skip"] for one in asked] == ["0", "10", "20", "25"]
    assert {one["zoekTerm"] for one in asked} == {"dak & gevel"}
    assert changes[-1].complete


def test_a_list_that_lacks_some_is_not_taken_for_all(stage):
    stage.chosen = {"search": "dak"}
    many(stage, 3)
    good = stage.search
    stage.search = lambda asked: good(asked) | {"GevondenDocumenten": 4}
    with pytest.raises(SourceBroken, match="4 documents and lists 3"):
        run(stage)


def test_documents_by_date_and_type(stage):
    stage.chosen = {"since": "2025-03-01", "until": "2026-02-28", "types": ["decreet"]}
    days = ("2025-02-28", "2025-03-01", "2026-02-28", "2026-03-01", "2025-06-01")
    for number, day in enumerate(days, start=1):
        article = stage.article(number, number, "1.", "Tekst.")
        kind = "Besluit van de Vlaamse Regering" if number == 5 else "Decreet"
        stage.document(number, [article], Datum=f"{day}T00:00:00", WetgevingDocumentType=kind)
    assert [item.key for item in items(run(stage))] == ["2/2/2", "3/3/3"]
    years = [a.path[-4:] for a in stage.served.asked if "/Datum/" in a.path]
    assert sorted(set(years)) == ["2025", "2026"]


def test_a_type_in_a_search_stands_in_the_title(stage):
    stage.chosen = {"search": "x", "types": ["Besluit van de Vlaamse Regering"]}
    for number, kind in enumerate(("Decreet", "Besluit van de Vlaamse Regering"), start=1):
        article = stage.article(number, number, "1.", "Tekst.")
        stage.document(number, [article], WetgevingDocumentType=kind)
    assert [item.key for item in items(run(stage))] == ["2/2/2"]


def test_a_choice_without_documents_empties_nothing(stage):
    stage.chosen = {"search": "niets"}
    with pytest.raises(SourceBroken, match="for this choice"):
        run(stage, known={"1/1/1": Known("x")})


def test_a_document_that_is_gone_takes_its_articles_along(stage):
    decree(stage)
    stage.chosen = {"documents": [NUMBER, 7]}
    known = {"7/1/1": Known("x"), "77/1/1": Known("x")}
    changes = run(stage, known=known)
    assert [c.key for c in changes if isinstance(c, Removed)] == ["7/1/1"]


def test_a_number_that_never_was_is_told(stage):
    changes = run(stage)
    assert changes[0] == Failed(str(NUMBER), f"The Vlaamse Codex has no document {NUMBER}.")


def test_a_document_without_text_is_told(stage):
    stage.document(NUMBER, [])
    assert isinstance(run(stage)[0], Skipped)
    stage.documents[NUMBER]["Inhoud"] = None
    assert isinstance(run(stage)[0], Skipped)


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b"<html>", b'{"Document": 5}', b'{"Document":{},"Inhoud":[]}']
)
def test_one_broken_document_does_not_end_the_run_and_takes_nothing_away(stage, body):
    stage.chosen = {"documents": [7, NUMBER]}
    decree(stage)
    good = stage.answer
    stage.answer = lambda asked: Answer(200, body) if "/7/" in asked.path else good(asked)
    changes = run(stage)
    assert [c.key for c in changes if isinstance(c, Failed)] == ["7"]
    assert len(items(changes)) == 1
    assert changes[-1] == Done(complete=False)


@pytest.mark.parametrize("body", [b"<html>Onderhoud</html>", b"[]", b'{"ResultatenLijst": "geen"}'])
def test_a_broken_list_is_an_error(stage, body):
    stage.chosen = {"search": "x"}
    good = stage.answer
    stage.answer = lambda asked: Answer(200, body) if asked.path.endswith("Zoeken") else good(asked)
    with pytest.raises(SourceBroken, match=r"Vlaamse Codex|JSON"):
        run(stage)


def test_while_nothing_is_worked_in_nothing_is_read(stage):
    decree(stage)
    first = run(stage)
    stage.served.asked.clear()
    again = run(stage, first[-1].cursor)
    assert again == [Done(complete=False, cursor=first[-1].cursor)]
    assert len(stage.served.asked) == 1


def test_news_or_a_day_gone_by_or_other_settings_read_everything(stage):
    decree(stage)
    cursor = run(stage)[-1].cursor
    assert run(stage, cursor, today=date(2026, 6, 2))[-1].complete
    stage.updated += 1
    assert run(stage, cursor)[-1].complete
    stage.updated -= 1
    stage.chosen["future"] = False
    assert run(stage, cursor)[-1].complete
    assert run(stage, "{broken")[-1].complete


def test_an_api_that_does_not_say_when_it_was_updated_is_read_whole(stage):
    decree(stage)
    stage.updated_to = lambda asked: None
    first = run(stage)
    assert run(stage, first[-1].cursor)[-1].complete


def test_a_run_that_broke_off_goes_on_and_the_next_one_is_complete(stage):
    stage.chosen = {"search": "x"}
    many(stage, 4)
    cursor = [c for c in run(stage) if isinstance(c, Checkpoint)][1].cursor
    later = run(stage, cursor)
    assert [item.key for item in items(later)] == ["3/3/3", "4/4/4"]
    assert later[-1] == Done(complete=False)


def test_a_server_that_fails_ends_the_run(stage):
    decree(stage)
    good = stage.answer
    stage.answer = lambda asked: Answer(503) if "Volledig" in asked.path else good(asked)
    with pytest.raises(SourceUnavailable):
        run(stage)
    stage.answer = lambda asked: Answer(403)
    with pytest.raises(SourceRefused):
        run(stage)


def test_changed_words_are_another_version_and_titles_lose_their_entities(stage):
    decree(stage, Opschrift="tot invoering van het co&#246;rdinatie&shy;plan ")
    (before,) = items(run(stage))
    assert before.title_hint.endswith("tot invoering van het coördinatie\xadplan")
    decree(stage, [stage.article(1363693, 1541177, "1.", "Andere woorden.")])
    (after,) = items(run(stage))
    assert (after.key, after.version != before.version) == (before.key, True)


def test_hostile_and_odd_articles_do_no_harm(stage):
    articles = [
        stage.article(1, 1, "<i>1</i>", "<script>x()</script>Tekst <b>vet</b></main><h1>Kop</h1>"),
        stage.article(2, 2, "2.", None, "geen datum", "9999-99-99"),
    ]
    decree(stage, articles)
    contents = stage.documents[NUMBER]
    contents["Inhoud"]["ArtikelVersies"] += [None, 5, {"ArtikelVersie": None}, {"Id": "x"}]
    contents["Inhoudstafel"]["Items"] += [None, {"ItemType": "A", "Versions": [None, {}]}]
    first, second = items(run(stage))
    page = first.read().decode()
    assert "script" not in page
    assert page.count("<h1>") == page.count("</main>") == 1
    assert first.title_hint.startswith("Artikel 1, ")
    assert (second.valid_from, second.valid_until) == (None, None)


def test_an_article_that_the_table_of_contents_lacks_has_a_key_all_the_same(stage):
    decree(stage)
    stage.documents[NUMBER]["Inhoudstafel"] = None
    (item,) = items(run(stage))
    assert item.key == f"{NUMBER}/0/1541177"
    assert item.uri.endswith(f"DID={NUMBER}&param=inhoud")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({}, "Choose documents"),
        ({"documents": [0]}, "documents"),
        ({"numacs": ["12"]}, "numacs"),
        ({"search": "x" * 201}, "search"),
        ({"since": "gisteren"}, "since"),
    ],
)
def test_a_wrong_setting_is_told(wrong, told):
    with pytest.raises(ValidationError, match=told):
        Config.model_validate(wrong)
