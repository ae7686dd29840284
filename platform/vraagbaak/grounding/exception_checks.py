"""An exception is no condition: "if you are late" is the opposite of "unless you are late"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vraagbaak.grounding.case import Case
from vraagbaak.grounding.facts.conditions import Condition, conditions
from vraagbaak.grounding.facts.cues import negations
from vraagbaak.grounding.facts.opposites import differing, opposites
from vraagbaak.grounding.findings import Finding, FindingKind, Weight
from vraagbaak.grounding.lines import Line
from vraagbaak.grounding.parts import share
from vraagbaak.grounding.words import Word
from vraagbaak.language import Language

SAME = 0.5
"""Share of each other's words from which on two conditions are the same."""
WHOLE = 0.75
"""Share of an exception's words, or of a main clause's, from which on a claim is about it."""


@dataclass(frozen=True, slots=True)
class _Supposed:
    """A condition as it bears on its sentence."""

    condition: Condition
    words: tuple[Word, ...]
    against: bool
    """The sentence holds where it does not: "unless late", "if not late", never both."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence's conditions, and whether it denies outside of them."""

    supposed: tuple[_Supposed, ...]
    denies: bool


def check_exceptions(case: Case) -> Iterator[Finding]:
    """What holds unless something, told as holding if it; and what is excepted, told as included.

    Where one side denies and the other does not, the turn may be right: "no premium if you move"
    follows from "the premium, unless you move".
    """
    own = _said(case.claim.text, case.claim.language, case.claim.words)
    for line in case.window.lines:
        given = _said(line.text, line.language, line.words)
        if given.denies != own.denies or _opposed(case, line):
            continue
        for said, other in _turned(own, given, case):
            kind = "an exception" if other.condition.excepts else "a condition"
            reason = f"the evidence has {kind} there: {_text(other, line)}"
            place = (said.condition.start, said.condition.end)
            yield Finding(Weight.CONFLICT, FindingKind.CONDITION, *place, reason)
        if not own.supposed:
            yield from _included(given, line, case)


def turns_exception(case: Case) -> bool:
    """Whether the claim rightly denies of an exception what the evidence says of the rest."""
    own = _said(case.claim.text, case.claim.language, case.claim.words)
    return any(
        given.denies != own.denies and any(_turned(own, given, case))
        for line in case.window.lines
        for given in [_said(line.text, line.language, line.words)]
    )


def _said(text: str, language: Language, words: Iterable[Word]) -> _Said:
    found = conditions(text, language)
    denials = [cue.start for cue in negations(text, language)]
    supposed = []
    outside = set(denials)
    listed = list(words)
    for one in found:
        inside = {place for place in denials if one.after <= place < one.end}
        outside -= inside
        own = tuple(word for word in listed if one.after <= word.start < one.end)
        supposed.append(_Supposed(one, own, one.excepts != bool(inside)))
    return _Said(tuple(supposed), bool(outside))


def _turned(own: _Said, given: _Said, case: Case) -> Iterator[tuple[_Supposed, _Supposed]]:
    """Pairs that name the same, one as what must be and one as what must not."""
    for said in own.supposed:
        alike = [other for other in given.supposed if _same(said, other, own, given, case)]
        if alike and all(other.against != said.against for other in alike):
            yield said, alike[0]


def _same(said: _Supposed, other: _Supposed, own: _Said, given: _Said, case: Case) -> bool:
    """Between languages words are not compared: where each has one, it is the same one."""
    if case.language is None:
        return len(own.supposed) == len(given.supposed) == 1
    mine, theirs = _stems(said.words), _stems(other.words)
    return (
        bool(mine and theirs)
        and share(said.words, theirs) >= SAME
        and share(other.words, mine) >= SAME
    )


def _opposed(case: Case, line: Line) -> bool:
    """One is exempt where the other must pay: as good as a denial."""
    return any(differing(opposites(case.claim.text), opposites(line.text)))


def _included(given: _Said, line: Line, case: Case) -> Iterator[Finding]:
    """The claim states the main clause of those that are excepted from it."""
    if case.language is None:
        return
    for one in given.supposed:
        start, end = one.condition.start, one.condition.end
        if not one.condition.excepts or not one.words:
            continue
        inside = _stems(one.words)
        main = [w for w in line.words if w.start < start] or [
            w for w in line.words if w.start >= end
        ]
        after = [word for word in line.words if word.start >= end]
        mine = [word for word in case.claim.words if word.stem not in inside]
        told_after = share(mine, _stems(after)) if main and after else 0.0
        if not mine or share(mine, _stems(main)) < WHOLE or told_after >= SAME:
            continue
        reason = f"the evidence excepts: {_text(one, line)}"
        if share(one.words, case.claim.stems) >= WHOLE:
            yield case.whole(Weight.CONFLICT, FindingKind.CONDITION, reason)
        elif one.words[0].stem in case.claim.stems and one.words[0].stem not in _stems(main):
            yield case.whole(Weight.MISSING, FindingKind.CONDITION, reason)


def _text(one: _Supposed, line: Line) -> str:
    return line.text[one.condition.start : one.condition.end]


def _stems(words: Iterable[Word]) -> frozenset[str]:
    return frozenset(word.stem for word in words)
