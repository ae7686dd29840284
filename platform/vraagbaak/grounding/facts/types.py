"""What can be right or wrong in a claim whatever words surround it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a fact is."""

    NUMBER = "number"
    ORDINAL = "ordinal"
    MONEY = "amount"
    PERCENT = "percentage"
    DATE = "date"
    WEEKDAY = "weekday"
    TIME = "time"
    DURATION = "duration"
    PERIOD = "period"
    PHONE = "phone number"
    REFERENCE = "reference"
    ADDRESS = "address"
    NAME = "name"


class Bound(StrEnum):
    """What a comparison word makes of the quantity that it stands with."""

    UP = "at least"
    DOWN = "at most"


@dataclass(frozen=True, slots=True)
class Fact:
    """A normalised fact at ``text[start:end]``."""

    kind: Kind
    value: str
    """Language-free: "1250.5", "2026-01-31" with "?" for parts left out, "3:month", "mon"."""
    start: int
    end: int
    text: str
    unit: str = ""
    """Currency code, unit of time, or the two words after a bare number, as written."""
    bound: Bound | None = None
    ranged: bool = False
    """It is the end of a range: "10 tot 30 dagen"."""
    initial: bool = False
    """A name that may be a capital only because the sentence begins there."""
    place: bool = False
    """A name that stands where a place does: "in Gent", "à Gand"."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that turns or weighs a statement: ``text[start:end]``."""

    start: int
    end: int
