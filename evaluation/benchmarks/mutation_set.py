"""The mutation set of `bench groundedness`: labelled claims made from each real corpus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from evaluation.datasets import LabelledClaim
from evaluation.mutations import mutate, read_corpus

CORPORA = ("inbo", "abb", "vbp", "algoritmekader")
PER_KIND = 50
"""Claims of each kind from each corpus; one that offers fewer gives fewer."""
DISTRACTORS = 4
"""Other passages beside the claim's own: a composer is shown about five."""
SEED = 7


def mutations(corpora: Path) -> Iterator[LabelledClaim]:
    """Claims on every corpus; ``domain`` is the corpus, ids and documents are told apart by it.

    Raises ConfigurationError where a corpus is missing.
    """
    for name in CORPORA:
        passages = read_corpus(corpora / name)
        for claim in mutate(passages, SEED, PER_KIND, distractors=DISTRACTORS):
            yield replace(
                claim,
                id=f"{name}/{claim.id}",
                domain=name,
                document=f"{name}/{claim.document}",
            )
