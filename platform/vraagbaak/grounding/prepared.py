"""Evidence taken apart once: its lines, and what its title and headings say."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from vraagbaak.grounding.asking import doubts, follows, names_topic
from vraagbaak.grounding.facts import Fact, extract_facts
from vraagbaak.grounding.facts.cues import negations
from vraagbaak.grounding.lending import lent
from vraagbaak.grounding.lines import Line, make_line
from vraagbaak.grounding.sentences import split_sentences
from vraagbaak.grounding.types import Evidence, Sentence
from vraagbaak.grounding.vocabulary import Vocabulary
from vraagbaak.grounding.words import Token, content_words, tokens
from vraagbaak.language import Language

_CONTEXT_PARTS = re.compile(r"\n| › ")
"""Between the title, the headings and what else is known of a passage."""


@dataclass(frozen=True)
class Prepared:
    """A passage ready for comparison."""

    evidence: Evidence
    language: Language
    lines: tuple[Line, ...]
    context_stems: frozenset[str]
    context_facts: tuple[Fact, ...]
    context_tokens: frozenset[str]
    tokens: tuple[Token, ...]

    @cached_property
    def stems(self) -> frozenset[str]:
        """Of all its lines."""
        return frozenset().union(*(line.stems for line in self.lines))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """All its stems, those of the context too."""
        return Vocabulary(self.stems | self.context_stems)

    @cached_property
    def lent(self) -> tuple[frozenset[str], ...]:
        """The stems that each line takes over from lines before it."""
        return tuple(lent(self.lines, index) for index in range(len(self.lines)))

    def answered(self, index: int) -> bool | None:
        """Whether what the question asks holds, by the line after it or all items of a list there.

        None for an open question, and where yes may mean either: a question that denies. There
        "Doch." says that what it asks does not hold, and a no that it does.
        """
        asked, after = self.lines[index], self.lines[index + 1 :]
        if not asked.doubts or not after:
            return None
        items = list(takewhile(lambda line: line.item, after))
        replies = items or [after[0]]
        said = {line.reply for line in replies}
        if len(said) > 1:
            return None
        if not negations(asked.text, self.language):
            return said.pop()
        return False if replies[0].contradicts else (True if said == {False} else None)

    def supposed(self, index: int) -> bool:
        """Whether a question only states a condition: "Are you over 65? Then you get ..."."""
        after = self.lines[index + 1 : index + 2]
        return self.lines[index].doubts and bool(after) and follows(after[0].text)


def prepare(evidence: Evidence, language: Language) -> Prepared:
    """Take a passage apart, read as that language.

    A heading that asks ("May I rent it out?") says nothing of its own; it is read as the question
    just before the passage, which a yes or no at its beginning answers.
    """
    context, question = _stated(evidence.context)
    lines: list[Line] = []
    if question:
        lines.append(make_line(Sentence(question, 0, 0), language, lines))
    for sentence in split_sentences(evidence.text):
        lines.append(make_line(sentence, language, lines))
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
    asking = [part for part in parts if doubts(part) and not names_topic(part)]
    return "\n".join(part for part in parts if part not in asking), (asking or [""])[-1]


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
