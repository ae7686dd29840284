"""What was, or is planned, is not."""

from __future__ import annotations

import pytest

from vraagbaak.grounding import Evidence, FactsVerifier, Verdict

REFUSED = {Verdict.CONTRADICTED, Verdict.NOT_FOUND}
VERIFIER = FactsVerifier()

TRUE = [
    ("De premie bedroeg 250 euro.", "De premie bedroeg 250 euro."),
    ("De woonbonus is afgeschaft.", "De woonbonus is sinds 2020 afgeschaft."),
]
FALSE = [
    ("De premie bedraagt 250 euro.", "De premie bedraagt 250 euro. Ze is sinds 2025 afgeschaft."),
    ("De woonbonus geldt voor eigenaars.", "De woonbonus voor eigenaars is afgeschaft."),
    ("De premie bedraagt 250 euro.", "De premie bedroeg vroeger 250 euro."),
    ("De premie bedraagt 250 euro.", "De premie was 250 euro."),
    ("La prime s'élève à 250 euros.", "La prime s'élevait autrefois à 250 euros."),
    ("La prime existe pour les locataires.", "La prime pour les locataires a été supprimée."),
    ("Der Zuschuss beträgt 250 Euro.", "Der Zuschuss betrug früher 250 Euro."),
    ("The grant amounts to 250 euros.", "The grant formerly amounted to 250 euros."),
    ("Er is een premie voor batterijen.", "Een premie voor batterijen is gepland."),
    ("There is a grant for batteries.", "A grant for batteries is planned."),
]


@pytest.mark.parametrize(("claim", "text"), TRUE)
def test_what_is_told_as_it_is_passes(claim: str, text: str) -> None:
    found = VERIFIER.verify(claim, [Evidence("p", text)])
    assert found.verdict is Verdict.SUPPORTED, found.reason


@pytest.mark.parametrize(("claim", "text"), FALSE)
def test_the_past_and_the_plans_do_not_hold_now(claim: str, text: str) -> None:
    found = VERIFIER.verify(claim, [Evidence("p", text)])
    assert found.verdict in REFUSED
    assert found.reason
