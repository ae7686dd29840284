"""What holds on a condition does not hold without it."""

from __future__ import annotations

import pytest

from vraagbaak.grounding import Evidence, FactsVerifier, Verdict

REFUSED = {Verdict.CONTRADICTED, Verdict.NOT_FOUND}
VERIFIER = FactsVerifier()

TRUE = [
    (
        "U krijgt de premie als uw inkomen lager is dan 30.000 euro.",
        "U krijgt de premie als uw inkomen lager is dan 30.000 euro.",
    ),
    (
        "Bij een inkomen onder 30.000 euro krijgt u de premie.",
        "U krijgt de premie als uw inkomen lager is dan 30.000 euro.",
    ),
    (
        "Wie minder dan 30.000 euro verdient, krijgt de premie.",
        "U krijgt de premie als u minder dan 30.000 euro verdient.",
    ),
    (
        "De premie wordt betaald zodra het dossier volledig is.",
        "De premie wordt betaald zodra het dossier volledig is.",
    ),
    (
        "Eigenaars van een woning krijgen de toelage.",
        "U krijgt de toelage als u eigenaar van een woning bent.",
    ),
]
FALSE = [
    ("U krijgt de premie.", "U krijgt de premie als uw inkomen lager is dan 30.000 euro."),
    ("U krijgt een toelage.", "U krijgt een toelage, tenzij u al een andere steun ontvangt."),
    ("De aanvraag is gratis.", "De aanvraag is gratis, mits u ze online indient."),
    (
        "Vous recevez la prime.",
        "Vous recevez la prime si vous êtes propriétaire de votre logement.",
    ),
    (
        "Sie erhalten den Zuschuss.",
        "Sie erhalten den Zuschuss, wenn Sie Eigentümer der Wohnung sind.",
    ),
    ("You receive the grant.", "You receive the grant if you own your home."),
    (
        "You receive the grant regardless of your income.",
        "You receive the grant if your income is below 30,000 euros.",
    ),
    (
        "U krijgt de premie, ongeacht of uw inkomen laag is.",
        "U krijgt de premie als uw inkomen laag is.",
    ),
    ("Huurders krijgen de premie.", "Huurders krijgen de premie, behalve studenten."),
]


@pytest.mark.parametrize(("claim", "text"), TRUE)
def test_a_condition_kept_in_any_words_is_supported(claim: str, text: str) -> None:
    found = VERIFIER.verify(claim, [Evidence("p", text)])
    assert found.verdict is Verdict.SUPPORTED, found.reason


@pytest.mark.parametrize(("claim", "text"), FALSE)
def test_a_dropped_or_denied_condition_is_refused(claim: str, text: str) -> None:
    found = VERIFIER.verify(claim, [Evidence("p", text)])
    assert found.verdict in REFUSED
    assert found.reason
