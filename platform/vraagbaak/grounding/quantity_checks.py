"""Some is not all, sometimes is not always, and "only" must be said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from vraagbaak.grounding.case import Case
from vraagbaak.grounding.facts.cues import Modality
from vraagbaak.grounding.facts.quantifiers import Quantified, Quantity, quantifiers, restricted
from vraagbaak.grounding.findings import Finding, FindingKind, Weight
from vraagbaak.grounding.parts import Part, nearest
from vraagbaak.grounding.words import Word

_NARROWS = re.compile(
    r"\s+(?:met|zonder|die|uit|onder|boven|van|avec|sans|qui|de|mit|ohne|with|without|who|that|under"
    r"|over|from|in|à)\s+(?:(?:een|de|het|une?|la|le|eine?[mnr]?|an?|the)\s+)?",
    re.IGNORECASE,
)


def check_quantifiers(case: Case) -> Iterator[Finding]:
    """Some is not all; "sometimes required" is not "required"; "only" must be said."""
    if case.language is None:
        return
    for part in case.claim.parts:
        near = nearest(part, case.given) if part.words else list(case.given)
        if near:
            yield from _quantity(part, near, case)
            yield from _only(part, near, case)


def _quantity(part: Part, near: list[Part], case: Case) -> Iterator[Finding]:
    said = next(iter(quantifiers(part.text, part.language)), None)
    given = [(q, one) for one in near for q in quantifiers(one.text, one.language)]
    highest = max((q.quantity for q, _ in given), default=None)
    at = part.clause.start
    if said is None:
        dropped = next((q for q, one in given if _weighs(q, one, case)), None)
        if dropped is not None and Modality.MAY not in part.modals:
            weight = Weight.DOUBT if dropped.vague else Weight.MISSING
            reason = "the evidence says so of some cases only"
            yield Finding(weight, FindingKind.QUANTIFIER, at, part.clause.end, reason)
    elif highest is not None and said.quantity != highest:
        above = said.quantity > highest and not (said.vague or given[0][0].vague)
        weight = Weight.CONFLICT if above else Weight.MISSING
        reason = f"{part.text[said.start : said.end]}: the evidence has another quantity"
        yield Finding(weight, FindingKind.QUANTIFIER, at + said.start, at + said.end, reason)
    elif highest is None and (said.everyone or _narrowed(said, part, near)):
        reason = f"{part.text[said.start : said.end]}: the evidence does not say that of all"
        yield Finding(
            Weight.MISSING, FindingKind.QUANTIFIER, at + said.start, at + said.end, reason
        )
    elif highest is None and said.quantity not in {Quantity.ALL, Quantity.NONE}:
        reason = f"{part.text[said.start : said.end]} is not in the evidence"
        yield Finding(Weight.DOUBT, FindingKind.QUANTIFIER, at + said.start, at + said.end, reason)


def _narrowed(said: Quantified, part: Part, near: list[Part]) -> bool:
    """Whether "all workers" are in the evidence "workers with a contract"."""
    after = [word for word in part.words if word.start >= part.clause.start + said.end][:1]
    if said.quantity is not Quantity.ALL or not after:
        return False
    return any(
        word.stem == after[0].stem and following.stem not in part.stems
        for one in near
        for word, following in pairwise(one.words)
        if _NARROWS.fullmatch(
            one.text[word.end - one.clause.start : following.start - one.clause.start]
        )
    )


def _between(part: Part, one: Word, other: Word) -> str:
    start = part.clause.start
    return part.text[one.end - start : other.start - start]


def _weighs(found: Quantified, part: Part, case: Case) -> bool:
    """Whether it quantifies something that the claim states: the word after it, or before."""
    if found.quantity in {Quantity.ALL, Quantity.NONE}:
        return False
    start = part.clause.start
    after = [w for w in part.words if w.start >= start + found.end][:1]
    before = [w for w in part.words if w.end <= start + found.start][-1:]
    return any(w.stem in case.claim.stems for w in (*after, *before))


def _only(part: Part, near: list[Part], case: Case) -> Iterator[Finding]:
    said = restricted(part.text, part.language)
    if not said or any(
        restricted(one.text, one.language) or one.denies in {True, None} for one in near
    ):
        return
    start, end = (place + part.clause.start for place in said[0])
    if any(restricted(line.text, line.language) for line in case.window.lines):
        return
    reason = f"{case.claim.text[start:end]}: the evidence does not restrict it so"
    yield Finding(Weight.MISSING, FindingKind.QUANTIFIER, start, end, reason)
