"""The sentences around one, as many as can be read together with a question in little time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from vraagbaak.grounding.sentences import split_sentences
from vraagbaak.grounding.tables import is_row, is_rule, spelled
from vraagbaak.index.types import Passage

MOST_CHARS = 420
"""About 100 tokens: a cross-encoder reads them in some 25 ms on one core."""


def around(text: str, start: int, end: int, most: int = MOST_CHARS) -> str:
    """``text[start:end]`` and whole sentences after and before it, in turns, while they fit."""
    sentences = split_sentences(text)
    inside = [i for i, s in enumerate(sentences) if s.start < end and start < s.end]
    if not inside:
        return text[start:end][:most]
    first, last = inside[0], inside[-1]
    while True:
        wider = [(first, last + 1), (first - 1, last)]
        fitting = [
            (a, b)
            for a, b in wider
            if a >= 0 and b < len(sentences) and sentences[b].end - sentences[a].start <= most
        ]
        if not fitting:
            return text[sentences[first].start : sentences[last].end][: 2 * most]
        first, last = fitting[0]


def headed(heading: str, text: str) -> str:
    """A window as it is read: with the heading above it."""
    return f"{heading}\n{text}" if heading else text


def header_of(passage: Passage, start: int) -> str:
    """The header of the table that ``passage.text[start:]`` begins in; empty where it is in none.

    It stands above the rows, or apart in the context of a passage that begins within its table.
    """
    above = passage.text[:start].split("\n")[:-1]
    rows: list[str] = []
    while above and (is_row(above[-1]) or is_rule(above[-1])):
        rows.append(above.pop())
    if not any(line.strip() for line in above):
        rows += [line for line in passage.context.split("\n") if is_row(line)][:1]
    return rows[-1] if rows else ""


def told(text: str, header: str = "") -> str:
    """The text with the rows of its tables as they would be told: "4 personen: € 211".

    A reader of pairs knows sentences; between pipes it finds the answer far less surely.
    ``header`` belongs to rows that the text begins with.
    """
    lines: list[str] = []
    for table, group in groupby(text.split("\n"), key=lambda line: is_row(line) or is_rule(line)):
        found = list(group)
        lines += _told(found, header if not lines else "") if table else found
    return "\n".join(lines)


def _told(rows: list[str], header: str) -> Iterator[str]:
    if not header:
        header, *rows = rows
        if not any(is_row(row) and not is_rule(row) for row in rows):
            yield header
            return
    yield from (spelled(row, header) for row in rows if not is_rule(row) and row != header)
