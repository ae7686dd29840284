"""Sentences with their exact places: rules for nl, fr, de and en that also work on a stream.

Whether a sentence ends somewhere depends only on its own words and on the next token, so that the
stream of :class:`SentenceBuffer` gives what :func:`split_sentences` gives of the whole. In doubt
two sentences stay together: they are then verified together, which is the stricter way.
"""

from __future__ import annotations

import re

from vraagbaak.grounding.abbreviations import (
    ALWAYS,
    BEFORE_GERMAN_ORDINAL,
    BEFORE_NUMBER,
    LETTERED,
    MAY_END,
)
from vraagbaak.grounding.types import Sentence

WRAPPED_CHARS = 60
"""A line longer than this, without an end, was broken by the page's width."""
LOOKAHEAD = 16
"""Characters of what follows that can matter."""

_CLOSERS = r"(?:[\"'”’»)\]*_]|[ \u00a0\u202f]»|\[\d{1,2}\])*"
_CANDIDATE = re.compile(rf"(?P<mark>[.!?…]+){_CLOSERS}(?P<gap>\s+)|(?P<line>[^\S\n]*\n\s*)")
_LIST_MARK = re.compile(r"(?:[-*+•‣◦–—·▪☐☑✓✔]|\(?\d{1,3}[.)]|\(?[a-z][.)])(?:\s|\Z)|[#|>]")
_OPENERS = "\"'“‘„«([*_¿¡ \u00a0\u202f"
_DOTTED = re.compile(r"(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,4}\.?")
_WORD_BEFORE = re.compile(r"[^\s(\[\"“„«'‘/]+\Z")
_NUMBER = re.compile(r"\d{1,2}")
_ENDS_LINE = (":", ";", "|", "!", "?", "…")


def split_sentences(text: str) -> list[Sentence]:
    """The sentences in order; ``text[s.start:s.end] == s.text``, never blank.

    Every character that is not white space is in exactly one of them. A line break ends a
    sentence unless the page's width caused it; a list item or a heading is a unit of its own.
    """
    found, start = [], _skip_space(text, 0)
    while start < len(text):
        end, following = _first_end(text, start)
        found.append(Sentence(text[start:end], start, end))
        start = following
    return found


class SentenceBuffer:
    """Sentences of a text that arrives in pieces, each given once it is surely complete."""

    def __init__(self) -> None:
        self._pending = ""
        self._offset = 0

    def feed(self, delta: str) -> list[Sentence]:
        """Take a piece; returns the sentences that are complete, with places in the whole."""
        self._pending += delta
        found: list[Sentence] = []
        while (cut := self._complete()) is not None:
            found.append(self._take(*cut))
        return found

    def flush(self) -> list[Sentence]:
        """The text has ended; returns what was left."""
        rest = split_sentences(self._pending)
        shifted = [Sentence(s.text, s.start + self._offset, s.end + self._offset) for s in rest]
        self._offset += len(self._pending)
        self._pending = ""
        return shifted

    def _complete(self) -> tuple[int, int, int] | None:
        start = _skip_space(self._pending, 0)
        if start == len(self._pending):
            return None
        return _sure_end(self._pending, start)

    def _take(self, start: int, end: int, following: int) -> Sentence:
        offset = self._offset
        sentence = Sentence(self._pending[start:end], offset + start, offset + end)
        self._pending = self._pending[following:]
        self._offset += following
        return sentence


def _skip_space(text: str, position: int) -> int:
    return position + len(text[position:]) - len(text[position:].lstrip())


def _first_end(text: str, start: int) -> tuple[int, int]:
    """Where the sentence ends and the next one starts."""
    for match in _CANDIDATE.finditer(text, start):
        if _ends(text, start, match):
            return _end_of(match), match.end()
    return len(text.rstrip()), len(text)


def _sure_end(text: str, start: int) -> tuple[int, int, int] | None:
    """(start, end, start of the next one) when no further character can change it."""
    for match in _CANDIDATE.finditer(text, start):
        if not _decided(text, match):
            return None
        if _ends(text, start, match):
            return start, _end_of(match), match.end()
    return None


def _end_of(match: re.Match[str]) -> int:
    return match.start("line") if match.group("line") else match.start("gap")


def _decided(text: str, match: re.Match[str]) -> bool:
    """Whether enough of what follows is known: a capital, or a token with what comes after it."""
    rest = text[match.end() :]
    if not rest:
        return False
    token = rest.lstrip(_OPENERS)
    return rest[0].isupper() or len(rest) >= LOOKAHEAD or any(c.isspace() for c in token)


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    rest = text[match.end() : match.end() + LOOKAHEAD]
    if not rest:
        return True
    gap = match.group("line") or match.group("gap")
    breaks = gap.count("\n")
    if breaks > 1 or (breaks and _LIST_MARK.match(rest)):
        return True
    if match.group("line"):
        return not _wrapped(text[start : match.start()], rest)
    return _ends_at_mark(text[start : match.start()], match.group("mark"), rest, bool(breaks))


def _wrapped(before: str, rest: str) -> bool:
    """Whether the line break is only the page's width."""
    line = before.rsplit("\n", 1)[-1].rstrip()
    if line.endswith(_ENDS_LINE) or line.startswith(("#", "|")):
        return False
    return rest[0].islower() or len(line) > WRAPPED_CHARS


def _ends_at_mark(before: str, mark: str, rest: str, new_line: bool) -> bool:
    following = rest.lstrip(_OPENERS)[:1]
    if following.islower():
        # A new line after a full stop begins anew even without a capital.
        return new_line and not _abbreviates(before, mark, following)
    return not _abbreviates(before, mark, following)


def _abbreviates(before: str, mark: str, following: str) -> bool:
    """Whether the full stop belongs to the word, number or initial before it."""
    found = _WORD_BEFORE.search(before)
    if mark != "." or found is None:
        return False
    word, earlier = found.group(), before[: found.start()]
    key = word.lower()
    if key in MAY_END:
        return False
    if key in ALWAYS or _DOTTED.fullmatch(word):
        return True
    if key in BEFORE_NUMBER and (following.isdigit() or following in {"€", "+", "§"}):
        return True
    if _NUMBER.fullmatch(word):
        return _numbers_on(earlier, following)
    return len(word) == 1 and word.isalpha() and _is_initial(word, earlier)


def _numbers_on(earlier: str, following: str) -> bool:
    """As in "1. First item", "am 3. Mai", "1. 1. 2026"."""
    previous = earlier.split()[-1:] or [""]
    if not earlier.strip() or following.isdigit():
        return True
    return previous[0].lower().strip("(") in BEFORE_GERMAN_ORDINAL


def _is_initial(letter: str, earlier: str) -> bool:
    previous = earlier.split()[-1:] or [""]
    return letter.islower() or previous[0].lower() not in LETTERED
