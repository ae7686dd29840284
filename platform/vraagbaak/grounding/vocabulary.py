"""The stems of a passage, indexed so that a claim's words find their like without a search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from vraagbaak.grounding.words import likeness

HEAD, TAIL = 4, 5
"""Stems that share neither so many first nor so many last letters are not alike at all."""
KEPT = 2000


@dataclass(frozen=True, slots=True)
class Near:
    """What a passage has that is like one word."""

    stem: str
    likes: dict[str, float]
    """Stem to likeness, those above 0."""
    siblings: frozenset[str]
    """Other things of the same kind: huursubsidie for huurpremie."""
    compounds: tuple[tuple[str, frozenset[str]], ...]
    """First half of the word, as it stands there, and what may be its second half."""

    def best(self, stems: frozenset[str]) -> float:
        """The likeness with the nearest of the stems; a compound may be found in its parts."""
        if not self.likes and not self.compounds:
            return 0.0
        if self.stem in stems:
            return 1.0
        best = max((like for stem, like in self.likes.items() if stem in stems), default=0.0)
        if best < 0.8 and any(a in stems and not b.isdisjoint(stems) for a, b in self.compounds):
            return max(best, 0.85)
        return best


class Vocabulary:
    """Stems by their first and last letters."""

    def __init__(self, stems: Iterable[str]) -> None:
        self._heads: dict[str, list[str]] = defaultdict(list)
        self._tails: dict[str, list[str]] = defaultdict(list)
        for stem in stems:
            self._heads[stem[:HEAD]].append(stem)
            self._tails[stem[-TAIL:]].append(stem)
        self._kept: dict[str, Near] = {}

    def near(self, stem: str) -> Near:
        """What is like that stem here."""
        found = self._kept.get(stem)
        if found is None:
            found = self._near(stem)
            if len(self._kept) >= KEPT:
                self._kept.clear()
            self._kept[stem] = found
        return found

    def _near(self, stem: str) -> Near:
        others = {*self._heads.get(stem[:HEAD], ()), *self._tails.get(stem[-TAIL:], ())}
        likes = {other: like for other in others if (like := likeness(stem, other)) > 0}
        siblings = frozenset(other for other in others if are_siblings(stem, other))
        return Near(stem, likes, siblings, tuple(self._compounds(stem)))

    def _compounds(self, stem: str) -> Iterable[tuple[str, frozenset[str]]]:
        """As "premieaanvraag" where "premie" and "aanvraag" stand."""
        if len(stem) < 9:
            return
        for head in self._heads.get(stem[:HEAD], ()):
            rest = stem[len(head) :].removeprefix("s") if stem.startswith(head) else ""
            if len(head) >= HEAD and len(rest) >= HEAD:
                tails = self._heads.get(rest[:HEAD], ())
                yield head, frozenset(o for o in tails if o.startswith(rest[:6]))


def are_siblings(one: str, other: str) -> bool:
    """Whether two stems look like names of two things of a kind."""
    if min(len(one), len(other)) < 7 or one == other:
        return False
    if one.startswith(other) or other.startswith(one):
        return False
    return one[:4] == other[:4] or one[-5:] == other[-5:]
