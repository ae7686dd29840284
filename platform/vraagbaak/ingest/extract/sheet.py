"""What spreadsheets and CSV files have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vraagbaak.ingest.extract.builder import Builder


def write_sheet(builder: Builder, name: str, rows: Iterable[Sequence[str]]) -> None:
    """A sheet: its name as heading, lines above the table as paragraphs, then the table."""
    filled = [list(row) for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return
    if name:
        builder.heading(name, 2)
    top = next((n for n, row in enumerate(filled) if _width(row) > 1), len(filled))
    for row in filled[:top]:
        builder.paragraph(" ".join(cell for cell in row if cell.strip()))
    table = filled[top:]
    builder.table(table, header=True if len(table) > 1 and _is_header(table[0]) else None)


def _width(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _is_header(row: Sequence[str]) -> bool:
    """A first row of words names the columns; one with numbers is data already."""
    return all(not cell or any(c.isalpha() for c in cell) or cell.isdigit() for cell in row)
