"""Clauses as they are compared: their words, and what turns or weighs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from vraagbaak.grounding.clauses import Clause, clauses
from vraagbaak.grounding.facts.cues import Modality, excepts, modalities, negations, prohibitions
from vraagbaak.grounding.facts.opposites import opposites, sides
from vraagbaak.grounding.facts.validity import ended
from vraagbaak.grounding.words import Word, best_likeness
from vraagbaak.language import Language

ALIGNED = 0.5
"""Share of a clause's words in another one, from which on they speak of the same."""
AS_GOOD = 0.15


@dataclass(frozen=True)
class Part:
    """A clause with its words and whether it denies."""

    clause: Clause
    text: str
    language: Language
    words: tuple[Word, ...]
    denies: bool | None
    """None where an exception, or a list's introduction, decides."""

    @cached_property
    def stems(self) -> frozenset[str]:
        """Of its words."""
        return frozenset(word.stem for word in self.words)

    @cached_property
    def folded(self) -> frozenset[str]:
        """Its words, folded."""
        return frozenset(word.folded for word in self.words)

    @cached_property
    def ended(self) -> bool:
        """It says that something is no more, as a denial or not."""
        return ended(self.text)

    @cached_property
    def poles(self) -> dict[int, int]:
        """Its side on each axis of opposites."""
        return opposites(self.text)

    @cached_property
    def sides(self) -> frozenset[int]:
        """The axes of opposites that it speaks of, on whatever side."""
        found = (word for word in self.text.lower().split())
        return frozenset(axis for word in found for axis, _ in sides(word.strip(".,;:!?()")))

    @cached_property
    def modals(self) -> frozenset[Modality]:
        """Obligation or freedom that it states."""
        found = modalities(self.text, self.language)
        return frozenset(modality for modality, cues in found.items() if cues)


def parts_of(text: str, words: Sequence[Word], language: Language) -> tuple[Part, ...]:
    """The clauses of a text in order."""
    denials = [cue.start for cue in negations(text, language)]
    # "Niet verboden" is allowed.
    turned = [cue.start for cue in prohibitions(text)]
    exceptions = [cue.start for cue in excepts(text, language)]
    return tuple(
        Part(
            clause,
            text[clause.start : clause.end],
            language,
            tuple(word for word in words if clause.holds(word.start)),
            None
            if any(map(clause.holds, exceptions))
            else any(map(clause.holds, denials)) != any(map(clause.holds, turned)),
        )
        for clause in clauses(text)
    )


def share(words: Sequence[Word], stems: frozenset[str]) -> float:
    """How much of the words' weight stands among the stems; 0 without words."""
    total = sum(word.weight for word in words)
    found = sum(word.weight * best_likeness(word.stem, stems) for word in words)
    return found / total if total else 0.0


def nearest(part: Part, given: Sequence[Part]) -> list[Part]:
    """The clauses that speak of the same, none when no one does."""
    if not part.words:
        return []
    shares = [share(part.words, other.stems) for other in given]
    best = max(shares, default=0.0)
    if best < ALIGNED:
        return []
    return [other for found, other in zip(shares, given, strict=True) if found >= best - AS_GOOD]
