"""Sentences cut into clauses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_CLAUSE = re.compile(
    r"[,;:()–—]\s|\.\s|\b(?:maar|tenzij|behalve|indien|als|wanneer|omdat|zodat|terwijl|zolang|nadat|voordat|want|en"
    r"|mais|sauf|si|lorsque|quand|parce\s+que|car|tant\s+que|et|aber|wenn|außer|weil|sondern|falls|solange|bevor|nachdem|und"
    r"|but|unless|except|if|when|because|while|and)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A part ``text[start:end]`` that says one thing, roughly."""

    start: int
    end: int

    def holds(self, start: int) -> bool:
        """Whether something that starts there is part of it."""
        return self.start <= start < self.end


def clause_at(found: Sequence[Clause], start: int) -> Clause:
    """The one of a text's clauses that holds what starts there."""
    return next(clause for clause in found if clause.holds(start))


def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses in order, together the whole text."""
    cuts = [0, *(match.start() for match in _CLAUSE.finditer(text)), len(text)]
    return tuple(Clause(a, b) for a, b in pairwise(cuts) if b > a)
