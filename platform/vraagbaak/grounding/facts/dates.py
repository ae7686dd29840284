"""Dates, weekdays and times of day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vraagbaak.grounding.facts.calendar import MONTHS, MONTHS_ALONE, WEEKDAYS
from vraagbaak.grounding.facts.types import Fact, Kind

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_ALONE = "|".join(sorted(MONTHS_ALONE, key=len, reverse=True))
_DAY = r"(?P<day>[0-3]?\d)(?:\.|er|e|de|ste|st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_DAY_NUMBER = r"(?P<day>[0-3]?\d)"
_DASH = r"\s?[-/.]\s?"
_ANY_YEAR = r"(?P<year>(?:19|20)?\d{2})"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\d.,/-]){_YEAR}[-/.](?P<month>[01]?\d)[-/.](?P<day>[0-3]?\d)(?![\d/-])",
        rf"(?<![\d.,/-]){_DAY_NUMBER}{_DASH}(?P<month>[01]?\d){_DASH}{_ANY_YEAR}(?![\d/-])",
        rf"(?<![\d.,]){_DAY}\s+(?:of\s+)?(?P<name>{_MONTH})\b\.?(?:,?\s+(?:de\s+)?{_YEAR}\b)?",
        rf"\b(?P<name>{_MONTH})\s+{_DAY}(?![\d.,]\d)(?!\d)\b(?:,?\s+{_YEAR}\b)?",
        rf"\b(?P<name>{_MONTH})\b\.?,?\s+(?:de\s+)?{_YEAR}\b",
        rf"\b(?P<name>{_ALONE})\b",
        rf"(?<![\d.,/€$£-])(?<!€ ){_YEAR}(?![\d/€%]|[.,]\d|\s?(?:euro|eur|€)\b)",
    )
)
_DAY_PAIR = re.compile(
    rf"(?<![\d.,])(?P<day>[0-3]?\d)\.?\s+(?:en|et|und|and|of|ou|oder|or|tot|t\.e\.m\.|au|bis|to|-)"
    rf"\s+(?=[0-3]?\d(?:\.|er|e)?\s+(?P<name>{_MONTH})\b)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<![\d.,:])(?P<hour>[0-2]?\d)(?:\s?[uh:]\s?|\.(?=\d{2}\s?(?:uur|uhr|h\b|[ap]\.?m)))"
    r"(?P<minute>[0-5]\d)?(?!\d)(?:\s?(?:uur|uhr|h)\b)?(?:\s?(?P<half>[ap])\.?m\b\.?)?(?![a-z])"
    r"|(?<![\d.,:])(?P<hour2>[0-2]?\d)\s?(?:uhr\b|(?P<half2>[ap])\.?m\b\.?|o['’]clock)",
    re.IGNORECASE,
)


def find_dates(text: str) -> Iterator[Fact]:
    """Dates by the most telling pattern first; later ones may repeat what an earlier one holds."""
    for match in _DAY_PAIR.finditer(text):
        yield _fact(Kind.DATE, _date("", _month(match["name"]), match["day"]), match)
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            value = _value(match)
            if value:
                yield _fact(Kind.DATE, value, match)
    for match in _WEEKDAY.finditer(text):
        yield _fact(Kind.WEEKDAY, WEEKDAYS[match.group().lower()], match)
    for match in _CLOCK.finditer(text):
        if clock := _clock(match):
            yield _fact(Kind.TIME, clock, match)


def _fact(kind: Kind, value: str, match: re.Match[str]) -> Fact:
    return Fact(kind, value, match.start(), match.end(), match.group())


def _value(match: re.Match[str]) -> str | None:
    found = {key: value for key, value in match.groupdict().items() if value}
    name = found.get("name")
    # "may" is a verb too; with a small letter only a day before it makes it a month.
    if name and name.lower() == "may" and "day" not in found and not _is_may(match):
        return None
    month = _month(name) if name else int(found.get("month", 0))
    day = int(found.get("day", 0))
    if month > 12 or day > 31:
        return None
    year = found.get("year", "")
    return _date(f"20{year}" if len(year) == 2 else year, month, str(day) if day else "")


def _is_may(match: re.Match[str]) -> bool:
    before = match.string[: match.start()]
    month = re.search(
        r"\b(?:in|by|since|until|from|before|after|early|late|mid|of)\s+\Z", before, re.IGNORECASE
    )
    return match["name"] == "May" and month is not None


def _date(year: str, month: int, day: str) -> str:
    return f"{year or '?'}-{month or '?'}-{int(day) if day else '?'}"


def _month(name: str) -> int:
    return MONTHS[name.lower()]


def _clock(match: re.Match[str]) -> str | None:
    hour = int(match["hour"] or match["hour2"])
    half = (match["half"] or match["half2"] or "").lower()
    if half == "p" and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    return f"{hour}:{match['minute'] or '00'}" if hour <= 24 else None
