"""The pieces of a passage that can be quoted and still read well.

A sentence is a piece. A list is one piece with the line that introduces it: items without their
introduction, or an introduction without its items, mislead. A table row is a piece.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from vraagbaak.answer.context import Quote
from vraagbaak.grounding.sentences import split_sentences
from vraagbaak.index.types import HEADING_SEPARATOR, Passage

_ITEM = re.compile(r"\s*(?:[-*+•‣◦–—·▪]|\(?\d{1,2}[.)]|\(?[a-z][.)]|[☐☑✓✔])\s+(?=\S)")
_PIPES = re.compile(r"\s*\|.*\|\s*$")
_RULE = re.compile(r"\s*[|\-:=_*\s]*$")
_HEADING = re.compile(r"\s*#{1,6}\s+")


_PAIRS = re.compile(r"(?:[^:;\n]{1,60}: [^;\n]+; )+[^:;\n]{1,60}: [^;\n]+")
WRAPPED_CHARS = 60
"""A line longer than this may have been broken by the page's width, not by its writer."""


class Kind(StrEnum):
    """What a unit is."""

    SENTENCE = "sentence"
    LIST = "list"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Unit:
    """A quotable piece; for a list: its introduction (or None) and its items."""

    kind: Kind
    quotes: tuple[Quote, ...]
    """One quote for a sentence or a row; one an item for a list."""
    intro: Quote | None = None
    question: str = ""
    """The question that stands just before it (a FAQ), which it answers."""

    @property
    def passage(self) -> Passage:
        """Where it stands."""
        return self.quotes[0].passage

    @property
    def start(self) -> int:
        """Its place in the document, in characters."""
        first = self.intro or self.quotes[0]
        return first.passage.start + first.start

    @property
    def text(self) -> str:
        """All its words, for scoring."""
        parts = [self.intro] if self.intro else []
        return " ".join(quote.text for quote in [*parts, *self.quotes])


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph, a list item or a table row: ``passage.text[start:end]``."""

    start: int
    end: int
    kind: Kind
    mark: str = ""
    """What marks a list item: "-" for any bullet, "1" for any number or letter."""
    headed: bool = False
    """A heading stands just before it."""


def units(passage: Passage) -> list[Unit]:
    """The units of a passage in order; headings and rules between them are left out."""
    found: list[Unit] = []
    mark = ""
    for block in _blocks(passage):
        quote = Quote(passage, block.start, block.end)
        if block.kind is Kind.LIST:
            _add_item(found, quote, begins=block.headed or block.mark != mark)
        elif block.kind is Kind.ROW:
            found.append(Unit(Kind.ROW, (quote,)))
        else:
            found.extend(_sentences(quote))
        mark = block.mark
    return _with_questions(found)


def _blocks(passage: Passage) -> list[_Block]:
    blocks: list[_Block] = []
    titles = {passage.title, *passage.heading.split(HEADING_SEPARATOR)}
    offset, broken, headed = 0, True, False
    for raw in passage.text.splitlines(keepends=True):
        start = offset + len(raw) - len(raw.lstrip())
        text = raw.strip()
        offset += len(raw)
        heading = _HEADING.match(text) is not None or text in titles
        if heading or _RULE.fullmatch(text):
            broken, headed = True, headed or heading
            continue
        block = replace(_block(start, text), headed=headed)
        if blocks and not broken and _continues(passage.text, blocks[-1], block, text):
            blocks[-1] = replace(blocks[-1], end=block.end)
        else:
            blocks.append(block)
        broken = headed = False
    return blocks


def _block(start: int, text: str) -> _Block:
    mark = _ITEM.match(text)
    end = start + len(text)
    if mark:
        kind_of_mark = "1" if any(char.isalnum() for char in mark.group()) else "-"
        return _Block(start + mark.end(), end, Kind.LIST, kind_of_mark)
    kind = Kind.ROW if _PIPES.fullmatch(text) or _PAIRS.fullmatch(text) else Kind.SENTENCE
    return _Block(start, end, kind)


def _continues(whole: str, before: _Block, block: _Block, text: str) -> bool:
    """Whether a line is the rest of the block before it: wrapped lines of a page or an e-mail."""
    if block.kind is not Kind.SENTENCE or before.kind is Kind.ROW:
        return False
    last_line = whole[before.start : before.end].rsplit("\n", 1)[-1]
    if last_line.rstrip().endswith((".", "!", "?", ":", ";")):
        return before.kind is Kind.SENTENCE and len(last_line) > WRAPPED_CHARS
    return text[0].islower() or len(last_line) > WRAPPED_CHARS


def _sentences(quote: Quote) -> list[Unit]:
    base = quote.start
    # A page's line breaks are no ends of sentences; a space in their place keeps the offsets.
    text = quote.text.replace("\n", " ")
    return [
        Unit(Kind.SENTENCE, (Quote(quote.passage, base + s.start, base + s.end),))
        for s in split_sentences(text)
    ]


def _add_item(found: list[Unit], item: Quote, begins: bool) -> None:
    """Add to the list that is being read, or begin one with the line before as introduction."""
    last = found[-1] if found else None
    if last is not None and last.kind is Kind.LIST and not begins:
        found[-1] = replace(last, quotes=(*last.quotes, item))
    elif last is not None and last.kind is Kind.SENTENCE and last.text.endswith(":"):
        found[-1] = Unit(Kind.LIST, (item,), intro=last.quotes[0])
    else:
        found.append(Unit(Kind.LIST, (item,)))


def _with_questions(found: list[Unit]) -> list[Unit]:
    """Questions in the text are not quoted as answers; what follows them is known to answer."""
    kept: list[Unit] = []
    question = ""
    for unit in found:
        if unit.kind is Kind.SENTENCE and unit.text.rstrip("*_ ").endswith("?"):
            question = unit.text
            continue
        kept.append(replace(unit, question=question))
        question = ""
    return kept
