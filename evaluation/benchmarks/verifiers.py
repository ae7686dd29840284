"""The verifiers that are measured, by name, and the floors beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from evaluation.benchmarks.service import model_folder
from vraagbaak.embedding.onnx import OnnxEmbedder
from vraagbaak.grounding import (
    AgreementVerifier,
    Evidence,
    OverlapVerifier,
    Span,
    Verdict,
    Verification,
    Verifier,
    is_claim,
)


class AllSupported:
    """The floor of floors: believes whatever it is told, as a chatbot without a check does."""

    name = "all_supported"

    def verify(self, claim: str, evidence: Sequence[Evidence]) -> Verification:
        """SUPPORTED, whatever the evidence."""
        if not is_claim(claim):
            return Verification(Verdict.NOT_A_CLAIM, 0.0, reason="states nothing")
        if not evidence:
            return Verification(Verdict.NOT_FOUND, 0.0, reason="no evidence")
        return Verification(Verdict.SUPPORTED, 1.0, (Span(0, len(claim), True),))


def _agreement() -> Verifier:
    return AgreementVerifier(OnnxEmbedder(model_folder(), "bench"))


FLOORS: Mapping[str, Callable[[], Verifier]] = {
    "all_supported": AllSupported,
    "overlap": OverlapVerifier,
}
"""Measured in every run."""
VERIFIERS: Mapping[str, Callable[[], Verifier]] = {"agreement": _agreement}


def build(name: str) -> Verifier:
    """The verifier of that name, loaded and used once, so that its time is not its loading."""
    verifier = {**FLOORS, **VERIFIERS}[name]()
    verifier.verify("De premie is 100 euro.", [Evidence("warm", "De premie bedraagt 100 euro.")])
    return verifier
