"""What passes between the steps of ingestion: file → extracted document → chunks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from vraagbaak.language import Language


class BlockKind(StrEnum):
    """The structure that an extractor recognises."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"
    TABLE_ROW = "table_row"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of structure: ``Extracted.text[start:end]`` is its text, verbatim."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    """1-6 for headings, nesting depth (0 is outermost) for list items."""
    page: int | None = None
    """1-based, where the format has pages."""
    context: str = ""
    """What a reader needs to read the block alone, such as the header row of a table row."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of one document with its structure.

    ``text`` is what a citizen may be shown and what every offset refers to. Metadata such as
    front matter is never part of it.
    """

    title: str
    text: str
    blocks: tuple[Block, ...]
    language: Language | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage to be: ``text == extracted.text[start:end]``, always."""

    text: str
    start: int
    end: int
    heading_path: tuple[str, ...]
    page: int | None
    context: str
    """Read along when embedding and searching (a table's header row), never shown as a quote."""
    language: Language | None
