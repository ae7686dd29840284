"""A claim taken apart for comparison."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from vraagbaak.grounding.clauses import Clause, clauses
from vraagbaak.grounding.facts import Fact, Kind, extract_facts
from vraagbaak.grounding.parts import Part, parts_of
from vraagbaak.grounding.references import Reference
from vraagbaak.grounding.words import Token, Word, content_words, tokens
from vraagbaak.language import Language

REFERRED = 0.6
"""What a word counts that the claim only refers to."""


@dataclass(frozen=True)
class Claim:
    """The claim's words, facts and clauses."""

    text: str
    language: Language
    words: tuple[Word, ...]
    facts: tuple[Fact, ...]
    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...]
    referred: tuple[Word, ...] = ()
    """Those of ``words`` that "this premium" stands for, placed where the claim refers to them."""
    known: frozenset[str] = frozenset()
    """Stems of what was said before: a condition that the reader has just read is not dropped."""

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Its clauses with their words."""
        return parts_of(self.text, self.words, self.language)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Of its words."""
        return frozenset(word.stem for word in self.words)


def take_apart(
    text: str,
    language: Language,
    evidence_language: Language,
    reference: Reference | None = None,
    context: str = "",
) -> Claim:
    """The claim, its words stemmed as the evidence's so that they can be compared."""
    facts = extract_facts(text, language)
    words = content_words(text, evidence_language, also=language)
    counted = tuple(word for word in words if not _inside(word, facts))
    referred = _referred(reference, evidence_language, language) if reference else ()
    before = content_words(context, evidence_language, also=language)
    return Claim(
        text,
        language,
        tuple(sorted((*counted, *referred), key=lambda word: word.start)),
        facts,
        tokens(text),
        clauses(text),
        referred,
        frozenset(word.stem for word in before),
    )


def _referred(
    reference: Reference, evidence_language: Language, language: Language
) -> tuple[Word, ...]:
    words = content_words(reference.antecedent, evidence_language, also=language)
    start, end = reference.start, reference.end
    return tuple(replace(w, start=start, end=end, weight=w.weight * REFERRED) for w in words)


def _inside(word: Word, facts: tuple[Fact, ...]) -> bool:
    """Words of an amount or a date are compared as facts, not as words."""
    return any(fact.start <= word.start < fact.end and fact.kind is not Kind.NAME for fact in facts)
