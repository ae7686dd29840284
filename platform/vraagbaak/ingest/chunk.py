"""Documents to passages along their structure, measured in the model's own tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from vraagbaak.ingest.sections import Section, sections
from vraagbaak.ingest.sentences import split_at_sentences
from vraagbaak.ingest.types import Block, BlockKind, Chunk, Extracted

CountTokens = Callable[[Sequence[str]], list[int]]


@dataclass(frozen=True, slots=True)
class ChunkLimits:
    """Sizes in tokens of the embedding model, without title and heading path.

    Those are read along with the passage and need room in the model's window of 512.
    """

    target: int = 220
    """A passage takes whole blocks until the next would take it past this."""
    maximum: int = 380
    """No passage is longer; a longer block is cut."""
    merge_below: int = 24
    """A section smaller than this joins its neighbour under the same heading."""
    overlap: int = 40
    """Where a block was cut, up to this many tokens of whole sentences are repeated."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A span of text that is not divided: one block, or a part of one that was too long."""

    start: int
    end: int
    tokens: int
    kind: BlockKind
    page: int | None
    context: str
    overlaps: bool = False


@dataclass(frozen=True, slots=True)
class _Group:
    """Pieces that belong together: a list or table with the line that introduces it."""

    pieces: tuple[_Piece, ...]

    @property
    def tokens(self) -> int:
        return sum(piece.tokens for piece in self.pieces)


def chunk(
    extracted: Extracted, count_tokens: CountTokens, limits: ChunkLimits | None = None
) -> list[Chunk]:
    """The passages of a document, in order; ``chunk.text == extracted.text[start:end]``.

    Headings are carried by ``heading_path``, from which the document's title is left out. They
    stand in a passage's text only where small sections were merged, and in a document that has
    nothing else. ``language`` is left to the caller.
    """
    sizes = limits or ChunkLimits()
    tokens = _block_tokens(extracted, count_tokens)
    chunks: list[Chunk] = []
    for section in _merged(sections(extracted), tokens, sizes):
        pieces = _pieces(extracted, section, tokens, count_tokens, sizes)
        packed = _pack(_groups(extracted, pieces), sizes)
        chunks += [_chunk(extracted, section, passage) for passage in packed]
    return chunks


def _block_tokens(extracted: Extracted, count_tokens: CountTokens) -> dict[Block, int]:
    """Tokens of every block, counted in one call."""
    blocks = extracted.blocks
    counts = count_tokens([extracted.text[b.start : b.end] for b in blocks]) if blocks else []
    return dict(zip(blocks, counts, strict=True))


def _merged(
    found: Sequence[Section], tokens: dict[Block, int], limits: ChunkLimits
) -> Iterator[Section]:
    """Sections with small neighbours joined while the heading path they share stays true."""
    pending: Section | None = None
    for section in found:
        if pending is not None:
            joined = pending.joined(section)
            small = min(_size(pending, tokens), _size(section, tokens)) < limits.merge_below
            if joined and small and _size(joined, tokens) <= limits.target:
                pending = joined
                continue
            yield pending
        pending = section
    if pending is not None:
        yield pending


def _size(section: Section, tokens: dict[Block, int]) -> int:
    return sum(tokens[block] for block in section.blocks)


def _pieces(
    extracted: Extracted,
    section: Section,
    tokens: dict[Block, int],
    count_tokens: CountTokens,
    limits: ChunkLimits,
) -> Iterator[_Piece]:
    for block in section.blocks:
        if tokens[block] <= limits.maximum:
            yield _Piece(
                block.start, block.end, tokens[block], block.kind, block.page, block.context
            )
            continue
        text = extracted.text[block.start : block.end]
        for span in split_at_sentences(text, count_tokens, limits.target, limits.overlap):
            yield _Piece(
                block.start + span.start,
                block.start + span.end,
                span.tokens,
                block.kind,
                block.page,
                block.context,
                overlaps=span.overlaps,
            )


_RUNS = (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)
_LEAD_TOKENS = 60
"""A longer paragraph stands alone, even right before a list."""


def _groups(extracted: Extracted, pieces: Iterator[_Piece]) -> Iterator[_Group]:
    """Lists and tables whole, with a short paragraph before them; headings with what follows."""
    group: list[_Piece] = []
    for piece in pieces:
        if group and not _belongs(extracted, group[-1], piece):
            yield _Group(tuple(group))
            group = []
        group.append(piece)
    if group:
        yield _Group(tuple(group))


def _belongs(extracted: Extracted, last: _Piece, piece: _Piece) -> bool:
    if piece.overlaps:
        return False
    if last.kind is BlockKind.HEADING:
        return True
    if piece.kind in _RUNS and last.kind is piece.kind:
        return True
    leads = last.kind is BlockKind.PARAGRAPH and last.tokens <= _LEAD_TOKENS
    introduces = leads and extracted.text[last.start : last.end].rstrip().endswith(":")
    return introduces or (leads and piece.kind is BlockKind.TABLE_ROW)


def _pack(groups: Iterator[_Group], limits: ChunkLimits) -> Iterator[list[_Piece]]:
    """Pieces of each passage: whole groups up to the target, groups too long cut between pieces."""
    current: list[_Piece] = []
    size = 0
    for group in groups:
        fits = size + group.tokens <= limits.target
        stub = size < limits.merge_below and size + group.tokens <= limits.maximum
        if (current and not (fits or stub)) or group.pieces[0].overlaps:
            if current:
                yield current
            current, size = [], 0
        if group.tokens <= limits.maximum:
            current += group.pieces
            size += group.tokens
            continue
        *full, current = _cut(group, limits)
        size = sum(piece.tokens for piece in current)
        yield from full
    if current:
        yield current


def _cut(group: _Group, limits: ChunkLimits) -> list[list[_Piece]]:
    """A long list or table in parts of about equal size, cut between its items or rows."""
    parts = -(-group.tokens // limits.target)
    share = group.tokens / parts
    cut: list[list[_Piece]] = [[]]
    size = 0
    for piece in group.pieces:
        if cut[-1] and (size + piece.tokens / 2 > share or size + piece.tokens > limits.maximum):
            cut.append([])
            size = 0
        cut[-1].append(piece)
        size += piece.tokens
    return cut


def _chunk(extracted: Extracted, section: Section, pieces: Sequence[_Piece]) -> Chunk:
    start, end = pieces[0].start, pieces[-1].end
    return Chunk(
        text=extracted.text[start:end],
        start=start,
        end=end,
        heading_path=section.path,
        page=pieces[0].page,
        context=_context(extracted, section, pieces[0]),
        language=None,
    )


def _context(extracted: Extracted, section: Section, first: _Piece) -> str:
    """What a passage that begins inside a list or table lacks: its caption or its lead."""
    if first.context or first.kind not in _RUNS:
        return first.context
    lead = ""
    for block in section.blocks:
        if block.start >= first.start:
            break
        if block.kind is not first.kind:
            lead = extracted.text[block.start : block.end]
    return lead if lead.endswith(":") and len(lead) <= _LEAD_CHARS else ""


_LEAD_CHARS = 240
