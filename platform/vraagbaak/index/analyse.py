"""Our analyser: a text becomes the terms that the lexical index holds. The same on any database.

A term carries its language (``nl:premie``), because a stem means nothing outside it; terms with a
digit (amounts, years, articles) mean the same in every language and carry none.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from vraagbaak.language import Language
from vraagbaak.stemming import stemmer

VERSION = 1
"""Raised when the same text gives other terms: the lexical index is then built again."""

MAX_TERM = 64
"""Longer words are cut."""

DUTCH_PLURALS = ("ies", "ges", "des", "tes", "wes", "jes")
"""Plurals that dutch_porter leaves alone: premies, toelages, periodes, gemeentes, weduwes, boekjes.
Singular words with these ends (advies, diabetes) lose a letter, and meet no other word by it."""

_TOKEN = re.compile(
    r"\d+(?:[.,’'\u00a0\u202f]\d+)*[^\W\d_]*"  # 1.250,50  2026  12bis
    r"|[^\W\d_]+(?:[-‐‑'’][^\W_]+)*\d*"  # woord  e-mail  l'aide  zo'n  BV2
)
_JOINERS = re.compile(r"[-‐‑'’]")


def terms(text: str, language: Language) -> Counter[str]:
    """How often each term stands in the text, read as that language."""
    return Counter(_terms(text, language))


def _terms(text: str, language: Language) -> Iterator[str]:
    for token in _TOKEN.findall(unicodedata.normalize("NFKC", text).lower()):
        if token[0].isdigit():
            yield from _numbers(token)
        else:
            yield from _words(token, language)


def _numbers(token: str) -> Iterator[str]:
    """Amounts lose their thousands and their empty decimals: 1.250,00 is 1250."""
    plain = re.sub(r"[.’'\u00a0\u202f](?=\d{3}(?!\d))", "", token)
    plain = re.sub(r"[.,]0+$", "", plain)
    yield plain[:MAX_TERM]


def _words(token: str, language: Language) -> Iterator[str]:
    parts = [part for part in _JOINERS.split(token) if part]
    if len(parts) > 1:
        yield term("".join(parts), language)
    for part in parts:
        if len(part) > 1 or len(parts) == 1:
            yield term(part, language)


def term(word: str, language: Language) -> str:
    """The term that one lower-case word is indexed under."""
    if any(character.isdigit() for character in word):
        return fold(word)[:MAX_TERM]
    return f"{language}:{stem(word, language)[:MAX_TERM]}"


def fold(word: str) -> str:
    """The word without diacritics: één is een, Straße is strasse."""
    decomposed = unicodedata.normalize("NFD", word.replace("ß", "ss").replace("œ", "oe"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=100_000)
def stem(word: str, language: Language) -> str:
    """The folded stem. Stemmed before folding, because French and German stems need accents."""
    if language is Language.NL and len(word) > 4 and word.endswith(DUTCH_PLURALS):
        word = word[:-1]
    return fold(str(stemmer(language).stemWord(word)))
