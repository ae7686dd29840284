"""The verifier of words and facts: no model, no vectors, a reason for every refusal."""

from __future__ import annotations

from collections.abc import Callable

from vraagbaak.grounding.case import CheckOptions
from vraagbaak.grounding.checking import CheckingVerifier
from vraagbaak.grounding.judging import CHECKS, THRESHOLDS, Thresholds
from vraagbaak.language import Language


class FactsVerifier(CheckingVerifier):
    """A :class:`~vraagbaak.grounding.types.Verifier` by words and facts only.

    A claim is supported where neighbouring sentences hold its words and every number, amount,
    date, term, article and name of it, with the same negation, modality, quantifiers, bounds and
    conditions; in nl, fr, de and en, within one language. :meth:`examine` gives the places with
    their typed findings. Thread-safe; some milliseconds a claim.
    """

    name = "facts-1"

    def __init__(
        self,
        thresholds: Thresholds = THRESHOLDS,
        checks: CheckOptions = CHECKS,
        detect: Callable[[str], Language | None] | None = None,
    ) -> None:
        super().__init__(None, thresholds, checks, detect)
