"""Whether a fact of the evidence says what a fact of the claim says."""

from __future__ import annotations

from decimal import Decimal

from vraagbaak.grounding.facts.types import Fact, Kind
from vraagbaak.grounding.lexicon import FUNCTION_WORDS
from vraagbaak.grounding.normal import stem
from vraagbaak.grounding.words import likeness
from vraagbaak.language import Language

SAME_NOUN = 0.85
"""Likeness of what is counted: an inflection passes, metres for square metres do not."""
_BARE = {Kind.MONEY, Kind.PERCENT, Kind.DURATION, Kind.DATE, Kind.TIME, Kind.PHONE}


def agrees(claim: Fact, found: Fact, language: Language | None) -> bool:
    """Whether ``found`` supports ``claim``.

    ``language`` is that of both, or None when they differ: nouns are then not compared.
    """
    if claim.kind is not found.kind:
        return _across(claim, found) or _across(found, claim)
    if claim.kind is Kind.DATE:
        return _same_date(claim.value, found.value)
    if claim.kind is Kind.NAME:
        return same_name(claim.value, found.value)
    if claim.kind is Kind.ADDRESS:
        return found.value == claim.value or found.value.startswith(claim.value + "/")
    if claim.value != found.value or (claim.kind is Kind.MONEY and claim.unit != found.unit):
        return False
    return claim.kind is not Kind.NUMBER or language is None or _same_noun(claim, found, language)


def rivals(claim: Fact, found: Fact, language: Language | None) -> bool:
    """Whether ``found`` is another value of what the claim states: they cannot both hold."""
    if claim.kind is not found.kind or agrees(claim, found, language):
        return False
    return claim.kind is not Kind.NUMBER or language is None or _same_noun(claim, found, language)


def same_name(one: str, other: str) -> bool:
    """Equal but for an ending such as a genitive."""
    short, long = sorted((one, other), key=len)
    ending = len(long) - len(short)
    return one == other or (len(short) >= 4 and long.startswith(short) and ending < 3)


def _same_date(claim: str, found: str) -> bool:
    """Every part of the claim stands in the evidence; a year may be left to the context."""
    pairs = list(zip(claim.split("-"), found.split("-"), strict=True))
    return all(c in {"?", f} for c, f in pairs[1:]) and (
        pairs[0][0] in {"?", pairs[0][1]} or pairs[0][1] == "?" != pairs[1][0]
    )


def lacks_year(claim: Fact, found: Fact) -> bool:
    """Whether the claim names a year that this date of the evidence leaves out."""
    return claim.kind is found.kind is Kind.DATE and claim.value[0] != "?" == found.value[0]


def _same_noun(claim: Fact, found: Fact, language: Language) -> bool:
    one, other = (_nouns(fact, language) for fact in (claim, found))
    if not one or not other:
        return True
    return _among(one[0], other) or _among(other[0], one)


def _among(noun: str, nouns: list[str]) -> bool:
    return any(likeness(noun, other) >= SAME_NOUN for other in nouns)


def _nouns(fact: Fact, language: Language) -> list[str]:
    words = fact.unit.lower().split()
    return [stem(word, language) for word in words if word not in FUNCTION_WORDS[language]]


def _across(number: Fact, other: Fact) -> bool:
    """A bare number in a table or a list may be the amount, year, hour or term of a sentence."""
    if number.kind is Kind.DURATION and other.kind is Kind.TIME:
        hour, minute = other.value.split(":")
        return number.value == f"{int(hour) * 60 + int(minute)}:minute"
    if number.kind is not Kind.NUMBER or other.kind not in _BARE or _has_noun(number):
        return False
    value = Decimal(number.value)
    if other.kind is Kind.DURATION:
        length = Decimal(other.value.split(":")[0])
        return any(value * times == length for times in (1, 7, 12, 60))
    if other.kind is Kind.DATE:
        return other.value == f"{number.value}-?-?"
    if other.kind is Kind.TIME:
        return value == Decimal(other.value.replace(":", "."))
    return number.value == other.value


def _has_noun(number: Fact) -> bool:
    first = number.unit.lower().split()[:1]
    return bool(first) and not any(first[0] in words for words in FUNCTION_WORDS.values())
