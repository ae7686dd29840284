"""What "deze premie" is the premium that was just spoken of."""

from __future__ import annotations

import pytest

from vraagbaak.grounding import Evidence, FactsVerifier, Verdict
from vraagbaak.grounding.references import refer
from vraagbaak.language import Language

REFUSED = {Verdict.CONTRADICTED, Verdict.NOT_FOUND}
VERIFIER = FactsVerifier()

TRUE = [
    (
        "Deze premie bedraagt 150 euro.",
        "De premie voor isolatie helpt eigenaars.",
        "De premie voor zonnepanelen bedraagt 250 euro. De premie voor isolatie bedraagt 150 euro.",
    ),
    (
        "Deze premie bedraagt 250 euro.",
        "U hebt recht op de huurpremie.",
        "De huurpremie bedraagt 250 euro.",
    ),
    (
        "Deze premie bedraagt 250 euro.",
        "U hebt recht op de huurpremie.",
        "De huurpremie helpt gezinnen. Deze premie bedraagt 250 euro.",
    ),
    (
        "Cette prime s'élève à 250 euros.",
        "La prime d'isolation aide les propriétaires.",
        "La prime d'isolation s'élève à 250 euros.",
    ),
    (
        "Diese Prämie beträgt 250 Euro.",
        "Sie haben Anspruch auf die Mietprämie.",
        "Die Mietprämie beträgt 250 Euro.",
    ),
    (
        "This grant amounts to 250 euros.",
        "The grant for insulation helps owners.",
        "The grant for insulation amounts to 250 euros.",
    ),
    ("Ze bedraagt 250 euro.", "De huurpremie helpt gezinnen.", "De huurpremie bedraagt 250 euro."),
    (
        "U krijgt de premie.",
        "Is uw inkomen lager dan 30.000 euro?",
        "U krijgt de premie als uw inkomen lager is dan 30.000 euro.",
    ),
    ("Deze premie bedraagt 250 euro.", "", "Deze premie bedraagt 250 euro."),
]
FALSE = [
    (
        "Deze premie bedraagt 250 euro.",
        "De premie voor isolatie helpt eigenaars.",
        "De premie voor zonnepanelen bedraagt 250 euro. De premie voor isolatie bedraagt 150 euro.",
    ),
    (
        "Deze premie bedraagt 250 euro.",
        "U hebt recht op de huurpremie.",
        "De renovatiepremie bedraagt 250 euro.",
    ),
    (
        "Deze premie bedraagt 250 euro.",
        "U hebt recht op de huurpremie.",
        "De renovatiepremie helpt gezinnen. Deze premie bedraagt 250 euro.",
    ),
    (
        "Cette prime s'élève à 250 euros.",
        "La prime d'isolation aide les propriétaires.",
        "La prime de rénovation s'élève à 250 euros.",
    ),
    (
        "Diese Prämie beträgt 250 Euro.",
        "Sie haben Anspruch auf die Mietprämie.",
        "Die Bauprämie beträgt 250 Euro.",
    ),
    (
        "This grant amounts to 250 euros.",
        "The grant for insulation helps owners.",
        "The grant for solar panels amounts to 250 euros.",
    ),
    (
        "Ze bedraagt 250 euro.",
        "De huurpremie helpt gezinnen.",
        "De renovatiepremie bedraagt 250 euro.",
    ),
    (
        "Het bedraagt 250 euro.",
        "Het groeipakket is er voor kinderen.",
        "De huurpremie bedraagt 250 euro.",
    ),
]


@pytest.mark.parametrize(("claim", "before", "text"), TRUE)
def test_what_it_refers_to_is_supported(claim: str, before: str, text: str) -> None:
    found = VERIFIER.verify(claim, [Evidence("p", text)], before)
    assert found.verdict is Verdict.SUPPORTED, found.reason


@pytest.mark.parametrize(("claim", "before", "text"), FALSE)
def test_another_one_is_refused(claim: str, before: str, text: str) -> None:
    found = VERIFIER.verify(claim, [Evidence("p", text)], before)
    assert found.verdict in REFUSED
    assert found.reason


@pytest.mark.parametrize(
    ("claim", "before", "language", "antecedent"),
    [
        ("Deze premie is gratis.", "De huurpremie helpt u.", Language.NL, "huurpremie"),
        ("Deze premie is er.", "De premie voor isolatie.", Language.NL, "premie voor isolatie"),
        ("Cette prime existe.", "La prime d'isolation aide.", Language.FR, "prime d'isolation"),
        ("It costs 5 euros.", "The parking card is new.", Language.EN, "parking"),
        ("Ze bedraagt 5 euro.", "De bon helpt. De huurpremie helpt.", Language.NL, "huurpremie"),
    ],
)
def test_finds_the_last_thing_of_that_name(
    claim: str, before: str, language: Language, antecedent: str
) -> None:
    found = refer(claim, before, language)
    assert found is not None
    assert found.antecedent == antecedent
    assert claim[found.start : found.end].lower() in {"deze", "cette", "it", "ze"}


@pytest.mark.parametrize("before", ["", "Goedendag.", "De fiets is rood."])
def test_without_such_a_thing_it_refers_to_nothing(before: str) -> None:
    assert refer("Deze premie bedraagt 250 euro.", before, Language.NL) is None
