"""The lines and tables of a PDF page in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_BOLD = ("bold", "black", "heavy", "semibold", "demi")
_SAME_LINE = 0.5
"""Words whose tops differ less than this part of their size stand on one line."""
_GUTTER = 14.0
"""Points of white between two columns of text."""
_GLYPH = re.compile(r"\(cid:\d+\)")
_GLYPH_BULLET = re.compile(r"^\(cid:\d+\)\s+")
_COLUMN_LINES = 8
"""A gutter beside fewer lines is chance."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; distances in points from the page's top left corner."""

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    size: float
    bold: bool
    page_height: float

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Table:
    """A table with ruled lines."""

    rows: tuple[tuple[str, ...], ...]
    page: int
    top: float


Words = list[dict[str, Any]]


def page_lines(page: Any) -> list[Line | Table]:
    """Lines and tables from top to bottom, a left column before the right one."""
    tables = [table for table in page.find_tables() if _is_table(table)]
    found: list[Line | Table] = [
        Table(_rows(table), page.page_number, table.bbox[1]) for table in tables
    ]
    boxes = [table.bbox for table in tables]
    words = [
        word
        for word in page.extract_words(
            extra_attrs=["fontname", "size"], x_tolerance_ratio=0.2, keep_blank_chars=False
        )
        if word["upright"] and not any(_inside(word, box) for box in boxes)
    ]
    columns = _columns(words, float(page.width)) if not tables else [words]
    lines: list[Line | Table] = []
    for column in columns:
        lines += _lines(column, page.page_number, float(page.height))
    if len(columns) == 1:
        return sorted([*lines, *found], key=lambda item: item.top)
    return lines


def _is_table(table: Any) -> bool:
    rows = table.extract()
    filled = [row for row in rows if sum(bool(cell and cell.strip()) for cell in row) > 1]
    return len(filled) > 1


def _rows(table: Any) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(_cell(cell) for cell in row) for row in table.extract() if any(row))


def _cell(text: str | None) -> str:
    """A cell's lines as one; a word that was divided is mended."""
    joined = ""
    for line in (text or "").split("\n"):
        joined = join(joined, line.strip())
    return joined


def join(before: str, after: str) -> str:
    """Two lines as one text: a hyphen at the line's end goes when it divided a word."""
    if not before or not after:
        return before or after
    if before.endswith("\u00ad"):
        return before[:-1] + after
    divided = before.endswith(("-", "‐")) and len(before) > 1 and before[-2].isalpha()
    if divided and after[0].islower() and after.split(maxsplit=1)[0] not in _AND:
        return before[:-1] + after
    if divided and after[0].isalpha() and after[0].isupper():
        return before + after
    return f"{before} {after}"


_AND = frozenset({"en", "of", "und", "oder", "et", "ou", "and", "or", "als", "noch", "bzw."})
"""After these a hyphen stands for a part left out: "huur- en koopwoningen"."""


def _inside(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _columns(words: Words, width: float) -> list[Words]:
    """The words of the page, or those of its left and of its right column.

    Two columns have a strip of white between them in the middle third of the page that only
    headings over the full width cross.
    """
    rows = _rows_of(words)
    best, crossing = 0.0, len(rows)
    for position in range(int(width * 0.35), int(width * 0.65), 4):
        count = sum(
            any(w["x0"] < position + _GUTTER and w["x1"] > position for w in r) for r in rows
        )
        if count < crossing:
            best, crossing = float(position), count
    middle = best + _GUTTER / 2
    both = sum(r[0]["x1"] < middle < r[-1]["x0"] and _prose(r, middle) for r in rows)
    if both < max(_COLUMN_LINES, 0.5 * len(rows)) or crossing > 0.15 * len(rows):
        return [words]
    return _split(rows, best, middle)


def _prose(row: Words, middle: float) -> bool:
    """Whether both sides hold several words: two columns of text and not a list of amounts."""
    left = sum(bool(word["x1"] < middle) for word in row)
    return left > 2 and len(row) - left > 2


def _split(rows: list[Words], gutter: float, middle: float) -> list[Words]:
    """Bands of two columns between lines that run over the full width."""
    parts: list[Words] = [[]]
    left: Words = []
    right: Words = []
    for row in rows:
        if any(word["x0"] < gutter + _GUTTER and word["x1"] > gutter for word in row):
            parts += [left, right, list(row)]
            left, right = [], []
        else:
            left += [word for word in row if word["x1"] < middle]
            right += [word for word in row if word["x1"] >= middle]
    return [part for part in [*parts, left, right] if part]


def _rows_of(words: Words) -> list[Words]:
    """Words grouped by line, from top to bottom, each line from left to right."""
    rows: list[Words] = []
    for word in sorted(words, key=lambda w: (w["bottom"], w["x0"])):
        if rows and abs(word["bottom"] - rows[-1][0]["bottom"]) < _SAME_LINE * word["size"]:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda w: float(w["x0"])) for row in rows]


def _lines(words: Words, page: int, height: float) -> list[Line]:
    return [_line(row, page, height) for row in _rows_of(words)]


def _line(row: Words, page: int, height: float) -> Line:
    weights: Counter[float] = Counter()
    bold = 0
    for word in row:
        weights[round(word["size"] * 2) / 2] += len(word["text"])
        bold += len(word["text"]) * any(mark in word["fontname"].lower() for mark in _BOLD)
    return Line(
        text=_named(" ".join(word["text"] for word in row)),
        page=page,
        left=min(word["x0"] for word in row),
        right=max(word["x1"] for word in row),
        top=min(word["top"] for word in row),
        bottom=max(word["bottom"] for word in row),
        size=weights.most_common(1)[0][0],
        bold=bold >= 0.9 * sum(weights.values()),
        page_height=height,
    )


def _named(text: str) -> str:
    """Glyphs that the font gives no character for: a bullet where one opens the line."""
    return _GLYPH.sub("", _GLYPH_BULLET.sub("• ", text)).strip()


def size_of_body(lines: Sequence[Line]) -> float:
    """The size most characters have."""
    weights: Counter[float] = Counter()
    for line in lines:
        weights[line.size] += len(line.text)
    return weights.most_common(1)[0][0] if weights else 0.0
