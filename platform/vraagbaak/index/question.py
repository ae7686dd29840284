"""A question as the terms to look up, with their weights.

The question is read in every language: a passage's terms carry its own language, so each passage
meets only the reading that fits it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from vraagbaak.index import analyse
from vraagbaak.index.stopwords import STOPWORDS
from vraagbaak.language import Language

COMPOUNDING = (Language.NL, Language.DE)
LINKS = ("", "s", "e", "n", "en", "er", "es")
"""What joins the parts of a compound: gezin-s-bijslag, kind-er-opvang, pann-en-koek."""
SHORTEST_PART = 4
PART_WEIGHT = 0.4
"""nDCG@10 on XQuAD: nl 0.932 to 0.937, de 0.941 to 0.948; 0.3 to 0.6 differ little."""
MAX_TERMS = 64
"""Of one reading: a pasted letter is no reason to read the whole index."""

Counts = Callable[[Iterable[str]], Mapping[str, int]]
"""In how many of a tenant's passages each term stands; terms that stand in none are left out."""


def weights(question: str, asked_in: Language | None, counts: Counts) -> dict[str, float]:
    """The terms to look up, in every reading, with the parts of compounds."""
    readings = {language: _content(question, language, asked_in) for language in Language}
    found = {term: 1.0 for terms in readings.values() for term in terms}
    possible = {
        term: list(_splits(term, language))
        for language in COMPOUNDING
        for term in readings[language]
    }
    known = counts({part for splits in possible.values() for split in splits for part in split})
    for splits in possible.values():
        for part in _best(splits, known):
            found.setdefault(part, PART_WEIGHT)
    return found


def _content(question: str, read_as: Language, asked_in: Language | None) -> list[str]:
    """Terms that are no stop words of either language; all terms when nothing else is left."""
    terms = list(analyse.terms(question, read_as))
    stop = _stop_terms(read_as, read_as) | _stop_terms(asked_in or read_as, read_as)
    return ([term for term in terms if term not in stop] or terms)[:MAX_TERMS]


@cache
def _stop_terms(of: Language, read_as: Language) -> frozenset[str]:
    return frozenset(analyse.term(word, read_as) for word in STOPWORDS[of])


def _splits(term: str, language: Language) -> Iterator[tuple[str, str]]:
    """Every way to read a term as two words, each as the term that it would be indexed under."""
    prefix, _, word = term.rpartition(":")
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1) if prefix else ():
        tail = analyse.term(word[cut:], language)
        for link in LINKS:
            head = word[:cut].removesuffix(link)
            if word[:cut].endswith(link) and len(head) >= SHORTEST_PART:
                yield analyse.term(head, language), tail


def _best(splits: list[tuple[str, str]], known: Mapping[str, int]) -> tuple[str, ...]:
    """The split whose rarer part is the most frequent; none where a part is unknown."""
    both = [split for split in splits if split[0] in known and split[1] in known]
    return max(both, key=lambda split: (min(known[p] for p in split), split), default=())
