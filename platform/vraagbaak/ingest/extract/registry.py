"""Which extractor reads which format, and what to do with the formats that none reads."""

from __future__ import annotations

import mimetypes
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from pathlib import PurePosixPath

from vraagbaak.errors import ExtractionFailed, UnsupportedFormat
from vraagbaak.ingest.extract.package import check_package
from vraagbaak.ingest.types import Extracted

_OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True, slots=True)
class Format:
    """A document format; ``module.extract(data)`` in this package reads it."""

    name: str
    module: str
    media_type: str
    suffixes: tuple[str, ...]
    packaged: bool = False
    """Whether the file is a zip archive of parts."""


FORMATS = (
    Format("Markdown", "markdown", "text/markdown", (".md", ".markdown", ".mdx", ".qmd", ".rmd")),
    Format("HTML", "html", "text/html", (".html", ".htm", ".xhtml")),
    Format("plain text", "text", "text/plain", (".txt", ".text")),
    Format("PDF", "pdf", "application/pdf", (".pdf",)),
    Format("Word", "docx", f"{_OFFICE}wordprocessingml.document", (".docx",), packaged=True),
    Format("OpenDocument text", "odt", "application/vnd.oasis.opendocument.text", (".odt",), True),
    Format("PowerPoint", "pptx", f"{_OFFICE}presentationml.presentation", (".pptx",), True),
    Format("Excel", "xlsx", f"{_OFFICE}spreadsheetml.sheet", (".xlsx",), packaged=True),
    Format("CSV", "csv_table", "text/csv", (".csv", ".tsv")),
)
_BY_SUFFIX = {suffix: form for form in FORMATS for suffix in form.suffixes}
_BY_MEDIA_TYPE = {form.media_type: form for form in FORMATS} | {
    "application/xhtml+xml": _BY_SUFFIX[".html"],
    "text/x-markdown": _BY_SUFFIX[".md"],
    "text/tab-separated-values": _BY_SUFFIX[".csv"],
}
_SAVE_AS = {
    ".doc": "an old Word document; save it as .docx",
    ".xls": "an old Excel workbook; save it as .xlsx",
    ".ppt": "an old PowerPoint presentation; save it as .pptx",
    ".ods": "an OpenDocument spreadsheet; save it as .xlsx or .csv",
    ".odp": "an OpenDocument presentation; save it as .pptx or PDF",
    ".rtf": "a Rich Text document; save it as .docx",
    ".docm": "a Word document with macros; save it as .docx",
    ".xlsm": "an Excel workbook with macros; save it as .xlsx",
    ".eml": "an e-mail; save its text or attachments as documents",
    ".msg": "an Outlook e-mail; save its text or attachments as documents",
    ".zip": "an archive; unpack it and offer the documents in it",
    ".7z": "an archive; unpack it and offer the documents in it",
    ".gz": "an archive; unpack it and offer the documents in it",
    ".rar": "an archive; unpack it and offer the documents in it",
    ".tar": "an archive; unpack it and offer the documents in it",
    ".epub": "an e-book; save it as PDF or HTML",
    ".xml": "XML; save it as HTML or Markdown",
    ".json": "JSON; save it as CSV or Markdown",
}


def media_type_of(name: str) -> str:
    """The media type that a file's name stands for; "application/octet-stream" if unknown."""
    suffix = PurePosixPath(name).suffix.lower()
    form = _BY_SUFFIX.get(suffix)
    guessed = form.media_type if form else mimetypes.guess_type(name, strict=True)[0]
    return guessed or "application/octet-stream"


def format_of(media_type: str, name: str) -> Format:
    """The format of a document. Raises UnsupportedFormat, which says what to do instead."""
    plain = media_type.split(";", maxsplit=1)[0].strip().lower() or media_type_of(name)
    suffix = PurePosixPath(name).suffix.lower()
    form = _BY_SUFFIX.get(suffix) or (None if suffix in _SAVE_AS else _BY_MEDIA_TYPE.get(plain))
    if form:
        return form
    raise UnsupportedFormat(_refusal(plain, suffix))


def extract(data: bytes, media_type: str, name: str, max_unpacked: int) -> Extracted:
    """The text and structure of a document, in this process.

    Raises UnsupportedFormat, DocumentTooLarge (an archive of more than ``max_unpacked`` bytes)
    or ExtractionFailed.
    """
    form = format_of(media_type, name)
    if not data.strip():
        raise ExtractionFailed("The file is empty.")
    if form.packaged:
        check_package(data, max_unpacked, form.name)
    elif zipfile.is_zipfile(BytesIO(data)) and data.startswith(b"PK"):
        raise ExtractionFailed(f"The file is named as {form.name} but is a zip archive.")
    elif form.module != "pdf" and data.startswith(b"%PDF-"):
        raise ExtractionFailed(f"The file is named as {form.name} but is a PDF.")
    reader: Callable[[bytes], Extracted] = import_module(f"{__package__}.{form.module}").extract
    return reader(data)


def _refusal(media_type: str, suffix: str) -> str:
    known = ", ".join(sorted(form.suffixes[0] for form in FORMATS))
    if suffix in _SAVE_AS:
        return f"This is {_SAVE_AS[suffix]}."
    kind = media_type.split("/", maxsplit=1)[0]
    if kind in ("image", "audio", "video"):
        return (
            f"This is {media_type}: only text can be answered from; offer its text as a document."
        )
    shown = suffix or media_type
    return f"{shown} files cannot be read; supported are {known}."
