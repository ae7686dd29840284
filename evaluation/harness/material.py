"""An answer made ready for judging: its sentences, their citations, what was shown to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.harness.records import CitationRecord, PassageRecord, SentenceRecord
from evaluation.metrics import Cited
from vraagbaak.answer.pipeline import Traced
from vraagbaak.answer.readable import defused
from vraagbaak.answer.types import AnswerSentence, Citation, DroppedSentence
from vraagbaak.answer.verify import said_before
from vraagbaak.grounding.types import Evidence
from vraagbaak.index.types import Hit, Passage


@dataclass(frozen=True, slots=True)
class Judgeable:
    """A sentence as it is stored, and what it cites as a judge sees it."""

    record: SentenceRecord
    cited: Cited


@dataclass(frozen=True, slots=True)
class Material:
    """What the metrics of an answer are computed from."""

    traced: Traced
    sentences: tuple[Judgeable, ...]
    """Delivered ones in order, then dropped ones."""
    evidence: tuple[Evidence, ...]
    """The passages that the answer was made from."""


def material(traced: Traced) -> Material:
    """The answer's sentences and evidence."""
    passages = {hit.passage.id: hit.passage for hit in (*traced.found, *traced.evidence)}
    delivered = [_delivered(sentence, passages) for sentence in traced.answer.sentences]
    dropped = [_dropped(sentence) for sentence in traced.answer.dropped]
    evidence = tuple(_evidence(hit.passage) for hit in traced.evidence)
    return Material(traced, (*delivered, *dropped), evidence)


def before_each(made: Material, question: str) -> dict[str, str]:
    """What was said before each delivered sentence, as its verifier knew it."""
    delivered = [item.record.text for item in made.sentences if item.record.delivered]
    return {text: said_before(question, delivered[:n]) for n, text in enumerate(delivered)}


def passage_records(hits: Sequence[Hit]) -> tuple[PassageRecord, ...]:
    """Retrieved passages as they are stored, best first."""
    return tuple(
        PassageRecord(
            passage_id=hit.passage.id,
            document=hit.passage.document,
            heading=hit.passage.heading,
            text=hit.passage.text,
            score=hit.score,
        )
        for hit in hits
    )


def _delivered(sentence: AnswerSentence, passages: dict[str, Passage]) -> Judgeable:
    records = tuple(_citation(citation, passages) for citation in sentence.citations)
    record = SentenceRecord(
        text=sentence.text, verdict=sentence.verdict, score=sentence.score, citations=records
    )
    quotes = tuple(_quote(record, passages) for record in records)
    verbatim = tuple(_is_verbatim(record, passages) for record in records)
    return Judgeable(record, Cited(sentence.text, quotes, verbatim))


def _dropped(sentence: DroppedSentence) -> Judgeable:
    record = SentenceRecord(
        text=sentence.text,
        verdict=sentence.verdict,
        score=sentence.score,
        delivered=False,
        reason=sentence.reason,
    )
    return Judgeable(record, Cited(sentence.text, (), ()))


def _citation(citation: Citation, passages: dict[str, Passage]) -> CitationRecord:
    """With its place in the passage; a citation's own is in the document."""
    passage = passages.get(citation.passage_id)
    offset = passage.start if passage else 0
    return CitationRecord(
        passage_id=citation.passage_id,
        document=citation.document,
        quote=citation.quote,
        start=citation.start - offset,
        end=citation.end - offset,
        heading=citation.heading,
    )


def _is_verbatim(record: CitationRecord, passages: dict[str, Passage]) -> bool:
    """False too for a passage that was never retrieved."""
    passage = passages.get(record.passage_id)
    return passage is not None and passage.text[record.start : record.end] == record.quote


def _quote(record: CitationRecord, passages: dict[str, Passage]) -> Evidence:
    passage = passages.get(record.passage_id)
    return Evidence(record.passage_id, record.quote, _around(passage) if passage else "")


def _evidence(passage: Passage) -> Evidence:
    return Evidence(passage.id, defused(passage.text), _around(passage))


def _around(passage: Passage) -> str:
    """Title, headings and table header, as the service's own verifier sees them."""
    parts = (passage.title, passage.heading, passage.context)
    return "\n".join(part for part in parts if part)
