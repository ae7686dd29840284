"""Languages: the four that the platform speaks, and how a text's language is told."""

from __future__ import annotations

import re
from enum import StrEnum
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lingua import LanguageDetector as Lingua


class Language(StrEnum):
    """The languages in which the platform reads, answers and shows messages (ISO 639-1)."""

    NL = "nl"
    FR = "fr"
    DE = "de"
    EN = "en"


_READ = 600
"""Characters that are looked at: enough to be sure, and the cost grows with the length."""
_ONE_WORD = 0.9
_FEW_WORDS = 0.6
_ENOUGH_WORDS = 4
_NOISE = re.compile(r"https?://\S+|\S+@\S+|\S*\d\S*|[^\w\s'’-]")


def parse_language(tag: str) -> Language | None:
    """The language of a BCP 47 tag such as ``nl-BE``, where it is one of ours."""
    code = re.split(r"[-_]", tag.strip().lower(), maxsplit=1)[0]
    return Language(code) if code in set(Language) else None


class LanguageDetector:
    """Tells nl, fr, de and en apart. Thread-safe; the models (10 MB) load at the first use."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._model: Lingua | None = None

    def detect(self, text: str) -> Language | None:
        """The language of a text; None where there is too little to tell by.

        Trigrams decide. Of one word they must be nearly sure, for a name belongs to no language;
        "Combien ?" passes, "contact" does not.
        """
        words = _NOISE.sub(" ", text[:_READ]).split()
        if not words:
            return None
        best = self._lingua().compute_language_confidence_values(" ".join(words))[0]
        needed = _ONE_WORD if len(words) == 1 else _FEW_WORDS if len(words) < _ENOUGH_WORDS else 0.5
        if best.value < needed:
            return None
        return Language(best.language.iso_code_639_1.name.lower())

    def _lingua(self) -> Lingua:
        with self._lock:
            if self._model is None:
                self._model = _load()
            return self._model


def _load() -> Lingua:
    from lingua import Language as Name
    from lingua import LanguageDetectorBuilder

    names = (Name.DUTCH, Name.FRENCH, Name.GERMAN, Name.ENGLISH)
    # The accurate models need 150 MB more and, restricted to four languages, tell short
    # questions apart worse: 2 of 21 wrong or unsure became 6.
    return LanguageDetectorBuilder.from_languages(*names).with_low_accuracy_mode().build()
