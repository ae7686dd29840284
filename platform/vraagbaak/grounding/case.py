"""A claim beside one place in the evidence, as the checks see it."""

from __future__ import annotations

from dataclasses import dataclass

from vraagbaak.grounding.claim import Claim
from vraagbaak.grounding.findings import Finding, FindingKind, Weight
from vraagbaak.grounding.parts import Part
from vraagbaak.grounding.polarity import given_parts
from vraagbaak.grounding.windows import Window
from vraagbaak.language import Language


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """Where words must agree before one thing counts as said of another."""

    bound_coverage: float = 0.5
    """Share of a clause's words that must stand in the line that gives its number."""
    clause_coverage: float = 0.34
    """Share of a whole clause's words below which nothing says that clause."""
    own: float = 0.4
    """Share of the claim's words that must stand in the lines themselves."""
    kept: float = 0.34
    """Share of a condition's words from which on the claim keeps it."""
    main: float = 0.5
    """Share of the claim's words in a main clause from which on the claim is about that clause."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is compared, and how strictly."""

    claim: Claim
    window: Window
    given: tuple[Part, ...]
    """The window's clauses, and those of lines that introduce them."""
    options: CheckOptions

    @property
    def language(self) -> Language | None:
        """That of both, or None where they differ."""
        same = self.claim.language is self.window.passage.language
        return self.claim.language if same else None

    def whole(self, weight: Weight, kind: FindingKind, reason: str) -> Finding:
        """A finding about the claim as a whole."""
        return Finding(weight, kind, 0, len(self.claim.text), reason)


def make_case(claim: Claim, window: Window, options: CheckOptions) -> Case:
    """The claim beside the window."""
    return Case(claim, window, tuple(given_parts(window)), options)
