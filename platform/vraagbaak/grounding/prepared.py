"""Evidence taken apart once: its sentences with their words, facts and cues."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from vraagbaak.grounding.facts import Fact, extract_facts
from vraagbaak.grounding.sentences import split_sentences
from vraagbaak.grounding.types import Evidence, Sentence
from vraagbaak.grounding.words import Token, Word, content_words, tokens
from vraagbaak.language import Language

_ANAPHORIC = {
    Language.NL: r"dit|dat|deze|die|hij|zij|ze|daar\w*|hier\w*|u|je|wij|we|het\s+(?:is|gaat|geldt)",
    Language.FR: r"il|elle|ils|elles|ce|cela|cette|ces|c['’]est|celle-ci|celui-ci|vous|nous|on|y",
    Language.DE: r"er|sie|es|dies\w*|da[zfrvmnb]\w+|hier\w*|wir|man",
    Language.EN: r"it|they|this|that|these|those|he|she|you|we|there",
}
_LEANS = {
    language: re.compile(rf"\W*(?:{words})(?!\w)", re.IGNORECASE)
    for language, words in _ANAPHORIC.items()
}
HEADING_CHARS = 80
_ROW = re.compile(r"\s*\|.*\|\s*\Z", re.DOTALL)
_ITEM = re.compile(r"\s*(?:[-*+•‣◦–—·▪☐☑✓✔]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, list item or table row of the evidence."""

    sentence: Sentence
    words: tuple[Word, ...]
    stems: frozenset[str]
    facts: tuple[Fact, ...]
    leans: bool
    """It means nothing without what stands before: it begins with a pronoun, is an item or row."""
    head: int | None
    """The line that introduces it: a list's introduction, a table's header row."""
    heading: int | None
    """The heading above it in the same passage."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A passage ready for comparison."""

    evidence: Evidence
    language: Language
    lines: tuple[Line, ...]
    context_stems: frozenset[str]
    context_facts: tuple[Fact, ...]
    context_tokens: frozenset[str]
    tokens: tuple[Token, ...]


def prepare(evidence: Evidence, language: Language) -> Prepared:
    """Take a passage apart, read as that language."""
    lines: list[Line] = []
    for sentence in split_sentences(evidence.text):
        lines.append(_line(sentence, language, lines))
    context = evidence.context
    return Prepared(
        evidence,
        language,
        tuple(lines),
        frozenset(word.stem for word in content_words(context, language)),
        extract_facts(context, language),
        frozenset(token.folded for token in tokens(context)),
        tokens(evidence.text),
    )


def _line(sentence: Sentence, language: Language, before: list[Line]) -> Line:
    words = content_words(sentence.text, language)
    facts = extract_facts(sentence.text, language)
    is_part = bool(_ROW.match(sentence.text) or _ITEM.match(sentence.text))
    leans = is_part or _LEANS[language].match(sentence.text) is not None
    stems = frozenset(word.stem for word in words)
    head = _head(sentence.text, before) if is_part else None
    return Line(sentence, words, stems, facts, leans, head, _heading(before))


def _heading(before: list[Line]) -> int | None:
    """The line before when it is a heading, else the one that holds for that line."""
    if not before:
        return None
    text = before[-1].sentence.text
    is_heading = text.startswith("#") or (
        len(text) <= HEADING_CHARS and text[-1].isalnum() and not _ITEM.match(text)
    )
    return len(before) - 1 if is_heading else before[-1].heading


def _head(text: str, before: list[Line]) -> int | None:
    """The first row of the table, or the line before the first item of the list."""
    if not before:
        return None
    last = len(before) - 1
    row = _ROW.match(text) is not None
    previous = before[last].sentence.text
    if row:
        return (
            (before[last].head if before[last].head is not None else last)
            if _ROW.match(previous)
            else None
        )
    if _ITEM.match(previous):
        return before[last].head
    return last


class Preparer:
    """Prepares passages and remembers the last ones; the same ones serve a whole answer.

    Thread-safe. ``detect`` tells a text's language.
    """

    def __init__(
        self, detect: Callable[[str], Language | None], default: Language, size: int = 256
    ) -> None:
        self._detect = detect
        self._default = default
        self._size = size
        self._lock = threading.Lock()
        self._kept: OrderedDict[Evidence, Prepared] = OrderedDict()

    def __call__(self, evidence: Evidence) -> Prepared:
        """The passage taken apart."""
        with self._lock:
            found = self._kept.get(evidence)
            if found is not None:
                self._kept.move_to_end(evidence)
                return found
        made = prepare(evidence, self._detect(evidence.text) or self._default)
        with self._lock:
            self._kept[evidence] = made
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return made
