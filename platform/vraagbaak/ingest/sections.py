"""The outline of a document: which blocks stand under which headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vraagbaak.ingest.types import Block, BlockKind, Extracted

_OUTLINE_WORDS = 8


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks that follow one another under one heading."""

    path: tuple[str, ...]
    """The headings that hold for all of the blocks, outermost first, without the title."""
    blocks: tuple[Block, ...]
    opening: tuple[Block, ...] = ()
    """The section's own heading, read along when it is merged with another."""

    def joined(self, after: Section) -> Section | None:
        """This and the next section as one, under the path that both share; None if they may not.

        Siblings may, and so may an introduction and the first section below it. A heading that
        asks something stays with its answer: the two are found and quoted together.
        """
        if any(path[-1].rstrip().endswith("?") for path in (self.path, after.path) if path):
            return None
        if self.path == after.path:
            return Section(self.path, (*self.blocks, *after.opening, *after.blocks), self.opening)
        parent = after.path[:-1]
        if not after.opening or self.path not in (parent, (*parent, *self.path[-1:])):
            return None
        if self.path == parent:
            return Section(parent, (*self.blocks, *after.opening, *after.blocks), self.opening)
        if not self.opening:
            return None
        blocks = (*self.opening, *self.blocks, *after.opening, *after.blocks)
        return Section(parent, blocks)


def sections(extracted: Extracted) -> list[Section]:
    """The sections that have a body; of a document that is only headings, one with all of them.

    Unless those are so few that they say nothing: a page that was never written.
    """
    title = _folded(extracted.title)
    found: list[Section] = []
    path: list[tuple[int, str]] = []
    opening: list[Block] = []
    body: list[Block] = []
    for block in extracted.blocks:
        if block.kind is not BlockKind.HEADING:
            body.append(block)
            continue
        _close(found, path, opening, body)
        opening, body = [block], []
        text = extracted.text[block.start : block.end]
        path = [step for step in path if step[0] < block.level]
        if _folded(text) != title:
            path.append((block.level, text))
    _close(found, path, opening, body)
    if not found and len(extracted.text.split()) >= _OUTLINE_WORDS:
        return [Section((), extracted.blocks)]
    return found


def _close(
    found: list[Section],
    path: Sequence[tuple[int, str]],
    opening: Sequence[Block],
    body: Sequence[Block],
) -> None:
    if body:
        found.append(Section(tuple(text for _, text in path), tuple(body), tuple(opening)))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
