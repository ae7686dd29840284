"""The default verifier: words, meaning and facts of a claim agree with a place in the evidence."""

from __future__ import annotations

from collections.abc import Callable

from vraagbaak.embedding.types import Embedder
from vraagbaak.grounding.case import CheckOptions
from vraagbaak.grounding.checking import CheckingVerifier
from vraagbaak.grounding.judging import CHECKS, THRESHOLDS, Thresholds
from vraagbaak.grounding.likeness import SentenceLikeness
from vraagbaak.language import Language


class AgreementVerifier(CheckingVerifier):
    """A :class:`~vraagbaak.grounding.types.Verifier` without a trained judge.

    A claim is supported by one to three neighbouring sentences that hold its words (or its
    meaning, by ``embedder``), all of its numbers, dates and names, and deny nothing it affirms.
    Without an embedder claims in another language than the evidence are hardly ever supported.
    Thread-safe.
    """

    name = "agreement-2"

    def __init__(
        self,
        embedder: Embedder | None = None,
        thresholds: Thresholds = THRESHOLDS,
        checks: CheckOptions = CHECKS,
        detect: Callable[[str], Language | None] | None = None,
    ) -> None:
        likeness = SentenceLikeness(embedder) if embedder is not None else None
        super().__init__(likeness, thresholds, checks, detect)
