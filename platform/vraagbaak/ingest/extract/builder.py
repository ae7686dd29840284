"""Collects the blocks of a document into one text with exact offsets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from vraagbaak.ingest.extract.clean import one_line, visible
from vraagbaak.ingest.extract.rows import row_lines
from vraagbaak.ingest.types import Block, BlockKind, Extracted
from vraagbaak.ingest.validity import Validity, find_validity
from vraagbaak.language import Language

_RUNS = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE_ROW})
"""Kinds of which neighbours stand on consecutive lines; all else is set off by a blank line."""


@dataclass(frozen=True, slots=True)
class Meta:
    """What a document says about itself outside its text."""

    title: str = ""
    language: Language | None = None
    validity: Validity = field(default_factory=Validity)
    other: dict[str, str] = field(default_factory=dict)


class Builder:
    """Blocks in, :class:`Extracted` out. Text is cleaned here, so no extractor can forget to."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._texts: list[str] = []
        self.page: int | None = None
        self.warnings: list[str] = []

    @property
    def blocks(self) -> Sequence[Block]:
        """The blocks so far."""
        return self._blocks

    def heading(self, text: str, level: int) -> None:
        """A heading of level 1-6."""
        self._add(BlockKind.HEADING, one_line(text), min(max(level, 1), 6))

    def paragraph(self, text: str) -> None:
        """A paragraph; its line breaks are kept."""
        self._add(BlockKind.PARAGRAPH, visible(text))

    def item(self, text: str, level: int = 0, number: int | None = None) -> None:
        """A list item; ``level`` is its nesting depth, ``number`` its place in an ordered list."""
        cleaned = visible(text)
        if cleaned:
            marker = "-" if number is None else f"{number}."
            body = cleaned.replace("\n", "\n  ")
            self._add(BlockKind.LIST_ITEM, f"{marker} {body}", level)

    def code(self, text: str) -> None:
        """Preformatted text; runs of spaces are not kept."""
        self._add(BlockKind.CODE, visible(text))

    def table(
        self, rows: Sequence[Sequence[str]], caption: str = "", header: bool | None = None
    ) -> None:
        """A table as one line a row, see :mod:`vraagbaak.ingest.extract.rows`.

        ``header`` says whether the first row names the columns; None leaves it to be guessed.
        """
        cells = [[one_line(cell) for cell in row] for row in rows]
        title = one_line(caption)
        if title:
            self._add(BlockKind.PARAGRAPH, title)
        for line in row_lines(cells, header=header):
            self._add(BlockKind.TABLE_ROW, line, context=title)

    def warn(self, text: str) -> None:
        """Something that the document's owner should know; said once."""
        if text not in self.warnings:
            self.warnings.append(text)

    def build(self, meta: Meta) -> Extracted:
        """The document. Validity is looked for in the text where the metadata states none."""
        validity = meta.validity
        if not validity:
            validity = find_validity(self._texts)
        return Extracted(
            title=one_line(meta.title) or self._first_heading(),
            text="".join(self._parts),
            blocks=tuple(self._blocks),
            language=meta.language,
            valid_from=validity.start,
            valid_until=validity.end,
            metadata={key: one_line(value) for key, value in meta.other.items()},
            warnings=tuple(self.warnings),
        )

    def _first_heading(self) -> str:
        """The first of the headings of the highest level."""
        found = [
            (block.level, text)
            for block, text in zip(self._blocks, self._texts, strict=True)
            if block.kind is BlockKind.HEADING
        ]
        top = min((level for level, _ in found), default=0)
        return next((text for level, text in found if level == top), "")

    def _add(self, kind: BlockKind, text: str, level: int = 0, context: str = "") -> None:
        if not text:
            return
        if self._parts:
            self._append(self._separator(kind, level))
        start = self._length
        self._append(text)
        self._blocks.append(Block(kind, start, self._length, level, self.page, context))
        self._texts.append(text)

    def _separator(self, kind: BlockKind, level: int) -> str:
        run = kind in _RUNS and self._blocks[-1].kind is kind
        if kind is BlockKind.LIST_ITEM and run:
            return "\n" + "  " * level
        return "\n" if run else "\n\n"

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
