"""Ranges: of "10 tot 30 dagen" the ends are limits, and the first counts days too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from vraagbaak.grounding.facts.quantities import multiplier, plain
from vraagbaak.grounding.facts.types import Bound, Fact, Kind

_RANGED = {Kind.MONEY, Kind.PERCENT, Kind.NUMBER, Kind.DURATION}
# Of the first end only a sign may be named apart: "3 kinderen tot 18 jaar" is no range.
_ABOUT = r"\s*(?:(?:de|het|ongeveer|circa|ca\.|environ|etwa|about|maximum|maximaal|maximal)\s+)?"
_TO = re.compile(
    rf"\s*[€%]?\s*(?:tot(?:\s+en\s+met)?|t/m|à|jusqu['’]à|bis(?:\s+zu)?|to|[-–—]){_ABOUT}€?\s*",
    re.IGNORECASE,
)
_AND = re.compile(rf"\s*(?:[€%]|euros?)?\s*(?:en|et|und|and){_ABOUT}€?\s*", re.IGNORECASE)
_BETWEEN = re.compile(rf"\b(?:tussen|entre|zwischen|between){_ABOUT}€?\s*\Z", re.IGNORECASE)
_LABEL = re.compile(
    r"\b(?:zones?|categorie|stap|artikel(?:en)?|art\.|klasse|fase|groep|bijlagen?|tabel|punt|rij(?:en)?"
    r"|pagina['’]?s?|étape|catégorie|annexes?|pages?|stufe|anlagen?|seiten?|kategorie|schritt|steps?"
    r"|stages?|category|articles?|rows?)\s*\Z",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:stijg\w*|daal\w*|verhoog\w*|verlaag\w*|verlengd?|groei\w*|krimp\w*|opgetrokken|opgevoerd"
    r"|teruggebracht|beperkt|afgebouwd|augment\w+|diminu\w+|baiss\w+|passe|steig\w*|sink\w*"
    r"|erhöh\w*|gesenkt|rises?|falls?|increase[sd]?|decrease[sd]?|raised|cut)\b",
    re.IGNORECASE,
)
"""From 200 to 300: a change has no value in between."""


def with_ranges(facts: Sequence[Fact], text: str) -> tuple[Fact, ...]:
    """The facts, in order, those that end a range bounded; a range of kind K has two ends of it."""
    found = list(facts)
    places = [i for i, fact in enumerate(found) if fact.kind in _RANGED]
    for low, high in pairwise(places):
        one, other = found[low], found[high]
        if one.kind not in {other.kind, Kind.NUMBER} or not _joined(one, other, text):
            continue
        lower = _lower(one, other)
        if _value(lower) < _value(other):
            found[low] = lower
            found[high] = replace(other, bound=Bound.DOWN, ranged=True)
    return tuple(found)


def _joined(one: Fact, other: Fact, text: str) -> bool:
    between = text[one.end : other.start]
    before = text[max(0, one.start - 30) : one.start]
    if _TO.fullmatch(between):
        return not (_CHANGE.search(text) or _LABEL.search(before))
    return bool(_AND.fullmatch(between) and _BETWEEN.search(before))


def _lower(one: Fact, other: Fact) -> Fact:
    """Bounded upwards, in the unit of the other end: of "2 tot 4 weken" both are weeks."""
    bounded = replace(one, bound=Bound.UP, ranged=True)
    if one.kind is other.kind:
        return bounded
    unit = other.value.partition(":")[2]
    value = plain(Decimal(one.value) * multiplier(other.text))
    return replace(
        bounded, kind=other.kind, value=f"{value}:{unit}" if unit else value, unit=other.unit
    )


def _value(fact: Fact) -> Decimal:
    return Decimal(fact.value.partition(":")[0])
