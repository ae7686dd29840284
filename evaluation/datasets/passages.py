"""Long documents of public sets, cut to the length that passages have in the service."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

from vraagbaak.grounding import split_sentences

PASSAGE_CHARS = 900


@lru_cache(maxsize=64)
def passages(text: str, chars: int = PASSAGE_CHARS) -> tuple[str, ...]:
    """Pieces of at most about that many characters, cut at line borders.

    Lines are paragraphs or turns of a conversation. A line that is longer alone is cut between
    sentences, and a sentence that is longer alone stays whole. Kept for the last few texts, for
    sets have many claims over one document, and equal tuples are then one object.
    """
    return tuple(_packed(_pieces(text, chars), chars))


def name_of(text: str) -> str:
    """A short name for a document without one, the same in every run."""
    return sha256(text.encode()).hexdigest()[:12]


def _pieces(text: str, chars: int) -> list[str]:
    found: list[str] = []
    for line in text.splitlines():
        if len(line) <= chars:
            found.append(line.strip())
        else:
            found += _packed([sentence.text for sentence in split_sentences(line)], chars, " ")
    return [piece for piece in found if piece]


def _packed(pieces: list[str], chars: int, glue: str = "\n") -> list[str]:
    """Neighbours together while they fit."""
    made: list[str] = []
    for piece in pieces:
        if made and len(made[-1]) + len(glue) + len(piece) <= chars:
            made[-1] += glue + piece
        else:
            made.append(piece)
    return made
