"""The sentences around one, as many as can be read together with a question in little time."""

from __future__ import annotations

from vraagbaak.grounding.sentences import split_sentences

MOST_CHARS = 420
"""About 100 tokens: a cross-encoder reads them in some 25 ms on one core."""


def around(text: str, start: int, end: int, most: int = MOST_CHARS) -> str:
    """``text[start:end]`` and whole sentences after and before it, in turns, while they fit."""
    sentences = split_sentences(text)
    inside = [i for i, s in enumerate(sentences) if s.start < end and start < s.end]
    if not inside:
        return text[start:end][:most]
    first, last = inside[0], inside[-1]
    while True:
        wider = [(first, last + 1), (first - 1, last)]
        fitting = [
            (a, b)
            for a, b in wider
            if a >= 0 and b < len(sentences) and sentences[b].end - sentences[a].start <= most
        ]
        if not fitting:
            return text[sentences[first].start : sentences[last].end][: 2 * most]
        first, last = fitting[0]


def headed(heading: str, text: str) -> str:
    """A window as it is read: with the heading above it."""
    return f"{heading}\n{text}" if heading else text
