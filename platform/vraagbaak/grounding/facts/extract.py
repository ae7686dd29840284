"""All facts of a text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from vraagbaak.grounding.facts.addresses import find_addresses
from vraagbaak.grounding.facts.cues import bound_of
from vraagbaak.grounding.facts.dates import find_dates
from vraagbaak.grounding.facts.names import find_names
from vraagbaak.grounding.facts.quantities import find_quantities
from vraagbaak.grounding.facts.ranges import with_ranges
from vraagbaak.grounding.facts.types import Fact
from vraagbaak.language import Language


def extract_facts(text: str, language: Language) -> tuple[Fact, ...]:
    """The facts in order of place, none overlapping another.

    The kind that tells most comes first: a year inside a date is no number, digits of a phone
    number are no amount.
    """
    found = _apart(
        [
            *find_addresses(text),
            *find_dates(text),
            *find_quantities(text, language),
            *find_names(text, language),
        ]
    )
    bounded = [replace(fact, bound=bound_of(fact, text, language)) for fact in found]
    return with_ranges(bounded, text)


def _apart(facts: Iterable[Fact]) -> list[Fact]:
    kept: list[Fact] = []
    for fact in facts:
        if all(fact.end <= other.start or fact.start >= other.end for other in kept):
            kept.append(fact)
    return sorted(kept, key=lambda fact: fact.start)
