"""Who does what to whom, and who only says so."""

from __future__ import annotations

import pytest

from vraagbaak.grounding import Verdict
from vraagbaak.grounding.facts.agents import agents
from vraagbaak.language import Language

FALSE = [
    (
        "De huurder moet de verhuurder verwittigen.",
        "De verhuurder moet de huurder verwittigen.",
    ),
    (
        "De gemeente betaalt de provincie 200 euro.",
        "De provincie betaalt de gemeente 200 euro.",
    ),
    ("Le locataire prévient le bailleur.", "Le bailleur prévient le locataire."),
    ("Der Mieter informiert den Eigentümer.", "Der Eigentümer informiert den Mieter."),
    ("The tenant must inform the landlord.", "The landlord must inform the tenant."),
    (
        "De huurder verwittigt de verhuurder.",
        "De huurder wordt verwittigd door de verhuurder.",
    ),
    (
        "De politie levert het bewijs af.",
        "Parko controleert, de politie beboet. Het bewijs wordt door Parko afgeleverd.",
    ),
    ("The school keeps the file.", "The file is kept by the municipality."),
    ("Het water is veilig.", "Volgens de fabrikant is het water veilig."),
    ("De maatregel werkt niet.", "Volgens critici werkt de maatregel niet."),
    ("La mesure ne fonctionne pas.", "Selon les riverains, la mesure ne fonctionne pas."),
    ("The water is safe.", "According to the manufacturer, the water is safe."),
    (
        "De werknemer informeert de werkgever over het ongeval.",
        "De werkgever informeert de werknemer over het ongeval.",
    ),
    (
        "La province transmet le dossier à la commune.",
        "La commune transmet le dossier à la province.",
    ),
    ("De verhuurder wordt door de huurder verwittigd.", "De verhuurder verwittigt de huurder."),
    (
        "Das Gericht übermittelt der Gemeinde die Akte.",
        "Die Gemeinde übermittelt dem Gericht die Akte.",
    ),
    ("Het systeem is te duur.", "Tegenstanders zeggen dat het systeem te duur is."),
    (
        "Het toestel stelt zich vanzelf in.",
        "Volgens de fabrikant stelt het toestel zich vanzelf in.",
    ),
]
TRUE = [
    (
        "De provincie betaalt 200 euro aan de gemeente.",
        "De provincie betaalt de gemeente 200 euro.",
    ),
    (
        "Aan de gemeente betaalt de provincie 200 euro.",
        "De provincie betaalt de gemeente 200 euro.",
    ),
    (
        "De huurder wordt door de verhuurder verwittigd.",
        "De verhuurder verwittigt de huurder.",
    ),
    ("Den Mieter informiert der Eigentümer.", "Der Eigentümer informiert den Mieter."),
    (
        "De leerkracht informeert de ouders.",
        "De leerkracht informeert de ouders, en de ouders informeren de school.",
    ),
    ("The municipality keeps the file.", "The file is kept by the municipality."),
    (
        "Volgens critici werkt de maatregel niet goed.",
        "De maatregel werkt volgens critici niet goed.",
    ),
    (
        "De wet geldt ook voor vreemdelingen.",
        "Volgens artikel 3 geldt de wet ook voor vreemdelingen.",
    ),
    (
        "De verhuurder moet de waarborg teruggeven als de huurder opzegt.",
        "Als de huurder opzegt, moet de verhuurder de waarborg teruggeven.",
    ),
    (
        "De provincie en de gemeente betalen samen de weg.",
        "De gemeente en de provincie betalen samen de weg.",
    ),
    ("Gemeenten leveren de vergunning af.", "De vergunning wordt afgeleverd door de gemeente."),
    (
        "De premie bedraagt 500 euro.",
        "De premie bedraagt 500 euro, wat volgens tegenstanders te weinig is.",
    ),
    (
        "De prijs verschilt naargelang de aanvrager.",
        "De prijs verschilt volgens de aanvrager.",
    ),
]


@pytest.mark.parametrize(("claim", "text"), FALSE)
def test_it_is_seen(verdict, claim, text):
    assert verdict(claim, text) in {Verdict.CONTRADICTED, Verdict.NOT_FOUND}


@pytest.mark.parametrize(("claim", "text"), TRUE)
def test_another_order_is_no_other_role(verdict, claim, text):
    assert verdict(claim, text) is Verdict.SUPPORTED


def test_french_of_is_not_to() -> None:
    _, residents = agents("Le service d'habitants", Language.FR)
    assert residents.governed
    assert not residents.towards
