"""Web pages: the content with its structure, and nothing of the site around it."""

import datetime as dt

import pytest

from vraagbaak.ingest.extract import html
from vraagbaak.ingest.types import BlockKind
from vraagbaak.language import Language

PAGE = """<!DOCTYPE html><html lang="nl-BE"><head><title>Huursteun | Agentschap</title>
<meta name="dcterms.valid" content="start=2026-01-01; end=2026-12-31"></head><body>
<div class="cookie-banner"><p>Wij gebruiken cookies.</p></div>
<header><nav><a href="/">Home</a></nav></header>
<main><nav class="breadcrumb">Home › Premies</nav>
<h1>Huursteun</h1><p>Een maandelijkse premie voor wie <b>lang</b> wacht<br>op een woning.</p>
<h2>Voorwaarden</h2><ul><li>U huurt<ul><li>privaat</li></ul></li><li>U wacht 3&nbsp;jaar</li></ul>
<ol start="3"><li>derde</li></ol>
<table><caption>Bedragen</caption><thead><tr><th>Gezin</th><th>Bedrag</th></tr></thead>
<tbody><tr><td rowspan="2">Groep A</td><td>€ 148</td></tr><tr><td>€ 150</td></tr></tbody></table>
<aside>Lees ook: andere premies</aside><p hidden>geheim</p><p style="display:none">ook</p>
<button>Aanvragen</button></main>
<footer>Disclaimer</footer><script>x()</script></body></html>"""


def extract(page: str):
    return html.extract(page.encode())


def test_the_main_part_with_its_structure():
    found = extract(PAGE)
    assert found.text == (
        "Huursteun\n\nEen maandelijkse premie voor wie lang wacht\nop een woning.\n\n"
        "Voorwaarden\n\n- U huurt\n  - privaat\n- U wacht 3 jaar\n3. derde\n\nBedragen\n\n"
        "Gezin: Groep A; Bedrag: € 148\nGezin: Groep A; Bedrag: € 150"
    )
    assert found.title == "Huursteun"
    assert found.language is Language.NL
    assert (found.valid_from, found.valid_until) == (
        dt.date(2026, 1, 1),
        dt.date(2026, 12, 31),
    )
    rows = [b for b in found.blocks if b.kind is BlockKind.TABLE_ROW]
    assert [row.context for row in rows] == ["Bedragen", "Bedragen"]


def test_a_page_that_marks_no_main_part_is_still_freed_of_boilerplate():
    links = "".join(f"<li><a href='/{n}'>Menupunt {n}</a></li>" for n in range(60))
    body = "<p>De premie bedraagt 148 euro per maand voor een alleenstaande huurder.</p>" * 1
    found = extract(
        f"<html><body><div id='menu' role='navigation'><ul>{links}</ul></div>"
        f"<div class='text'><h1>Premie</h1>{body}</div><footer>Voet</footer></body></html>"
    )
    assert found.text.startswith("Premie\n\nDe premie bedraagt 148 euro")
    assert "Menupunt" not in found.text
    assert "Voet" not in found.text


def test_a_cookie_page_is_not_taken_for_a_banner():
    found = extract(
        "<html><body class='cookie-page'><main class='cookies'><h1>Cookiebeleid</h1>"
        "<p>Wij plaatsen drie cookies, die na een jaar vervallen. Meer niet.</p></main></body>"
    )
    assert "drie cookies" in found.text


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<meta property='og:title' content='Van OG'><title>T</title>", "<h1>H</h1>", "Van OG"),
        ("<title>T | Site</title>", "<h1>Kop</h1>", "Kop"),
        ("<title>Lange titel - Site</title>", "<p>x</p>", "Lange titel"),
        ("<title>T – Site</title>", "<h1>A</h1><h1>B</h1>", "T"),
    ],
)
def test_the_title(head, body, title):
    assert (
        extract(f"<html><head>{head}</head><body>{body}<p>tekst</p></body></html>").title == title
    )


def test_validity_from_linked_data():
    found = extract(
        "<html><head><script type='application/ld+json'>{broken</script>"
        '<script type="application/ld+json">{"@graph": [{"validFrom": "2025-01-01",'
        '"validThrough": "2025-12-31T00:00"}]}</script></head><body><p>Tekst.</p></body></html>'
    )
    assert found.valid_from == dt.date(2025, 1, 1)
    assert found.valid_until == dt.date(2025, 12, 31)


@pytest.mark.parametrize(
    "data",
    [
        "<meta charset='iso-8859-1'><p>Privé € 10</p>".encode("cp1252"),
        "<meta charset='utf-8'><p>Privé € 10</p>".encode(),
        "<p>Privé € 10</p>".encode("utf-16"),
        "<meta charset='onbekend'><p>Privé € 10</p>".encode(),
        '<?xml version="1.0" encoding="utf-8"?><html><p>Privé € 10</p></html>'.encode(),
    ],
)
def test_encodings(data):
    assert html.extract(data).text == "Privé € 10"


def test_tables_that_only_place_things_are_not_tables():
    found = extract(
        "<body><table role='presentation'><tr><td><p>Links</p></td><td><p>Rechts</p></td></tr>"
        "</table></body>"
    )
    assert found.text == "Links\n\nRechts"


def test_foldouts_are_headings_and_terms_stay_with_their_descriptions():
    found = extract(
        "<main><h1>Vragen en antwoorden over de premie voor huurders</h1><h2>Vragen</h2>"
        "<details><summary>Mag dat?</summary><p>Ja.</p></details>"
        "<details><summary>Moet dat?</summary><p>Nee.</p></details>"
        "<dl><dt>Telefoon</dt><dd>1700</dd><dt>Mail:</dt><dd>a@b.example</dd></dl></main>"
    )
    assert [(b.level, found.text[b.start : b.end]) for b in found.blocks][1:] == [
        (2, "Vragen"),
        (3, "Mag dat?"),
        (0, "Ja."),
        (3, "Moet dat?"),
        (0, "Nee."),
        (0, "- Telefoon: 1700"),
        (0, "- Mail: a@b.example"),
    ]


def test_a_list_in_a_cell_does_not_undo_the_table():
    found = extract(
        "<table><tr><th>Wie</th><th>Wat</th></tr><tr><td>Huurder</td><td><ul><li>a</li>"
        "<li>b</li></ul></td></tr></table>"
    )
    assert found.text == "Wie: Huurder; Wat: a b"


def test_broken_markup_is_survived():
    found = extract("<p>een<p>twee<ul><li>a<li>b</ul><table><tr><td>x<td>y</table></div></b>")
    assert found.text == "een\n\ntwee\n\n- a\n- b\n\nx: y"


@pytest.mark.parametrize("start", ["²", "9" * 5000, "-1", ""])
def test_a_list_with_a_senseless_start_counts_from_one(start):
    page = f"<h1>Premie</h1><ol start='{start}'><li>Vraag de premie aan.</li></ol>"
    assert "1. Vraag de premie aan." in extract(page).text
