"""The passages of a question, with the quoted words marked and the gold ones told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evaluation.harness.records import CitationRecord, ItemRecord, PassageRecord
from evaluation.report.text import Piece, pieces, shorten

_MANY = 200


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a passage is shown, so that a large run stays a page one can open."""

    around_quotes: int
    """Characters on either side of quoted words; a passage without any shows twice as many."""

    @classmethod
    def for_run(cls, items: int) -> Limits:
        """Nearly everything up to 200 questions; the neighbourhood of quotes beyond."""
        return cls(1500) if items <= _MANY else cls(120)


@dataclass(frozen=True, slots=True)
class QuotedPiece:
    """A stretch of a passage; ``by`` are the sentences whose quotes end here."""

    text: str
    quoted: bool
    by: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A retrieved passage as the page shows it, numbered by rank."""

    number: int
    record: PassageRecord
    gold: bool
    cited: bool
    score: str
    parts: tuple[QuotedPiece, ...]
    shortened: bool


def passages(item: ItemRecord, limits: Limits) -> tuple[CitedPassage, ...]:
    """The retrieved passages, best first."""
    return tuple(
        _passage(number, passage, item, limits)
        for number, passage in enumerate(item.retrieved, start=1)
    )


def problems(item: ItemRecord) -> tuple[str, ...]:
    """Citations that point at nothing: a passage that was not retrieved, words not in it."""
    retrieved = {passage.passage_id: passage for passage in item.retrieved}
    return tuple(
        problem
        for number, citation in _citations(item)
        for problem in [_problem(number, citation, retrieved.get(citation.passage_id))]
        if problem
    )


def _citations(item: ItemRecord) -> Iterator[tuple[int, CitationRecord]]:
    """With the number of the sentence that makes it, from 1."""
    for number, sentence in enumerate(item.sentences, start=1):
        for citation in sentence.citations:
            yield number, citation


def _problem(number: int, citation: CitationRecord, passage: PassageRecord | None) -> str:
    if passage is None:
        return (
            f"Sentence {number} cites passage {citation.passage_id} of {citation.document}, "
            f"which was not retrieved: “{citation.quote}”"
        )
    if not _verbatim(citation, passage):
        return f"Sentence {number} quotes words that do not stand there: “{citation.quote}”"
    return ""


def _verbatim(citation: CitationRecord, passage: PassageRecord) -> bool:
    return citation.start >= 0 and passage.text[citation.start : citation.end] == citation.quote


def _passage(number: int, passage: PassageRecord, item: ItemRecord, limits: Limits) -> CitedPassage:
    quotes = [
        (sentence, citation)
        for sentence, citation in _citations(item)
        if citation.passage_id == passage.passage_id and _verbatim(citation, passage)
    ]
    whole = pieces(passage.text, [(quote.start, quote.end) for _, quote in quotes])
    short = shorten(whole, limits.around_quotes)
    return CitedPassage(
        number,
        passage,
        gold=passage.document in item.gold_files,
        cited=bool(quotes),
        score=f"{passage.score:.3f}",
        parts=tuple(_quoted(short, [sentence for sentence, _ in quotes])),
        shortened=sum(len(p.text) for p in short if not p.gap) < len(passage.text),
    )


def _quoted(parts: Sequence[Piece], sentences: Sequence[int]) -> Iterator[QuotedPiece]:
    for place, part in enumerate(parts):
        following = parts[place + 1].marks if place + 1 < len(parts) else ()
        ends = dict.fromkeys(sentences[n] for n in part.marks if n not in following)
        yield QuotedPiece(part.text, bool(part.marks), tuple(ends))
