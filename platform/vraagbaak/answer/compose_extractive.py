"""Answers by quoting: the best sentences of the evidence, verbatim, in a sensible order.

It cannot state what no document says. Which sentences, in which order and with what before them
is all that is decided here.
"""

from __future__ import annotations

import math
from collections.abc import AsyncGenerator, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vraagbaak.answer.context import Context, Draft, Scored
from vraagbaak.answer.gate import LIST_SEPARATOR
from vraagbaak.answer.question_type import ONE_FACT, QuestionType, demanded, question_type
from vraagbaak.answer.quote import Quote
from vraagbaak.answer.readable import as_lead, refers_back, shown, with_heading
from vraagbaak.answer.scoring import holding
from vraagbaak.answer.similar import says_the_same
from vraagbaak.answer.tables import rows_as_lists, same_table, with_tables
from vraagbaak.answer.units import Kind, Unit, item_number
from vraagbaak.answer.words import content_stems

PARAGRAPH = "\n\n"


@dataclass(frozen=True, slots=True)
class Bars:
    """What share of the best unit's score another one must reach to stand beside it.

    Higher bars make shorter answers that miss more. On 223 questions of seven tenants an answer has
    69 words and holds a sentence that answers for 0.56; with 0.85, 0.90 and 0.97 it has 76 words,
    and 0.58; with 0.92, 0.95 and 0.98 it has 56 words, and 0.50.
    """

    same_passage: float = 0.88
    same_document: float = 0.92
    other_document: float = 0.97
    close_passage: float = 0.85
    """Of the best unit's passage score: what the passage of another document must reach."""
    list_for_one_fact: float = 0.95
    """For a list where one fact is asked for (an amount, a date, yes or no)."""


@dataclass(frozen=True, slots=True)
class ExtractiveComposer:
    """Quotes."""

    bars: Bars = Bars()
    name: str = "extractive"

    async def compose(self, context: Context) -> AsyncGenerator[Draft, None]:
        """The quotations, as drafts that carry their exact place."""
        chosen = self.select(
            context.scored, context.tenant.answer.max_sentences, context.standalone
        )
        chosen = with_tables(chosen, content_stems(context.standalone, context.question_language))
        for draft in drafts(chosen):
            yield draft

    def select(self, scored: Sequence[Scored], most: int, question: str = "") -> list[Unit]:
        """The units to quote, in reading order: best passage first, then as it stands there.

        Where a figure is asked for, what holds one comes before all that does not. Rows of one
        table stand for their table (``with_tables``) and count once.
        """
        if not scored:
            return []
        wanted, figure = question_type(question), demanded(question)
        first = {id(item) for item in (holding(figure, scored) if figure else ())}
        ranked = sorted(scored, key=lambda item: (id(item) in first, item.score), reverse=True)
        top = max(item.score for item in scored)
        best, picked, size = ranked[0], [ranked[0]], _size(ranked[0].unit)
        before = _predecessors(scored)
        for item in ranked:
            additions = [a for a in (*_leaning(item, before), item) if a not in picked]
            cost = sum(_size(a.unit) for a in additions)
            if item is best:
                cost -= _size(best.unit)
            elif not self._stands_beside(item, best, picked, wanted, top):
                continue
            if size + cost <= most:
                picked.extend(additions)
                size += cost
        return _in_reading_order(picked)

    def _stands_beside(
        self,
        item: Scored,
        best: Scored,
        picked: Sequence[Scored],
        wanted: QuestionType | None,
        top: float,
    ) -> bool:
        if any(_same(item.unit, other.unit) for other in picked):
            return False
        return item.score >= self._bar(item, best, wanted) * top

    def _bar(self, item: Scored, best: Scored, wanted: QuestionType | None) -> float:
        """The share of the best score that the item must reach; infinite where nothing helps."""
        one, other = item.unit.passage, best.unit.passage
        if one.id == other.id:
            bar = self.bars.same_passage
        elif one.document == other.document:
            bar = self.bars.same_document
        elif item.hit.score >= self.bars.close_passage * best.hit.score:
            bar = self.bars.other_document
        else:
            return math.inf
        listed = item.unit.kind is Kind.LIST and wanted in ONE_FACT
        return max(bar, self.bars.list_for_one_fact) if listed else bar


def drafts(chosen: Sequence[Unit]) -> Iterator[Draft]:
    """The chosen units as sentences that read on from one another."""
    before: Unit | None = None
    for unit in rows_as_lists(chosen):
        separator = _separator(before, unit)
        if unit.kind is Kind.LIST:
            yield from _list(unit, separator)
        else:
            yield _sentence(unit, separator, before)
        before = unit


def _sentence(unit: Unit, separator: str, before: Unit | None) -> Draft:
    quote = unit.quotes[0]
    plain = Draft(shown(quote.text), separator, quote)
    follows = (
        before is not None
        and before.passage.id == unit.passage.id
        and before.heading == unit.heading
    )
    if follows or not (unit.kind is Kind.ROW or refers_back(quote.text)):
        return plain
    return _headed(plain, unit)


def _headed(plain: Draft, unit: Unit) -> Draft:
    text = with_heading(unit.question or unit.heading, plain.text)
    if text == plain.text:
        return plain
    return Draft(text, plain.separator, plain.quote, instead=lambda: plain)


def _list(unit: Unit, separator: str) -> Iterator[Draft]:
    if unit.intro is not None:
        yield Draft(shown(unit.intro.text), separator, unit.intro, lead=True)
    elif unit.heading:
        yield Draft(as_lead(unit.heading), separator, lead=True)
    for item in unit.quotes:
        yield Draft(shown(item.text), _item_separator(item), item)


def _item_separator(item: Quote) -> str:
    """Steps keep the numbers that the document gives them."""
    number = item_number(item)
    return LIST_SEPARATOR if number is None else f"\n{number}. "


def _separator(before: Unit | None, unit: Unit) -> str:
    if before is None:
        return ""
    apart = before.passage.document != unit.passage.document or before.kind is Kind.LIST
    return PARAGRAPH if apart or (unit.kind is Kind.LIST and unit.intro is None) else " "


def _same(one: Unit, other: Unit) -> bool:
    return same_table(one, other) or says_the_same(one.text, other.text)


def _size(unit: Unit) -> int:
    """How many sentences a unit counts for; a list is read at a glance."""
    return 1 if unit.kind is not Kind.LIST else 2


def _predecessors(scored: Sequence[Scored]) -> dict[int, Scored]:
    """For each unit the one just before it in its passage, by identity."""
    return {id(b): a for a, b in pairwise(scored) if a.unit.passage.id == b.unit.passage.id}


def _leaning(item: Scored, before: dict[int, Scored]) -> tuple[Scored, ...]:
    """The sentence that this one leans on, when it does and that one is a sentence."""
    previous = before.get(id(item))
    if previous is None or item.unit.kind is not Kind.SENTENCE or item.unit.question:
        return ()
    return (previous,) if refers_back(item.unit.text) else ()


def _in_reading_order(picked: Sequence[Scored]) -> list[Unit]:
    """By document, then by passage, each placed by its best unit; then as the passage has it."""
    documents = list(dict.fromkeys(item.unit.passage.document for item in picked))
    passages = list(dict.fromkeys(item.unit.passage.id for item in picked))

    def place(item: Scored) -> tuple[int, int, int]:
        passage = item.unit.passage
        return documents.index(passage.document), passages.index(passage.id), item.unit.start

    ordered = sorted(picked, key=place)
    return [item.unit for item in ordered]
