"""How well each quotable piece of the evidence answers the question."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from vraagbaak.answer.context import Context, Scored
from vraagbaak.answer.question_type import ONE_FACT, QuestionType, question_type
from vraagbaak.answer.readable import is_noise, shown
from vraagbaak.answer.units import Kind, Unit, units
from vraagbaak.answer.words import content_stems, matched
from vraagbaak.embedding.late import maxsim
from vraagbaak.embedding.types import Embedder
from vraagbaak.index.types import Hit

CANDIDATES = 40
"""Pieces that are embedded for one question; on two cores each takes about 5 ms."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much.

    Chosen on 174 questions of seven tenants with the sentences that answer them: one of these ranks
    first for 0.46, among the first three for 0.70 (0.44 and 0.70 on questions that the weights were
    not chosen on; without the comparison word by word 0.38 and 0.68).
    """

    meaning: float = 0.10
    each_word: float = 0.20
    """Of the comparison word by word (``embedding.late``)."""
    words: float = 0.50
    passage: float = 1.60
    """Most of all: retrieval tells passages apart better than words tell sentences."""
    kind: float = 0.10
    list: float = -0.08
    """A list where one fact is asked for: an amount, a date, a place, yes or no."""
    long: float = -0.07
    """Over 60 words: nobody finds the answer in it."""
    short: float = -0.10
    """Under 4 words: a label, not a statement."""
    yes_or_no: float = -0.30
    """A yes or no to a question of the document, where the reader's cannot be answered so."""


ASKED_FOR = 0.6
"""Share of the best piece's score from which one that holds the figure asked for may answer."""
_YES_OR_NO = re.compile(r"(?:ja|nee|neen|oui|non|nein|yes|no)\s*(?:[.,!;:]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Candidate:
    unit: Unit
    hit: Hit
    own: tuple[frozenset[str], ...]
    """The stems of each of its items, with those of their introduction; of one for a sentence."""
    around: frozenset[str]


def score_units(
    context: Context, embedder: Embedder, weights: Weights | None = None
) -> list[Scored]:
    """All units worth quoting, in the order of the evidence. Blocking: embeds sentences."""
    weights = weights or Weights()
    candidates = [_candidate(unit, hit) for hit in context.evidence for unit in units(hit.passage)]
    candidates = [c for c in candidates if not is_noise(c.unit.text)]
    if not candidates:
        return []
    overlap = _overlaps(content_stems(context.standalone, context.question_language), candidates)
    chosen = _prefiltered(candidates, overlap)
    cosines, similar = _compared(context, [candidates[i] for i in chosen], embedder)
    meaning = _spread(cosines)
    # A model without token vectors has one measure of meaning, which then counts for both.
    each_word = _spread(similar) if any(similar) else meaning
    wanted = question_type(context.standalone)
    best = max(hit.score for hit in context.evidence) or 1.0
    return [
        Scored(
            candidates[i].unit,
            weights.meaning * meaning[rank]
            + weights.each_word * each_word[rank]
            + weights.words * overlap[i]
            + weights.passage * candidates[i].hit.score / best
            + _manner(candidates[i].unit, wanted, weights),
            cosines[rank],
            candidates[i].hit,
        )
        for rank, i in enumerate(chosen)
    ]


def holding(wanted: QuestionType, scored: Sequence[Scored]) -> list[Scored]:
    """The pieces near the best that hold the figure asked for, themselves or in their heading.

    Of a table's row a bare number will do: its column says what it is.
    """
    floor = ASKED_FOR * max((item.score for item in scored), default=0.0)
    return [item for item in scored if item.score >= floor and _holds(wanted, item.unit)]


def _holds(wanted: QuestionType, unit: Unit) -> bool:
    if wanted.fits(f"{unit.text} {unit.heading}"):
        return True
    bare = wanted is not QuestionType.PHONE and unit.kind is Kind.ROW
    return bare and any(character.isdigit() for character in unit.text)


def _candidate(unit: Unit, hit: Hit) -> _Candidate:
    language = hit.passage.language
    around = f"{unit.heading} {hit.passage.context} {unit.question}"
    intro = content_stems(unit.intro.text, language) if unit.intro else frozenset[str]()
    own = tuple(content_stems(quote.text, language) | intro for quote in unit.quotes)
    return _Candidate(unit, hit, own, content_stems(around, language))


def _overlaps(wanted: frozenset[str], candidates: Sequence[_Candidate]) -> list[float]:
    """Share of the question's words that each holds, rare ones weighing more (idf); in 0..1.

    A word that stands in the heading only counts half.
    """
    own = [max((matched(wanted, item) for item in c.own), key=len) for c in candidates]
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


def _compared(
    context: Context, candidates: Sequence[_Candidate], embedder: Embedder
) -> tuple[list[float], list[float]]:
    """Cosine and MaxSim of each with the question."""
    query = context.query or embedder.encode_query(context.standalone)
    encoded = embedder.encode_passages([_self_contained(one.unit) for one in candidates])
    similar = maxsim(query.tokens, encoded.tokens)
    return (encoded.vectors @ query.vector).tolist(), similar.tolist()


def _spread(cosines: Sequence[float]) -> list[float]:
    """Spread over 0..1: models use a narrow band of the scale."""
    low, high = min(cosines), max(cosines)
    return [(c - low) / (high - low) if high > low else 1.0 for c in cosines]


def _self_contained(unit: Unit) -> str:
    """What is embedded. The heading is left out: with it, all of a section looks alike."""
    return f"{unit.question} {shown(unit.text)}".strip()


def _manner(unit: Unit, wanted: QuestionType | None, weights: Weights) -> float:
    text = shown(unit.text)
    length = len(text.split())
    score = 0.0
    listed = wanted is QuestionType.LISTING and unit.kind is Kind.LIST
    if listed or (wanted is not None and wanted.fits(text)):
        score += weights.kind
    if unit.kind is Kind.LIST and wanted in ONE_FACT:
        score += weights.list
    if length > 60 and unit.kind is not Kind.LIST:
        score += weights.long
    decides = unit.question and _YES_OR_NO.match(text)
    if decides and wanted not in {QuestionType.MAY, None}:
        score += weights.yes_or_no
    if length < 4 and unit.kind is not Kind.ROW:
        score += weights.short
    return score
