"""How well each quotable piece of the evidence answers the question."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vraagbaak.answer.context import Context
from vraagbaak.answer.question_type import QuestionType, question_type
from vraagbaak.answer.readable import is_noise, last_heading, shown
from vraagbaak.answer.units import Kind, Unit, units
from vraagbaak.answer.words import content_stems, matched
from vraagbaak.embedding.types import Embedder
from vraagbaak.index.types import Hit

CANDIDATES = 40
"""Pieces that are embedded for one question; on two cores each takes about 5 ms."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much. Chosen by reading answers on the demo tenants' questions."""

    meaning: float = 0.40
    words: float = 0.30
    passage: float = 0.20
    kind: float = 0.12
    answers_question: float = 0.10
    long: float = -0.10
    """Over 60 words: nobody finds the answer in it."""
    short: float = -0.15
    """Under 4 words: a label, not a statement."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit with its relevance; comparable within one question only."""

    unit: Unit
    score: float
    hit: Hit


@dataclass(frozen=True, slots=True)
class _Candidate:
    unit: Unit
    hit: Hit
    own: frozenset[str]
    around: frozenset[str]


def score_units(
    context: Context, embedder: Embedder, weights: Weights | None = None
) -> list[Scored]:
    """All units worth quoting, in the order of the evidence. Blocking: embeds sentences."""
    weights = weights or Weights()
    question, evidence = context.standalone, context.evidence
    candidates = [_candidate(unit, hit) for hit in evidence for unit in units(hit.passage)]
    candidates = [c for c in candidates if not is_noise(c.unit.text)]
    if not candidates:
        return []
    overlap = _overlaps(content_stems(question, context.question_language), candidates)
    chosen = _prefiltered(candidates, overlap)
    meaning = _similarities(context, [candidates[i] for i in chosen], embedder)
    wanted = question_type(question)
    best = max(hit.score for hit in evidence) or 1.0
    return [
        Scored(
            candidates[i].unit,
            weights.meaning * meaning[rank]
            + weights.words * overlap[i]
            + weights.passage * candidates[i].hit.score / best
            + _manner(candidates[i].unit, wanted, weights),
            candidates[i].hit,
        )
        for rank, i in enumerate(chosen)
    ]


def _candidate(unit: Unit, hit: Hit) -> _Candidate:
    language = hit.passage.language
    around = f"{last_heading(hit.passage)} {hit.passage.context} {unit.question}"
    return _Candidate(
        unit, hit, content_stems(unit.text, language), content_stems(around, language)
    )


def _overlaps(wanted: frozenset[str], candidates: Sequence[_Candidate]) -> list[float]:
    """Share of the question's words that each holds, rare ones weighing more (idf); in 0..1.

    A word that stands in the heading only counts half.
    """
    own = [matched(wanted, c.own) for c in candidates]
    around = [matched(wanted, c.around) for c in candidates]
    frequency = Counter(stem for found in own for stem in found)
    idf = {stem: math.log(1 + len(candidates) / (1 + frequency[stem])) for stem in wanted}
    total = sum(idf.values())
    if not total:
        return [0.0] * len(candidates)
    return [
        (sum(idf[s] for s in mine) + 0.5 * sum(idf[s] for s in near - mine)) / total
        for mine, near in zip(own, around, strict=True)
    ]


def _prefiltered(candidates: Sequence[_Candidate], overlap: Sequence[float]) -> list[int]:
    """The indices to embed, in order: those with the most words and the best passages."""
    ranked = sorted(
        range(len(candidates)), key=lambda i: overlap[i] + candidates[i].hit.score, reverse=True
    )
    return sorted(ranked[:CANDIDATES])


def _similarities(
    context: Context, candidates: Sequence[_Candidate], embedder: Embedder
) -> list[float]:
    """Cosine to the question, spread over 0..1: models use a narrow band of the scale."""
    texts = [_in_context(candidate.unit) for candidate in candidates]
    vector = context.query_vector
    if vector is None:
        vector = embedder.embed_query(context.standalone)
    cosines = embedder.embed_passages(texts) @ vector
    low, high = float(np.min(cosines)), float(np.max(cosines))
    return [float((c - low) / (high - low)) if high > low else 1.0 for c in cosines]


def _in_context(unit: Unit) -> str:
    lead = unit.question or last_heading(unit.passage)
    return f"{lead}: {shown(unit.text)}"


def _manner(unit: Unit, wanted: QuestionType | None, weights: Weights) -> float:
    text = shown(unit.text)
    length = len(text.split())
    score = 0.0
    if wanted is not None and wanted.fits(text):
        score += weights.kind
    if unit.question:
        score += weights.answers_question
    if length > 60 and unit.kind is not Kind.LIST:
        score += weights.long
    if length < 4 and unit.kind is not Kind.ROW:
        score += weights.short
    return score
