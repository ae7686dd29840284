"""What the index stores and returns."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime

from vraagbaak.language import Language

HEADING_SEPARATOR = " › "


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a tenant, without its passages."""

    key: str
    """Path relative to the ingested folder; unique within the tenant and source."""
    source: str
    uri: str
    title: str
    text: str
    """The extracted text that all offsets refer to."""
    content_hash: str
    """SHA-256 of the file's bytes and of everything that decides its passages."""
    language: Language | None = None
    media_type: str = ""
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class NewPassage:
    """A passage before it is stored; its document gives title, uri and validity."""

    text: str
    start: int
    end: int
    heading: str
    """The heading path joined with HEADING_SEPARATOR."""
    page: int | None
    context: str
    language: Language | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stored passage: ``text`` is verbatim ``document.text[start:end]``."""

    id: str
    document: str
    uri: str
    title: str
    heading: str
    page: int | None
    position: int
    """Order within the document, from 0."""
    text: str
    start: int
    end: int
    context: str
    language: Language | None
    valid_from: date | None
    valid_until: date | None

    @property
    def above(self) -> str:
        """Its document's title and the headings above it, in one line."""
        return HEADING_SEPARATOR.join(part for part in (self.title, self.heading) if part)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, with why."""

    passage: Passage
    score: float
    """Fused relevance in 0..1, comparable between questions."""
    dense: float
    """Cosine similarity of question and passage; NaN where the passage was not compared."""
    lexical: float
    """BM25 score; 0 where no term matched."""
    answers: float = math.nan
    """Logit that the passage answers the question (``embedding.reranker``); NaN where not read."""


@dataclass(frozen=True, slots=True)
class DocumentState:
    """What sync needs to know of a stored document."""

    key: str
    content_hash: str
    passages: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ReconcileReport:
    """What differed between SQL and the vector index, and was repaired."""

    passages: int
    missing: int
    surplus: int
    changed: int

    @property
    def clean(self) -> bool:
        """Whether nothing had to be repaired."""
        return not (self.missing or self.surplus or self.changed)
