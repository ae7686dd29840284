"""Verbatim words and their place."""

from __future__ import annotations

from dataclasses import dataclass

from vraagbaak.index.types import Passage


@dataclass(frozen=True, slots=True)
class Quote:
    """Verbatim words of a passage: ``text == passage.text[start:end]``."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.passage.text[self.start : self.end]
