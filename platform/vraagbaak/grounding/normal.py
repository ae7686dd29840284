"""Words made comparable: folded and stemmed by language."""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache

import Stemmer

from vraagbaak.language import Language

STEMMERS = {
    # Snowball's newer "dutch" conflates words that differ: gezin and zin, gemeente and meen.
    Language.NL: "dutch_porter",
    Language.FR: "french",
    Language.DE: "german",
    Language.EN: "english",
}
_local = threading.local()
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
    found = fold(str(_stemmer(language).stemWord(word.lower())))
    # What the Dutch stemmer leaves apart: premies/premie, regio's/regio.
    return re.sub(r"(?<=\w{4})ie?s$", "i", found) if language is Language.NL else found


def _stemmer(language: Language) -> Stemmer.Stemmer:
    """A stemmer of this thread's own: they are not safe to share."""
    stemmers = _local.__dict__.setdefault("stemmers", {})
    if language not in stemmers:
        stemmers[language] = Stemmer.Stemmer(STEMMERS[language])
    found: Stemmer.Stemmer = stemmers[language]
    return found
