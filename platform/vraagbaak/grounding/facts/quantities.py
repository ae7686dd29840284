"""Numbers in digits and words, and what they count: money, shares, time, things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from vraagbaak.grounding.facts.calendar import PERIOD_UNITS, PERIOD_WORDS, TIME_UNITS
from vraagbaak.grounding.facts.number_words import ordinal_words, spelled
from vraagbaak.grounding.facts.types import Fact, Kind
from vraagbaak.language import Language

_DIGITS = re.compile(
    r"(?<![\w.,])\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?![\d])(?:[.,]\d{1,2}(?!\d))?"
    r"|(?<![\w])\d+(?:[.,]\d+)?"
)
_ORDINAL = re.compile(r"(?<![\w.,])(\d{1,3})(?:e|de|ste|è?me|nd|rd|th|st|er)\b", re.IGNORECASE)
_SCALE = re.compile(
    r"\s?(?:(?P<m>miljoen|millions?|mio|millionen)|(?P<b>miljard|milliards?|milliarden?|billion)"
    r"|(?P<k>duizend|mille|tausend|thousand))\b",
    re.IGNORECASE,
)
_CURRENCIES = {
    "€": "EUR",
    "eur": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "euro's": "EUR",
    "$": "USD",
    "usd": "USD",
    "dollar": "USD",
    "dollars": "USD",
    "£": "GBP",
    "gbp": "GBP",
    "pond": "GBP",
    "pounds": "GBP",
}
_BEFORE = re.compile(r"(?:[€$£]|\b(?:EUR|USD|GBP))\s?\Z", re.IGNORECASE)
_AFTER = re.compile(r"\s?(?:[€$£]|(?:euro['’]?s?|eur|usd|dollars?|gbp|pounds?)\b)", re.IGNORECASE)
_PERCENT = re.compile(r"\s?(?:%|(?:procent|percent|per cent|pour cent|prozent)\b)", re.IGNORECASE)
_UNIT = re.compile(r"[\s-]?(?:volle |hele |full |whole |ganze )?([^\W\d_]+)(?:\s+(ouvrables?))?")
_NEXT_WORDS = re.compile(r"[\s-]?([^\W\d_]+(?:[\s-][^\W\d_]+)?)")
_PERIOD = re.compile(
    r"(?:\b(?:per|elke|iedere|par|chaque|pro|je|jede[nrs]?|im|each|every|an?|op)\s+|/\s?)"
    r"(?P<unit>[^\W\d_]+)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_NOT_PERIOD = ("an", "a", "op", "im")
_ARTICLE = re.compile(
    r"\b(?:een|één|un|une|ein|eine[mnrs]?|one)\s+(?P<unit>[^\W\d_]+)\b", re.IGNORECASE
)
_HALF = re.compile(
    r"\b(?:een\s+half|een\s+halve|un\s+demi|ein\s+halbes|half\s+an?)[\s-]"
    r"(?:jaar|an|jahr|year)\b|\bhalf\s?jaar\b|\bsix mois\b",
    re.IGNORECASE,
)


def find_quantities(text: str, language: Language) -> Iterator[Fact]:
    """Periods and ordinals first, then numbers with what they count."""
    yield from _periods(text)
    for match in _HALF.finditer(text):
        yield Fact(Kind.DURATION, "6:month", match.start(), match.end(), match.group())
    for match in _ORDINAL.finditer(text):
        yield Fact(Kind.ORDINAL, match[1], match.start(), match.end(), match.group())
    for match in _DIGITS.finditer(text):
        yield _quantity(text, match.start(), match.end(), _parse(match.group()))
    yield from _in_words(text, language)
    for match in _ARTICLE.finditer(text):
        unit = TIME_UNITS.get(match["unit"].lower())
        if unit:
            value = f"{unit[1]}:{unit[0]}"
            yield Fact(Kind.DURATION, value, match.start(), match.end(), match.group())


def _in_words(text: str, language: Language) -> Iterator[Fact]:
    for start, end, value in spelled(text, language):
        if not _is_other_word(text, start, end, language):
            yield _quantity(text, start, end, Decimal(value))
    ordinals = ordinal_words(language)
    for match in _WORD.finditer(text):
        word = match.group().lower()
        word = word.rstrip("nrsm") if language is Language.DE else word
        if word in ordinals and not (word == "achte" and match.group()[0].isupper()):
            place = str(ordinals[word])
            yield Fact(Kind.ORDINAL, place, match.start(), match.end(), match.group())


def _is_other_word(text: str, start: int, end: int, language: Language) -> bool:
    """French "neuf" is nine only before a noun; Dutch "in acht nemen" counts nothing."""
    word = text[start:end].lower()
    if language is Language.FR and word == "neuf":
        return not re.match(r"\s+[^\W\d_]{3,}", text[end:])
    return language is Language.NL and word == "acht" and text[:start].endswith("in ")


def _periods(text: str) -> Iterator[Fact]:
    for match in _WORD.finditer(text):
        if period := PERIOD_WORDS.get(match.group().lower()):
            yield Fact(Kind.PERIOD, period, match.start(), match.end(), match.group())
    for match in _PERIOD.finditer(text):
        unit = TIME_UNITS.get(match["unit"].lower())
        first = match.group().split()[0].lower()
        if unit in PERIOD_UNITS and not (first in _NOT_PERIOD and not _follows_amount(text, match)):
            yield Fact(Kind.PERIOD, PERIOD_UNITS[unit], match.start(), match.end(), match.group())


def _follows_amount(text: str, match: re.Match[str]) -> bool:
    """In "200 euro a month" it is a rate, in "a month later" not."""
    return re.search(r"(?:€|euros?|\d)\s*\Z", text[: match.start()], re.IGNORECASE) is not None


def _parse(written: str) -> Decimal:
    plain = re.sub(r"(?<=\d)['’\u00a0\u202f ](?=\d)", "", written)
    if re.fullmatch(r"[1-9]\d{0,2}(?:[.,]\d{3})+(?:[.,]\d{1,2})?", plain):
        head, tail = plain, ""
        if re.search(r"[.,]\d{1,2}\Z", plain):
            head, tail = re.split(r"[.,](?=\d{1,2}\Z)", plain)
        plain = re.sub(r"[.,]", "", head) + (f".{tail}" if tail else "")
    elif len(re.findall(r"[.,]", plain)) > 1:
        # No way of writing a number that we know (0,123,456): alike where it is written alike.
        plain = re.sub(r"[.,]", "", plain)
    return Decimal(plain.replace(",", "."))


def _quantity(text: str, start: int, end: int, value: Decimal) -> Fact:
    if scale := _SCALE.match(text, end):
        value *= 1_000_000 if scale["m"] else 1_000_000_000 if scale["b"] else 1000
        end = scale.end()
    fact = Fact(Kind.NUMBER, plain(value), start, end, text[start:end])
    if before := _BEFORE.search(text, max(0, start - 5), start):
        return _ending(
            replace(fact, start=before.start()),
            text,
            Kind.MONEY,
            end,
            _CURRENCIES[before.group().strip().lower()],
        )
    if after := _AFTER.match(text, end):
        currency = _CURRENCIES.get(after.group().strip().lower().replace("’", "'"), "EUR")
        return _ending(fact, text, Kind.MONEY, after.end(), currency)
    if share := _PERCENT.match(text, end):
        return _ending(fact, text, Kind.PERCENT, share.end(), "%")
    return _counted(fact, text, value)


def _ending(fact: Fact, text: str, kind: Kind, end: int, unit: str) -> Fact:
    return replace(fact, kind=kind, end=end, text=text[fact.start : end], unit=unit)


def _counted(fact: Fact, text: str, value: Decimal) -> Fact:
    noun = _UNIT.match(text, fact.end)
    if noun is None:
        return fact
    name, times = TIME_UNITS.get(noun[1].lower(), ("", 1))
    if not name:
        counted = _NEXT_WORDS.match(text, fact.end)
        return replace(fact, unit=counted[1] if counted else "")
    if noun[2] or re.match(r"\s+(?:working|business)\s+days", text[fact.end :]):
        name = "workday"
    fact = replace(fact, value=f"{plain(value * times)}:{name}")
    return _ending(fact, text, Kind.DURATION, noun.end() if noun[2] else noun.end(1), name)


def multiplier(written: str) -> Decimal:
    """What the words of a quantity multiply its number by: "4 weken" are 28 days."""
    if scale := _SCALE.search(written):
        return Decimal(1_000_000 if scale["m"] else 1_000_000_000 if scale["b"] else 1000)
    units = (TIME_UNITS.get(word.lower()) for word in _WORD.findall(written))
    return next((Decimal(unit[1]) for unit in units if unit), Decimal(1))


def plain(value: Decimal) -> str:
    """The shortest way to write it, without exponent: 250 and 250.00 are the same."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
