"""Markdown as agencies have it: clean, and dirty."""

import datetime as dt

import pytest

from vraagbaak.ingest.extract import markdown
from vraagbaak.ingest.types import BlockKind
from vraagbaak.language import Language


def extract(text: str):
    return markdown.extract(text.encode())


def shape(found):
    return [(b.kind.value, b.level, found.text[b.start : b.end]) for b in found.blocks]


def test_structure_is_kept():
    found = extract(
        "# Huursteun\n\nVoor *wie* [huurt](https://x.example).\n\n## Bedrag\n\n"
        "1. eerst\n2. dan\n   - a\n   - b\n\n| Gezin | Bedrag |\n|---|---|\n| Alleen | € 148 |\n"
    )
    assert found.title == "Huursteun"
    assert shape(found) == [
        ("heading", 1, "Huursteun"),
        ("paragraph", 0, "Voor wie huurt."),
        ("heading", 2, "Bedrag"),
        ("list_item", 0, "1. eerst"),
        ("list_item", 0, "2. dan"),
        ("list_item", 1, "- a"),
        ("list_item", 1, "- b"),
        ("table_row", 0, "Gezin: Alleen; Bedrag: € 148"),
    ]
    assert "1. eerst\n2. dan\n\n" not in found.text
    assert "1. eerst\n2. dan\n  - a\n  - b\n\nGezin" in found.text


def test_front_matter_is_metadata_and_not_text():
    found = extract(
        "---\ntitle: De **premie**\nlang: nl-BE\nvalid_from: 2026-01-01\n"
        "geldig tot: 31/12/2026\ntags: [a, b]\n---\n\nTekst over iets.\n"
    )
    assert found.title == "De premie"
    assert found.language is Language.NL
    assert found.valid_from == dt.date(2026, 1, 1)
    assert found.valid_until == dt.date(2026, 12, 31)
    assert found.metadata["tags"] == "a, b"
    assert found.text == "Tekst over iets."


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: A: B: C\ntags: [x\n---\nTekst.\n", "A: B: C"),
        ("---\ntitle: Open\ndate: 2026-02-30\n---\nTekst.\n", "Open"),
        ("---\ntitle: Nooit gesloten\ndraft: true\n\nTekst.\n", "Nooit gesloten"),
        ("\ufeff---\ntitle: Met BOM\n---\nTekst.\n", "Met BOM"),
        ('+++\ntitle = "TOML"\n+++\nTekst.\n', "TOML"),
        ("---\r\ntitle: Windows\r\n---\r\nTekst.\r\n", "Windows"),
        ("---\n<<<<<<< HEAD\ntitle: Ons\n=======\ntitle: Hun\n>>>>>>> main\n---\nTekst.\n", "Ons"),
        ("<!-- SPDX -->\n---\ntitle: Na commentaar\n---\nTekst.\n", "Na commentaar"),
    ],
)
def test_broken_front_matter_never_becomes_text(text, title):
    found = extract(text)
    assert found.text == "Tekst."
    assert found.title == title


def test_a_rule_at_the_beginning_is_no_front_matter():
    assert extract("---\n\nEen zin.\n\n---\n\nNog een.\n").text == "Een zin.\n\nNog een."


def test_a_merge_conflict_keeps_one_side_and_warns():
    found = extract(
        "Voor.\n\n<<<<<<< HEAD\nHet bedrag is 10 euro.\n||||||| base\nHet was 8.\n=======\n"
        "Het bedrag is 12 euro.\n>>>>>>> main\n\nNa.\n"
    )
    assert found.text == "Voor.\n\nHet bedrag is 10 euro.\n\nNa."
    assert any("merge conflict" in warning for warning in found.warnings)


def test_conflict_markers_in_code_or_headings_are_not_a_conflict():
    assert "Kop" in extract("Kop\n=======\n\nTekst.\n").text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("A <!-- weg --> B", "A B"),
        ("A\n\n<!-- niet gesloten\n\nB", "A\n\nniet gesloten\n\nB"),
        ("Beste {{ naam }}, welkom.", "Beste , welkom."),
        ("Tot <<datum>> kan u.", "Tot kan u."),
        ("# Kop {#id .klasse}\n\nx", "Kop\n\nx"),
        ("## Kop { data-search-exclude }\n\nx", "Kop\n\nx"),
        ("![Foto van het loket](loket.png)", "Foto van het loket"),
        ("![image12.png](x.png) tekst", "tekst"),
        ("Een <b>vet</b> woord<br>en een regel", "Een vet woord\nen een regel"),
        ('{% hint style="info" %}\nLet op.\n{% endhint %}', "Let op."),
        ('{% content-ref url="a.md" %}\n[a.md](a.md)\n{% endcontent-ref %}\n\nx', "x"),
        ("TODO: bedrag opzoeken\n\nEchte tekst.", "Echte tekst."),
        ("- een punt TODO\n- TODO\n- nog een", "- een punt\n- nog een"),
        ("::: {#refs}\nTekst\n:::", "Tekst"),
        ("Zie Tabel \\@ref(tab:x).", "Zie Tabel."),
        ("Dat stelt hij [@jansen2020; @peeters].", "Dat stelt hij."),
        ("[Knop](x.md){ .button .primary }", "Knop"),
        ("```{r setup}\nlibrary(x)\n```\n\nTekst", "Tekst"),
        ("```\ncurl x\n```", "curl x"),
        ("Minstens $5 \\mu m$ dik", "Minstens 5 µ m dik"),
        ("zero\u200bwidth so\u00adft \U000e0041tag", "zerowidth soft tag"),
        ("de\u0301cision", "décision"),
    ],
)
def test_what_tools_and_editors_leave_behind(source, text):
    assert extract(source).text == text


def test_left_out_fields_and_notes_are_warned_about():
    found = extract("Beste {{ naam }}.\n\nTODO schrijven\n\nTekst.")
    assert len(found.warnings) == 2


def test_callouts_are_read_and_foldouts_are_headings():
    found = extract(
        '## Vragen\n\n??? expander "Wat is het?"\n    Een kader.\n\n    - punt\n\n'
        '!!! tip "Tip"\n    Lees dit.\n\nNa.\n'
    )
    assert shape(found) == [
        ("heading", 2, "Vragen"),
        ("heading", 3, "Wat is het?"),
        ("paragraph", 0, "Een kader."),
        ("list_item", 0, "- punt"),
        ("paragraph", 0, "Tip:"),
        ("paragraph", 0, "Lees dit."),
        ("paragraph", 0, "Na."),
    ]


def test_raw_html_keeps_its_structure():
    found = extract(
        "<h2>Tarieven</h2>\n<table>\n<tr><th>Soort</th><th>Prijs</th></tr>\n\n"
        "<tr><td>Pas</td><td>€ 20</td></tr>\n</table>\n\n<script>alert(1)</script>\n"
    )
    assert shape(found) == [("heading", 2, "Tarieven"), ("table_row", 0, "Soort: Pas; Prijs: € 20")]


def test_the_top_heading_is_the_title_where_front_matter_gives_none():
    assert extract("### Klein\n\n# Groot\n\ntekst").title == "Groot"
    assert extract("zomaar tekst").title == ""


def test_a_list_item_of_several_paragraphs_is_one_item():
    found = extract("- eerst\n\n  verder\n- dan\n")
    assert [b.kind for b in found.blocks] == [BlockKind.LIST_ITEM] * 2
    assert found.text == "- eerst\n  verder\n- dan"


def test_windows_text_is_decoded():
    assert markdown.extract("Privé: € 10 – “goed”".encode("cp1252")).text == "Privé: € 10 – “goed”"
    assert markdown.extract("één".encode("utf-16")).text == "één"


def test_front_matter_that_grows_by_aliases_is_not_unfolded():
    rows = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    block = "\n".join(["title: Premies", "a0: &a0 [x, x]", *rows, "geldig_tot: *a11"])
    found = extract(f"---\n{block}\n---\nDe premie is 50 euro.")
    assert (found.title, found.text) == ("Premies", "De premie is 50 euro.")
    assert found.warnings == ("The front matter is not valid YAML.",)
