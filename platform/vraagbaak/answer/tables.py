"""Which rows of a table answer: those the question names, or all of a small table.

The row that answers often shares no word with the question ("alleenstaande" and "1 persoon",
"500 hours" and "more than 400"), so rows that merely score well are an arbitrary part of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from vraagbaak.answer.units import Kind, Unit, units
from vraagbaak.answer.words import content_stems, matched

SMALL_TABLE = 8
"""Rows up to which a table is quoted whole."""


def with_tables(chosen: Sequence[Unit], wanted: frozenset[str]) -> list[Unit]:
    """The units with, in the place of a table's rows, the rows of it that answer, in order.

    ``wanted`` are the stems of the question's content words.
    """
    found: list[Unit] = []
    done: set[tuple[str, str]] = set()
    for unit in chosen:
        if unit.kind is not Kind.ROW:
            found.append(unit)
        elif table_of(unit) not in done:
            done.add(table_of(unit))
            own = [other for other in chosen if same_table(other, unit)]
            found.extend(_rows(own, wanted))
    return found


def rows_as_lists(chosen: Sequence[Unit]) -> Iterator[Unit]:
    """Rows of one table that follow one another become one list: they read as a table does."""
    for _, group in groupby(chosen, key=lambda unit: (unit.kind is Kind.ROW, table_of(unit))):
        together = list(group)
        if together[0].kind is Kind.ROW and len(together) > 1:
            quotes = tuple(unit.quotes[0] for unit in together)
            yield replace(together[0], kind=Kind.LIST, quotes=quotes)
        else:
            yield from together


def table_of(unit: Unit) -> tuple[str, str]:
    """What the rows of one table share: the passage and the heading."""
    return unit.passage.id, unit.heading


def same_table(one: Unit, other: Unit) -> bool:
    """Whether both are rows, of one table."""
    rows = one.kind is Kind.ROW and other.kind is Kind.ROW
    return rows and table_of(one) == table_of(other)


def _rows(own: Sequence[Unit], wanted: frozenset[str]) -> list[Unit]:
    table = [unit for unit in units(own[0].passage) if same_table(unit, own[0])]
    held = [matched(wanted, content_stems(u.text, u.passage.language)) for u in table]
    most = max(len(words) for words in held)
    named = [unit for unit, words in zip(table, held, strict=True) if len(words) == most]
    if len(named) == 1 or len(named) < len(table) <= SMALL_TABLE:
        return named
    return table if len(table) <= SMALL_TABLE else sorted(own, key=lambda unit: unit.start)
