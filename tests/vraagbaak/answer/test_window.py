"""The sentences around a piece, whole and within a limit."""

import pytest

from vraagbaak.answer.window import around, headed, header_of, told
from vraagbaak.index.types import Passage

TEXT = (
    "Een is kort. Twee is iets langer dan een. Drie staat in het midden. Vier volgt. Vijf sluit af."
)


@pytest.mark.parametrize(
    ("most", "found"),
    [
        (20, "Drie staat in het midden."),
        (40, "Drie staat in het midden. Vier volgt."),
        (60, "Drie staat in het midden. Vier volgt. Vijf sluit af."),
        (500, TEXT),
    ],
)
def test_it_grows_by_whole_sentences(most, found):
    start = TEXT.index("Drie")
    window = around(TEXT, start, start + 4, most)
    assert TEXT[start : start + 24] in window
    assert window in TEXT
    assert len(window) <= max(most, 25)
    assert window == found


def test_without_sentences_it_is_the_piece_itself():
    assert around("| a | b |", 2, 3) in "| a | b |"
    assert around("", 0, 0) == ""


def test_the_heading_stands_above():
    assert headed("Premies", "Tekst.") == "Premies\nTekst."
    assert headed("", "Tekst.") == "Tekst."


TABLE = """\
Het bedrag hangt af van uw gezin.

| Gezin | Per maand |
|---|---|
| 3 personen | € 190 |
| 4 personen | € 211 |

Een toeslag is mogelijk."""


def passage(text, context=""):
    return Passage(
        **dict.fromkeys(("id", "document", "uri", "title", "heading"), ""),
        **dict.fromkeys(("page", "language", "valid_from", "valid_until")),
        position=0,
        text=text,
        start=0,
        end=len(text),
        context=context,
    )


def test_rows_are_told_as_sentences_are():
    assert told(TABLE) == (
        "Het bedrag hangt af van uw gezin.\n\n"
        "Gezin 3 personen: Per maand € 190\nGezin 4 personen: Per maand € 211\n\n"
        "Een toeslag is mogelijk."
    )


def test_a_table_of_one_row_is_kept():
    assert told("| 4 personen | € 211 |") == "| 4 personen | € 211 |"
    assert told("| Gezin | Per maand |\n|---|---|") == "| Gezin | Per maand |"
    assert told("") == ""


def test_rows_without_their_header_are_told_with_it():
    row = "| 4 personen | € 211 |"
    header = header_of(passage(TABLE), TABLE.index(row))
    assert header == "| Gezin | Per maand |"
    assert told(row, header) == "Gezin 4 personen: Per maand € 211"


def test_the_header_of_a_passage_within_a_table_is_its_context():
    row = "| 4 personen | € 211 |"
    assert header_of(passage(row, "| Gezin | Per maand |"), 0) == "| Gezin | Per maand |"
    assert header_of(passage("Tekst.", "| Gezin | Per maand |"), 0) == "| Gezin | Per maand |"


def test_prose_has_no_header():
    assert header_of(passage(TABLE), TABLE.index("Een toeslag")) == ""
    assert told("Een toeslag is mogelijk.", "| Gezin | Per maand |") == "Een toeslag is mogelijk."
