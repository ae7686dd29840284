"""Whether a claim denies what the evidence affirms, or affirms what it denies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from vraagbaak.grounding.claim import Claim
from vraagbaak.grounding.facts.opposites import EITHER_OR, differing
from vraagbaak.grounding.lines import Line
from vraagbaak.grounding.parts import ALIGNED, Part, nearest, share
from vraagbaak.grounding.prepared import Prepared
from vraagbaak.grounding.windows import Window

_SUBJECTLESS = re.compile(
    r"\W*(?:(?:en|maar)\s+(?:heb|hebt|heeft|hebben|moet(?:en)?|mag|mogen|kan|kunnen|hoeft|hoeven|is|zijn"
    r"|krijgt|krijgen|betaalt|betalen|wordt|worden)\b(?!\s+(?:u|je|jij|hij|ze|zij|we|wij|er|het|de)\b)"
    r"|(?:et|mais)\s+(?:n['’]|ne\s|doi(?:t|vent)\b|peu(?:t|vent)\b|ont?\b|est\b|sont\b)"
    r"|(?:und|aber)\s+(?:hat|haben|muss|müssen|darf|dürfen|kann|können|brauch(?:t|en)|ist|sind"
    r"|erhält|erhalten|zahl(?:t|en))\b(?!\s+(?:sie|er|es|wir|man|der|die|das)\b)"
    r"|(?:and|but)\s+(?:do|does|must|may|can|cannot|need|needs|have|has|are|is|get|gets|pay|pays)\b)",
    re.IGNORECASE,
)
_PREFIXES = ("on", "un", "in", "im", "non")


def given_parts(window: Window) -> list[Part]:
    """The clauses of the window's lines, and of the lines that introduce them."""
    return [part for line in window.lines for part in _given(line, window.passage)]


def turned(claim: Claim, window: Window, given: Sequence[Part]) -> Part | None:
    """The first clause of the claim whose polarity the evidence does not share."""
    said = claim.parts
    if claim.language is not window.passage.language:
        return _turned_abroad(said, given)
    whole = [*given, *_with_subject(given)]
    return next((part for part in said if _is_turned(part, said, whole)), None)


def _with_subject(given: Sequence[Part]) -> Iterator[Part]:
    """Clauses that leave their subject to the one before: "use their card and need no permit"."""
    for one, other in pairwise(given):
        if one.clause.end == other.clause.start and _SUBJECTLESS.match(other.text):
            yield replace(other, words=(*one.words, *other.words))


def _is_turned(part: Part, said: Sequence[Part], given: Sequence[Part]) -> bool:
    if not part.words:
        return False
    if _prefixed(part, given):
        return True
    near = nearest(part, given)
    if not near:
        return _only_sided(part, given)
    return all(contrary(other, part) and not _told(other, part, said) for other in near)


def contrary(one: Part, other: Part) -> bool:
    """Whether one denies what the other affirms; "not free" does not deny "paying"."""
    if None in {one.denies, other.denies} or (one.ended and other.ended):
        return False
    apart = set(differing(one.poles, other.poles))
    if apart - EITHER_OR:
        return True
    return (one.denies != other.denies) != bool(apart)


def _told(given: Part, part: Part, said: Sequence[Part]) -> bool:
    """Whether another clause of the claim tells that one as well, with its polarity.

    "Who rents, has no right" does so for "Tenants have no right".
    """
    least = share(given.words, part.stems)
    about = [
        other
        for other in said
        if share(other.words, given.stems) >= ALIGNED and share(given.words, other.stems) >= least
    ]
    return any(not contrary(other, given) for other in about)


def _only_sided(part: Part, given: Sequence[Part]) -> bool:
    """Without an aligned clause: a denial where the evidence denies nothing at all."""
    return part.denies is True and all(other.denies is False for other in given)


def _turned_abroad(said: Sequence[Part], given: Sequence[Part]) -> Part | None:
    """Between languages only whether anything is denied at all can be compared."""
    denies = [part for part in said if part.denies]
    if denies and all(part.denies is False for part in given):
        return denies[0]
    if said and not denies and given and all(part.denies for part in given if part.words):
        return said[0] if any(part.denies for part in given) else None
    return None


def _prefixed(part: Part, given: Sequence[Part]) -> bool:
    """It says "ongeldig" where the evidence says "geldig", or the other way round."""
    theirs: frozenset[str] = frozenset().union(*(other.folded for other in given))
    return _unprefixed(part.folded, theirs) or _unprefixed(theirs, part.folded)


def _unprefixed(one: frozenset[str], other: frozenset[str]) -> bool:
    for word in one - other:
        if word.startswith(_PREFIXES):
            bare = (word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix))
            if any(len(w) > 4 and w in other and w not in one for w in bare):
                return True
    return False


def _given(line: Line, passage: Prepared) -> Iterator[Part]:
    """The line's clauses; an item of a list is denied by the line that introduces the list."""
    parts = _said(line, passage)
    if line.head is None:
        yield from parts
        return
    above = _said(passage.lines[line.head], passage)
    if any(part.denies is not False for part in above):
        parts = [replace(part, denies=None) for part in parts]
    yield from parts
    yield from above


def _said(line: Line, passage: Prepared) -> Sequence[Part]:
    """Its clauses; a question with "no" after it says the opposite of what it asks."""
    if line.asks and passage.answered(line.index) is False:
        return [replace(part, denies=_opposite(part.denies)) for part in line.parts]
    return line.parts


def _opposite(denies: bool | None) -> bool | None:
    return None if denies is None else not denies
