"""Content words of a text with their places, stems and weights."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from vraagbaak.grounding.lexicon import FUNCTION_WORDS, LIGHT_WORDS
from vraagbaak.grounding.normal import fold, stem
from vraagbaak.language import Language

LIGHT = 0.35
"""Weight of a word that paraphrases exchange freely; others weigh 1."""

# "Voeg toe" is "toevoegen", "reichen ein" is "einreichen".
_PARTICLES = frozenset(
    "aan af bij door in mee na op over toe uit an ab auf aus bei ein mit".split()
)
_DENYING = frozenset("niet non nicht un on in im".split())
_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*\d*")
_TOKEN = re.compile(r"[^\W_]+(?:[.,:/@-][^\W_]+)*|[€%]")


@dataclass(frozen=True, slots=True)
class Word:
    """A content word at ``text[start:end]``."""

    stem: str
    folded: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Token:
    """Any word or number at ``text[start:end]``, folded, for finding verbatim quotations."""

    folded: str
    start: int
    end: int


def content_words(text: str, language: Language, also: Language | None = None) -> tuple[Word, ...]:
    """The words that say something; function words of both languages are left out."""
    skip = FUNCTION_WORDS[language]
    skip = skip | FUNCTION_WORDS[also] if also else skip
    found = []
    for match in _WORD.finditer(text):
        lower = match.group().lower()
        if len(lower) > 1 and lower not in skip:
            found.append(_word(match, lower, language))
    return tuple(found)


def small_words(text: str, language: Language) -> int:
    """How many function words of that language the text holds."""
    known = FUNCTION_WORDS[language]
    return sum(match.group().lower() in known for match in _WORD.finditer(text))


def _word(match: re.Match[str], lower: str, language: Language) -> Word:
    weight = LIGHT if lower in LIGHT_WORDS[language] else 1.0
    stemmed = stem(re.sub(r"[-‐‑]", "", lower), language)
    return Word(stemmed, fold(lower), match.start(), match.end(), weight)


def tokens(text: str) -> tuple[Token, ...]:
    """All words and numbers in order."""
    return tuple(Token(fold(m.group()), m.start(), m.end()) for m in _TOKEN.finditer(text))


@lru_cache(maxsize=50_000)
def likeness(word: str, other: str) -> float:
    """How far one stem stands for another, 0..1: the same, an inflection, a compound's head."""
    if word == other:
        return 1.0
    short, long = sorted((word, other), key=len)
    if len(short) < 4:
        return 0.0
    if long.startswith(short) and len(long) - len(short) <= 2:
        return 0.9
    if long.endswith(short):
        return _as_ending(word, short, long)
    if len(short) >= 5 and long.startswith(short):
        return 0.6 if short == word else 0.3
    pairs = enumerate(zip(word, other, strict=False))
    same = next((i for i, (a, b) in pairs if a != b), len(short))
    return 0.7 if same >= 6 and same >= len(long) - 2 else 0.0


def _as_ending(word: str, short: str, long: str) -> float:
    before = long.removesuffix(short)
    if before in _DENYING:
        return 0.0
    if before in _PARTICLES:
        return 0.85
    if len(short) < 5:
        return 0.0
    # The claim may name the kind of thing (premium) for the thing (rent premium), not back.
    return 0.75 if short == word else 0.3


def best_likeness(word: str, others: frozenset[str]) -> float:
    """The likeness with the nearest of the stems; a compound may be found in its parts."""
    if word in others:
        return 1.0
    best = max((likeness(word, other) for other in others), default=0.0)
    return max(best, _in_parts(word, others)) if best < 0.8 and len(word) >= 9 else best


def _in_parts(word: str, others: frozenset[str]) -> float:
    """As "premieaanvraag" where "premie" and "aanvraag" stand."""
    heads = [o for o in others if len(o) >= 4 and word.startswith(o)]
    for head in heads:
        rest = word[len(head) :].removeprefix("s")
        if len(rest) >= 4 and any(o.startswith(rest[:6]) and len(o) >= 4 for o in others):
            return 0.85
    return 0.0
