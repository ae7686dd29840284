"""The verifier of words and facts: no trained judge, a reason for every refusal."""

from __future__ import annotations

from collections.abc import Callable

from vraagbaak.embedding.types import Embedder
from vraagbaak.grounding.case import CheckOptions
from vraagbaak.grounding.checking import CheckingVerifier
from vraagbaak.grounding.judging import CHECKS, THRESHOLDS, Thresholds
from vraagbaak.grounding.likeness import SentenceLikeness
from vraagbaak.language import Language


class FactsVerifier(CheckingVerifier):
    """A :class:`~vraagbaak.grounding.types.Verifier` by words and facts.

    A claim is supported where neighbouring sentences hold its words and every number, amount,
    date, term, article and name of it, with the same negation, modality, quantifiers, bounds and
    conditions; in nl, fr, de and en. With an ``embedder`` meaning counts beside the words, and
    decides between languages, where without one hardly anything is supported. :meth:`examine` gives
    the places with their typed findings. Thread-safe; some milliseconds a claim without embedder.
    Not calibrated: the service's verifiers are made by :mod:`vraagbaak.grounding.registry`.
    """

    name = "facts-1"

    def __init__(
        self,
        embedder: Embedder | None = None,
        thresholds: Thresholds = THRESHOLDS,
        checks: CheckOptions = CHECKS,
        detect: Callable[[str], Language | None] | None = None,
    ) -> None:
        likeness = SentenceLikeness(embedder) if embedder is not None else None
        super().__init__(likeness, thresholds, checks, detect)
