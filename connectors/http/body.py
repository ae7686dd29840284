"""Reads the body of an answer, decompressed, and no more of it than was agreed."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from connectors.errors import SourceBroken

_PIECE = 65_536
"""Bytes that are decompressed at a time: all that a bomb ever gets in memory."""
_SLICE = 8_192
"""Bytes of the wire that are looked at together: they become a few million at most."""
_HARMLESS = 4_000_000
_WORST_RATIO = 250
"""Text is seldom packed a hundred times smaller; a bomb a thousand times."""
_GZIP = zlib.MAX_WBITS | 16
_MAGIC = b"\x1f\x8b"


def check_declared(length: str, most: int) -> None:
    """Raises SourceBroken when a Content-Length is more than is read."""
    if length.isdecimal() and int(length[:20]) > most:
        raise SourceBroken(_too_much(most))


def read_body(chunks: Iterable[bytes], encoding: str, most: int, sink: BinaryIO) -> None:
    """Write the decompressed body to a sink. Raises SourceBroken, its message without an address.

    ``most`` counts for the bytes on the wire and for those decompressed.
    """
    wire = _Counted(chunks, most)
    written = 0
    for piece in _decoded(wire, encoding):
        written += len(piece)
        if written > most:
            raise SourceBroken(_too_much(most))
        if written > max(_HARMLESS, _WORST_RATIO * wire.bytes):
            raise SourceBroken("is compressed so strongly that it can only be meant to do harm")
        sink.write(piece)


class _Counted:
    def __init__(self, chunks: Iterable[bytes], most: int) -> None:
        self._chunks = chunks
        self._most = most
        self.bytes = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            for start in range(0, len(chunk), _SLICE):
                piece = chunk[start : start + _SLICE]
                self.bytes += len(piece)
                if self.bytes > self._most:
                    raise SourceBroken(_too_much(self._most))
                yield piece


def _too_much(most: int) -> str:
    return f"is larger than the {most:,} bytes that are read"


def _decoded(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    names = [name.strip().lower() for name in encoding.split(",")]
    coded = [name for name in names if name not in {"", "identity"}]
    if not coded:
        return iter(chunks)
    if coded in (["gzip"], ["x-gzip"], ["deflate"]):
        return _inflated(chunks)
    raise SourceBroken(f"is compressed in a way that was not asked for ({encoding[:40]})")


def _inflated(chunks: Iterable[bytes]) -> Iterator[bytes]:
    engine = None
    for chunk in _in_pairs(chunks):
        data = chunk
        while data:
            if engine is None:
                engine = zlib.decompressobj(_window(data))
            elif engine.eof:
                if not data.startswith(_MAGIC[:1]):
                    return  # what follows the end is padding
                engine = zlib.decompressobj(_GZIP)
            yield from _pieces(engine, data)
            data = engine.unused_data
    if engine is not None and not engine.eof:
        raise SourceBroken("is damaged: its compressed content is cut off")


def _pieces(engine: zlib._Decompress, data: bytes) -> Iterator[bytes]:
    more = True
    while more:
        try:
            piece = engine.decompress(data, _PIECE)
        except zlib.error as exc:
            raise SourceBroken("is damaged: it cannot be decompressed") from exc
        if piece:
            yield piece
        data = engine.unconsumed_tail
        more = not engine.eof and bool(data or len(piece) == _PIECE)


def _in_pairs(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, never a lone one while there are more: two tell what it is."""
    head = b""
    for chunk in chunks:
        head += chunk
        if len(head) > 1:
            yield head
            head = b""
    if head:
        yield head


def _window(data: bytes) -> int:
    """Of gzip, of zlib, or of bare deflate, which some servers send instead (RFC 9110, 8.4.1.2)."""
    if data.startswith(_MAGIC):
        return _GZIP
    is_zlib = data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
    return zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS
