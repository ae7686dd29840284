"""Ranges: of "10 tot 30 dagen" the ends are limits, and the first counts days too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from vraagbaak.grounding.facts.types import Bound, Fact, Kind

_RANGED = {Kind.MONEY, Kind.PERCENT, Kind.NUMBER, Kind.DURATION}
_UNIT = r"\s*(?:[€%]|[^\W\d_]+)?\s*"
_TO = re.compile(
    rf"{_UNIT}(?:tot(?:\s+en\s+met)?|t/m|à|jusqu['’]à|bis(?:\s+zu)?|to|[-–—])"
    r"\s*(?:maximum|maximaal|maximal)?\s*",
    re.IGNORECASE,
)
_AND = re.compile(rf"{_UNIT}(?:en|et|und|and)\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:tussen|entre|zwischen|between)\s+(?:de\s+)?\Z", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:stijg\w*|daal\w*|verhoog\w*|verlaag\w*|verlengd?|augment\w+|diminu\w+|baiss\w+|passe"
    r"|steig\w*|sink\w*|erhöh\w*|gesenkt|rises?|falls?|increase[sd]?|decrease[sd]?|raised|cut"
    r"|rows?|rijen|pages?|pagina['’]?s?|artike(?:l|len)|articles?)\b",
    re.IGNORECASE,
)
"""From 200 to 300: a change has no value in between, and neither have articles 3 to 5."""


def with_ranges(facts: Sequence[Fact], text: str) -> tuple[Fact, ...]:
    """The facts, in order, those that end a range bounded; a range of kind K has two ends of it."""
    found = list(facts)
    places = [i for i, fact in enumerate(found) if fact.kind in _RANGED]
    for low, high in pairwise(places):
        one, other = found[low], found[high]
        if _joined(one, other, text) and one.kind in {other.kind, Kind.NUMBER}:
            found[low] = _lower(one, other)
            found[high] = replace(other, bound=Bound.DOWN, ranged=True)
    return tuple(found)


def _joined(one: Fact, other: Fact, text: str) -> bool:
    between = text[one.end : other.start]
    if _TO.fullmatch(between):
        return not _CHANGE.search(text)
    before = text[max(0, one.start - 20) : one.start]
    return bool(_AND.fullmatch(between) and _BETWEEN.search(before))


def _lower(one: Fact, other: Fact) -> Fact:
    """Bounded upwards, in the unit of the other end."""
    bounded = replace(one, bound=Bound.UP, ranged=True)
    if one.kind is other.kind:
        return bounded
    unit = other.value.partition(":")[2]
    value = f"{one.value}:{unit}" if unit else one.value
    return replace(bounded, kind=other.kind, value=value, unit=other.unit)
