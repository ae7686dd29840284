"""Gold evidence: the passages that hold a question's evidence sentences, in place of a search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evaluation.datasets import GoldenQuestion
from vraagbaak.embedding.types import EmbeddedQuery
from vraagbaak.errors import VraagbaakError
from vraagbaak.grounding.words import tokens
from vraagbaak.index.types import Hit, Passage
from vraagbaak.language import Language
from vraagbaak.tenancy import TenantId

HELD = 0.9
"""Share of an evidence sentence's words that a passage must hold: extraction turns tables and
line breaks into other text than the one that a person copied."""

PassagesOf = Callable[[str], Sequence[Passage]]
"""The passages of a document, by its key."""


class NoGold(VraagbaakError):
    """The gold evidence is not in the tenant's documents."""


@dataclass(frozen=True, slots=True)
class GoldIndex:
    """A search index of one question that finds its gold passages, all alike."""

    passages: tuple[Passage, ...]

    def for_tenant(self, tenant: TenantId) -> GoldIndex:
        """Itself: the passages were read from that tenant's index."""
        del tenant
        return self

    def search(
        self,
        question: str,
        limit: int = 10,
        language: Language | None = None,
        query_vector: EmbeddedQuery | None = None,
    ) -> list[Hit]:
        """Every gold passage, at full relevance."""
        del question, language, query_vector
        return [Hit(passage, 1.0, 1.0, 1.0) for passage in self.passages[:limit]]


def gold_passages(question: GoldenQuestion, passages_of: PassagesOf) -> tuple[Passage, ...]:
    """The passages of the gold files that hold the evidence, in the order of the evidence.

    Raises NoGold naming the file or the sentence that is not there.
    """
    if not question.gold_files or not question.evidence:
        raise NoGold("names no gold_files or no evidence")
    passages: list[Passage] = []
    for file in question.gold_files:
        found = passages_of(file)
        if not found:
            raise NoGold(f"gold file {file} is not among the tenant's documents; ingest it first")
        passages.extend(found)
    chosen = [_holder(sentence, passages) for sentence in question.evidence]
    return tuple({passage.id: passage for passage in chosen}.values())


def _holder(sentence: str, passages: Sequence[Passage]) -> Passage:
    wanted = {token.folded for token in tokens(sentence)}
    best = max(passages, key=lambda passage: _share(wanted, passage))
    if _share(wanted, best) < HELD:
        raise NoGold(f"evidence {sentence[:60]!r} is in no passage of the gold files")
    return best


def _share(wanted: set[str], passage: Passage) -> float:
    """Of the wanted words; a passage that has them near one another is not told from others."""
    present = {token.folded for token in tokens(f"{passage.text}\n{passage.context}")}
    return len(wanted & present) / max(1, len(wanted))
