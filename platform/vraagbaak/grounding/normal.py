"""Words made comparable: folded and stemmed by language."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from vraagbaak.language import Language
from vraagbaak.stemming import stemmer

_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-", "ß": "ss", "œ": "oe"})


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """Lower case, without diacritics, with plain quotes and hyphens."""
    plain = unicodedata.normalize("NFKC", word).lower().translate(_TYPOGRAPHY)
    decomposed = unicodedata.normalize("NFD", plain)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=100_000)
def stem(word: str, language: Language) -> str:
    """The folded stem; stemmed before folding, because French and German stems need accents."""
    found = fold(str(stemmer(language).stemWord(word.lower())))
    # What the Dutch stemmer leaves apart: premies/premie, regio's/regio.
    return re.sub(r"(?<=\w{4})ie?s$", "i", found) if language is Language.NL else found
