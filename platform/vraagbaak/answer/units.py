"""The pieces of a passage that can be quoted and still read well.

A sentence is a piece. A list is one piece with the line that introduces it: items without their
introduction, or an introduction without its items, mislead. A table row is a piece.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest

from vraagbaak.answer.quote import Quote
from vraagbaak.grounding.sentences import split_sentences
from vraagbaak.grounding.tables import is_row
from vraagbaak.index.types import HEADING_SEPARATOR, Passage

_ITEM = re.compile(r"\s*(?:[-*+•‣◦–—·▪]|\(?\d{1,2}[.)]|\(?[a-z][.)]|[☐☑✓✔])\s+(?=\S)")
_NUMBERED = re.compile(r"(\d{1,2})[.)]\s+\Z")
_RULE = re.compile(r"\s*[|\-:=_*\s]*$")
_HEADING = re.compile(r"\s*#{1,6}\s+")


_PAIRS = re.compile(r"(?:[^:;\n]{1,60}: [^;\n]+; )+[^:;\n]{1,60}: [^;\n]+")
WRAPPED_CHARS = 60
"""A line longer than this may have been broken by the page's width, not by its writer."""
HEADING_CHARS = 90
_ENDS = (".", "!", "?", ":", ";", ",", "…")


class Kind(StrEnum):
    """What a unit is."""

    HEADING = "heading"
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
    heading: str = ""
    """The nearest heading above it; the document's title where there is none."""

    @property
    def numbered(self) -> bool:
        """Whether the items of the list are steps."""
        return item_number(self.quotes[0]) is not None

    @property
    def passage(self) -> Passage:
        """Where it stands."""
        return self.quotes[0].passage

    @property
    def end(self) -> int:
        """Where it ends in the document, in characters."""
        return self.passage.start + max(quote.end for quote in self.quotes)

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
    """A heading, paragraph, list item or table row: ``passage.text[start:end]``."""

    start: int
    end: int
    kind: Kind
    mark: str = ""
    """What marks a list item: "-" for any bullet, "1" for any number or letter."""
    apart: bool = True
    """A blank line or a heading stands before it."""
    headed: bool = False
    """A heading stands before it."""


def item_number(item: Quote) -> str | None:
    """The number that the document gives a list item; None for a bullet."""
    before = item.passage.text[max(0, item.start - 8) : item.start]
    number = _NUMBERED.search(before)
    return number.group(1) if number else None


def units(passage: Passage) -> list[Unit]:
    """The units of a passage in order; headings, questions and rules are not among them."""
    found: list[Unit] = []
    heading = passage.heading.split(HEADING_SEPARATOR)[-1] or passage.title
    question, mark = "", ""
    for block in _blocks(passage):
        quote = Quote(passage, block.start, block.end)
        if block.kind is Kind.HEADING:
            heading, question = quote.text.lstrip("# "), ""
        elif block.kind is Kind.LIST:
            _add_item(found, quote, heading, begins=block.headed or block.mark != mark)
        elif block.kind is Kind.ROW:
            found.append(Unit(Kind.ROW, (quote,), heading=heading))
        else:
            question = _add_sentences(found, quote, heading, question)
        mark = block.mark
    return [piece for unit in found for piece in _pieces(unit)]


def _pieces(unit: Unit) -> list[Unit]:
    """A list of whole sentences that nothing introduces, as sentences that may be quoted alone.

    Numbered steps belong together.
    """
    if unit.kind is not Kind.LIST or unit.intro is not None or unit.numbered:
        return [unit]
    if not all(quote.text.endswith((".", "!")) for quote in unit.quotes):
        return [unit]
    return [replace(unit, kind=Kind.SENTENCE, quotes=(quote,)) for quote in unit.quotes]


def _blocks(passage: Passage) -> list[_Block]:
    blocks: list[_Block] = []
    titles = {passage.title, *passage.heading.split(HEADING_SEPARATOR)}
    offset, apart = 0, True
    for raw in passage.text.splitlines(keepends=True):
        start = offset + len(raw) - len(raw.lstrip())
        text = raw.strip()
        offset += len(raw)
        if _RULE.fullmatch(text):
            apart = True
            continue
        block = _block(start, text)
        if _HEADING.match(text) or text in titles:
            block = replace(block, kind=Kind.HEADING)
        if blocks and not apart and _continues(passage.text, blocks[-1], block, text):
            blocks[-1] = replace(blocks[-1], end=block.end)
        else:
            blocks.append(replace(block, apart=apart))
        apart = block.kind is Kind.HEADING
    return _with_headings(passage.text, blocks)


def _with_headings(text: str, blocks: list[_Block]) -> list[_Block]:
    """Lines that stand apart and are no sentences are headings of what follows."""
    found: list[_Block] = []
    for block, following in zip_longest(blocks, blocks[1:]):
        line = text[block.start : block.end]
        alone = block.apart and (following is None or following.apart)
        short = len(line) <= HEADING_CHARS and "\n" not in line
        if block.kind is Kind.SENTENCE and alone and short and not line.endswith(_ENDS):
            block = replace(block, kind=Kind.HEADING)  # noqa: PLW2901
        headed = bool(found) and found[-1].kind is Kind.HEADING
        found.append(replace(block, headed=headed))
    return found


def _block(start: int, text: str) -> _Block:
    mark = _ITEM.match(text)
    end = start + len(text)
    if mark:
        kind_of_mark = "1" if any(char.isalnum() for char in mark.group()) else "-"
        return _Block(start + mark.end(), end, Kind.LIST, kind_of_mark)
    kind = Kind.ROW if is_row(text) or _PAIRS.fullmatch(text) else Kind.SENTENCE
    return _Block(start, end, kind)


def _continues(whole: str, before: _Block, block: _Block, text: str) -> bool:
    """Whether a line is the rest of the block before it: wrapped lines of a page or an e-mail."""
    if block.kind is not Kind.SENTENCE or before.kind in {Kind.ROW, Kind.HEADING}:
        return False
    last_line = whole[before.start : before.end].rsplit("\n", 1)[-1]
    if last_line.rstrip().endswith((".", "!", "?", ":", ";")):
        return before.kind is Kind.SENTENCE and len(last_line) > WRAPPED_CHARS
    return text[0].islower() or len(last_line) > WRAPPED_CHARS


def _add_sentences(found: list[Unit], quote: Quote, heading: str, question: str) -> str:
    """Add a paragraph's sentences; returns the question that is still to be answered."""
    # A page's line breaks are no ends of sentences; a space in their place keeps the offsets.
    for sentence in split_sentences(quote.text.replace("\n", " ")):
        if sentence.text.rstrip("*_ ").endswith("?"):
            question = sentence.text
            continue
        words = Quote(quote.passage, quote.start + sentence.start, quote.start + sentence.end)
        found.append(Unit(Kind.SENTENCE, (words,), question=question, heading=heading))
        question = ""
    return question


def _add_item(found: list[Unit], item: Quote, heading: str, begins: bool) -> None:
    """Add to the list that is being read, or begin one with the line before as introduction."""
    last = found[-1] if found else None
    if last is not None and last.kind is Kind.LIST and not begins:
        found[-1] = replace(last, quotes=(*last.quotes, item))
    elif last is not None and last.kind is Kind.SENTENCE and last.text.endswith(":"):
        found[-1] = replace(last, kind=Kind.LIST, quotes=(item,), intro=last.quotes[0])
    else:
        found.append(Unit(Kind.LIST, (item,), heading=heading))
