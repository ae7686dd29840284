"""Whether a claim denies what the evidence affirms, or affirms what it denies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vraagbaak.grounding.claim import Claim, Clause, clauses
from vraagbaak.grounding.facts.cues import negations
from vraagbaak.grounding.prepared import Line
from vraagbaak.grounding.windows import Window
from vraagbaak.grounding.words import Word, best_likeness

ALIGNED = 0.5
"""Share of a clause's words in another one, from which on they speak of the same."""
AS_GOOD = 0.15
_PREFIXES = ("on", "un", "in", "im", "non")


@dataclass(frozen=True, slots=True)
class _Part:
    """A clause with its words and whether it denies."""

    clause: Clause
    words: tuple[Word, ...]
    denies: bool


def turned(claim: Claim, window: Window) -> Clause | None:
    """The first clause of the claim whose polarity the evidence does not share."""
    given = [part for line in window.lines for part in _parts_of_line(line, window)]
    said = _parts(claim.text, claim.words, claim)
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
    return all(other.denies != part.denies and not _told(other, said) for other in near)


def _told(given: _Part, said: Sequence[_Part]) -> bool:
    """Whether several clauses of the claim together tell that clause, with its polarity.

    "Who rents, has no right" does so for "Tenants have no right".
    """
    about = [part for part in said if part.words and _share(part.words, given.words) >= ALIGNED]
    return any(part.denies == given.denies for part in about)


def _only_sided(part: _Part, given: Sequence[_Part]) -> bool:
    """Without an aligned clause: a denial where the evidence denies nothing at all."""
    return part.denies and not any(other.denies for other in given)


def _turned_abroad(said: Sequence[_Part], given: Sequence[_Part]) -> Clause | None:
    """Between languages only whether anything is denied at all can be compared."""
    denies = [part for part in said if part.denies]
    if denies and not any(part.denies for part in given):
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


def _parts(text: str, words: Sequence[Word], claim: Claim) -> list[_Part]:
    denials = negations(text, claim.language)
    return [_part(clause, words, [cue.start for cue in denials]) for clause in claim.clauses]


def _parts_of_line(line: Line, window: Window) -> list[_Part]:
    text = line.sentence.text
    denials = [cue.start for cue in negations(text, window.passage.language)]
    return [_part(clause, line.words, denials) for clause in clauses(text)]


def _part(clause: Clause, words: Sequence[Word], denials: Sequence[int]) -> _Part:
    inside = tuple(word for word in words if clause.holds(word.start))
    return _Part(clause, inside, any(clause.holds(start) for start in denials))
