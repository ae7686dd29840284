"""A value belongs to what its own part of the sentence speaks of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from vraagbaak.grounding import Verdict
from vraagbaak.grounding.claims import is_claim

FEES = "Een gewone aanvraag kost 26 euro, een spoedaanvraag kost 112 euro."
WALLS = "De premie bedraagt 100 euro voor daken en 50 euro voor gevels."
DOGS = "Der erste Hund kostet 72 Euro im Jahr, jeder weitere Hund kostet 144 Euro."


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (FEES, "Een spoedaanvraag kost 26 euro."),
        (FEES, "Een gewone aanvraag kost 112 euro."),
        (WALLS, "De premie voor daken bedraagt 50 euro."),
        (DOGS, "Der erste Hund kostet 144 Euro im Jahr."),
    ],
)
def test_another_ones_value_is_not_supported(
    verdict: Callable[..., Verdict], text: str, claim: str
) -> None:
    assert verdict(claim, text) is not Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (FEES, "Een spoedaanvraag kost 112 euro."),
        (FEES, "Een gewone aanvraag kost 26 euro."),
        (WALLS, "De premie voor gevels bedraagt 50 euro."),
        (WALLS, "De premie voor daken bedraagt 100 euro."),
        (DOGS, "Der erste Hund kostet 72 Euro im Jahr."),
    ],
)
def test_its_own_value_is(verdict: Callable[..., Verdict], text: str, claim: str) -> None:
    assert verdict(claim, text) is Verdict.SUPPORTED


@pytest.mark.parametrize(
    "sentence",
    [
        "Wist u dat u ook zonder beperkt inkomen recht hebt op de premie?",
        "De kaart is gratis voor iedereen (toch?)",
        "De kaart is twintig jaar geldig?",
        "U moet geen formulier invullen, toch?",
        "Saviez-vous que la prime est gratuite ?",
    ],
)
def test_a_question_mark_does_not_make_a_statement_harmless(sentence: str) -> None:
    assert is_claim(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["Hebt u nog vragen?", "Woont u in Gent?", "Wat wilt u weten?", "Puis-je vous aider ?"],
)
def test_questions_are_still_no_claims(sentence: str) -> None:
    assert not is_claim(sentence)
