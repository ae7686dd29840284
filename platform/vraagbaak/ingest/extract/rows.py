"""Tables as sentences-to-be: every row says by itself what its cells mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_DIGIT = re.compile(r"\d")


def row_lines(rows: Sequence[Sequence[str]], *, header: bool | None = None) -> Iterator[str]:
    """Each row as ``Header: value; Header: value``; without a header row ``value; value``.

    A cell under an empty header stands alone, empty cells are left out, and a row of which all
    cells are the same (a merged cell that names a part of the table) is that text alone. A table
    of one column is its cells. ``header=None`` guesses: the first row, when the table has more
    rows, every row but its first cell is filled, and no cell of it is mostly digits.
    """
    filled = [list(row) for row in rows if any(row)]
    if not filled:
        return
    has_header = _looks_like_header(filled) if header is None else header
    if not has_header or len(filled) == 1:
        yield from (line for row in filled if (line := _plain(row)))
        return
    names = filled[0]
    yield from (line for row in filled[1:] if (line := _named(names, row)))


def _named(names: Sequence[str], row: Sequence[str]) -> str:
    if _single(row):
        return _plain(row)
    cells = []
    for position, value in enumerate(row):
        name = names[position] if position < len(names) else ""
        if value:
            cells.append(f"{_label(name)} {value}" if name else value)
    return "; ".join(cells)


def _label(name: str) -> str:
    plain = name.rstrip(" :")
    return plain if plain.endswith("?") else f"{plain}:"


def _plain(row: Sequence[str]) -> str:
    merged = [cell for before, cell in zip(["", *row], row, strict=False) if cell != before]
    kept = [cell for cell in merged if cell]
    return ": ".join(kept) if len(row) == 2 else "; ".join(kept)


def _single(row: Sequence[str]) -> bool:
    return len(row) > 1 and len(set(row)) == 1


def _looks_like_header(rows: Sequence[Sequence[str]]) -> bool:
    first = rows[0]
    if len(rows) < 2 or len(first) < 2 or not all(first[1:]) or len(set(first)) < 2:
        return False
    return all(
        len(_DIGIT.findall(cell)) * 2 < max(len(cell), 1) or _is_year(cell) for cell in first
    )


def _is_year(cell: str) -> bool:
    return bool(re.fullmatch(r"(19|20)\d\d", cell))
