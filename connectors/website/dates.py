"""Moments and periods as pages, feeds and headers write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_DAY = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})")
_PERIOD = re.compile(r"(start|end)\s*=\s*([^;]+)", re.IGNORECASE)


def moment(value: object) -> datetime | None:
    """A moment with a time zone, UTC where it has none; None for what is no moment.

    ISO 8601 in any precision from the day on, and the form of e-mail and HTTP.
    """
    text = str(value or "").strip()
    for read in (datetime.fromisoformat, parsedate_to_datetime, _first_day):
        try:
            found = read(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def day(value: object) -> date | None:
    """The day that a value begins with, in its own time zone."""
    found = moment(value)
    return found.date() if found else None


def period(value: str) -> tuple[date | None, date | None]:
    """A DCMI Period (``start=2026-01-01; end=2026-12-31``), or one day that it ends on."""
    parts = {name.lower(): text for name, text in _PERIOD.findall(value)}
    if parts:
        return day(parts.get("start")), day(parts.get("end"))
    first, _, last = value.partition("/")
    return (day(first), day(last)) if last else (None, day(first))


def _first_day(text: str) -> datetime:
    found = _DAY.match(text)
    if not found:
        raise ValueError(text)
    year, month, number = (int(part) for part in found.groups())
    return datetime(year, month, number, tzinfo=UTC)
