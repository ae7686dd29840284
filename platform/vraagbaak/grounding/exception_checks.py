"""An exception is no condition: "if you are late" is the opposite of "unless you are late"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vraagbaak.grounding.case import Case
from vraagbaak.grounding.facts.conditions import Condition, conditions
from vraagbaak.grounding.facts.cues import negations
from vraagbaak.grounding.findings import Finding, FindingKind, Weight
from vraagbaak.grounding.lines import Line
from vraagbaak.grounding.parts import share
from vraagbaak.grounding.words import Word

SAME = 0.5
"""Share of a condition's words from which on two conditions are the same."""
WHOLE = 0.75
"""Share of an exception's words from which on a claim without one is about it."""


def check_exceptions(case: Case) -> Iterator[Finding]:
    """What holds unless something, told as holding if it; and what is excepted, told as included.

    Where one side denies and the other does not, the turn may be right: "no premium if you move"
    follows from "the premium, unless you move".
    """
    own = conditions(case.claim.text, case.claim.language)
    for line in case.window.lines:
        if _denies(line.text, line) != bool(negations(case.claim.text, case.claim.language)):
            continue
        for given in conditions(line.text, line.language):
            for said in own:
                if said.excepts != given.excepts and _same(said, given, line, case):
                    word, other = (_marker(c) for c in (said, given))
                    reason = f"{word}: the evidence says {other}"
                    yield Finding(
                        Weight.CONFLICT, FindingKind.CONDITION, said.start, said.end, reason
                    )
            if given.excepts and not own and _included(given, line, case):
                reason = f"the evidence excepts: {line.text[given.start : given.end]}"
                whole = (0, len(case.claim.text))
                yield Finding(Weight.CONFLICT, FindingKind.CONDITION, *whole, reason)


def turns_exception(case: Case) -> bool:
    """Whether the claim rightly denies of an exception what the evidence says of the rest."""
    own = [one for one in conditions(case.claim.text, case.claim.language) if not one.excepts]
    denied = bool(negations(case.claim.text, case.claim.language))
    return any(
        given.excepts and _same(said, given, line, case)
        for line in case.window.lines
        if _denies(line.text, line) != denied
        for given in conditions(line.text, line.language)
        for said in own
    )


def _denies(text: str, line: Line) -> bool:
    return bool(negations(text, line.language))


def _marker(condition: Condition) -> str:
    return "an exception" if condition.excepts else "a condition"


def _same(said: Condition, given: Condition, line: Line, case: Case) -> bool:
    """Between languages words are not compared: where each has one, it is the same one."""
    if case.language is None:
        alone = len(conditions(case.claim.text, case.claim.language)) == 1
        return alone and len(conditions(line.text, line.language)) == 1
    mine = _within(case.claim.words, said)
    return bool(mine) and share(mine, _stems(_within(line.words, given))) >= SAME


def _included(given: Condition, line: Line, case: Case) -> bool:
    """Whether the claim states the main clause of those that are excepted from it."""
    if case.language is None:
        return False
    inside = _within(line.words, given)
    outside = [word for word in line.words if word not in inside]
    mine = [word for word in case.claim.words if word.stem not in _stems(inside)]
    kept = bool(inside) and share(inside, case.claim.stems) >= WHOLE
    return kept and bool(mine) and share(mine, _stems(outside)) >= WHOLE


def _within(words: Iterable[Word], condition: Condition) -> list[Word]:
    return [word for word in words if condition.start <= word.start < condition.end]


def _stems(words: Iterable[Word]) -> frozenset[str]:
    return frozenset(word.stem for word in words)
