"""What passes through the drafting of questions."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from evaluation.datasets.golden import Kind
from vraagbaak.grounding.facts import Kind as FactKind
from vraagbaak.language import Language


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a document that a question can be made of."""

    text: str
    """Verbatim, as the passage holds it."""
    plain: str
    """Without markup."""
    document: str
    title: str
    language: Language


@dataclass(frozen=True, slots=True)
class Draft:
    """A question that nobody has accepted yet."""

    question: str
    kind: Kind
    language: Language
    document: str
    """Where it was made from; for an unanswerable one, where its words come from."""
    how: str
    """The template, or `model`."""
    answer: str = ""
    evidence: tuple[str, ...] = ()
    nuggets: tuple[str, ...] = ()
    core: str = ""
    """The question without the subject that was put before it."""
    asks: FactKind | None = None
    """The kind of fact that answers it."""

    @property
    def id(self) -> str:
        """The same for the same question of the same document."""
        raw = f"{self.document}\0{self.question}".encode()
        return f"draft-{hashlib.sha256(raw).hexdigest()[:10]}"
