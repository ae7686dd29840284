"""Where in the evidence a claim's words stand together: runs of one to three sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vraagbaak.grounding.prepared import Line, Prepared
from vraagbaak.grounding.types import Support
from vraagbaak.grounding.words import Word, best_likeness

LEANING = 0.85
"""What a word counts that stands in the sentence before one that refers back to it."""
CONTEXT = 0.9
"""What a word of the title or heading counts."""
LONGEST = 3


@dataclass(frozen=True, slots=True)
class Window:
    """Lines ``first..last`` of a passage and how far each of the claim's words stands in them."""

    passage: Prepared
    first: int
    last: int
    found: tuple[float, ...]
    coverage: float

    @property
    def lines(self) -> Sequence[Line]:
        """The sentences themselves."""
        return self.passage.lines[self.first : self.last + 1]

    @property
    def text(self) -> str:
        """The sentences, with a heading that asks and that the first of them answers."""
        return " ".join(line.sentence.text for line in self.lines)

    def quoted(self, score: float) -> Support:
        """The sentences as support of a claim."""
        start, end = self.lines[0].sentence.start, self.lines[-1].sentence.end
        item = self.passage.evidence
        return Support(item.passage_id, item.text[start:end], start, end, score)


def windows(words: Sequence[Word], passage: Prepared) -> Iterator[Window]:
    """Every single line, and longer runs of which each end adds words of its own.

    A question is none of them: it states nothing, except together with the yes or no after it.
    """
    own = [_own(words, line) for line in passage.lines]
    by_line = [_with_behind(words, passage, i, own[i]) for i in range(len(own))]
    for first in range(len(own)):
        found, direct = by_line[first], own[first]
        if passage.lines[first].asks:
            if passage.answered(first) is not None:
                found = _most(found, by_line[first + 1])
                yield Window(passage, first, first + 1, found, weigh(words, found))
            continue
        yield Window(passage, first, first, found, weigh(words, found))
        for last in range(first + 1, min(first + LONGEST, len(own))):
            if passage.lines[last].asks:
                break
            found, narrow = _most(found, by_line[last]), direct
            direct = _most(direct, own[last])
            if _adds(direct, narrow) and _adds(direct, own[last]):
                yield Window(passage, first, last, found, weigh(words, found))


def _most(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...]:
    return tuple(max(pair) for pair in zip(one, other, strict=True))


def weigh(words: Sequence[Word], found: Sequence[float]) -> float:
    """The share of the words' weight that was found; 0 where there are none."""
    total = sum(word.weight for word in words)
    part = sum(word.weight * share for word, share in zip(words, found, strict=True))
    return part / total if total else 0.0


def line_found(words: Sequence[Word], passage: Prepared, index: int) -> tuple[float, ...]:
    """How far each word stands in a line, or in what the line leans on, or in the context."""
    return _with_behind(words, passage, index, _own(words, passage.lines[index]))


def _own(words: Sequence[Word], line: Line) -> tuple[float, ...]:
    return tuple(best_likeness(word.stem, line.stems) for word in words)


def _with_behind(
    words: Sequence[Word], passage: Prepared, index: int, own: Sequence[float]
) -> tuple[float, ...]:
    behind = _behind(passage, index)
    stems = passage.lines[index].stems
    return tuple(
        share
        if share >= LEANING or rivalled(word, words, stems)
        else max(share, _elsewhere(word.stem, behind, passage.context_stems))
        for word, share in zip(words, own, strict=True)
    )


def _elsewhere(stem: str, behind: frozenset[str], context: frozenset[str]) -> float:
    leaning = LEANING * best_likeness(stem, behind) if behind else 0.0
    return max(leaning, CONTEXT * best_likeness(stem, context))


def _behind(passage: Prepared, index: int) -> frozenset[str]:
    """Stems of the lines that a line refers back to, at most two back, and of its header."""
    line = passage.lines[index]
    stems = set(passage.lines[line.heading].stems) if line.heading is not None else set()
    if line.head is not None:
        head = passage.lines[line.head]
        stems |= frozenset() if head.doubts else head.stems
    elif line.leans:
        for before in range(index - 1, max(-1, index - 3), -1):
            if passage.lines[before].doubts:
                break
            stems |= passage.lines[before].stems
            if not passage.lines[before].leans:
                break
    return frozenset(stems)


def rivalled(word: Word, words: Sequence[Word], stems: frozenset[str]) -> bool:
    """Whether a line speaks of a sibling: huursubsidie where the claim says huurpremie.

    The word's place elsewhere on the page then proves nothing about this line.
    """
    own = {other.stem for other in words}
    return any(stem not in own and _siblings(word.stem, stem) for stem in stems)


def _siblings(one: str, other: str) -> bool:
    if min(len(one), len(other)) < 7 or one == other:
        return False
    if one.startswith(other) or other.startswith(one):
        return False
    return one[:4] == other[:4] or one[-5:] == other[-5:]


def _adds(wider: Sequence[float], narrow: Sequence[float]) -> bool:
    return sum(wider) > sum(narrow) + 0.3
