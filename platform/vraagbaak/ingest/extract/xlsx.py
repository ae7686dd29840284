"""Excel workbooks: a sheet is a heading, a row a line that says what its cells mean."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from vraagbaak.errors import ExtractionFailed
from vraagbaak.ingest.extract.builder import Builder, Meta
from vraagbaak.ingest.extract.sheet import write_sheet
from vraagbaak.ingest.types import Extracted

_CURRENCY = re.compile(r"€|\[\$€|EUR", re.IGNORECASE)
_PLAIN_NAME = re.compile(r"^(?:sheet|blad|feuil|tabelle)\s*\d*$", re.IGNORECASE)


def extract(data: bytes) -> Extracted:
    """XLSX to text, formulas by their stored value, hidden sheets left out."""
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        builder = Builder()
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                name = "" if _PLAIN_NAME.match(sheet.title) else sheet.title
                write_sheet(builder, name, _rows(sheet))
        title = book.properties.title or ""
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, etree.Error) as exc:
        raise ExtractionFailed(f"The file is no readable workbook: {exc}.") from exc
    return builder.build(Meta(title=title))


def _rows(sheet: Any) -> Iterator[list[str]]:
    for row in sheet.iter_rows():
        yield [_shown(cell.value, cell.number_format or "") for cell in row]


def _shown(value: object, form: str) -> str:
    """A cell's value as a person would read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "✓" if value else "–"
    if isinstance(value, datetime):
        whole = value.time() == time.min
        return value.date().isoformat() if whole else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int | float):
        return _number(value, form)
    return str(value)


def _number(value: float, form: str) -> str:
    if "%" in form:
        return f"{value * 100:.4g}%"
    text = f"{value:.2f}" if _CURRENCY.search(form) and value != int(value) else f"{value:.12g}"
    return f"€ {text}" if _CURRENCY.search(form) else text
