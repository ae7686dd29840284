"""Unless is not if; the end of a range is not the value."""

from __future__ import annotations

import pytest

from vraagbaak.grounding import Verdict

FALSE = [
    ("U krijgt de premie als u verhuist.", "U krijgt de premie, tenzij u verhuist."),
    ("Als u te laat bent, betaalt u niets.", "U betaalt niets, tenzij u te laat bent."),
    ("U krijgt de premie, tenzij u verhuist.", "U krijgt de premie als u verhuist."),
    ("You pay nothing if you are late.", "You pay nothing unless you are late."),
    ("You get the card if you owe money.", "You get the card except if you owe money."),
    (
        "Vous ne payez rien si vous êtes en retard.",
        "Vous ne payez rien, sauf si vous êtes en retard.",
    ),
    (
        "Sie zahlen nichts, wenn Sie zu spät sind.",
        "Sie zahlen nichts, es sei denn, Sie sind zu spät.",
    ),
    ("Studenten krijgen de premie.", "Huurders krijgen de premie, behalve studenten."),
    ("De aanvraag duurt 30 dagen.", "De aanvraag duurt 10 tot 30 dagen."),
    ("De aanvraag duurt 10 dagen.", "De aanvraag duurt 10 tot 30 dagen."),
    ("De straf is minstens 30 dagen.", "De straf is 10 tot 30 dagen."),
    ("De premie bedraagt 500 euro.", "De premie bedraagt tussen 200 en 500 euro."),
    ("La prime est de 200 euros.", "La prime est de 200 à 500 euros."),
    ("Die Prüfung dauert 8 Wochen.", "Die Prüfung dauert 4 bis 8 Wochen."),
    ("The test takes 8 weeks.", "The test takes between 4 and 8 weeks."),
]
TRUE = [
    ("U krijgt geen premie als u verhuist.", "U krijgt de premie, tenzij u verhuist."),
    ("You get no card if you owe money.", "You get the card unless you owe money."),
    ("De aanvraag duurt hoogstens 30 dagen.", "De aanvraag duurt 10 tot 30 dagen."),
    ("De aanvraag duurt minstens 10 dagen.", "De aanvraag duurt 10 tot 30 dagen."),
    ("De aanvraag duurt 10 tot 30 dagen.", "De aanvraag duurt tussen 10 en 30 dagen."),
    ("De prijs is maximaal 500 euro.", "De prijs ligt tussen 200 en 500 euro."),
    ("Het bedrag stijgt tot 300 euro.", "Het bedrag stijgt van 200 tot 300 euro."),
    ("De cursus duurt 5 dagen.", "De cursus duurt 5 dagen, telkens van 9 tot 17 uur."),
    (
        "De premie bedraagt 500 euro.",
        "De premie bedraagt 500 euro. Wie tussen 200 en 500 euro verdient, krijgt ze.",
    ),
]


@pytest.mark.parametrize(("claim", "text"), FALSE)
def test_it_is_seen(verdict, claim, text):
    assert verdict(claim, text) in {Verdict.CONTRADICTED, Verdict.NOT_FOUND}


@pytest.mark.parametrize(("claim", "text"), TRUE)
def test_the_same_said_otherwise_is_supported(verdict, claim, text):
    assert verdict(claim, text) is Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        (
            "U krijgt de premie als u een eigen inkomen hebt.",
            "U krijgt de premie niet, tenzij u geen eigen inkomen hebt.",
        ),
        (
            "You get the allowance if you have an income.",
            "You do not get the allowance unless you have no income.",
        ),
        (
            "Kinderen moeten zich inschrijven.",
            "Iedereen moet zich inschrijven, met uitzondering van kinderen.",
        ),
        (
            "Kinderen moeten zich inschrijven.",
            "Iedereen moet zich inschrijven, met uitzondering van kinderen jonger dan 6 jaar.",
        ),
        ("De subsidie bedraagt 40 procent.", "De subsidie ligt tussen de 20 en de 40 procent."),
        ("De premie bedraagt minstens 2 euro.", "De premie bedraagt 2 tot 3 miljoen euro."),
    ],
)
def test_what_attacks_had_found_is_seen(verdict, claim, text):
    assert verdict(claim, text) in {Verdict.CONTRADICTED, Verdict.NOT_FOUND}


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        (
            "Het kamp is er voor jongeren vanaf 12 jaar.",
            "Het kamp is er voor jongeren van 12 tot 18 jaar.",
        ),
        ("De behandeling duurt minstens 2 weken.", "De behandeling duurt 2 tot 4 weken."),
        (
            "Gezinnen met 3 kinderen krijgen korting.",
            "Gezinnen met 3 kinderen tot 18 jaar krijgen korting.",
        ),
        ("U koopt 2 kaarten.", "U koopt 2 kaarten à 10 euro."),
        ("In zone 1 betaalt u 5 euro.", "In zone 1 – 5 euro betaalt u per uur."),
        (
            "Studenten betalen een lager tarief.",
            "Iedereen betaalt het volle tarief, behalve studenten: zij betalen een lager tarief.",
        ),
    ],
)
def test_what_attacks_had_found_refused_is_supported(verdict, claim, text):
    assert verdict(claim, text) is Verdict.SUPPORTED
