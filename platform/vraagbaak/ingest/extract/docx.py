"""Word documents: headings by style, lists, tables, in document order."""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from vraagbaak.errors import ExtractionFailed
from vraagbaak.ingest.extract.builder import Builder, Meta
from vraagbaak.ingest.types import Extracted
from vraagbaak.language import parse_language

_HEADING = re.compile(r"^(?:heading|kop|titre|überschrift|ueberschrift)\s*([1-9])$", re.IGNORECASE)
_GENERATED = re.compile(r"^(?:word document|document\d*|untitled|python-docx.*)?$", re.IGNORECASE)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_LEFT_OUT = {qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), f"{{{_COMPATIBILITY}}}Fallback"}


def extract(data: bytes) -> Extracted:
    """DOCX to text, tracked changes accepted. Raises ExtractionFailed for a broken file."""
    try:
        document = Document(io.BytesIO(data))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, etree.Error) as exc:
        raise ExtractionFailed(f"The file is no readable Word document: {exc}.") from exc
    builder = Builder()
    _Walk(builder, document).container(document.element.body)
    properties = document.core_properties
    title = properties.title or ""
    return builder.build(
        Meta(
            title="" if _GENERATED.match(title.strip()) else title,
            language=parse_language(properties.language or ""),
            other={"author": properties.author} if properties.author else {},
        )
    )


class _Walk:
    def __init__(self, builder: Builder, document: Any) -> None:
        self._builder = builder
        self._styles = {style.style_id: style for style in document.styles}
        self._formats = _number_formats(document)
        self._counts: dict[tuple[str, int], int] = defaultdict(int)

    def container(self, element: Any) -> None:
        """The paragraphs and tables within an element, in order."""
        for child in element:
            if child.tag == qn("w:p"):
                self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                self._table(child)
            elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
                self.container(child)

    def _paragraph(self, element: Any) -> None:
        text = _text(element)
        if not text.strip():
            return
        names = list(self._style_names(element))
        level = self._heading_level(element, names)
        if any(name.startswith(("toc ", "inhopg", "table of contents")) for name in names):
            return
        if level:
            self._counts.clear()
            self._builder.heading(text, level)
            return
        numbering = self._numbering(element, names)
        if numbering is None:
            self._builder.paragraph(text)
        else:
            self._item(text, *numbering)

    def _heading_level(self, element: Any, names: list[str]) -> int:
        for name in names:
            match = _HEADING.match(name)
            if match:
                return int(match.group(1))
            if name in ("title", "titel", "titre"):
                return 1
        outline = element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        value = int(outline.get(qn("w:val"))) + 1 if outline is not None else 0
        return value if value <= 6 else 0

    def _style_names(self, element: Any) -> Iterator[str]:
        """The paragraph's style and those it is based on, lowercase."""
        found = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style = self._styles.get(found.get(qn("w:val"))) if found is not None else None
        for _ in range(10):  # styles may be based on one another in a circle
            if style is None:
                return
            yield (style.name or "").lower()
            style = style.base_style

    def _numbering(self, element: Any, names: list[str]) -> tuple[str, int, bool] | None:
        """(list, level, ordered) of a list item; None for other paragraphs."""
        properties = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        style = next((name for name in names if name.startswith("list ")), "")
        level = int(style[-1]) - 1 if style[-1:].isdigit() else 0
        if properties is not None:
            number = properties.find(qn("w:numId"))
            depth = properties.find(qn("w:ilvl"))
            identity = number.get(qn("w:val")) if number is not None else "0"
            if identity == "0":
                return None
            level = int(depth.get(qn("w:val"))) if depth is not None else level
            return identity, level, self._formats.get((identity, level), "bullet") != "bullet"
        return (style.rstrip(" 0123456789"), level, "number" in style) if style else None

    def _item(self, text: str, identity: str, level: int, ordered: bool) -> None:
        if not ordered:
            self._builder.item(text, level)
            return
        self._counts[identity, level] += 1
        for deeper in [key for key in self._counts if key[0] == identity and key[1] > level]:
            del self._counts[deeper]
        self._builder.item(text, level, self._counts[identity, level])

    def _table(self, table: Any) -> None:
        rows = [list(_row(row)) for row in table.iter(qn("w:tr")) if row.getparent() is table]
        if rows and max(len(row) for row in rows) == 1:
            for cell in table.iterfind(f"{qn('w:tr')}/{qn('w:tc')}"):
                self.container(cell)  # a box around text, not a table
            return
        marked = table.find(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        self._builder.table(rows, header=True if marked else None)


def _row(row: Any) -> Iterator[str]:
    """The cells of a row, one that spans columns repeated."""
    for cell in row.iterfind(qn("w:tc")):
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        count = int(span.get(qn("w:val"))) if span is not None else 1
        text = " ".join(_text(paragraph) for paragraph in cell.iter(qn("w:p")))
        yield from [text] * min(count, 100)


def _text(element: Any) -> str:
    """What a paragraph shows: without deleted text, fields' instructions and text boxes twice."""
    parts: list[str] = []
    for child in element:
        if child.tag in _LEFT_OUT:
            continue
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag in (qn("w:br"), qn("w:cr")):
            parts.append("\n")
        elif child.tag == qn("w:tab"):
            parts.append(" ")
        elif child.tag == qn("w:noBreakHyphen"):
            parts.append("-")
        elif child.tag != qn("w:pPr"):
            parts.append(_text(child))
    return "".join(parts)


def _number_formats(document: Any) -> dict[tuple[str, int], str]:
    """(list, level) → "bullet", "decimal", ..., from the numbering part where there is one."""
    part = next((r for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None)
    if part is None:
        return {}
    root = part.target_part.element
    kinds: dict[tuple[str, int], str] = {}
    for abstract in root.iterfind(qn("w:abstractNum")):
        for level in abstract.iterfind(qn("w:lvl")):
            form = level.find(qn("w:numFmt"))
            key = (abstract.get(qn("w:abstractNumId")), int(level.get(qn("w:ilvl"))))
            kinds[key] = form.get(qn("w:val")) if form is not None else "bullet"
    found = {}
    for number in root.iterfind(qn("w:num")):
        target = number.find(qn("w:abstractNumId"))
        for (abstract_id, depth), kind in kinds.items():
            if target is not None and target.get(qn("w:val")) == abstract_id:
                found[number.get(qn("w:numId")), depth] = kind
    return found
