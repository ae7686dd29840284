"""A value of a table belongs to its column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vraagbaak.grounding.case import Case
from vraagbaak.grounding.facts import Fact, Kind
from vraagbaak.grounding.facts.match import agrees
from vraagbaak.grounding.findings import Finding, FindingKind, Weight
from vraagbaak.grounding.lines import Line
from vraagbaak.grounding.tables import Cell, cells, is_row
from vraagbaak.grounding.words import Word, best_likeness, content_words

SAME_WORD = 0.85


def check_columns(case: Case) -> Iterator[Finding]:
    """What the table gives for visitors, told of residents."""
    if case.language is None:
        return
    for line in case.window.lines:
        if line.head is None or not is_row(line.text):
            continue
        header = cells(case.window.passage.lines[line.head].text)
        for fact in case.claim.facts:
            other = _other_column(fact, line, header, case)
            if other:
                reason = f"{fact.text}: the table gives it for {other}"
                yield Finding(Weight.CONFLICT, FindingKind.CLAUSE, fact.start, fact.end, reason)


def _other_column(fact: Fact, line: Line, header: Sequence[Cell], case: Case) -> str:
    """The column of the value, where the claim names another one and not that; else nothing."""
    row = cells(line.text)
    if fact.kind is Kind.NAME or len(row) != len(header):
        return ""
    held = [
        number
        for number, cell in enumerate(row)
        if any(
            cell.start <= other.start < cell.end and agrees(fact, other, None)
            for other in line.facts
        )
    ]
    if len(held) != 1 or held[0] == 0:
        return ""
    said = _words_near(fact, case)
    named = [_named(cell.text, said, line) for cell in header]
    others = [n for n in range(1, len(header)) if n != held[0] and named[n] > named[held[0]]]
    return header[held[0]].text if others else ""


def _words_near(fact: Fact, case: Case) -> frozenset[str]:
    """Of the clause that holds the value."""
    clause = next(c for c in case.claim.clauses if c.holds(fact.start))
    return frozenset(word.stem for word in case.claim.words if clause.holds(word.start))


def _named(heading: str, said: frozenset[str], line: Line) -> float:
    """Share of a column's words that the clause has."""
    words: Sequence[Word] = content_words(heading, line.language)
    if not words:
        return 0.0
    return sum(best_likeness(word.stem, said) >= SAME_WORD for word in words) / len(words)
