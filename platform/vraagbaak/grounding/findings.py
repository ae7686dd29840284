"""What speaks against a claim: typed, weighed, and with its place in the claim."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vraagbaak.grounding.facts.names import EXONYMS
from vraagbaak.grounding.facts.types import Fact, Kind


class Weight(StrEnum):
    """What a finding means for the verdict."""

    CONFLICT = "conflict"
    """The evidence says otherwise."""
    MISSING = "missing"
    """The evidence does not say it."""
    DOUBT = "doubt"
    """It is said a little differently: the score sinks."""


class FindingKind(StrEnum):
    """What the finding is about: what other verifiers count, and reports group by."""

    NUMBER = "number"
    AMOUNT = "amount"
    PERCENTAGE = "percentage"
    DATE = "date"
    """Weekdays and times of day too."""
    DURATION = "duration"
    """Periods ("per month") too."""
    ARTICLE = "article"
    ADDRESS = "address"
    """Of mail, web or telephone."""
    NAME = "name"
    PLACE = "place"
    NEGATION = "negation"
    MODALITY = "modality"
    QUANTIFIER = "quantifier"
    BOUND = "bound"
    CONDITION = "condition"
    OPPOSITE = "opposite"
    SIBLING = "sibling"
    """A like thing with another name: huursubsidie for huurpremie."""
    QUESTION = "question"
    """The evidence only asks it, or answers it with a restriction."""
    ABOLISHED = "abolished"
    """It was so, or is planned, but does not hold now."""
    REFERENCE = "reference"
    """What "this premium" refers to is not what the evidence speaks of."""
    ROLE = "role"
    """Who does it to whom is exchanged, or who only says so is left out."""
    CLAUSE = "clause"
    """A whole clause of the claim has nothing like it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something of the claim at ``start:end`` that the window does not bear out."""

    weight: Weight
    kind: FindingKind
    start: int
    end: int
    reason: str


_OF_FACTS = {
    Kind.NUMBER: FindingKind.NUMBER,
    Kind.ORDINAL: FindingKind.NUMBER,
    Kind.MONEY: FindingKind.AMOUNT,
    Kind.PERCENT: FindingKind.PERCENTAGE,
    Kind.DATE: FindingKind.DATE,
    Kind.WEEKDAY: FindingKind.DATE,
    Kind.TIME: FindingKind.DATE,
    Kind.DURATION: FindingKind.DURATION,
    Kind.PERIOD: FindingKind.DURATION,
    Kind.PHONE: FindingKind.ADDRESS,
    Kind.ADDRESS: FindingKind.ADDRESS,
    Kind.REFERENCE: FindingKind.ARTICLE,
    Kind.NAME: FindingKind.NAME,
}
_PLACES = frozenset(EXONYMS.values())


def of_fact(weight: Weight, fact: Fact, reason: str) -> Finding:
    """A finding about one fact of the claim."""
    kind = _OF_FACTS[fact.kind]
    if fact.kind is Kind.NAME and (fact.value in _PLACES or fact.place):
        kind = FindingKind.PLACE
    return Finding(weight, kind, fact.start, fact.end, reason)
