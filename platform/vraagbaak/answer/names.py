"""Proper names in a question: a place or an organisation that no document knows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vraagbaak.answer.words import fold
from vraagbaak.index.types import Hit
from vraagbaak.language import Language

# A capital inside a sentence, or an abbreviation (EPC, eDNA).
_NAME = re.compile(r"(?<=[^\W\d_][ ,;:’'(])(?:[A-ZÀ-Þ][\w-]+|[a-z]?[A-Z]{2,}\w*)")


def unknown_names(question: str, language: Language | None, hits: Sequence[Hit]) -> tuple[str, ...]:
    """Names that stand in the question and in none of the passages found.

    None for a German question, in which every noun has a capital.
    """
    if language is Language.DE:
        return ()
    passages = (hit.passage for hit in hits)
    known = fold(" ".join(f"{p.document} {p.title} {p.heading} {p.text}" for p in passages))
    return tuple(name for name in _NAME.findall(question) if fold(name) not in known)
