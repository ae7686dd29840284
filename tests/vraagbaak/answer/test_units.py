"""Quotable pieces: lists stay whole, offsets are exact, headings and rules are no sentences."""

from hypothesis import given
from hypothesis import strategies as st

from vraagbaak.answer.units import Kind, units
from vraagbaak.index.types import Passage
from vraagbaak.language import Language

TEXT = """\
Huurpremie
De premie is 170 euro. U krijgt ze elke maand.

U hebt recht op:
- een premie
- een voorschot

1. Vul het formulier in.
2. Stuur het op.

Inkomen: tot 20.000 euro; Premie: 170 euro
Inkomen: tot 30.000 euro; Premie: 100 euro
---
Wanneer krijg ik de premie?
U krijgt de premie op de tiende van de maand."""


def texts(found):
    return [(unit.kind, [quote.text for quote in unit.quotes]) for unit in found]


def test_the_kinds_of_units(make_passage):
    found = units(make_passage("a.md", TEXT, "Huurpremie"))
    assert texts(found)[:4] == [
        (Kind.SENTENCE, ["De premie is 170 euro."]),
        (Kind.SENTENCE, ["U krijgt ze elke maand."]),
        (Kind.LIST, ["een premie", "een voorschot"]),
        (Kind.LIST, ["Vul het formulier in.", "Stuur het op."]),
    ]
    rows = [unit for unit in found if unit.kind is Kind.ROW]
    assert [row.text for row in rows] == [
        "Inkomen: tot 20.000 euro; Premie: 170 euro",
        "Inkomen: tot 30.000 euro; Premie: 100 euro",
    ]


def test_a_list_has_its_introduction(make_passage):
    found = units(make_passage("a.md", TEXT, "Huurpremie"))
    listed = next(unit for unit in found if unit.kind is Kind.LIST)
    assert listed.intro is not None
    assert listed.intro.text == "U hebt recht op:"


def test_a_question_in_the_text_belongs_to_its_answer(make_passage):
    last = units(make_passage("a.md", TEXT, "Huurpremie"))[-1]
    assert last.question == "Wanneer krijg ik de premie?"
    assert last.text == "U krijgt de premie op de tiende van de maand."


def test_a_sentence_broken_over_lines_is_one(make_passage):
    text = (
        "De premie wordt betaald op de tiende dag van de maand die volgt op de\n"
        "maand waarin u ze hebt aangevraagd. Daarna krijgt u bericht."
    )
    found = units(make_passage("a.pdf", text, "Premie"))
    assert len(found) == 2
    assert found[0].text.endswith("aangevraagd.")


@given(
    lines=st.lists(
        st.sampled_from(["Een zin.", "- item", "Intro:", "", "# Kop", "A: b; C: d", "x?", "1. y"])
    )
)
def test_quotes_are_verbatim_whatever_the_text(lines):
    text = "\n".join(lines)
    passage = Passage(
        "id", "a.md", "", "Titel", "", None, 0, text, 0, len(text), "", Language.NL, None, None
    )
    for unit in units(passage):
        for quote in [*unit.quotes, *([unit.intro] if unit.intro else [])]:
            assert quote.text == text[quote.start : quote.end].strip() != ""
