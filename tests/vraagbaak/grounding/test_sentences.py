"""Sentences: real abbreviations, exact places, and the same from a stream."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vraagbaak.grounding.sentences import SentenceBuffer, split_sentences

TEXTS = [
    ["De premie bedraagt € 1.250,50 per jaar.", "U vraagt ze aan vóór 31/12/2025."],
    ["Zie art. 4.2.1, § 3 en nr. 12 bv. in bijlage A.", "Dat geldt d.w.z. altijd."],
    ["M.a.w. u betaalt niets i.v.m. de aanvraag.", "Bel dr. J. Peeters."],
    ["Das gilt z.B. Kindern und z. B. Schülern.", "Der Antrag muss am 3. Mai vorliegen."],
    ["Nach dem 18. Lebensjahr endet die Zahlung.", "Danach nicht."],
    ["Vous pouvez p. ex. téléphoner à M. Dubois.", "C'est gratuit !", "Qui ?"],
    ["Il a dit « Venez demain. »", "Puis il est parti."],
    ["You may, e.g. Monday, call us at no. 5.", "The answer is no.", "We close at 5 p.m.", "Bye."],
    ["Sinds 1.1.2026 geldt dit.", "In 2025.", "Toen niet."],
    ["Zie https://voorbeeld.be/a.b?c=d.e.", "Mail naar info@voorbeeld.be."],
    ["Wacht… dan komt het.", "Klaar..."],
    ["U zit in categorie A.", "De premie is dan hoger (zie nr. 3)."],
    ['Hij vroeg: "Mag dat?" en ging.', '"Ja."', "(Later niet meer.)"],
    ["Bedrag, enz.", "Einde."],
]
LINES = [
    (
        "Nodig:\n- een kopie\n- uw attest\n\nDaarna wacht u.",
        ["Nodig:", "- een kopie", "- uw attest", "Daarna wacht u."],
    ),
    ("# Premie\nDe premie is hoog.", ["# Premie", "De premie is hoog."]),
    ("1. Vul in.\n2. Stuur op.", ["1. Vul in.", "2. Stuur op."]),
    ("| a | b |\n| 1 | 2 |", ["| a | b |", "| 1 | 2 |"]),
    ("De premie is er voor\nwie lang wacht.", ["De premie is er voor\nwie lang wacht."]),
    ("Zie art.\n3 van het besluit.", ["Zie art.\n3 van het besluit."]),
    ("", []),
    (" \n ", []),
]


@pytest.mark.parametrize("sentences", TEXTS, ids=lambda s: s[0][:25])
def test_splits_where_sentences_end(sentences: list[str]) -> None:
    assert [s.text for s in split_sentences(" ".join(sentences))] == sentences


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_lines(text: str, expected: list[str]) -> None:
    assert [s.text for s in split_sentences(text)] == expected


WORDS = st.sampled_from(
    "De premie bedraagt 250 1. 18. 3 art. bv. d.w.z. z. B. p.m. am J. ? ! ... … . - a) 1) # | "
    '\n \n\n » « " ( ) [1] € nr. A. categorie https://a.be/x. x. Y 12/1/2026. é'.split(" ")
)
texts = st.one_of(
    st.lists(WORDS, max_size=25).map(" ".join),
    st.text(alphabet='aB1. \n-!?»"|#)', max_size=60),
    st.text(max_size=40),
)


@given(texts)
def test_places_are_exact_and_nothing_is_lost(text: str) -> None:
    found = split_sentences(text)
    assert all(text[s.start : s.end] == s.text and s.text.strip() == s.text for s in found)
    assert "".join("".join(s.text for s in found).split()) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(texts, st.lists(st.integers(0, 200), max_size=12))
def test_any_cut_of_a_stream_gives_the_same(text: str, cuts: list[int]) -> None:
    places = [0, *sorted(min(c, len(text)) for c in cuts), len(text)]
    buffer = SentenceBuffer()
    found = [s for a, b in pairwise(places) for s in buffer.feed(text[a:b])]
    assert found + buffer.flush() == split_sentences(text)


@given(texts)
def test_character_by_character(text: str) -> None:
    buffer = SentenceBuffer()
    found = [s for char in text for s in buffer.feed(char)]
    assert found + buffer.flush() == split_sentences(text)


def test_a_sentence_comes_as_soon_as_the_next_one_begins() -> None:
    buffer = SentenceBuffer()
    assert buffer.feed("De premie is 1.") == []
    assert buffer.feed("250 euro. ") == []
    assert [s.text for s in buffer.feed("D")] == ["De premie is 1.250 euro."]
    assert [s.text for s in buffer.flush()] == ["D"]
