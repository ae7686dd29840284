"""PowerPoint: a slide is a page, its title a heading."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.exc import PythonPptxError

from vraagbaak.errors import ExtractionFailed
from vraagbaak.ingest.extract.builder import Builder, Meta
from vraagbaak.ingest.types import Extracted
from vraagbaak.language import parse_language

_NO_TITLE = frozenset({"", "powerpoint presentation", "powerpoint-presentatie", "presentation"})


def extract(data: bytes) -> Extracted:
    """PPTX to text; ``page`` is the slide's number. Raises ExtractionFailed."""
    try:
        deck = Presentation(io.BytesIO(data))
    except (PythonPptxError, zipfile.BadZipFile, KeyError, ValueError, etree.Error) as exc:
        raise ExtractionFailed(f"The file is no readable presentation: {exc}.") from exc
    builder = Builder()
    for number, slide in enumerate(deck.slides, start=1):
        if slide.element.get("show") != "0":
            builder.page = number
            _slide(builder, slide)
    title = deck.core_properties.title or ""
    language = deck.core_properties.language or ""
    shown = "" if title.strip().lower() in _NO_TITLE else title
    return builder.build(Meta(title=shown, language=parse_language(language)))


def _slide(builder: Builder, slide: Any) -> None:
    title = slide.shapes.title
    if title is not None:
        builder.heading(title.text_frame.text, 1)
    for shape in _in_reading_order(slide.shapes):
        if title is not None and shape.shape_id == title.shape_id:
            continue
        if shape.has_text_frame:
            _frame(builder, shape.text_frame)
        elif getattr(shape, "has_table", False) and shape.has_table:
            table = shape.table
            rows = [[cell.text for cell in row.cells] for row in table.rows]
            builder.table(rows, header=True if table.first_row else None)


def _in_reading_order(shapes: Any) -> Iterator[Any]:
    """Placeholders in the slide's own order, all by their place from the top left."""
    flat = list(_flattened(shapes))
    yield from sorted(flat, key=lambda shape: (shape.top or 0, shape.left or 0))


def _flattened(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _flattened(shape.shapes)
        elif not _is_running(shape):
            yield shape


def _is_running(shape: Any) -> bool:
    """Date, footer and slide number stand on every slide."""
    if not shape.is_placeholder:
        return False
    return shape.placeholder_format.type in (13, 15, 16)


def _frame(builder: Builder, frame: Any) -> None:
    paragraphs = [p for p in frame.paragraphs if p.text.strip()]
    if len(paragraphs) == 1 and not paragraphs[0].level:
        builder.paragraph(paragraphs[0].text)
        return
    for paragraph in paragraphs:
        builder.item(paragraph.text, paragraph.level)
