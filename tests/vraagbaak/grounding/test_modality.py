"""Must, may, should and must not are four things."""

from __future__ import annotations

import pytest

from vraagbaak.grounding import Evidence, FactsVerifier, Verdict

REFUSED = {Verdict.CONTRADICTED, Verdict.NOT_FOUND}
VERIFIER = FactsVerifier()

TRUE = [
    ("U mag niet roken.", "Het is verboden te roken."),
    ("You may not smoke here.", "You must not smoke here."),
]
FALSE = [
    ("U moet een attest meesturen.", "U mag een attest meesturen."),
    ("U kunt een attest meesturen.", "U moet een attest meesturen."),
    ("U mag niet roken.", "U hoeft niet te roken."),
    ("U mag roken.", "Roken is verboden."),
    ("Vous pouvez joindre une attestation.", "Vous devez joindre une attestation."),
    ("Sie müssen einen Nachweis beifügen.", "Sie dürfen einen Nachweis beifügen."),
    ("You must not register again.", "You do not have to register again."),
    ("Een attest is verplicht.", "Een attest is aanbevolen."),
]


@pytest.mark.parametrize(("claim", "text"), TRUE)
def test_the_same_duty_in_other_words_passes(claim: str, text: str) -> None:
    found = VERIFIER.verify(claim, [Evidence("p", text)])
    assert found.verdict is Verdict.SUPPORTED, found.reason


@pytest.mark.parametrize(("claim", "text"), FALSE)
def test_another_duty_is_refused(claim: str, text: str) -> None:
    found = VERIFIER.verify(claim, [Evidence("p", text)])
    assert found.verdict in REFUSED
    assert found.reason
