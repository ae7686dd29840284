"""Whole passages retold as a model would: rightly, and with one thing wrong."""

from __future__ import annotations

import pytest

from vraagbaak.grounding import Evidence, FactsVerifier, Verdict

REFUSED = {Verdict.CONTRADICTED, Verdict.NOT_FOUND}
VERIFIER = FactsVerifier()

CARE = (
    "De mantelzorgpremie is een maandelijkse tegemoetkoming voor wie voor een zorgbehoevend "
    "familielid zorgt. U krijgt 45 euro per maand als u in Lindeveen woont en minstens 10 uur "
    "per week zorg verleent. De aanvraag dient u in bij het Zorgloket, ten laatste op 30 "
    "september. U moet een attest van de huisarts toevoegen. De uitbetaling gebeurt telkens "
    "in de eerste week van de maand. Studenten komen niet in aanmerking, tenzij ze "
    "gedomicilieerd zijn in Lindeveen. Wie verhuist, moet dat binnen 14 dagen melden."
)
PARKING = (
    "La carte de stationnement riverain est gratuite pour le premier véhicule. Une deuxième "
    "carte coûte 50 euros par an. Vous pouvez demander la carte en ligne ou au guichet. La "
    "carte est valable deux ans et doit être renouvelée un mois avant son échéance. Les "
    "entreprises ne peuvent pas obtenir cette carte. Certaines rues ne sont pas concernées."
)
HEATING = (
    "Der Heizkostenzuschuss beträgt einmalig 200 Euro pro Haushalt. Anspruch haben Haushalte "
    "mit einem Jahreseinkommen unter 24.000 Euro. Der Antrag ist bis zum 15. März schriftlich "
    "bei der Gemeinde zu stellen. Später eingereichte Anträge werden nicht berücksichtigt. "
    "Die Auszahlung erfolgt in der Regel innerhalb von sechs Wochen. Bei unvollständigen "
    "Unterlagen kann sich die Frist verlängern."
)
LIBRARY = (
    "Library membership is free for residents under 18. Adults pay 12 euros a year. You can "
    "borrow up to 10 books at a time for three weeks. Loans can be renewed twice, unless "
    "another member has reserved the book. Lost books must be replaced or paid for. The "
    "library is closed on Mondays and public holidays."
)
TRUE = [
    (
        CARE,
        "U krijgt 45 euro per maand als u minstens 10 uur per week zorgt en in Lindeveen woont.",
    ),
    (
        CARE,
        "De premie is 45 euro per maand voor wie minstens 10 uur per week zorgt in Lindeveen.",
    ),
    (CARE, "Dien uw aanvraag uiterlijk 30 september in bij het Zorgloket."),
    (CARE, "Voeg een attest van uw huisarts toe."),
    (CARE, "Als u verhuist, meldt u dat binnen 14 dagen."),
    (CARE, "Een verhuizing moet u binnen 14 dagen melden."),
    (CARE, "De mantelzorgpremie is bedoeld voor wie zorgt voor een zorgbehoevend familielid."),
    (
        PARKING,
        "La carte est gratuite pour le premier véhicule et une deuxième coûte 50 euros par an.",
    ),
    (PARKING, "La carte reste valable deux ans."),
    (PARKING, "Vous demandez la carte au guichet ou en ligne."),
    (PARKING, "Les entreprises n'ont pas droit à cette carte."),
    (HEATING, "Der Heizkostenzuschuss beläuft sich auf einmalig 200 Euro pro Haushalt."),
    (HEATING, "Haushalte mit weniger als 24.000 Euro Jahreseinkommen haben Anspruch."),
    (HEATING, "Stellen Sie den Antrag bis zum 15. März schriftlich bei der Gemeinde."),
    (HEATING, "Zu spät eingereichte Anträge werden nicht berücksichtigt."),
    (LIBRARY, "Residents under 18 can join the library for free."),
    (LIBRARY, "Adults pay 12 euros per year."),
    (LIBRARY, "You may borrow at most 10 books at once for three weeks."),
    (LIBRARY, "Loans can be renewed twice unless someone else has reserved the book."),
    (LIBRARY, "The library is closed on public holidays and on Mondays."),
]
FALSE = [
    (CARE, "U krijgt 45 euro per maand."),
    (CARE, "U krijgt 45 euro per week als u in Lindeveen woont."),
    (CARE, "Studenten komen niet in aanmerking."),
    (CARE, "Studenten komen in aanmerking."),
    (CARE, "U kunt een attest van de huisarts toevoegen."),
    (CARE, "U moet een attest van de tandarts toevoegen."),
    (CARE, "U dient de aanvraag in bij de gemeente, ten laatste op 30 september."),
    (CARE, "De aanvraag dient u in bij het Zorgloket, ten vroegste op 30 september."),
    (CARE, "Wie verhuist, moet dat binnen 14 werkdagen melden."),
    (CARE, "Wie verhuist, hoeft dat niet te melden."),
    (CARE, "De uitbetaling gebeurt telkens in de laatste week van de maand."),
    (
        CARE,
        "U krijgt 45 euro per maand als u in Lindeveen woont en minstens 20 uur per week zorgt.",
    ),
    (
        CARE,
        "U krijgt 45 euro per maand als u in Lindeveen werkt en minstens 10 uur per week zorgt.",
    ),
    (
        CARE,
        "De mantelzorgpremie is een jaarlijkse tegemoetkoming voor wie voor familie zorgt.",
    ),
    (PARKING, "Les entreprises peuvent obtenir cette carte."),
    (PARKING, "La carte est valable un an."),
    (PARKING, "La carte est gratuite pour le deuxième véhicule."),
    (PARKING, "Aucune rue n'est concernée."),
    (PARKING, "Vous devez demander la carte en ligne."),
    (PARKING, "La carte doit être renouvelée deux mois avant son échéance."),
    (HEATING, "Später eingereichte Anträge werden berücksichtigt."),
    (HEATING, "Der Antrag ist bis zum 15. Mai schriftlich bei der Gemeinde zu stellen."),
    (HEATING, "Der Antrag ist bis zum 15. März mündlich bei der Gemeinde zu stellen."),
    (HEATING, "Anspruch haben Haushalte mit einem Jahreseinkommen über 24.000 Euro."),
    (HEATING, "Der Heizkostenzuschuss beträgt monatlich 200 Euro pro Haushalt."),
    (HEATING, "Die Auszahlung erfolgt immer innerhalb von sechs Wochen."),
    (LIBRARY, "Loans can be renewed twice."),
    (LIBRARY, "Loans can always be renewed twice, even if another member has reserved the book."),
    (LIBRARY, "Adults pay 12 euros a month."),
    (LIBRARY, "Library membership is free for residents over 18."),
    (LIBRARY, "You can borrow up to 10 books at a time for two weeks."),
    (LIBRARY, "The library is open on Mondays."),
    (LIBRARY, "Lost books may be replaced or paid for."),
    (LIBRARY, "Library membership is free for everyone."),
]


@pytest.mark.parametrize(("text", "claim"), TRUE)
def test_a_true_retelling_is_supported(text: str, claim: str) -> None:
    found = VERIFIER.verify(claim, [Evidence("p", text)])
    assert found.verdict is Verdict.SUPPORTED, found.reason


@pytest.mark.parametrize(("text", "claim"), FALSE)
def test_one_wrong_thing_is_refused(text: str, claim: str) -> None:
    found = VERIFIER.verify(claim, [Evidence("p", text)])
    assert found.verdict in REFUSED
    assert found.reason
