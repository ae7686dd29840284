"""A block that is too long for one passage, cut where it hurts least."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_ENDS = re.compile(r"(?<=[.!?…;:])[\"'”’)»]*\s+(?=\S)|\n+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:art|artt|nr|nrs|blz|p|pp|bv|bijv|ca|cf|resp|incl|excl|max|min|tel|mevr|dhr|dr|ir|mr"
    r"|prof|st|al|vgl|z\.b|d\.h|bzw|evtl|abs|ggf|e\.g|i\.e|etc|vs|no|fig|par|jr|m\.b\.t|o\.a|t\.a\.v"
    r"|i\.v\.m|a\.d\.h\.v|enz|div)|\b\w|\d)\.$",
    re.IGNORECASE,
)

_LOOK_BACK = 24
"""Characters before a sentence's end; longer than any abbreviation."""


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]``, never blank."""

    start: int
    end: int
    tokens: int
    overlaps: bool = False
    """Whether it begins before the one before it ended."""


def split_at_sentences(
    text: str, count_tokens: Callable[[Sequence[str]], list[int]], target: int, overlap: int
) -> list[Span]:
    """Spans of about ``target`` tokens that end where sentences do, else between words.

    Each begins with up to ``overlap`` tokens of whole sentences of the one before.
    """
    units = _units(text, count_tokens, target)
    spans: list[Span] = []
    first = 0
    while first < len(units):
        last, size = first, units[first].tokens
        while last + 1 < len(units) and size + units[last + 1].tokens <= target:
            last += 1
            size += units[last].tokens
        spans.append(Span(units[first].start, units[last].end, size, bool(spans)))
        if last + 1 == len(units):
            break
        first = _overlapping(units, first, last, overlap, target)
    return spans


def _overlapping(units: Sequence[Span], first: int, last: int, overlap: int, target: int) -> int:
    """Where the next span begins: as far back as the overlap allows, and always further on."""
    start, size = last + 1, 0
    following = units[last + 1].tokens
    while start - 1 > first:
        size += units[start - 1].tokens
        if size > overlap or size + following > target:
            break
        start -= 1
    return start


def _units(
    text: str, count_tokens: Callable[[Sequence[str]], list[int]], target: int
) -> list[Span]:
    """The sentences; one that is longer than the target in runs of words."""
    bounds = _counted(text, sentence_bounds(text), count_tokens)
    found: list[Span] = []
    for unit in bounds:
        if unit.tokens <= target:
            found.append(unit)
            continue
        words = _word_runs(text, unit, target)
        found += _counted(text, words, count_tokens)
    return found


def _counted(
    text: str,
    bounds: Sequence[tuple[int, int]],
    count_tokens: Callable[[Sequence[str]], list[int]],
) -> list[Span]:
    counts = count_tokens([text[start:end] for start, end in bounds])
    return [Span(start, end, n) for (start, end), n in zip(bounds, counts, strict=True)]


def sentence_bounds(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence, without the white space between them."""
    bounds: list[tuple[int, int]] = []
    start = 0
    for match in _ENDS.finditer(text):
        # Only the last words: a text of nothing but abbreviations would be read over and over.
        before = text[max(start, match.start() - _LOOK_BACK) : match.start()]
        if "\n" not in match.group() and _ABBREVIATION.search(before):
            continue
        if not before.strip() and not text[start : match.start()].strip():
            continue
        bounds.append((start, match.start() + len(match.group().rstrip())))
        start = match.end()
    if text[start:].strip():
        bounds.append((start, len(text.rstrip())))
    return bounds


def _word_runs(text: str, unit: Span, target: int) -> list[tuple[int, int]]:
    """A span in equal runs of words that are each surely within the target.

    A "word" without spaces that is too long, such as encoded data, is cut anywhere.
    """
    wide = max(1, int((unit.end - unit.start) * target / unit.tokens * 0.8))
    bounds = []
    start = unit.start
    while start < unit.end:
        end = min(start + wide, unit.end)
        if end < unit.end:
            space = text.rfind(" ", start + 1, end)
            end = space if space > start else end
        if text[start:end].strip():
            bounds.append((start + len(text[start:end]) - len(text[start:end].lstrip()), end))
        start = end
    return bounds
