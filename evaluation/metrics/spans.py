"""Unsupported words against annotated ones, character by character."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Spans = Sequence[tuple[int, int]]
"""``(start, end)`` pairs of characters; they may overlap."""


@dataclass(frozen=True, slots=True)
class SpanScore:
    """Characters over all texts together."""

    both: int
    """Annotated and found."""
    annotated: int
    found: int

    @property
    def precision(self) -> float:
        """Of the characters found, the share annotated; ValueError where none were found."""
        if not self.found:
            raise ValueError("could not score: nothing was called unsupported")
        return self.both / self.found

    @property
    def recall(self) -> float:
        """Of the characters annotated, the share found; ValueError where there are none."""
        if not self.annotated:
            raise ValueError("could not score: nothing is annotated")
        return self.both / self.annotated

    @property
    def f1(self) -> float:
        """2·both / (annotated + found), as RAGTruth (Niu et al., 2024) counts span level."""
        if not self.annotated + self.found:
            raise ValueError("could not score: nothing is annotated or found")
        return 2 * self.both / (self.annotated + self.found)


def span_score(texts: Iterable[tuple[Spans, Spans]]) -> SpanScore:
    """Annotated spans against found ones, a pair a text."""
    both = annotated = found = 0
    for gold, said in texts:
        gold_characters, said_characters = _characters(gold), _characters(said)
        both += len(gold_characters & said_characters)
        annotated += len(gold_characters)
        found += len(said_characters)
    return SpanScore(both, annotated, found)


def _characters(spans: Spans) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}
