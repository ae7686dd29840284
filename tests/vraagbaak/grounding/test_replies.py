"""Answers to questions, restricted answers, and what a question does not lend."""

from __future__ import annotations

import pytest

from vraagbaak.grounding import Evidence, FactsVerifier, Verdict

REFUSED = {Verdict.CONTRADICTED, Verdict.NOT_FOUND}
VERIFIER = FactsVerifier()

TRUE = [
    (
        "U mag uw huis verhuren met toestemming van de eigenaar.",
        "Mag ik mijn huis verhuren? Ja, maar alleen met toestemming van de eigenaar.",
    ),
    ("Vous pouvez louer votre maison.", "Puis-je louer ma maison ? Oui."),
    ("In 2026 krijgt u 150 euro.", "Hoeveel krijgt u in 2026? U krijgt 150 euro."),
    ("Wie ouder is dan 65 krijgt een korting.", "Bent u ouder dan 65? Dan krijgt u een korting."),
    (
        "Qui a plus de 65 ans reçoit une réduction.",
        "Vous avez plus de 65 ans ? Alors vous recevez une réduction.",
    ),
    (
        "Wer älter als 65 ist, erhält einen Rabatt.",
        "Sind Sie älter als 65? Dann erhalten Sie einen Rabatt.",
    ),
    (
        "If you are older than 65, you get a discount.",
        "Are you older than 65? Then you get a discount.",
    ),
    ("U mag uw huis verhuren.", "Mag ik mijn huis verhuren? Jazeker."),
    ("U mag uw huis verhuren.", "Mag ik mijn huis verhuren? Zeker."),
    ("U mag uw huis verhuren.", "Mag ik mijn huis verhuren? Inderdaad, dat mag."),
    ("U mag uw huis verhuren.", "Mag ik mijn huis verhuren? Antwoord: ja."),
    ("U mag uw huis niet verhuren.", "Mag ik mijn huis verhuren? Dat mag niet."),
    ("U mag uw huis niet verhuren.", "Mag ik mijn huis verhuren? Helaas niet."),
    ("Vous pouvez louer votre maison.", "Puis-je louer ma maison ? Bien sûr."),
    ("Sie haben Anspruch auf den Zuschuss.", "Habe ich keinen Anspruch auf den Zuschuss? Doch."),
    ("U hebt geen recht op de premie.", "Heb ik geen recht op de premie? Nee."),
]
FALSE = [
    (
        "U mag uw huis verhuren.",
        "Mag ik mijn huis verhuren? Ja, maar alleen met toestemming van de eigenaar.",
    ),
    (
        "U mag uw huis verhuren.",
        "Mag ik mijn huis verhuren? Ja, tot eind 2024. Sinds 2025 is het verboden.",
    ),
    ("Vous devez louer votre maison.", "Puis-je louer ma maison ? Oui."),
    (
        "De premie voor zonnepanelen bedraagt 150 euro.",
        "Waarom krijg ik geen premie voor zonnepanelen? De premie voor isolatie bedraagt 150 euro.",
    ),
    (
        "De premie voor zonnepanelen bedraagt 150 euro.",
        "Hoeveel bedraagt de premie voor zonnepanelen? De premie voor isolatie bedraagt 150 euro.",
    ),
    (
        "La prime pour panneaux s'élève à 150 euros.",
        "Quelle est la prime pour panneaux ? La prime pour isolation s'élève à 150 euros.",
    ),
    (
        "In 2026 bedraagt de premie 200 euro.",
        "Hoeveel bedraagt de premie in 2026? In 2025 was dat 200 euro.",
    ),
    (
        "En 2026, la prime est de 200 euros.",
        "Quelle est la prime en 2026 ? En 2025, c'était 200 euros.",
    ),
    ("U krijgt een korting.", "Bent u ouder dan 65? Dan krijgt u een korting."),
    ("Wie ouder is dan 75 krijgt een korting.", "Bent u ouder dan 65? Dan krijgt u een korting."),
    ("U mag uw huis verhuren.", "Mag ik mijn huis verhuren? Helaas niet."),
    ("U mag uw huis verhuren.", "Mag ik mijn huis verhuren? Dat mag niet."),
    (
        "Sie haben keinen Anspruch auf den Zuschuss.",
        "Habe ich keinen Anspruch auf den Zuschuss? Doch.",
    ),
    ("U hebt recht op de premie.", "Heb ik geen recht op de premie? Nee."),
]


@pytest.mark.parametrize(("claim", "text"), TRUE)
def test_an_answered_question_and_a_supposed_one_support(claim: str, text: str) -> None:
    found = VERIFIER.verify(claim, [Evidence("p", text)])
    assert found.verdict is Verdict.SUPPORTED, found.reason


@pytest.mark.parametrize(("claim", "text"), FALSE)
def test_a_restricted_answer_or_another_subject_does_not(claim: str, text: str) -> None:
    found = VERIFIER.verify(claim, [Evidence("p", text)])
    assert found.verdict in REFUSED
    assert found.reason
