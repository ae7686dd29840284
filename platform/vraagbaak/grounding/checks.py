"""The hard checks: what agreeing words cannot make up for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from vraagbaak.grounding.claim import Claim
from vraagbaak.grounding.facts import Fact, Kind
from vraagbaak.grounding.facts.cues import Modality, modalities
from vraagbaak.grounding.facts.match import agrees, lacks_year, rivals, same_name
from vraagbaak.grounding.facts.opposites import differing, opposites
from vraagbaak.grounding.polarity import turned
from vraagbaak.grounding.prepared import Line
from vraagbaak.grounding.windows import Window, line_found, rivalled, weigh
from vraagbaak.language import Language


class Weight(StrEnum):
    """What a finding means for the verdict."""

    CONFLICT = "conflict"
    """The evidence says otherwise."""
    MISSING = "missing"
    """The evidence does not say it."""
    DOUBT = "doubt"
    """It is said a little differently: the score sinks."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something of the claim at ``start:end`` that the window does not bear out."""

    weight: Weight
    start: int
    end: int
    reason: str


# "At most 6000 euro" does not say that anyone gets 6000.
_LIMITED = {Kind.MONEY, Kind.PERCENT}
# Said twice where the evidence has it once, one of them is another's: 80, 10 and 80 percent.
_COUNTED = {Kind.MONEY, Kind.PERCENT, Kind.NUMBER}


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """Where words must agree before a fact counts as bound to them."""

    bound_coverage: float = 0.5
    """Share of a clause's words that must stand in the line that gives its number."""


def check(claim: Claim, window: Window, options: CheckOptions) -> list[Finding]:
    """All findings; none means that nothing speaks against the claim."""
    found: list[Finding] = []
    for fact in claim.facts:
        found.extend(_check_fact(fact, claim, window, options))
    found.extend(_check_modality(claim, window))
    found.extend(_check_opposites(claim, window))
    found.extend(_check_negation(claim, window))
    found.extend(_check_siblings(claim, window))
    return found


def _language(claim: Claim, window: Window) -> Language | None:
    same = claim.language is window.passage.language
    return claim.language if same else None


def _check_fact(
    fact: Fact, claim: Claim, window: Window, options: CheckOptions
) -> Iterator[Finding]:
    language = _language(claim, window)
    matches = [
        (line, other)
        for line in window.lines
        for other in line.facts
        if agrees(fact, other, language)
    ]
    if not matches:
        yield from _unmatched(fact, claim, window, language)
        return
    said = sum(agrees(fact, other, language) for other in claim.facts)
    if fact.kind in _COUNTED and said > len(matches) + _in_context(fact, window, language):
        reason = f"{fact.kind} {fact.text} is said {said} times, in the evidence {len(matches)}"
        yield Finding(Weight.MISSING, fact.start, fact.end, reason)
    yield from _check_year(fact, matches, window)
    if language and fact.kind is not Kind.NAME and len(window.lines) > 1:
        lines = [line for line, _ in matches]
        if not any(_bound(fact, claim, window, line, options) for line in lines):
            reason = f"{fact.kind} {fact.text} belongs to another sentence"
            yield Finding(Weight.MISSING, fact.start, fact.end, reason)
    yield from _check_bound(fact, [other for _, other in matches])


def _unmatched(
    fact: Fact, claim: Claim, window: Window, language: Language | None
) -> Iterator[Finding]:
    if fact.kind is Kind.NAME and _names_something(fact, window):
        return
    if _in_context(fact, window, language):
        return
    others = [other for line in window.lines for other in line.facts]
    free = [o for o in others if not any(agrees(f, o, language) for f in claim.facts)]
    rival = next((o for o in free if rivals(fact, o, language)), None)
    if rival is None and fact.kind is Kind.PERIOD and _in_passage(fact, window):
        return
    # Between languages a name may be a word, or be spelled in a way that we do not know.
    unsure = fact.kind is Kind.NAME and language is None
    if rival is not None and not (rival.initial or fact.initial or unsure):
        reason = f"{fact.kind} {fact.text}: the evidence has {rival.text}"
        yield Finding(Weight.CONFLICT, fact.start, fact.end, reason)
    elif not fact.initial:
        reason = f"{fact.kind} {fact.text} is not in the evidence"
        yield Finding(Weight.MISSING, fact.start, fact.end, reason)


def _names_something(fact: Fact, window: Window) -> bool:
    """A capital in the claim may be a plain word in the evidence, or stand in the title."""
    passage = window.passage
    inside = {
        token.folded
        for token in passage.tokens
        if any(line.sentence.start <= token.start < line.sentence.end for line in window.lines)
    }
    return any(same_name(fact.value, other) for other in inside | passage.context_tokens)


def _in_passage(fact: Fact, window: Window) -> bool:
    """A table of monthly amounts says "per month" once, somewhere around it."""
    return any(other.value == fact.value for line in window.passage.lines for other in line.facts)


def _in_context(fact: Fact, window: Window, language: Language | None) -> bool:
    passage = window.passage
    heads = {line.head for line in window.lines} | {line.heading for line in window.lines}
    lines = [passage.lines[index] for index in heads if index is not None]
    above = [fact for line in lines if not line.doubts for fact in line.facts]
    return any(agrees(fact, other, language) for other in (*passage.context_facts, *above))


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
        reason = f"the year of {fact.text} is not in the evidence"
        yield Finding(Weight.MISSING, fact.start, fact.end, reason)


def _bound(fact: Fact, claim: Claim, window: Window, line: Line, options: CheckOptions) -> bool:
    """Whether the line that gives the number speaks of what the claim's clause speaks of."""
    clause = next(c for c in claim.clauses if c.holds(fact.start))
    words = [word for word in claim.words if clause.holds(word.start)]
    index = window.passage.lines.index(line)
    found = line_found(words, window.passage, index)
    return not words or weigh(words, found) >= options.bound_coverage


def _check_bound(fact: Fact, matches: Sequence[Fact]) -> Iterator[Finding]:
    bounds = {other.bound for other in matches}
    if fact.bound in bounds:
        return
    if fact.bound is None:
        weight = Weight.MISSING if fact.kind in _LIMITED else Weight.DOUBT
    else:
        weight = Weight.DOUBT if None in bounds else Weight.CONFLICT
    if fact.kind is Kind.TIME and weight is Weight.DOUBT:
        return
    said = fact.bound or "exactly"
    yield Finding(weight, fact.start, fact.end, f"{said} {fact.text}: the evidence says otherwise")


def _check_modality(claim: Claim, window: Window) -> Iterator[Finding]:
    """A permission must not become a duty; a duty that becomes a permission is only doubtful."""
    said = modalities(claim.text, claim.language)
    given = modalities(window.text, window.passage.language)
    for modality, weight in ((Modality.MUST, Weight.CONFLICT), (Modality.MAY, Weight.DOUBT)):
        other = Modality.MAY if modality is Modality.MUST else Modality.MUST
        if said[modality] and not given[modality] and given[other] and not said[other]:
            cue = said[modality][0]
            word = claim.text[cue.start : cue.end]
            yield Finding(weight, cue.start, cue.end, f"{word}: the evidence says {other}")


def _check_opposites(claim: Claim, window: Window) -> Iterator[Finding]:
    for _ in differing(opposites(claim.text), opposites(window.text)):
        yield Finding(Weight.CONFLICT, 0, len(claim.text), "says the opposite of the evidence")


def _check_siblings(claim: Claim, window: Window) -> Iterator[Finding]:
    """The claim says huurpremie, the evidence huursubsidie: probably another thing.

    Surely so when the passage speaks of the huurpremie elsewhere.
    """
    stems = frozenset(stem for line in window.lines for stem in line.stems)
    passage = frozenset(stem for line in window.passage.lines for stem in line.stems)
    abroad = _language(claim, window) is None
    for word, share in zip(claim.words, window.found, strict=True):
        if share < 0.5 and rivalled(word, claim.words, stems):
            text = claim.text[word.start : word.end]
            elsewhere = word.stem in passage
            if abroad and not elsewhere:
                continue
            weight = Weight.MISSING if elsewhere else Weight.DOUBT
            yield Finding(weight, word.start, word.end, f"{text}: the evidence has a like")


def _check_negation(claim: Claim, window: Window) -> Iterator[Finding]:
    clause = turned(claim, window)
    if clause is not None:
        reason = "denies what the evidence says, or says what it denies"
        yield Finding(Weight.CONFLICT, clause.start, clause.end, reason)
