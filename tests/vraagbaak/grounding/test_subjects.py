"""A number some sentences from its subject, and facts that are another's."""

from __future__ import annotations

import pytest

from vraagbaak.grounding import Evidence, FactsVerifier, Verdict

REFUSED = {Verdict.CONTRADICTED, Verdict.NOT_FOUND}
VERIFIER = FactsVerifier()

TRUE = [
    (
        "De huurpremie bedraagt 150 euro.",
        "De huurpremie helpt gezinnen. Wie weinig verdient, vraagt ze aan. Het bedrag is 150 euro.",
    ),
    (
        "La prime logement s'élève à 150 euros.",
        "La prime logement aide les familles. Le montant s'élève à 150 euros.",
    ),
]
FALSE = [
    (
        "De Zonnebon bedraagt 200 euro.",
        "De Zonnebon bedraagt 150 euro. De Windcheque bedraagt 200 euro.",
    ),
    (
        "De huurpremie bedraagt 200 euro.",
        "De huurpremie helpt gezinnen. De huursubsidie is nieuw. Het bedrag is 200 euro.",
    ),
    ("De VMM betaalt de premie.", "De VDAB betaalt de premie."),
    ("Artikel 5 regelt de premie.", "Artikel 6 regelt de premie."),
    ("De premie loopt 3 maanden.", "De premie loopt 3 weken."),
    ("De premie bedraagt minstens 500 euro.", "De premie bedraagt hoogstens 500 euro."),
]


@pytest.mark.parametrize(("claim", "text"), TRUE)
def test_the_subject_may_stand_before(claim: str, text: str) -> None:
    found = VERIFIER.verify(claim, [Evidence("p", text)])
    assert found.verdict is Verdict.SUPPORTED, found.reason


@pytest.mark.parametrize(("claim", "text"), FALSE)
def test_another_subject_may_not(claim: str, text: str) -> None:
    found = VERIFIER.verify(claim, [Evidence("p", text)])
    assert found.verdict in REFUSED
    assert found.reason
