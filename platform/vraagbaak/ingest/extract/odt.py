"""OpenDocument text."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml import etree

from vraagbaak.errors import ExtractionFailed
from vraagbaak.ingest.extract.builder import Builder, Meta
from vraagbaak.ingest.types import Extracted
from vraagbaak.language import parse_language

_SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_MAX_REPEAT = 100


def extract(data: bytes) -> Extracted:
    """ODT to text. Raises ExtractionFailed for a broken or encrypted file."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            content = _parse(archive.read("content.xml"))
            meta = _parse(archive.read("meta.xml")) if "meta.xml" in archive.namelist() else None
    except (zipfile.BadZipFile, KeyError, RuntimeError, etree.XMLSyntaxError) as exc:
        raise ExtractionFailed(f"The file is no readable OpenDocument text: {exc}.") from exc
    body = content.find(".//office:text", _SPACES)
    if body is None:
        raise ExtractionFailed("The file is an OpenDocument file without text.")
    builder = Builder()
    _Walk(builder, _ordered_lists(content)).container(body)
    title = meta.findtext(".//dc:title", "", _SPACES) if meta is not None else ""
    language = meta.findtext(".//dc:language", "", _SPACES) if meta is not None else ""
    return builder.build(Meta(title=title, language=parse_language(language)))


def _parse(data: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)


def _name(space: str, tag: str) -> str:
    return f"{{{_SPACES[space]}}}{tag}"


_H, _P, _LIST = _name("text", "h"), _name("text", "p"), _name("text", "list")
_TABLE = _name("table", "table")
_ITEMS = (_name("text", "list-item"), _name("text", "list-header"))
_THROUGH = (
    _name("text", "section"), _name("text", "index-body"), _name("office", "text"),
)  # fmt: skip
_SKIPPED = {
    _name("office", "annotation"), _name("text", "note"), _name("text", "tracked-changes"),
    _name("text", "table-of-content"),
}  # fmt: skip
_BREAKS = {_name("text", "line-break"): "\n", _name("text", "tab"): " ", _name("text", "s"): " "}


class _Walk:
    def __init__(self, builder: Builder, ordered: frozenset[str]) -> None:
        self._builder = builder
        self._ordered = ordered

    def container(self, element: Any) -> None:
        """What stands directly within an element, in order."""
        for child in element:
            if child.tag == _H:
                level = child.get(_name("text", "outline-level")) or "1"
                self._builder.heading(_text(child), int(level))
            elif child.tag == _P:
                self._paragraph(child)
            elif child.tag == _LIST:
                self._list(child, 0, child.get(_name("text", "style-name")) in self._ordered)
            elif child.tag == _TABLE:
                self._builder.table(_rows(child), header=_has_header(child))
            elif child.tag in _THROUGH:
                self.container(child)

    def _paragraph(self, element: Any) -> None:
        style = (element.get(_name("text", "style-name")) or "").lower()
        if style == "title":
            self._builder.heading(_text(element), 1)
        else:
            self._builder.paragraph(_text(element))

    def _list(self, element: Any, level: int, ordered: bool) -> None:
        number = 0
        for item in element:
            if item.tag not in _ITEMS:
                continue
            own = [_text(child) for child in item if child.tag in (_P, _H)]
            number += 1
            self._builder.item("\n".join(own), level, number if ordered else None)
            for nested in item.iterfind("text:list", _SPACES):
                style = nested.get(_name("text", "style-name"))
                self._list(nested, level + 1, style in self._ordered if style else ordered)


def _ordered_lists(content: Any) -> frozenset[str]:
    """Names of the list styles whose first level is numbered."""
    found = set()
    for style in content.iter(_name("text", "list-style")):
        first = next((level for level in style if isinstance(level.tag, str)), None)
        if first is not None and first.tag == _name("text", "list-level-style-number"):
            found.add(style.get(_name("style", "name")))
    return frozenset(found)


def _has_header(table: Any) -> bool | None:
    return True if table.find("table:table-header-rows", _SPACES) is not None else None


def _rows(table: Any) -> list[list[str]]:
    return [list(_cells(row)) for row in table.iter(_name("table", "table-row"))]


def _cells(row: Any) -> Iterator[str]:
    for cell in row:
        if cell.tag not in (_name("table", "table-cell"), _name("table", "covered-table-cell")):
            continue
        text = " ".join(_text(paragraph) for paragraph in cell.iter(_P, _H))
        repeat = int(cell.get(_name("table", "number-columns-repeated")) or 1)
        span = int(cell.get(_name("table", "number-columns-spanned")) or 1)
        if cell.tag == _name("table", "table-cell"):
            yield from [text] * min(max(repeat, span), _MAX_REPEAT)


def _text(element: Any) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag in _BREAKS:
            parts.append(_BREAKS[child.tag])
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
