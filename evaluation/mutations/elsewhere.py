"""True sentences of other documents, beside evidence that does not say so."""

from __future__ import annotations

from evaluation.mutations.types import Scene, Statement
from evaluation.mutations.world import content_words

_MOST = 0.4
"""Share of a sentence's longer words that its wrong evidence may hold."""


def elsewhere(scene: Scene) -> str | None:
    """A sentence of another document about the same topic: it shares a rare word."""
    evidence = frozenset().union(*(content_words(text) for text in scene.evidence))
    for word in scene.shuffled(sorted(content_words(scene.text))):
        for other in scene.shuffled(list(scene.world.by_word.get(word, ())))[:5]:
            if _apart(scene.statement, other, evidence):
                return other.text
    return None


def _apart(statement: Statement, other: Statement, evidence: frozenset[str]) -> bool:
    words = content_words(other.text)
    if other.document == statement.document or other.language is not statement.language:
        return False
    return len(words) >= 4 and len(words & evidence) <= _MOST * len(words)
