"""What a language model adds to its sentences, and its sentences without it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BRACKETED = re.compile(
    r"\s*\[\s*(?:(?:bron|source|quelle)s?\s*)?\d{1,2}(?:\s*[,;&-]\s*\d{1,2})*\s*\]"
    r"|\s*【[^】]{0,20}】",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")
_HEADING = re.compile(r"^\s*#{1,6}\s+")
_EMPHASIS = re.compile(r"\*\*|__|`")
_LABEL = re.compile(r"^\s*(?:antwoord|answer|réponse|antwort)\s*:\s*", re.IGNORECASE)
_FENCE = re.compile(r"</?source[^>]*>?", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Written:
    """A model's sentence: its words, whether it is a list item, and the sources it names."""

    text: str
    item: bool
    sources: tuple[int, ...]


def written(raw: str) -> Written:
    """The sentence without markers and Markdown; ``sources`` are the numbers it cited."""
    numbers = [int(n) for mark in _BRACKETED.findall(raw) for n in re.findall(r"\d+", mark)]
    text = _FENCE.sub("", _BRACKETED.sub("", raw))
    item = _BULLET.match(text) is not None
    for pattern in (_BULLET, _HEADING, _EMPHASIS, _LABEL):
        text = pattern.sub("", text)
    text = _SPACE.sub(" ", text).strip()
    text = re.sub(r"\s+([.,;:!?])", r"\1", text)
    return Written(text, item, tuple(dict.fromkeys(numbers)))
