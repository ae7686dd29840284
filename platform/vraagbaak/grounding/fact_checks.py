"""Numbers, dates, terms, references and names: each must stand where the claim's words stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vraagbaak.grounding.case import Case
from vraagbaak.grounding.clauses import Clause, clause_at, clauses
from vraagbaak.grounding.facts import Fact, Kind
from vraagbaak.grounding.facts.match import agrees, lacks_year, rivals, same_name
from vraagbaak.grounding.facts.names import find_regions
from vraagbaak.grounding.findings import Finding, FindingKind, Weight, of_fact
from vraagbaak.grounding.lines import Line
from vraagbaak.grounding.normal import stem
from vraagbaak.grounding.windows import Window, line_found, weigh
from vraagbaak.grounding.words import Word, best_likeness

# "At most 6000 euro" does not say that anyone gets 6000.
_LIMITED = {Kind.MONEY, Kind.PERCENT}
# Said twice where the evidence has it once, one of them is another's: 80, 10 and 80 percent.
_COUNTED = {Kind.MONEY, Kind.PERCENT, Kind.NUMBER}
# Values of which a sentence tells one of this and another of that.
_TOLD_APART = {Kind.MONEY, Kind.PERCENT, Kind.NUMBER, Kind.DURATION, Kind.DATE, Kind.TIME}
SAME_WORD = 0.85


def check_facts(case: Case) -> Iterator[Finding]:
    """Findings about every fact of the claim."""
    for fact in case.claim.facts:
        yield from _check(fact, case)


def check_regions(case: Case) -> Iterator[Finding]:
    """Another country or region than the evidence's: "Belgian" for "Flemish"."""
    said = list(find_regions(case.claim.text))
    if not said:
        return
    given = {f.value for line in case.window.lines for f in find_regions(line.text)}
    known = given | {f.value for f in find_regions(case.window.passage.evidence.context)}
    rivals = given - {fact.value for fact in said}
    for fact in said:
        if fact.value not in known:
            weight = Weight.MISSING if rivals else Weight.DOUBT
            yield of_fact(weight, fact, f"{fact.text}: the evidence names no such region")


def _check(fact: Fact, case: Case) -> Iterator[Finding]:
    matches = [
        (line, other)
        for line in case.window.lines
        for other in line.facts
        if agrees(fact, other, case.language)
    ]
    if not matches:
        yield from _unmatched(fact, case)
        return
    said = sum(agrees(fact, other, case.language) for other in case.claim.facts)
    if fact.kind in _COUNTED and said > len(matches) + _in_context(fact, case):
        reason = f"{fact.kind} {fact.text} is said {said} times, in the evidence {len(matches)}"
        yield of_fact(Weight.MISSING, fact, reason)
    yield from _check_year(fact, matches, case.window)
    if not _in_place(fact, [line for line, _ in matches], case):
        yield of_fact(Weight.MISSING, fact, f"{fact.kind} {fact.text} belongs to another sentence")
    elif case.language and all(_of_another(fact, line, other, case) for line, other in matches):
        yield of_fact(Weight.MISSING, fact, f"{fact.kind} {fact.text} is told of something else")
    yield from _check_bound(fact, [other for _, other in matches])


def _of_another(fact: Fact, line: Line, found: Fact, case: Case) -> bool:
    """Whether the line gives the value in one clause, and the claim's subject in another.

    "A normal request costs 26 euros, an urgent one 112": of an urgent one, 26 is not told.
    """
    if fact.kind not in _TOLD_APART:
        return False
    parts = clauses(line.text)
    own = clause_at(parts, found.start)
    rivalling = [
        clause_at(parts, other.start)
        for other in line.facts
        if other.kind is found.kind and other.value != found.value and not other.ranged
    ]
    words = _words_beside(fact, case)
    here = _stems(line, own)
    there = frozenset().union(*(_stems(line, part) for part in rivalling if part != own))
    return any(_only_in(word, there, here) for word in words) and not any(
        _only_in(word, here, there) for word in words
    )


def _words_beside(fact: Fact, case: Case) -> list[Word]:
    """The words of the fact's clause that carry meaning of their own."""
    clause = clause_at(case.claim.clauses, fact.start)
    return [w for w in case.claim.words if clause.holds(w.start) and w.weight >= 1]


def _stems(line: Line, part: Clause) -> frozenset[str]:
    return frozenset(word.stem for word in line.words if part.holds(word.start))


def _only_in(word: Word, ones: frozenset[str], others: frozenset[str]) -> bool:
    return best_likeness(word.stem, ones) >= SAME_WORD > best_likeness(word.stem, others)


def _unmatched(fact: Fact, case: Case) -> Iterator[Finding]:
    if fact.kind is Kind.NAME and _names_something(fact, case.window):
        return
    rival = _rival(fact, case)
    if _in_context(fact, case) and not _overrides(fact, rival):
        return
    if rival is None and fact.kind is Kind.PERIOD and _in_passage(fact, case.window):
        return
    # Between languages a name may be a word, or be spelled in a way that we do not know.
    unsure = fact.kind is Kind.NAME and case.language is None
    if rival is not None and not (rival.initial or fact.initial or unsure):
        reason = f"{fact.kind} {fact.text}: the evidence has {rival.text}"
        yield of_fact(Weight.CONFLICT, fact, reason)
    elif not fact.initial:
        yield of_fact(Weight.MISSING, fact, f"{fact.kind} {fact.text} is not in the evidence")


def _rival(fact: Fact, case: Case) -> Fact | None:
    """Another value of what the claim states, that nothing else in the claim agrees with."""
    others = [other for line in case.window.lines for other in line.facts]
    language = case.language
    free = [o for o in others if not any(agrees(f, o, language) for f in case.claim.facts)]
    return next((o for o in free if rivals(fact, o, language)), None)


def _overrides(fact: Fact, rival: Fact | None) -> bool:
    """Whether the sentence's own year outweighs that of the question or title above it."""
    if rival is None or fact.kind is not Kind.DATE:
        return False
    alike = [value == "?" for value in fact.value.split("-")] == [
        value == "?" for value in rival.value.split("-")
    ]
    return alike and fact.bound is None and rival.bound is None


def _names_something(fact: Fact, window: Window) -> bool:
    """A capital in the claim may be a plain word in the evidence, or stand in the title.

    German capitals make names of nouns: "den Anträgen" in a sentence that is half English.
    """
    passage = window.passage
    inside = frozenset().union(*(line.folded for line in window.lines))
    if any(same_name(fact.value, other) for other in inside | passage.context_tokens):
        return True
    stems = frozenset().union(*(line.stems for line in window.lines))
    plain = fact.text.istitle() and not fact.place
    return plain and best_likeness(stem(fact.text, passage.language), stems) >= SAME_WORD


def _in_passage(fact: Fact, window: Window) -> bool:
    """A table of monthly amounts says "per month" once, somewhere around it."""
    return any(other.value == fact.value for line in window.passage.lines for other in line.facts)


def _in_context(fact: Fact, case: Case) -> bool:
    passage = case.window.passage
    heads = {i for line in case.window.lines for i in (line.head, line.heading)}
    lines = [passage.lines[index] for index in heads if index is not None]
    above = [other for line in lines if not line.doubts for other in line.facts]
    return any(agrees(fact, other, case.language) for other in (*passage.context_facts, *above))


def _check_year(
    fact: Fact, matches: Sequence[tuple[Line, Fact]], window: Window
) -> Iterator[Finding]:
    """A date without its year supports one with a year only where that year stands nearby."""
    if not all(lacks_year(fact, other) for _, other in matches):
        return
    year = fact.value.split("-")[0]
    passage = window.passage
    near = [*passage.context_facts, *(f for line in passage.lines for f in line.facts)]
    if not any(f.kind is Kind.DATE and f.value.startswith(year) for f in near):
        yield of_fact(Weight.MISSING, fact, f"the year of {fact.text} is not in the evidence")


def _in_place(fact: Fact, lines: Sequence[Line], case: Case) -> bool:
    """Whether a line that gives the fact speaks of what the claim's clause speaks of."""
    if case.language is None or fact.kind is Kind.NAME or len(case.window.lines) < 2:
        return True
    if case.window.lines[0].asks:
        return True
    clause = clause_at(case.claim.clauses, fact.start)
    words = [word for word in case.claim.words if clause.holds(word.start)]
    passage, wanted = case.window.passage, case.options.bound_coverage
    return not words or any(
        weigh(words, line_found(words, passage, line.index)) >= wanted for line in lines
    )


def _check_bound(fact: Fact, matches: Sequence[Fact]) -> Iterator[Finding]:
    bounds = {other.bound for other in matches}
    if fact.bound in bounds:
        return
    ranged = all(other.ranged for other in matches)
    if fact.bound is None:
        weight = Weight.MISSING if ranged or fact.kind in _LIMITED else Weight.DOUBT
    else:
        weight = Weight.DOUBT if bounds == {None} else Weight.CONFLICT
    if fact.kind is Kind.TIME and weight is Weight.DOUBT:
        return
    reason = f"{fact.bound or 'exactly'} {fact.text}: the evidence says otherwise"
    yield Finding(weight, FindingKind.BOUND, fact.start, fact.end, reason)
