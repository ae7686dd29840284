"""Years, validity and the words of a question."""

from datetime import date

import pytest

from vraagbaak.answer.judge_evidence import coverage
from vraagbaak.answer.names import unknown_names
from vraagbaak.answer.question_type import QuestionType, demanded, question_type
from vraagbaak.answer.validity import period_asked
from vraagbaak.index.types import Hit
from vraagbaak.language import Language

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("Hoeveel is de premie?", TODAY, TODAY),
        ("Hoeveel was de premie in 2024?", date(2024, 1, 1), date(2024, 12, 31)),
        ("Hoeveel was de premie vorig jaar?", date(2025, 1, 1), date(2025, 12, 31)),
        ("Et l'année prochaine ?", date(2027, 1, 1), date(2027, 12, 31)),
        ("Was galt letztes Jahr?", date(2025, 1, 1), date(2025, 12, 31)),
        ("Is it higher than in 2023 or 2025?", date(2023, 1, 1), date(2025, 12, 31)),
        ("Ik verdien 2024,50 euro", TODAY, TODAY),
        ("Mijn zoon is van 2015. Wat krijg ik?", TODAY, TODAY),
        ("My daughter was born in 2015, how much is it?", TODAY, TODAY),
        ("Hoeveel kreeg mijn zoon in 2024?", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_the_period_of_a_question(question, first, last):
    period = period_asked(question, TODAY)
    assert (period.first, period.last) == (first, last)
    assert period.named == (first != TODAY)


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "covered"),
    [
        (None, None, True),
        (date(2026, 1, 1), date(2026, 12, 31), True),
        (None, date(2026, 3, 1), True),
        (None, date(2026, 2, 28), False),
        (date(2026, 3, 2), None, False),
    ],
)
def test_what_is_valid_today(make_passage, valid_from, valid_until, covered):
    passage = make_passage("a.md", "x", "X", valid_from=valid_from, valid_until=valid_until)
    assert period_asked("Hoeveel?", TODAY).covers(passage) is covered


def test_coverage_counts_compounds_and_says_nothing_across_languages(make_passage):
    hit = Hit(make_passage("a.md", "De huurpremie is 5 euro.", "Huurpremie"), 1.0, 0.9, 1.0)
    assert coverage("Hoeveel is de premie?", Language.NL, [hit]) == 1.0
    assert coverage("Hoeveel kost een visvergunning?", Language.NL, [hit]) == 0.0
    assert coverage("How much is the premium?", Language.EN, [hit]) is None
    assert coverage("Hoeveel is dat?", Language.NL, [hit]) is None


def test_a_name_that_no_document_knows(make_passage):
    hit = Hit(make_passage("a.md", "Het loket in Gent is open.", "Loket"), 1.0, 0.9, 1.0)
    known = [hit]
    assert unknown_names("Wanneer is het loket van Brugge open?", Language.NL, known) == ("Brugge",)
    assert unknown_names("Wanneer is het loket van Gent open?", Language.NL, known) == ()
    assert unknown_names("Wat kost een EPC?", Language.NL, known) == ("EPC",)
    assert unknown_names("Wann ist der Schalter in Brügge offen?", Language.DE, known) == ()


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Hoeveel bedraagt de premie?", QuestionType.MONEY),
        ("Wat kost een cursus?", QuestionType.MONEY),
        ("Quelle est l'amende ?", QuestionType.MONEY),
        ("Hoe hoog is de boete?", QuestionType.MONEY),
        ("Combien d’années dois-je attendre ?", QuestionType.DURATION),
        ("Combien d'animaux puis-je avoir ?", QuestionType.AMOUNT),
        ("Wie viele Anträge kann ich stellen?", QuestionType.AMOUNT),
        ("Hoeveel andere huurders zijn er?", QuestionType.AMOUNT),
        ("Was kostet das?", QuestionType.MONEY),
        ("What is the fee?", QuestionType.MONEY),
        ("Hoeveel procent betaal ik terug?", QuestionType.PERCENTAGE),
        ("Binnen hoeveel dagen moet ik dat melden?", QuestionType.DURATION),
        ("Combien de mois dure l'attente ?", QuestionType.DURATION),
        ("Op welk telefoonnummer kan ik jullie bereiken?", QuestionType.PHONE),
        ("Hoeveel wolven leven er in Vlaanderen?", QuestionType.AMOUNT),
        ("Combien puis-je recevoir ?", QuestionType.AMOUNT),
        ("Wie viel bekomme ich?", QuestionType.AMOUNT),
        ("Ik ben alleen. Wanneer krijg ik het?", QuestionType.WHEN),
        ("Hoe lang moet ik wachten?", QuestionType.DURATION),
        ("Wie lange dauert das?", QuestionType.DURATION),
        ("Waar dien ik mijn aanvraag in?", QuestionType.WHERE),
        ("Wie kan de premie krijgen?", QuestionType.WHO),
        ("Wer bekommt das?", QuestionType.WHO),
        ("Hoe vraag ik de premie aan?", QuestionType.HOW),
        ("Wie beantrage ich das?", QuestionType.HOW),
        ("Welke documenten heb ik nodig?", QuestionType.LISTING),
        ("Quelles sont les conditions ?", QuestionType.LISTING),
        ("Mag ik mijn huis verhuren?", QuestionType.MAY),
        ("Can I rent it out?", QuestionType.MAY),
        ("Huurpremie", None),
    ],
)
def test_the_kind_of_a_question(question, kind):
    assert question_type(question) is kind


def test_what_fits_a_kind():
    assert QuestionType.AMOUNT.fits("De premie is € 5.")
    assert QuestionType.MONEY.fits("De cursus is gratis.")
    assert QuestionType.MONEY.fits("La prime est de 40 %.")
    assert not QuestionType.MONEY.fits("De cursus duurt 3 dagen.")
    assert QuestionType.AMOUNT.fits("Er leven drie roedels.")
    assert not QuestionType.AMOUNT.fits("De wolf is een zoogdier.")
    assert QuestionType.PERCENTAGE.fits("U krijgt 35 procent terug.")
    assert QuestionType.PHONE.fits("Bel 02 553 17 00 of 1700.")
    assert not QuestionType.PHONE.fits("Bel ons op maandag 3 maart.")
    assert QuestionType.WHEN.fits("Wij betalen op de laatste werkdag van elke maand.")
    assert QuestionType.WHEN.fits("U krijgt ze op 10 maart.")
    assert QuestionType.DURATION.fits("Binnen 3 maanden hebt u antwoord.")
    assert not QuestionType.WHEN.fits("De premie is er voor iedereen.")


@pytest.mark.parametrize(
    "question",
    [
        "Hoe wijzig ik mijn telefoonnummer?",
        "Moet ik mijn gsm-nummer opgeven?",
        "Hoe betwist ik een boete?",
        "Wie heeft recht op een vergoeding?",
        "Welke kosten worden terugbetaald?",
        "Hoe verleng ik de termijn voor de huurpremie?",
        "Moet ik kosten betalen voor de keuring?",
        "Krijg ik een vergoeding voor de verhuis?",
        "Hoe hoog is de peilbuis?",
        "Op welke rekening wordt het bedrag gestort?",
        "Comment contester une amende ?",
        "Que se passe-t-il si je dépasse le délai ?",
        "Wo zahle ich die Gebühr?",
        "Was passiert, wenn ich die Frist verpasse?",
        "How do I pay the fee?",
        "Can I get the costs back?",
        "What happens if I miss the deadline?",
        "Where do I change my phone number?",
    ],
)
def test_a_figure_that_is_only_mentioned_is_not_demanded(question):
    assert demanded(question) is None


@pytest.mark.parametrize(
    ("kind", "text", "fits"),
    [
        (QuestionType.DURATION, "U betaalt binnen dertig dagen.", True),
        (QuestionType.DURATION, "Uw attest is levenslang geldig.", True),
        (QuestionType.DURATION, "Dans les quinze jours.", True),
        (QuestionType.DURATION, "Within thirty days.", True),
        (QuestionType.DURATION, "U krijgt een antwoord van ons.", False),
        (QuestionType.DURATION, "Sie müssen einen Antrag stellen.", False),
        (QuestionType.DURATION, "Een goede dag!", False),
        (QuestionType.PHONE, "Het nummer is 112.", True),
        (QuestionType.PHONE, "Bel (02) 553 17 00.", True),
        (QuestionType.PHONE, "Bel +32 (0)2 553 17 00.", True),
        (QuestionType.PHONE, "Geldig vanaf 01/02/2024.", False),
        (QuestionType.PHONE, "Ondernemingsnummer 0123.456.789.", False),
        (QuestionType.PERCENTAGE, "You get 20 per cent back.", True),
        (QuestionType.PERCENTAGE, "Wij betalen de helft.", True),
        (QuestionType.AMOUNT, "Een brief volgt later.", False),
        (QuestionType.AMOUNT, "No documents are needed.", False),
        (QuestionType.MONEY, "Feel free to call us.", False),
        (QuestionType.MONEY, "The course is free.", True),
    ],
)
def test_figures_are_recognised_and_no_others(kind, text, fits):
    assert kind.fits(text) is fits
