"""Claims with evidence and a label: what a verifier is measured on."""

from __future__ import annotations

from dataclasses import dataclass

from vraagbaak.answer.types import Turn


@dataclass(frozen=True, slots=True)
class LabelledClaim:
    """One claim (or a whole answer) beside its evidence.

    ``holds`` is the binary label, ``rating`` a mean human rating (higher is better grounded); a set
    gives one or the other. ``document`` names what intervals are clustered by.
    """

    id: str
    claim: str
    evidence: tuple[str, ...]
    holds: bool | None = None
    rating: float | None = None
    kind: str = ""
    """What was done to the claim (`amount`, `verbatim`, ...), or the set's own label."""
    domain: str = ""
    """The part of a set that thresholds may be chosen on while another is scored."""
    document: str = ""
    language: str = ""
    unsupported: tuple[tuple[int, int], ...] | None = None
    """Characters of ``claim`` that annotators found without support; None where a set has none
    marked, as against () for a claim they found no fault in."""
    history: tuple[Turn, ...] = ()
    """What was said before, where the claim is a question in a conversation."""
