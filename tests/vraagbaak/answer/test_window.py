"""The sentences around a piece, whole and within a limit."""

import pytest

from vraagbaak.answer.window import around, headed

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
