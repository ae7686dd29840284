"""What a model and the lexical index read of a passage: its text with where it stands."""

from __future__ import annotations


def embedding_text(title: str, heading: str, context: str, text: str) -> str:
    """The passage as it is embedded: title, heading path and context, then the text.

    A part that is empty, or that repeats the one before, is left out.
    """
    parts: list[str] = []
    for part in (title, heading, context, text):
        cleaned = part.strip()
        if cleaned and cleaned not in parts:
            parts.append(cleaned)
    return "\n".join(parts)


def lexical_text(title: str, heading: str, context: str, text: str) -> str:
    """The passage as its words are indexed."""
    return embedding_text(title, heading, context, text)
