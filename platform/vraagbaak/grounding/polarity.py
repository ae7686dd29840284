"""Whether a claim denies what the evidence affirms, or affirms what it denies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vraagbaak.grounding.claim import Claim, Clause, clauses
from vraagbaak.grounding.facts.cues import excepts, negations
from vraagbaak.grounding.prepared import Line, Prepared
from vraagbaak.grounding.windows import Window
from vraagbaak.grounding.words import Word, best_likeness
from vraagbaak.language import Language

ALIGNED = 0.5
"""Share of a clause's words in another one, from which on they speak of the same."""
AS_GOOD = 0.15
_PREFIXES = ("on", "un", "in", "im", "non")


@dataclass(frozen=True, slots=True)
class _Part:
    """A clause with its words and whether it denies."""

    clause: Clause
    words: tuple[Word, ...]
    denies: bool | None
    """None where an exception, or a list's introduction, decides."""


def turned(claim: Claim, window: Window) -> Clause | None:
    """The first clause of the claim whose polarity the evidence does not share."""
    given = [part for line in window.lines for part in _given(line, window)]
    said = _parts(claim.text, claim.words, claim.clauses, claim.language)
    if claim.language is not window.passage.language:
        return _turned_abroad(said, given)
    return next((part.clause for part in said if _is_turned(part, said, given)), None)


def _is_turned(part: _Part, said: Sequence[_Part], given: Sequence[_Part]) -> bool:
    if not part.words:
        return False
    if _prefixed(part, given):
        return True
    shares = [(_share(part.words, other.words), other) for other in given]
    best = max((share for share, _ in shares), default=0.0)
    if best < ALIGNED:
        return _only_sided(part, given)
    near = [other for share, other in shares if share >= best - AS_GOOD]
    return all(_differ(other, part) and not _told(other, said) for other in near)


def _differ(one: _Part, other: _Part) -> bool:
    return None not in {one.denies, other.denies} and one.denies != other.denies


def _told(given: _Part, said: Sequence[_Part]) -> bool:
    """Whether several clauses of the claim together tell that clause, with its polarity.

    "Who rents, has no right" does so for "Tenants have no right".
    """
    about = [part for part in said if part.words and _share(part.words, given.words) >= ALIGNED]
    return any(part.denies == given.denies for part in about)


def _only_sided(part: _Part, given: Sequence[_Part]) -> bool:
    """Without an aligned clause: a denial where the evidence denies nothing at all."""
    return part.denies is True and all(other.denies is False for other in given)


def _turned_abroad(said: Sequence[_Part], given: Sequence[_Part]) -> Clause | None:
    """Between languages only whether anything is denied at all can be compared."""
    denies = [part for part in said if part.denies]
    if denies and all(part.denies is False for part in given):
        return denies[0].clause
    if said and not denies and given and all(part.denies for part in given if part.words):
        return said[0].clause if any(part.denies for part in given) else None
    return None


def _prefixed(part: _Part, given: Sequence[_Part]) -> bool:
    """It says "ongeldig" where the evidence says "geldig", or the other way round."""
    own = {word.folded for word in part.words}
    theirs = {word.folded for other in given for word in other.words}
    for prefix in _PREFIXES:
        for one, other in ((own, theirs), (theirs, own)):
            plain = {word.removeprefix(prefix) for word in one - other if word.startswith(prefix)}
            if any(len(word) > 4 and word in other and word not in one for word in plain):
                return True
    return False


def _share(words: Sequence[Word], others: Sequence[Word]) -> float:
    stems = frozenset(word.stem for word in others)
    total = sum(word.weight for word in words)
    return sum(word.weight * best_likeness(word.stem, stems) for word in words) / total


def _given(line: Line, window: Window) -> list[_Part]:
    """The line's clauses; an item of a list is denied by the line that introduces the list."""
    passage = window.passage
    parts = _said(line, passage)
    if line.head is None:
        return parts
    above = _said(passage.lines[line.head], passage)
    if any(part.denies is not False for part in above):
        parts = [replace(part, denies=None) for part in parts]
    return [*parts, *above]


def _said(line: Line, passage: Prepared) -> list[_Part]:
    """Its clauses; a question with "no" after it says the opposite of what it asks."""
    text = line.sentence.text
    parts = _parts(text, line.words, clauses(text), passage.language)
    if line.asks and passage.answered(passage.lines.index(line)) is False:
        return [replace(part, denies=_opposite(part.denies)) for part in parts]
    return parts


def _opposite(denies: bool | None) -> bool | None:
    return None if denies is None else not denies


def _parts(
    text: str, words: Sequence[Word], cut: Sequence[Clause], language: Language
) -> list[_Part]:
    denials = [cue.start for cue in negations(text, language)]
    exceptions = [cue.start for cue in excepts(text, language)]
    return [_part(clause, words, denials, exceptions) for clause in cut]


def _part(
    clause: Clause, words: Sequence[Word], denials: Sequence[int], exceptions: Sequence[int]
) -> _Part:
    inside = tuple(word for word in words if clause.holds(word.start))
    if any(clause.holds(start) for start in exceptions):
        return _Part(clause, inside, None)
    return _Part(clause, inside, any(clause.holds(start) for start in denials))
