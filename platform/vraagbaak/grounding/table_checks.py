"""A value of a table belongs to its column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vraagbaak.grounding.case import Case
from vraagbaak.grounding.clauses import clause_at
from vraagbaak.grounding.facts import Fact, Kind
from vraagbaak.grounding.facts.match import agrees
from vraagbaak.grounding.findings import Finding, FindingKind, Weight
from vraagbaak.grounding.lines import Line
from vraagbaak.grounding.tables import Cell, cells, is_row
from vraagbaak.grounding.words import Word, best_likeness, content_words

SAME_WORD = 0.85


def check_columns(case: Case) -> Iterator[Finding]:
    """What the table gives for visitors, told of residents."""
    for line in case.window.lines:
        if line.head is None or not is_row(line.text):
            continue
        above = case.window.passage.lines[line.head]
        row, header = cells(line.text), cells(above.text)
        if len(row) != len(header):
            continue
        table = _Table(line, above, row, header)
        for fact in case.claim.facts:
            if fact.kind is not Kind.NAME:
                yield from _column(fact, table, case)


@dataclass(frozen=True, slots=True)
class _Table:
    """A row under its header."""

    line: Line
    above: Line
    row: Sequence[Cell]
    header: Sequence[Cell]

    def facts(self, number: int) -> list[Fact]:
        """Of a cell of the row."""
        cell = self.row[number]
        return [fact for fact in self.line.facts if cell.start <= fact.start < cell.end]

    def heading_facts(self, number: int) -> list[Fact]:
        """Of its header: a year."""
        cell = self.header[number]
        return [fact for fact in self.above.facts if cell.start <= fact.start < cell.end]


def _column(fact: Fact, table: _Table, case: Case) -> Iterator[Finding]:
    """Against a value of which the claim names another column; a doubt where it names none."""
    columns = range(1, len(table.row))
    held = [n for n in columns if any(agrees(fact, other, None) for other in table.facts(n))]
    if len(held) != 1:
        return
    clause = clause_at(case.claim.clauses, fact.start)
    said = frozenset(w.stem for w in case.claim.words if clause.holds(w.start))
    told = [other for other in case.claim.facts if clause.holds(other.start)]
    rivals = [n for n in columns if n != held[0] and _rivals(fact, told, table.facts(n))]
    if not rivals:
        return
    place = (fact.start, fact.end)
    if case.language is None:
        # Words of columns are not compared between languages, and a wrong column is a wrong amount.
        reason = f"{fact.text}: the table has more of the kind, and the column cannot be told"
        yield Finding(Weight.MISSING, FindingKind.BOUND, *place, reason)
        return
    own = _named(held[0], said, told, table)
    if any(_named(n, said, told, table) > own for n in rivals):
        reason = f"{fact.text}: the table gives it for {table.header[held[0]].text}"
        yield Finding(Weight.CONFLICT, FindingKind.CLAUSE, *place, reason)
    elif not own:
        reason = f"{fact.text}: the claim does not say for which column of the table"
        yield Finding(Weight.DOUBT, FindingKind.CLAUSE, *place, reason)


def _rivals(fact: Fact, told: Sequence[Fact], others: Sequence[Fact]) -> bool:
    """Whether a cell holds another value of the kind, that the clause does not give as well."""
    alike = [other for other in others if other.kind is fact.kind]
    return bool(alike) and not any(agrees(one, o, None) for one in told for o in alike)


def _named(number: int, said: frozenset[str], told: Sequence[Fact], table: _Table) -> float:
    """Share of a column's words, or facts, that the clause has."""
    words: Sequence[Word] = content_words(table.header[number].text, table.above.language)
    facts = table.heading_facts(number)
    found = sum(best_likeness(word.stem, said) >= SAME_WORD for word in words)
    found += sum(any(agrees(one, fact, None) for one in told) for fact in facts)
    total = len(words) + len(facts)
    return found / total if total else 0.0
