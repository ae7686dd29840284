"""Zip-based office files, checked before any parser opens them."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from vraagbaak.errors import DocumentTooLarge, ExtractionFailed

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAX_PARTS = 10_000
_STEP = 1 << 20
_DTD = tuple("<!DOCTYPE".encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be"))
_ENTITY = tuple("<!ENTITY".encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be"))


def check_package(data: bytes, max_unpacked: int, name: str) -> None:
    """Refuse what would fill the memory or make an XML parser run wild.

    Every part is unpacked once, piece by piece, so that a size that the archive understates is
    found out too. Raises DocumentTooLarge or ExtractionFailed.
    """
    if data.startswith(_OLE):
        raise ExtractionFailed(
            f"The {name} file is encrypted, or an old binary format under a new name."
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_declared(archive, max_unpacked)
            left = max_unpacked
            for part in archive.infolist():
                left -= _check_part(archive, part, left)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as exc:
        raise ExtractionFailed(f"The {name} file is damaged: {exc}.") from exc


def _check_declared(archive: zipfile.ZipFile, max_unpacked: int) -> None:
    parts = archive.infolist()
    if len(parts) > _MAX_PARTS:
        raise DocumentTooLarge(f"The file has {len(parts):,} parts; {_MAX_PARTS:,} are allowed.")
    if sum(part.file_size for part in parts) > max_unpacked:
        raise _too_large(max_unpacked)


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    """The part's unpacked size."""
    size, tail = 0, b""
    is_xml = part.filename.lower().endswith((".xml", ".rels", ".vml"))
    with archive.open(part) as stream:
        while piece := stream.read(_STEP):
            size += len(piece)
            if size > left:
                raise _too_large(left)
            seen = tail + piece
            if is_xml and (any(m in seen for m in _DTD) or any(m in seen for m in _ENTITY)):
                raise ExtractionFailed("The file declares XML entities, which is not allowed.")
            tail = piece[-32:]
    return size


def _too_large(limit: int) -> DocumentTooLarge:
    return DocumentTooLarge(f"Unpacked the file is larger than the limit of {limit >> 20} MB.")
