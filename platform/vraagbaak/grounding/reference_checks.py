"""Whether the evidence speaks of what the claim refers to, and of each thing that it states."""

from __future__ import annotations

from collections.abc import Iterator

from vraagbaak.grounding.case import Case
from vraagbaak.grounding.facts import Fact
from vraagbaak.grounding.facts.match import agrees
from vraagbaak.grounding.findings import Finding, FindingKind, Weight
from vraagbaak.grounding.parts import share
from vraagbaak.grounding.pieces import pieces
from vraagbaak.grounding.windows import weigh
from vraagbaak.grounding.words import Word

REFERRED = 0.5
"""Share of the words referred to that must stand where the evidence is."""
NEAR = 6
"""Lines back, under the same heading, in which a thing may have been named."""


def check_reference(case: Case) -> Iterator[Finding]:
    """What "this premium" stands for must be what the evidence speaks of there, or before."""
    words = case.claim.referred
    if not words or case.language is None:
        return
    pairs = zip(case.claim.words, case.window.found, strict=True)
    found = [share for word, share in pairs if word in words]
    if (weigh(words, found) >= REFERRED and min(found) > 0) or _named_before(words, case):
        return
    reason = "the evidence speaks of something else than what this refers to"
    first = words[0]
    yield Finding(Weight.MISSING, FindingKind.REFERENCE, first.start, first.end, reason)


def _named_before(words: tuple[Word, ...], case: Case) -> bool:
    """Whether the lines lean on one a little higher that names it all, and name nothing else."""
    lines = case.window.passage.lines
    first = case.window.lines[0]
    if not first.leans:
        return False
    above = [line for line in lines[max(0, first.index - NEAR) : first.index] if not line.doubts]
    return any(share(words, line.stems) >= 0.9 for line in above if line.heading == first.heading)


def check_pieces(case: Case) -> Iterator[Finding]:
    """A clause of which hardly a word is found has nothing to stand on, however good the rest."""
    if case.language is None:
        return
    said = pieces(case.claim.text)
    for piece in said if len(said) > 1 else []:
        pairs = zip(case.claim.words, case.window.found, strict=True)
        own = [(word, share) for word, share in pairs if piece.holds(word.start)]
        words, found = [word for word, _ in own], [share for _, share in own]
        if any(piece.holds(fact.start) and _stands(fact, case) for fact in case.claim.facts):
            continue
        if sum(w.weight for w in words) >= 1 and weigh(words, found) < case.options.clause_coverage:
            reason = "nothing in the evidence says this part"
            yield Finding(Weight.MISSING, FindingKind.CLAUSE, piece.start, piece.end, reason)


def _stands(fact: Fact, case: Case) -> bool:
    others = (other for line in case.window.lines for other in line.facts)
    return any(agrees(fact, other, case.language) for other in others)
