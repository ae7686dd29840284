"""Where in the evidence a claim's words stand together: runs of one to three sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vraagbaak.grounding.lines import Line
from vraagbaak.grounding.prepared import Prepared
from vraagbaak.grounding.tables import is_row, spelled
from vraagbaak.grounding.types import Support
from vraagbaak.grounding.words import Word

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
    """Weight of those found, in 0..1."""
    direct: tuple[float, ...]
    """How far each word stands in the lines themselves, without what they take over."""

    @property
    def lines(self) -> Sequence[Line]:
        """The sentences themselves."""
        return self.passage.lines[self.first : self.last + 1]

    @property
    def text(self) -> str:
        """The sentences, with a heading that asks and that the first of them answers.

        Rows of a table are told with what their columns are.
        """
        return " ".join(self._told(line) for line in self.lines)

    def _told(self, line: Line) -> str:
        if line.head is None or not is_row(line.text):
            return line.text
        return spelled(line.text, self.passage.lines[line.head].text)

    def quoted(self, score: float) -> Support:
        """The sentences as support of a claim."""
        start, end = self.lines[0].sentence.start, self.lines[-1].sentence.end
        item = self.passage.evidence
        return Support(item.passage_id, item.text[start:end], start, end, score)


def windows(words: Sequence[Word], passage: Prepared) -> Iterator[Window]:
    """Every single line, and longer runs of which each end adds words of its own.

    A question is none of them: it states nothing, except together with the yes or no after it, or
    where it is the condition of what follows.
    """
    own = [_own(words, passage, line.stems) for line in passage.lines]
    by_line = [_with_behind(words, passage, i, own[i]) for i in range(len(own))]
    for first in range(len(own)):
        if passage.lines[first].asks:
            yield from _asked(words, passage, first, by_line)
            continue
        found, direct = by_line[first], own[first]
        yield _window(words, passage, (first, first), found, direct)
        for last in range(first + 1, min(first + LONGEST, len(own))):
            if passage.lines[last].asks:
                break
            found, narrow = _most(found, by_line[last]), direct
            direct = _most(direct, own[last])
            if _adds(direct, narrow) and _adds(direct, own[last]):
                yield _window(words, passage, (first, last), found, direct)


def _asked(
    words: Sequence[Word], passage: Prepared, first: int, by_line: Sequence[tuple[float, ...]]
) -> Iterator[Window]:
    """A question with its answer, or with what follows if it is so."""
    if passage.answered(first) is None and not passage.supposed(first):
        return
    found = _most(by_line[first], by_line[first + 1])
    yield _window(words, passage, (first, first + 1), found, found)
    if first + 2 < len(by_line) and not passage.lines[first + 2].asks:
        wider = _most(found, by_line[first + 2])
        if _adds(wider, found):
            yield _window(words, passage, (first, first + 2), wider, wider)


def _window(
    words: Sequence[Word],
    passage: Prepared,
    place: tuple[int, int],
    found: tuple[float, ...],
    own: tuple[float, ...],
) -> Window:
    return Window(passage, *place, found, weigh(words, found), own)


def _most(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...]:
    return tuple(map(max, one, other))


def weigh(words: Sequence[Word], found: Sequence[float]) -> float:
    """The share of the words' weight that was found; 0 where there are none."""
    total = part = 0.0
    for word, share in zip(words, found, strict=True):
        total += word.weight
        part += word.weight * share
    return part / total if total else 0.0


def line_found(words: Sequence[Word], passage: Prepared, index: int) -> tuple[float, ...]:
    """How far each word stands in a line, or in what the line leans on, or in the context."""
    own = _own(words, passage, passage.lines[index].stems)
    return _with_behind(words, passage, index, own)


def _own(words: Sequence[Word], passage: Prepared, stems: frozenset[str]) -> tuple[float, ...]:
    return tuple(passage.vocabulary.near(word.stem).best(stems) for word in words)


def _with_behind(
    words: Sequence[Word], passage: Prepared, index: int, own: Sequence[float]
) -> tuple[float, ...]:
    behind = passage.lent[index]
    stems = passage.lines[index].stems
    return tuple(
        share
        if share >= LEANING or rivalled(word, words, stems, passage)
        else max(share, _elsewhere(word.stem, behind, passage))
        for word, share in zip(words, own, strict=True)
    )


def _elsewhere(stem: str, behind: frozenset[str], passage: Prepared) -> float:
    near = passage.vocabulary.near(stem)
    leaning = LEANING * near.best(behind) if behind else 0.0
    return max(leaning, CONTEXT * near.best(passage.context_stems))


def rivalled(word: Word, words: Sequence[Word], stems: frozenset[str], passage: Prepared) -> bool:
    """Whether a line speaks of a sibling: huursubsidie where the claim says huurpremie.

    The word's place elsewhere on the page then proves nothing about this line.
    """
    siblings = passage.vocabulary.near(word.stem).siblings
    if siblings.isdisjoint(stems):
        return False
    own = {other.stem for other in words}
    return any(stem in stems and stem not in own for stem in siblings)


def _adds(wider: Sequence[float], narrow: Sequence[float]) -> bool:
    return sum(wider) > sum(narrow) + 0.3
