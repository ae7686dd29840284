"""Languages: the four that the platform speaks, and how a text's language is told."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """The languages in which the platform reads, answers and shows messages (ISO 639-1)."""

    NL = "nl"
    FR = "fr"
    DE = "de"
    EN = "en"
