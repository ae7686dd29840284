"""Rows of tables: what stands in which column."""

from __future__ import annotations

import re
from dataclasses import dataclass

ROW = re.compile(r"\s*\|.*\|\s*\Z", re.DOTALL)
RULE = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\Z")
_CELL = re.compile(r"(?<=\|)[^|]*(?=\|)")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at ``text[start:end]`` of its row, marks apart."""

    text: str
    start: int
    end: int


def is_row(text: str) -> bool:
    """Whether it is a row as Markdown writes them."""
    return ROW.match(text) is not None


def is_rule(text: str) -> bool:
    """Whether it is the line between a table's header and its rows."""
    return "|" in text and RULE.match(text) is not None


def cells(row: str) -> list[Cell]:
    """Its cells, in order."""
    return [Cell(m.group().strip(" *"), m.start(), m.end()) for m in _CELL.finditer(row)]


def spelled(row: str, header: str) -> str:
    """The row as it would be told: "rood: bewoners 10 euro; bezoekers 40 euro"."""
    named, found = cells(header), cells(row)
    if len(named) != len(found) or len(found) < 2:
        return row
    told = (f"{name.text} {cell.text}" for name, cell in zip(named[1:], found[1:], strict=True))
    return f"{named[0].text} {found[0].text}: {'; '.join(told)}"
