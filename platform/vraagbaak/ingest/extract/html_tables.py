"""HTML tables as rows of text."""

from __future__ import annotations

from collections.abc import Iterator

from vraagbaak.ingest.extract.html_text import Element, inline_text


def own_rows(table: Element) -> Iterator[Element]:
    """The rows of a table and not of tables in its cells, footer rows last as they are shown."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def cells(row: Element) -> list[Element]:
    """The cells of a row."""
    return [cell for cell in row if cell.tag in ("td", "th")]


def is_layout(table: Element, rows: list[Element]) -> bool:
    """A table that only places things: so marked, of one cell, or with tables inside."""
    if table.get("role") in ("presentation", "none"):
        return True
    nested = table.find(".//table") is not None or table.find(".//h2") is not None
    return nested or max(len(cells(row)) for row in rows) < 2


def grid(rows: list[Element]) -> list[list[str]]:
    """Cells with row and column spans filled in, so that each row reads alone."""
    held: dict[int, tuple[str, int]] = {}
    grid = []
    for row in rows:
        line: list[str] = []
        for cell in cells(row):
            _held(held, line)
            text = " ".join(inline_text(cell).split())
            down = _span(cell, "rowspan")
            for _ in range(_span(cell, "colspan")):
                if down > 1:
                    held[len(line)] = (text, down - 1)
                line.append(text)
        _held(held, line)
        grid.append(line)
    return grid


def _held(held: dict[int, tuple[str, int]], line: list[str]) -> None:
    while len(line) in held:
        text, left = held.pop(len(line))
        if left > 1:
            held[len(line)] = (text, left - 1)
        line.append(text)


def _span(cell: Element, name: str) -> int:
    value = cell.get(name) or "1"
    return min(max(int(value), 1), 100) if value.isdigit() else 1
