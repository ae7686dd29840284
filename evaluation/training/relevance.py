"""Questions beside passages, labelled, for the relevance model.

Questions are titles of help pages, which people wrote as what a reader looks for, and our own;
negatives are what our own search finds for them on other pages, and our own near misses.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.training.chunks import Chunk
from evaluation.training.pairs import Pair
from evaluation.training.written import Written
from vraagbaak.embedding.types import Embedder

WANTED = 6
"""Negatives for each positive."""
SKIPPED = 1
"""The nearest passages of other pages are often answers too: that many are left out."""


@dataclass(frozen=True, slots=True)
class _Asked:
    question: str
    language: str
    """The passage's."""
    right: str
    document: str


def titled(
    found: Sequence[Chunk], embedder: Embedder, languages: Sequence[str], most: int, seed: int
) -> Iterator[Pair]:
    """Titles with their page's first chunk, in the same and in another language."""
    rng = random.Random(seed)  # noqa: S311 - a sample, no secret
    first = list({chunk.document: chunk for chunk in reversed(found)}.values())
    rng.shuffle(first)
    for language in languages:
        pool = [chunk for chunk in first if language in chunk.texts][:most]
        asked = [_asked(chunk, language, rng) for chunk in pool]
        yield from _with_negatives(asked, [c.texts[language] for c in pool], embedder, rng)


def _asked(chunk: Chunk, language: str, rng: random.Random) -> _Asked:
    others = [x for x in chunk.headings if x != language]
    spoken = rng.choice(others) if others and rng.random() < 0.35 else language
    return _Asked(chunk.headings[spoken], language, chunk.texts[language], chunk.document)


def asked(
    records: Sequence[Written], embedder: Embedder, seed: int, repeat: int = 1
) -> Iterator[Pair]:
    """Our own questions with their text, near misses with it, and others' texts."""
    rng = random.Random(seed)  # noqa: S311 - a sample, no secret
    questions = [
        _Asked(question, record.language, record.evidence, record.id)
        for record in records
        for question in record.questions
    ]
    texts = [record.evidence for record in records]
    for _ in range(repeat):
        yield from _with_negatives(questions, texts, embedder, rng)
    for record in records:
        for question in record.near_misses:
            yield Pair(question, record.evidence, False, record.id, "near_miss", None)


def _with_negatives(
    questions: Sequence[_Asked], texts: Sequence[str], embedder: Embedder, rng: random.Random
) -> Iterator[Pair]:
    passages = embedder.embed_passages(list(texts))
    for one in questions:
        yield Pair(one.question, one.right, True, one.document, "answer", None)
        order = np.argsort(-(passages @ embedder.embed_query(one.question)))
        near = [texts[i] for i in order[: 8 * WANTED] if texts[i] != one.right][SKIPPED:]
        hard = near[:WANTED] if len(near) <= WANTED else rng.sample(near, WANTED)
        for text in hard:
            yield Pair(one.question, text, False, one.document, "other_passage", None)
