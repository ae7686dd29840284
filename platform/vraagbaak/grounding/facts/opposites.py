"""Words that exclude one another: rises and falls, granted and refused, tenant and landlord."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from vraagbaak.grounding.facts.antonyms import AXES, SMALL
from vraagbaak.grounding.facts.cues import any_of

_EITHER_OR = ("geopend", "goedgekeurd", "gratis", "verplicht", "geldige")
EITHER_OR = frozenset(axis for axis, (one, _) in enumerate(AXES) if one.startswith(_EITHER_OR))
"""Axes without a middle: what is not open is closed."""
PREDICATES = frozenset(axis for axis, (one, _) in enumerate(AXES) if one.startswith(_EITHER_OR[1:]))
"""Those of which a text that says nothing implies nothing."""
_TURNING = tuple((any_of(one), any_of(other)) for one, other in SMALL)
_OPPOSITES = tuple((any_of(one), any_of(other)) for one, other in AXES)
_PHRASES = tuple(
    ((axis, pole), pair[pole])
    for axis, pair in enumerate(_OPPOSITES)
    for pole in (0, 1)
    if r"\s" in AXES[axis][pole]
)
"""The poles that are more than one word: they are searched, the others looked up."""
_ANY_PHRASE = any_of("|".join(AXES[axis][pole] for (axis, pole), _ in _PHRASES))
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=50_000)
def sides(word: str) -> tuple[tuple[int, int], ...]:
    """The (axis, pole) pairs of one word, in lower case."""
    return tuple(
        (axis, pole)
        for axis, pair in enumerate(_OPPOSITES)
        for pole, pattern in enumerate(pair)
        if pattern.fullmatch(word)
    )


def opposites(text: str) -> dict[int, int]:
    """Axis to pole (0 or 1) for each axis of which the text holds one pole only."""
    found = {side for word in _WORD.findall(text) for side in sides(word.lower())}
    if _ANY_PHRASE.search(text):
        found |= {side for side, pattern in _PHRASES if pattern.search(text)}
    return {axis: pole for axis, pole in found if (axis, 1 - pole) not in found}


def turns(said: str, given: str) -> bool:
    """Whether words that stand in place of others say the opposite of those."""
    pairs = (*_OPPOSITES, *_TURNING)
    return any(_apart(pair, said, given) or _apart(pair, given, said) for pair in pairs)


def _apart(pair: tuple[re.Pattern[str], re.Pattern[str]], one: str, other: str) -> bool:
    first, second = pair
    if not first.search(one) or second.search(one):
        return False
    return second.search(other) is not None and first.search(other) is None


def differing(one: dict[int, int], other: dict[int, int]) -> Iterable[int]:
    """The axes on which two texts stand at different poles."""
    return (axis for axis, pole in one.items() if other.get(axis, pole) != pole)
