"""What a fact is to the one beside it: an amount by the month, from one value to another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from vraagbaak.grounding.case import Case
from vraagbaak.grounding.facts import Fact, Kind
from vraagbaak.grounding.facts.match import agrees
from vraagbaak.grounding.findings import Finding, Weight, of_fact

RATE_GAP = 3
"""Characters between an amount and its period."""
_FROM = re.compile(r"\b(?:van|vanaf|from|de|von|ab)\s+\Z", re.IGNORECASE)
_TO = re.compile(r"\b(?:naar|tot|to|until|à|jusqu['’]à|auf|bis)\s+\Z", re.IGNORECASE)


def check_rates(case: Case) -> Iterator[Finding]:
    """An amount by another period: 45 euros a week where the evidence has 45 euros a month."""
    given = [pair for line in case.window.lines for pair in _rates(line.facts)]
    for amount, period in _rates(case.claim.facts):
        others = [other for a, other in given if agrees(amount, a, case.language)]
        if others and all(other.value != period.value for other in others):
            reason = f"{amount.text} {period.text}: the evidence has {others[0].text}"
            yield of_fact(Weight.CONFLICT, period, reason)


def _rates(facts: Sequence[Fact]) -> list[tuple[Fact, Fact]]:
    """Amounts with the period that directly follows them."""
    return [
        (one, other)
        for one, other in pairwise(facts)
        if one.kind in {Kind.MONEY, Kind.NUMBER, Kind.DURATION, Kind.PERCENT}
        and other.kind is Kind.PERIOD
        and other.start - one.end <= RATE_GAP
    ]


def check_roles(case: Case) -> Iterator[Finding]:
    """From 300 to 200 where the evidence has from 200 to 300."""
    if case.language is None:
        return
    said = _roles(case.claim.text, case.claim.facts)
    for line in case.window.lines:
        given = _roles(line.text, line.facts)
        for fact, role in said:
            roles = {other for one, other in given if agrees(fact, one, case.language)}
            if roles and role not in roles:
                reason = f"{role} {fact.text}: the evidence has it {roles.pop()}"
                yield of_fact(Weight.CONFLICT, fact, reason)


def _roles(text: str, facts: Sequence[Fact]) -> list[tuple[Fact, str]]:
    """Facts with "from" or "to"; none unless both are there, for "van" and "de" are also "of"."""
    found = [(fact, role) for fact in facts if (role := _role(text, fact))]
    return found if len({role for _, role in found}) == 2 else []


def _role(text: str, fact: Fact) -> str | None:
    before = text[max(0, fact.start - 10) : fact.start]
    if _FROM.search(before):
        return "from"
    return "to" if _TO.search(before) else None
