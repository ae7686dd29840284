"""How documents travel between the service and the process that reads them."""

from __future__ import annotations

from datetime import date
from typing import Any, BinaryIO

from vraagbaak.ingest.types import Block, BlockKind, Extracted
from vraagbaak.language import Language

_LENGTH = 8


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next frame; None at the end of the stream, also in the middle of a frame."""
    head = stream.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    size = int.from_bytes(head, "big")
    data = stream.read(size)
    return data if len(data) == size else None


def write_frame(stream: BinaryIO, data: bytes) -> None:
    """Write one frame and flush."""
    stream.write(len(data).to_bytes(_LENGTH, "big"))
    stream.write(data)
    stream.flush()


def to_json(document: Extracted) -> dict[str, Any]:
    """A document as JSON values."""
    return {
        "title": document.title,
        "text": document.text,
        "blocks": [[b.kind, b.start, b.end, b.level, b.page, b.context] for b in document.blocks],
        "language": document.language,
        "valid_from": document.valid_from and document.valid_from.isoformat(),
        "valid_until": document.valid_until and document.valid_until.isoformat(),
        "metadata": document.metadata,
        "warnings": document.warnings,
    }


def from_json(value: dict[str, Any]) -> Extracted:
    """The inverse of :func:`to_json`. Raises KeyError, TypeError or ValueError on anything else."""
    return Extracted(
        title=str(value["title"]),
        text=str(value["text"]),
        blocks=tuple(_block(item) for item in value["blocks"]),
        language=Language(value["language"]) if value["language"] else None,
        valid_from=_date(value["valid_from"]),
        valid_until=_date(value["valid_until"]),
        metadata={str(key): str(text) for key, text in value["metadata"].items()},
        warnings=tuple(str(text) for text in value["warnings"]),
    )


def _block(item: list[Any]) -> Block:
    kind, start, end, level, page, context = item
    return Block(BlockKind(kind), int(start), int(end), int(level), page, str(context))


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
