"""PDF: text in reading order with page numbers, headings, lists and tables."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import PdfminerException

from vraagbaak.errors import ExtractionFailed
from vraagbaak.ingest.extract.builder import Builder, Meta
from vraagbaak.ingest.extract.pdf_layout import Layout, write_blocks
from vraagbaak.ingest.extract.pdf_lines import Line, Table, page_lines
from vraagbaak.ingest.types import Extracted
from vraagbaak.language import parse_language

_NO_TITLE = re.compile(
    r"^(?:untitled|microsoft word\b.*|document\d*|naamloos.*|\(anonymous\)"
    r"|.*\.(?:docx?|pdf|indd))?$",
    re.IGNORECASE,
)
_LEAST = 20
"""Characters a page has on average when it is not a picture of text."""


def extract(data: bytes) -> Extracted:
    """PDF to text; ``page`` is 1-based.

    Raises ExtractionFailed when the file is broken, needs a password or has no text layer.
    """
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            pages = [_read(page) for page in pdf.pages]
            metadata = dict(pdf.metadata or {})
            language = _catalog_language(pdf)
    except PdfminerException as exc:
        raise _failure(exc.args[0] if exc.args else exc) from exc
    except (PDFException, PSException, ValueError, KeyError, TypeError, AssertionError) as exc:
        raise _failure(exc) from exc
    _require_text(pages)
    builder = Builder()
    write_blocks(builder, Layout.of(pages))
    title = str(metadata.get("Title") or "").strip()
    return builder.build(
        Meta(title="" if _NO_TITLE.match(title) else title, language=parse_language(language))
    )


def _read(page: Any) -> list[Line | Table]:
    content = page_lines(page)
    page.close()  # drops the page's parsed objects; a long file would fill the memory
    return content


def _catalog_language(pdf: Any) -> str:
    value = pdf.doc.catalog.get("Lang")
    return value.decode("latin-1") if isinstance(value, bytes) else ""


def _failure(exc: object) -> ExtractionFailed:
    if isinstance(exc, PDFPasswordIncorrect):
        return ExtractionFailed("The PDF is protected with a password; offer it without one.")
    return ExtractionFailed(f"The PDF is damaged: {type(exc).__name__}.")


def _require_text(pages: list[list[Line | Table]]) -> None:
    if sum(len(text) for page in pages for text in _texts(page)) < min(_LEAST, _LEAST * len(pages)):
        raise ExtractionFailed(
            "The PDF has no text layer (a scan?); make it searchable with text recognition (OCR)."
        )


def _texts(page: list[Line | Table]) -> Iterator[str]:
    for item in page:
        if isinstance(item, Line):
            yield item.text
        else:
            yield from (cell for row in item.rows for cell in row)
