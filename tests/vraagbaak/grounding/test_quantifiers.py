"""Some is not all, sometimes is not always, and "only" must be said."""

from __future__ import annotations

import pytest

from vraagbaak.grounding import Evidence, FactsVerifier, Verdict

REFUSED = {Verdict.CONTRADICTED, Verdict.NOT_FOUND}
VERIFIER = FactsVerifier()

TRUE = [
    ("Sommige gemeenten geven een premie.", "Sommige gemeenten geven een premie aan gezinnen."),
    ("Elke gemeente geeft een premie.", "Alle gemeenten geven een premie."),
    ("Een attest is verplicht.", "Een attest is altijd verplicht."),
    ("Every municipality grants a premium.", "All municipalities grant a premium."),
    ("Alleen eigenaars krijgen de premie.", "Enkel eigenaars krijgen de premie."),
    ("Eigenaars krijgen de premie.", "Enkel eigenaars krijgen de premie."),
]
FALSE = [
    ("Alle gemeenten geven een premie.", "Sommige gemeenten geven een premie."),
    ("Een attest is verplicht.", "Een attest is soms verplicht."),
    ("Een attest is altijd verplicht.", "Een attest is meestal verplicht."),
    ("Gemeenten geven een premie.", "Sommige gemeenten geven een premie."),
    ("Toutes les communes accordent une prime.", "Certaines communes accordent une prime."),
    ("Une attestation est obligatoire.", "Une attestation est parfois obligatoire."),
    ("Alle Gemeinden gewähren einen Zuschuss.", "Manche Gemeinden gewähren einen Zuschuss."),
    ("Ein Nachweis ist Pflicht.", "Ein Nachweis ist manchmal Pflicht."),
    ("All municipalities grant a premium.", "Some municipalities grant a premium."),
    ("A certificate is always required.", "A certificate is usually required."),
    ("Enkel eigenaars krijgen de premie.", "Eigenaars krijgen de premie."),
    ("Only owners receive the premium.", "Owners receive the premium."),
    ("Sommige eigenaars krijgen de premie.", "Alle eigenaars krijgen de premie."),
]


@pytest.mark.parametrize(("claim", "text"), TRUE)
def test_as_many_are_supported(claim: str, text: str) -> None:
    found = VERIFIER.verify(claim, [Evidence("p", text)])
    assert found.verdict is Verdict.SUPPORTED, found.reason


@pytest.mark.parametrize(("claim", "text"), FALSE)
def test_more_or_fewer_are_refused(claim: str, text: str) -> None:
    found = VERIFIER.verify(claim, [Evidence("p", text)])
    assert found.verdict in REFUSED
    assert found.reason
