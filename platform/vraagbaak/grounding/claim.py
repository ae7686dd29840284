"""A claim taken apart for comparison."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from vraagbaak.grounding.facts import Fact, Kind, extract_facts
from vraagbaak.grounding.words import Token, Word, content_words, tokens
from vraagbaak.language import Language

_CLAUSE = re.compile(
    r"[,;:()–—]\s|\.\s|\b(?:maar|tenzij|behalve|indien|als|wanneer|omdat|zodat|terwijl|zolang|nadat|voordat|want|en"
    r"|mais|sauf|si|lorsque|quand|parce\s+que|car|tant\s+que|et|aber|wenn|außer|weil|sondern|falls|solange|bevor|nachdem|und"
    r"|but|unless|except|if|when|because|while|and)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A part ``text[start:end]`` that says one thing, roughly."""

    start: int
    end: int

    def holds(self, start: int) -> bool:
        """Whether something that starts there is part of it."""
        return self.start <= start < self.end


@dataclass(frozen=True, slots=True)
class Claim:
    """The claim's words, facts and clauses."""

    text: str
    language: Language
    words: tuple[Word, ...]
    facts: tuple[Fact, ...]
    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...]


def take_apart(text: str, language: Language, evidence_language: Language) -> Claim:
    """The claim, its words stemmed as the evidence's so that they can be compared."""
    facts = extract_facts(text, language)
    words = content_words(text, evidence_language, also=language)
    counted = tuple(word for word in words if not _inside(word, facts))
    return Claim(text, language, counted, facts, tokens(text), clauses(text))


def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses in order, together the whole text."""
    cuts = [0, *(match.start() for match in _CLAUSE.finditer(text)), len(text)]
    return tuple(Clause(a, b) for a, b in pairwise(cuts) if b > a)


def _inside(word: Word, facts: tuple[Fact, ...]) -> bool:
    """Words of an amount or a date are compared as facts, not as words."""
    return any(fact.start <= word.start < fact.end and fact.kind is not Kind.NAME for fact in facts)
