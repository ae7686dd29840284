"""What is special to the catalogue of products: versions, languages, archives, forms of JSON-LD."""

from datetime import date

import pytest
from pydantic import ValidationError

from connectors.errors import SourceBroken, SourceRefused, SourceUnavailable
from connectors.ipdc import Config
from connectors.types import Checkpoint, Done, Failed, Known, Removed, SourceItem
from tests.connectors.flemish_server import Answer
from tests.connectors.stages.ipdc import KEY, PRODUCT, opened

FULL = {
    "naam": {
        "nl-BE-x-generated-informal": "Vraag je premie aan",
        "nl-BE-x-formal": "Vraag uw premie aan",
        "nl": "Premie",
        "en": "Ask for your grant",
    },
    "beschrijving": {"nl": '<p data-indentation-level="0">Een premie voor een <b>dak</b>.</p>'},
    "verdereBeschrijving": {"nl": "Eerste regel\ntweede regel & meer"},
    "voorwaarden": [
        {"@type": "Voorwaarde", "order": 2, "naam": {"nl": "Tweede voorwaarde"}},
        {
            "@type": "Voorwaarde",
            "order": 1,
            "naam": {"nl": "Eerste voorwaarde"},
            "beschrijving": {"nl": "<h1>Wie?</h1><p>Wie eigenaar is.</p>"},
            "bewijs": {
                "@type": "Bewijs",
                "naam": {"nl": "Eigendomsakte"},
                "beschrijving": {"nl": "<p>Een kopie volstaat.</p>"},
            },
        },
    ],
    "procedures": [
        {
            "naam": {"nl": "Aanvragen"},
            "beschrijving": {"nl": "<p>Dat kan online.</p>"},
            "websites": [
                {
                    "naam": {"nl": "E-loket"},
                    "beschrijving": {"nl": "Het loket"},
                    "url": "https://loket.example/aanvraag",
                }
            ],
        }
    ],
    "kosten": [{"naam": {"nl": "12,50 euro"}, "beschrijving": {"nl": "<p>Per aanvraag.</p>"}}],
    "financieleVoordelen": [
        {"naam": {"nl": "1.250 euro"}, "beschrijving": {"nl": "<p>Eenmalig.</p>"}}
    ],
    "uitzonderingen": {"nl": "Niet voor garages."},
    "regelgevingTekst": {"nl": "<p>Het dakdecreet.</p>"},
    "regelgeving": [{"naam": {"nl": "Decreet"}, "url": "https://codex.example/1"}],
    "contactgegevens": [
        {
            "telefoonnummer": "1700",
            "email": "dak@example.be",
            "openingsuren": "ma-vr 9-12",
            "url": "https://dak.example",
            "adres": {
                "straatnaam": {"nl": "Markt"},
                "huisnummer": "1",
                "busnummer": "2",
                "postcode": "9000",
                "gemeentenaam": {"nl": "Gent"},
            },
        }
    ],
    "websites": [{"naam": {"nl": "Over daken"}, "url": "https://daken.example"}],
    "doelgroepen": ["Burger", "LokaalBestuur"],
    "themas": ["BouwenWonen"],
    "type": "FinancieelVoordeel",
    "bevoegdeOverheden": [{"id": "OVO000001", "naam": {"nl": "Vlaamse overheid"}}],
    "uitvoerendeOverheden": [{"id": "OVO002514"}],
    "zoektermen": {"nl": ["dak", "premie"]},
    "startDienstVerlening": "2024-03-12T12:00:00Z",
    "eindeDienstVerlening": "2024-09-21T12:00:00Z",
}


@pytest.fixture
def stage(tmp_path):
    with opened(tmp_path) as stage:
        yield stage


def run(stage, cursor="", known=None):
    return list(stage.connect().changes(cursor, known))


def items(changes):
    return [change for change in changes if isinstance(change, SourceItem)]


def only(stage):
    (item,) = items(run(stage))
    return item, item.read().decode()


def test_a_product_becomes_a_page_with_all_that_a_citizen_asks(stage):
    stage.add("dak", **FULL)
    item, page = only(stage)
    assert item.key == PRODUCT + "dak"
    assert (item.media_type, item.language) == ("text/html", "nl")
    assert item.title_hint == "Vraag uw premie aan"
    assert (item.valid_from, item.valid_until) == (date(2024, 3, 12), date(2024, 9, 21))
    for text in (
        "<h1>Vraag uw premie aan</h1>",
        "<p>Een premie voor een <b>dak</b>.</p>",
        "Eerste regel<br>tweede regel &amp; meer",
        "<h2>Voorwaarden</h2>\n<h3>Eerste voorwaarde</h3>",
        "<h4>Wie?</h4>",
        "<h4>Bewijs</h4>\n<p>Eigendomsakte</p><p>Een kopie volstaat.</p>",
        '<li><a href="https://loket.example/aanvraag">E-loket</a>: Het loket</li>',
        "<h2>Kosten</h2>\n<h3>12,50 euro</h3>\n<p>Per aanvraag.</p>",
        "<h2>Financiële voordelen</h2>\n<h3>1.250 euro</h3>",
        "<h2>Uitzonderingen</h2>\n<p>Niet voor garages.</p>",
        '<a href="https://codex.example/1">Decreet</a>',
        "Telefoon: 1700",
        "Adres: Markt 1 bus 2, 9000 Gent",
        "Doelgroep: Burger, Lokaal bestuur",
        "Bevoegde overheid: Vlaamse overheid",
        "Uitvoerende overheid: OVO002514",
        "Geldig vanaf: 12/3/2024",
        "Zoektermen: dak, premie",
    ):
        assert text in page
    assert page.count("<h1>") == 1
    assert page.index("Eerste voorwaarde") < page.index("Tweede voorwaarde")


@pytest.mark.parametrize(
    ("tags", "config", "expected"),
    [
        ({"nl": "a", "nl-BE-x-formal": "b", "nl-BE-x-generated-formal": "c"}, {}, "b"),
        ({"nl": "a", "nl-be-x-generated-formal": "c", "nl-BE-x-informal": "d"}, {}, "c"),
        ({"nl-BE-x-informal": "d", "nl-BE-x-generated-informal": "e"}, {}, "d"),
        ({"nl-BE-x-formal": "b", "nl-BE-x-informal": "d"}, {"form": "informal"}, "d"),
        ({"nl/u": "f", "nl/je": "g", "nl": "a"}, {}, "f"),
        ({"nl/u": "f", "nl/je": "g", "nl": "a"}, {"form": "informal"}, "g"),
        ({"en": "h", "nl": "a"}, {"language": "en"}, "h"),
        ("zonder taal", {}, "zonder taal"),
        ({"nl-BE-x-formal": " ", "nl": "a"}, {}, "a"),
    ],
)
def test_of_the_variants_of_a_language_the_best_counts(stage, tags, config, expected):
    stage.extra = config
    stage.add("x", naam=tags)
    item, _ = only(stage)
    assert item.title_hint == expected


def test_a_product_without_a_title_in_the_language_is_left_out(stage):
    stage.extra = {"language": "en"}
    stage.add("x", naam={"nl": "Enkel Nederlands"})
    assert items(run(stage)) == []


def test_the_newest_version_counts_wherever_it_stands(stage):
    new = stage.snapshot("x", naam={"nl": "Nieuw"}, generatedAtTime="2024-05-02T10:00:00Z")
    old = stage.snapshot("x", naam={"nl": "Oud"}, generatedAtTime="2024-05-02T11:59:59.9+02:00")
    other = stage.snapshot("y")
    stage.members = [new, other, old, stage.snapshot("z")]
    found = {item.key: item.title_hint for item in items(run(stage))}
    assert found == {
        PRODUCT + "x": "Nieuw",
        PRODUCT + "y": "Product y",
        PRODUCT + "z": "Product z",
    }


def test_of_two_versions_at_one_moment_the_later_in_the_stream_counts(stage):
    at = "2024-05-02T10:00:00Z"
    stage.add("x", naam={"nl": "Eerst"}, generatedAtTime=at)
    stage.add("x", naam={"nl": "Dan"}, generatedAtTime=at)
    assert [item.title_hint for item in items(run(stage))] == ["Dan"]


def test_a_version_that_arrives_late_does_not_undo_a_newer_one(stage):
    for name in "abc":
        stage.add(name)
    first = run(stage)
    known = {item.key: Known(item.version) for item in items(first)}
    stage.add("c", naam={"nl": "Ouder"}, generatedAtTime="2020-01-01T00:00:00Z")
    later = run(stage, first[-1].cursor, known)
    assert "Ouder" not in [item.title_hint for item in items(later)]


@pytest.mark.parametrize(
    "fields",
    [
        {"gearchiveerd": True},
        {"gearchiveerd": "true"},
        {"snapshotType": "Delete"},
        {"snapshotType": {"@id": "https://productencatalogus.data.vlaanderen.be/id/Delete"}},
        {"@type": ["InstantieSnapshot", "as:Delete"]},
        {"@type": "https://www.w3.org/ns/activitystreams#Tombstone"},
    ],
)
def test_what_is_archived_or_deleted_goes(stage, fields):
    stage.add("x")
    first = run(stage)
    stage.add("x", **fields)
    known = {PRODUCT + "x": Known("1")}
    later = run(stage, first[-1].cursor, known)
    assert [change.key for change in later if isinstance(change, Removed)] == [PRODUCT + "x"]
    assert items(run(stage)) == []


def test_a_delete_that_only_names_its_object_goes_too(stage):
    stage.add("x")
    stage.members.append(
        {
            "@id": "https://ipdc.vlaanderen.be/id/event/1",
            "@type": "as:Delete",
            "as:object": {"@id": PRODUCT + "x"},
            "generatedAtTime": "2030-01-01T00:00:00Z",
        }
    )
    changes = run(stage)
    assert items(changes) == []
    assert Removed(PRODUCT + "x", "It is archived or deleted.") in changes


def test_what_comes_back_from_the_archive_is_there_again(stage):
    stage.add("x")
    stage.remove("x")
    stage.add("x", naam={"nl": "Terug"})
    assert [item.title_hint for item in items(run(stage))] == ["Terug"]


def test_only_what_the_authorities_execute(stage):
    stage.extra = {"authorities": ["OVO002514"]}
    stage.add("a", uitvoerendeOverheden=[{"id": "OVO002514"}])
    stage.add("b", uitvoerendeOverheden=["https://data.vlaanderen.be/id/organisatie/OVO002514"])
    stage.add("c", uitvoerendeOverheden=[{"@id": "https://data.vlaanderen.be/id/x/OVO000099"}])
    stage.add("d", bevoegdeOverheden=[{"id": "OVO002514"}])
    assert {item.key for item in items(run(stage))} == {PRODUCT + "a", PRODUCT + "b"}


def test_only_the_themes_asked_for(stage):
    stage.extra = {"themes": ["bouwenWonen"]}
    stage.add("a", themas=["BouwenWonen"])
    stage.add("b", themas=["https://productencatalogus.data.vlaanderen.be/id/x/BouwenWonen"])
    stage.add("c", themas=["EconomieWerk"])
    assert {item.key for item in items(run(stage))} == {PRODUCT + "a", PRODUCT + "b"}


def test_a_product_that_leaves_the_theme_is_removed(stage):
    stage.extra = {"themes": ["BouwenWonen"]}
    stage.add("a", themas=["BouwenWonen"])
    first = run(stage)
    stage.add("a", themas=["EconomieWerk"])
    later = run(stage, first[-1].cursor, {PRODUCT + "a": Known("1")})
    assert Removed(PRODUCT + "a", "It is of another theme.") in later


def test_citizens_are_led_to_the_page_that_the_product_names(stage):
    stage.add("a", publicatieLink={"url": "https://www.vlaanderen.be/Product/df0f92ad"})
    stage.add("b", productnummer="44679")
    stage.add("c", productnummer="../../x", publicatieLink={"url": "javascript:alert(1)"})
    assert [item.uri for item in items(run(stage))] == [
        "https://www.vlaanderen.be/Product/df0f92ad",
        "https://productencatalogus-v3.vlaanderen.be/product/44679",
        PRODUCT + "c",
    ]


def test_later_runs_begin_at_the_last_page(stage):
    for name in "abcde":
        stage.add(name)
    first = run(stage)
    assert [a.query["pageNumber"] for a in stage.served.asked] == ["0", "1", "2"]
    assert first[-1].complete
    stage.served.asked.clear()
    stage.add("f")
    stage.add("g")
    later = run(stage, first[-1].cursor, {})
    assert [a.query["pageNumber"] for a in stage.served.asked] == ["2", "3"]
    assert [item.key[-1] for item in items(later)] == ["e", "f", "g"]
    assert later[-1].complete is False


def test_checkpoints_follow_the_pages(stage):
    for name in "abcde":
        stage.add(name)
    changes = run(stage)
    (_, second) = [change for change in changes if isinstance(change, Checkpoint)]
    assert [item.key[-1] for item in items(run(stage, second.cursor, {}))] == ["c", "d", "e"]


def test_a_stream_that_is_entered_in_the_middle_is_read_from_its_first_page(stage):
    for name in "abcdef":
        stage.add(name)
    stage.extra = {"feed": stage.config()["feed"].replace("Number=0", "Number=2")}
    changes = run(stage)
    assert [item.key[-1] for item in items(changes)] == list("abcdef")
    assert changes[-1].complete


@pytest.mark.parametrize("spoiled", ["no json", '{"settings": "other", "page": "x"}', "[]", "5"])
def test_a_cursor_that_cannot_be_used_begins_a_complete_run(stage, spoiled):
    stage.add("a")
    assert run(stage, spoiled)[-1].complete


def test_a_cursor_of_a_page_that_is_gone_begins_a_complete_run(stage):
    for name in "abcde":
        stage.add(name)
    cursor = run(stage)[-1].cursor
    del stage.members[2:]
    later = run(stage, cursor)
    assert later[-1].complete
    assert [item.key[-1] for item in items(later)] == ["a", "b"]


def test_a_stream_that_was_made_anew_begins_a_complete_run(stage):
    stage.add("a")
    cursor = run(stage)[-1].cursor
    stage.members[0]["generatedAtTime"] = "2019-01-01T00:00:00Z"
    assert run(stage, cursor)[-1].complete


def test_other_settings_begin_a_complete_run(stage):
    stage.add("a")
    cursor = run(stage)[-1].cursor
    stage.extra = {"form": "informal"}
    assert run(stage, cursor)[-1].complete


def test_another_form_of_address_is_another_version(stage):
    stage.add("a")
    (formal,) = items(run(stage))
    stage.extra = {"form": "informal"}
    (informal,) = items(run(stage))
    assert formal.version != informal.version


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_is_refused_is_told_without_the_key(stage, status):
    stage.answer = lambda asked: Answer(status, {"message": f"not {KEY}"})
    with pytest.raises(SourceRefused, match="api_key") as told:
        run(stage)
    assert KEY not in str(told.value)
    assert KEY not in repr(stage.connect())


def test_without_a_secret_there_is_no_run(stage):
    stage.secrets = {}
    with pytest.raises(SourceRefused, match="VRAAGBAAK_SECRET_IPDC"):
        stage.connect()


def test_the_key_goes_to_no_other_server(stage):
    stage.add("a")
    page = stage.page(0)
    page["view"]["relation"] = [{"@type": "Relation", "node": "http://localhost:9/doc?page=1"}]
    stage.page = lambda number: page
    with pytest.raises(SourceBroken, match="another server, localhost:9"):
        run(stage)


@pytest.mark.parametrize(
    "body", [b"<html>Onderhoud</html>", b"{", b"[]", b'{"a": 1}', b'"text"', b"[" * 100_000]
)
def test_what_is_no_stream_is_an_error_that_says_so(stage, body):
    stage.answer = lambda asked: Answer(200, body)
    with pytest.raises(SourceBroken, match="event stream"):
        run(stage)


def test_a_server_that_fails_half_way_ends_no_run(stage):
    for name in "abcde":
        stage.add(name)
    good = stage.answer
    stage.answer = lambda asked: Answer(503) if asked.query["pageNumber"] == "1" else good(asked)
    with pytest.raises(SourceUnavailable):
        run(stage)
    assert list(stage.connect().cache.iterdir()) == []


def test_a_member_that_does_not_say_of_what_keeps_the_run_from_being_complete(stage):
    stage.add("a")
    stage.members += [{"naam": {"nl": "Van niets"}}, 5]
    changes = run(stage)
    assert len(items(changes)) == 1
    assert len([change for change in changes if isinstance(change, Failed)]) == 2
    assert changes[-1].complete is False


def test_odd_members_do_no_harm(stage):
    stage.add("a", naam=None, titel={"nl": "Oude naam"}, beschrijving=5, themas={}, kosten="x")
    stage.add("b", voorwaarden=[None, 7, {"naam": 3}], contactgegevens=[{"adres": ["x", None]}])
    stage.add("c", startDienstVerlening="ooit", generatedAtTime="gisteren", laatstGewijzigd=None)
    found = {item.key[-1]: item for item in items(run(stage))}
    assert set(found) == {"a", "b", "c"}
    assert found["a"].title_hint == "Oude naam"
    assert found["c"].valid_from is None
    assert all(item.read().startswith(b"<!DOCTYPE html>") for item in found.values())


def test_hostile_markup_does_not_survive(stage):
    text = (
        "<script>alert(1)</script><p onclick=x>Tekst<a href='javascript:x'>hier</a></p></main>"
        "<style>p{}</style><iframe src=x></iframe><h1>Kop</h1>\x00<a href='https://a.example'>b</a>"
    )
    stage.add(
        "x", naam={"nl": "<b>Titel</b> &amp; <script>x()</script>"}, beschrijving={"nl": text}
    )
    item, page = only(stage)
    assert item.title_hint == "Titel &"
    for bad in ("script", "onclick", "javascript", "style", "iframe", "\x00"):
        assert bad not in page
    assert page.count("</main>") == page.count("<h1>") == 1
    assert '<a href="https://a.example">b</a>' in page


def test_expanded_json_ld_reads_the_same(stage):
    ipdc = "https://productencatalogus.data.vlaanderen.be/ns/ipdc-lpdc#"
    dct, tree = "http://purl.org/dc/terms/", "https://w3id.org/tree#"
    url = f"{stage.served.url}/doc/instantiesnapshot?pageNumber="
    expanded = [
        {
            "@id": "urn:stream",
            "@type": ["https://w3id.org/ldes#EventStream"],
            tree + "view": [{"@id": url + "0"}],
            tree + "member": [{"@id": "urn:snapshot"}],
        },
        {"@id": url + "0", "@type": [tree + "Node"], tree + "relation": [{"@id": "_:r"}]},
        {
            "@id": "_:r",
            "@type": [tree + "LessThanRelation"],
            tree + "node": [{"@id": url + "0"}],
        },
        {
            "@id": "urn:snapshot",
            "@type": [ipdc + "InstancePublicServiceSnapshot"],
            dct + "isVersionOf": [{"@id": PRODUCT + "x"}],
            "http://www.w3.org/ns/prov#generatedAtTime": [{"@value": "2024-05-02T10:00:00Z"}],
            dct + "title": [
                {"@value": "Gewoon", "@language": "nl"},
                {"@value": "Met u", "@language": "nl-be-x-formal"},
            ],
            "http://data.europa.eu/m8g/hasCost": [{"@id": "_:cost"}],
            ipdc + "isArchived": [{"@value": False}],
        },
        {"@id": "_:cost", dct + "title": [{"@value": "Gratis", "@language": "nl"}]},
    ]
    stage.answer = lambda asked: Answer(200, {"@graph": expanded})
    item, page = only(stage)
    assert (item.key, item.title_hint) == (PRODUCT + "x", "Met u")
    assert "<h2>Kosten</h2>\n<h3>Gratis</h3>" in page


def test_references_in_a_circle_come_to_an_end(stage):
    graph = [
        {"@type": "EventStream", "member": [{"@id": "urn:a"}]},
        {"@id": "urn:a", "isVersionOf": "urn:x", "naam": {"nl": "A"}, "kosten": [{"@id": "urn:b"}]},
        {"@id": "urn:b", "naam": {"nl": "B"}, "websites": [{"@id": "urn:a"}, {"@id": "urn:b"}]},
    ]
    stage.answer = lambda asked: Answer(200, {"@graph": graph})
    item, page = only(stage)
    assert item.key == "urn:x"
    assert "<h3>B</h3>" in page


def test_a_stream_that_branches_gives_no_cursor(stage):
    for name in "abcdef":
        stage.add(name)
    plain = stage.page
    url = f"{stage.served.url}/doc/instantiesnapshot?pageNumber="

    def page(number):
        found = plain(number)
        ways = [{"@type": "Relation", "node": url + str(to)} for to in (1, 2) if number == 0]
        found["view"]["relation"] = ways
        return found

    stage.page = page
    changes = run(stage)
    assert [item.key[-1] for item in items(changes)] == list("abcdef")
    assert changes[-1] == Done(complete=True)


def test_a_long_history_of_few_products_names_each_once(stage):
    stage.page_size = 250
    for number in range(5000):
        stage.add(f"p{number % 100}")
    changes = run(stage)
    assert len(items(changes)) == 100
    assert changes[-1].complete
    assert list(stage.connect().cache.iterdir()) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"authorities": ["Gent"]},
        {"themes": ["a b"]},
        {"language": "fr"},
        {"api_key": "geheim"},
        {"feed": "ftp://x"},
        {"product_page": "javascript:x"},
    ],
)
def test_a_wrong_setting_is_told(wrong):
    with pytest.raises(ValidationError, match=next(iter(wrong))):
        Config.model_validate(wrong)
