"""What is known of a whole corpus: its statements, which words are rare, which bodies it names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evaluation.mutations.types import Statement

_WORD = re.compile(r"[^\W\d_]{5,}")
_BODY = re.compile(
    r"\b(?:door|van|bij|aan|par|auprès|durch|bei|by|from)\s+"
    r"(?P<name>(?:het |de |la |le |the |das |die |der |dem )?"
    r"(?:(?:Agentschap|Departement|Ministerie|Instituut|Agence|Agency|Department|Ministry"
    r"|Institute|Agentur|Ministerium)(?: (?:voor|van|en|de|of|for|and|für|und|pour))?"
    r"(?: [A-Z][a-zé]+){1,3}))\b"
)
_LOWER = re.compile(r"\b[a-zà-ÿ]+\b")
_DEFINED = re.compile(
    r"\b(?:Agentschap|Departement|Instituut|Ministerie|Autoriteit|Dienst|Raad|Bureau|Bank"
    r"|Agency|Institute"
    r"|Department|Ministry|Maatschappij|Inspectie|Vereniging)\b[^.()]{0,60}\((?P<name>[A-Z]{2,6})\)"
)
_COMMON = 0.02
"""A word in more than this share of the statements says nothing about the topic."""


@dataclass(frozen=True, slots=True)
class World:
    """Built once a corpus by :func:`survey`."""

    statements: tuple[Statement, ...]
    by_passage: dict[str, tuple[Statement, ...]]
    by_document: dict[str, tuple[Statement, ...]]
    by_word: dict[str, tuple[Statement, ...]]
    """Statements by a word that few others hold: how topical ones are found."""
    bodies: tuple[str, ...] = field(default=())
    """Names of bodies as they are written, with their article."""
    texts: dict[str, str] = field(default_factory=dict)
    """Passage id to text."""
    lower: frozenset[str] = frozenset()
    """Words that the corpus writes without a capital."""
    order: tuple[str, ...] = ()
    """The passages' ids."""


def content_words(text: str) -> frozenset[str]:
    """The longer words, in lower case: roughly those that carry meaning."""
    return frozenset(word.lower() for word in _WORD.findall(text))


def survey(statements: Sequence[Statement], texts: dict[str, str]) -> World:
    """Everything that edits look up in the corpus."""
    by_passage: defaultdict[str, list[Statement]] = defaultdict(list)
    by_document: defaultdict[str, list[Statement]] = defaultdict(list)
    by_word: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_passage[statement.passage].append(statement)
        by_document[statement.document].append(statement)
        for word in sorted(content_words(statement.text)):
            by_word[word].append(statement)
    limit = max(30, int(_COMMON * len(statements)))
    return World(
        tuple(statements),
        {key: tuple(some) for key, some in by_passage.items()},
        {key: tuple(some) for key, some in by_document.items()},
        {word: tuple(some) for word, some in by_word.items() if 2 <= len(some) <= limit},
        _bodies(texts),
        texts,
        frozenset(word for text in texts.values() for word in _LOWER.findall(text)),
        tuple(texts),
    )


def _bodies(texts: dict[str, str]) -> tuple[str, ...]:
    """Names that stand where an actor stands, twice or more; abbreviations that are explained."""
    counts: Counter[str] = Counter()
    for text in texts.values():
        counts.update({match["name"] for match in _BODY.finditer(text)})
    defined = {
        match["name"]
        for text in texts.values()
        for match in _DEFINED.finditer(text)
        if match["name"][0] == match.group()[0]
    }
    return tuple(sorted({name for name, count in counts.items() if count > 1} | defined))
