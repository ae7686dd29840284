"""Evidence taken apart once: its sentences with their words, facts and cues."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile

from vraagbaak.grounding.facts import Fact, extract_facts
from vraagbaak.grounding.facts.cues import negations
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
# A question that opens with one of these takes for granted what it says ("how much is the premium
# of 2026?"); one that does not ("is the premium 150 euros?") states nothing before it is answered.
_OPEN = re.compile(
    r"\W*(?:\d+(?:\.\d+)*[.)]?\s+|(?:vraag|question|frage|[vqf])\s*\d*\s*[:.]\s*)?"
    r"(?:(?:onder|tegen|sinds|om|door|sous|depuis|dès|jusqu['’]à|à\s+partir\s+de|seit|unter|zu|an|at|"
    r"on|under|until|en|maar|et|mais|und|aber|and|but|vanaf|tot|binnen|voor|van|met|bij|op|in|aan|uit|"
    r"de|à|pour|par|dans|avec|bis|ab|für|mit|by|from|to|for|with)\s+)?"
    r"(?:hoe(?:veel\w*|lang)?|wat|wanneer|wie|wiens|welke?|combien|quand|où|qui|quoi|"
    r"waar(?:om|voor|mee|van|door|naar|heen|aan|in|op|uit|bij|toe)?|(?:les|des|aux)?quel(?:le)?s?|"
    r"comment|pourquoi|qu['’]est-ce|wieviel\w*|wann|wo|woher|wohin|wer|wem|wen|"
    r"was(?=\s+(?:ist|sind|muss|kann|darf|kostet|passiert|brauch\w*|soll|bedeutet|gilt|mach\w*)\b)|"
    r"welche\w*|warum|how|when|where|who|whom|whose|what|which|why)\b",
    re.IGNORECASE,
)
_CONTEXT_PARTS = re.compile(r"\n| › ")
"""Between the title, the headings and what else is known of a passage."""
# Alone or before a mark: "no later than 1 March" is no no, and "ja en nee" no yes.
_ENDS = r"(?=\W*\Z|\*\*|\s*[.,;:!)|])"
_YES = re.compile(rf"\W*(?:ja|jawel|oui|yes){_ENDS}", re.IGNORECASE)
_NO = re.compile(rf"\W*(?:nee|neen|non|nein|no){_ENDS}(?!\.\s*\d)", re.IGNORECASE)
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

    @property
    def asks(self) -> bool:
        """A question."""
        return _asks(self.sentence.text)

    @property
    def doubts(self) -> bool:
        """A question that states nothing: "Is the premium 150 euros?"."""
        return _doubts(self.sentence.text)

    @property
    def reply(self) -> bool | None:
        """What it answers to a question just before it: yes, no, or neither."""
        if _YES.match(self.sentence.text):
            return True
        return False if _NO.match(self.sentence.text) else None


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

    def answered(self, index: int) -> bool | None:
        """What the line after a question answers to it, or all items of the list after it.

        None for an open question, and for one that denies: its yes and no may mean either.
        """
        asked, after = self.lines[index], self.lines[index + 1 :]
        if not asked.doubts or not after or negations(asked.sentence.text, self.language):
            return None
        items = list(takewhile(lambda line: _ITEM.match(line.sentence.text), after))
        replies = {line.reply for line in items or after[:1]}
        return replies.pop() if len(replies) == 1 else None


def prepare(evidence: Evidence, language: Language) -> Prepared:
    """Take a passage apart, read as that language.

    A heading that asks ("May I rent it out?") says nothing of its own; it is read as the question
    just before the passage, which a yes or no at its beginning answers.
    """
    context, question = _stated(evidence.context)
    lines: list[Line] = []
    if question:
        lines.append(_line(Sentence(question, 0, 0), language, lines))
    for sentence in split_sentences(evidence.text):
        lines.append(_line(sentence, language, lines))
    return Prepared(
        evidence,
        language,
        tuple(lines),
        frozenset(word.stem for word in content_words(context, language)),
        extract_facts(context, language),
        frozenset(token.folded for token in tokens(context)),
        tokens(evidence.text),
    )


def _stated(context: str) -> tuple[str, str]:
    """The title and headings without those that only ask, and the last one that does."""
    parts = [part.strip() for part in _CONTEXT_PARTS.split(context)]
    asking = [part for part in parts if _doubts(part)]
    return "\n".join(part for part in parts if part not in asking), (asking or [""])[-1]


def _asks(text: str) -> bool:
    return re.search(r"\?(?![\w&=%])", text) is not None


def _doubts(text: str) -> bool:
    return _asks(text) and _OPEN.match(text) is None


def _line(sentence: Sentence, language: Language, before: list[Line]) -> Line:
    words = content_words(sentence.text, language)
    facts = extract_facts(sentence.text, language)
    is_part = bool(_ROW.match(sentence.text) or _ITEM.match(sentence.text))
    leans = is_part or _LEANS[language].match(sentence.text) is not None
    stems = frozenset(word.stem for word in words)
    head = _head(sentence.text, before) if is_part else None
    return Line(sentence, words, stems, facts, leans, head, _heading(before, language))


def _heading(before: list[Line], language: Language) -> int | None:
    """The line before when it is a heading, else the one that holds for that line."""
    if not before:
        return None
    last = before[-1]
    text = last.sentence.text
    if last.doubts:
        return None if text.startswith("#") else last.heading
    named = len(text) <= HEADING_CHARS and text[-1].isalnum() and not _ITEM.match(text)
    if last.asks and negations(text, language):
        return None
    if text.startswith("#") or named or last.asks:
        return len(before) - 1
    above = last.heading
    # A question in running text holds for the line after it, no further.
    if above is None or not before[above].asks:
        return above
    return above if before[above].sentence.text.startswith("#") else None


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
        language = self._detect(evidence.text) or self._detect(evidence.context) or self._default
        made = prepare(evidence, language)
        with self._lock:
            self._kept[evidence] = made
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return made
