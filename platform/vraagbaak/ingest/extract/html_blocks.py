"""Walks HTML elements and writes their structure as blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from vraagbaak.ingest.extract.builder import Builder

Element = Any
"""lxml has no types; elements are ``lxml.html.HtmlElement``."""

SKIPPED = frozenset(
    {
        "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed",
        "canvas", "audio", "video", "button", "input", "select", "textarea", "option",
        "datalist", "dialog", "nav", "footer", "head", "title", "meta", "link",
    }
)  # fmt: skip
_BLOCKS = frozenset(
    {
        "p", "div", "section", "article", "main", "aside", "header", "figure", "figcaption",
        "blockquote", "body", "html", "form", "fieldset", "legend", "address", "details",
        "summary", "dl", "dt", "dd", "center", "hgroup", "hr", "label", "search", "caption",
    }
)  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def add_fragment(builder: Builder, source: str) -> None:
    """The blocks of a piece of HTML, however broken."""
    try:
        root = html.fragment_fromstring(source, create_parent="div")
    except (etree.ParserError, ValueError):
        return
    add_element(builder, root)


def add_element(builder: Builder, element: Element) -> None:
    """The blocks within an element."""
    walk = _Walk(builder)
    walk.children(element)
    walk.flush()


class _Walk:
    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._inline: list[str] = []

    def flush(self) -> None:
        """End the paragraph that is being gathered."""
        text = "".join(self._inline)
        self._inline = []
        self._builder.paragraph(text)

    def children(self, element: Element) -> None:
        """Everything within an element."""
        self._text(element.text)
        for child in element:
            self._element(child)
            self._text(child.tail)

    def _text(self, text: str | None) -> None:
        if text:
            self._inline.append(" ".join(f"|{text}|".split())[1:-1])

    def _element(self, element: Element) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in SKIPPED:
            return
        if tag == "br":
            self._inline.append("\n")
        elif tag == "img":
            self._text(element.get("alt"))
        elif tag in _HEADINGS:
            self._block(lambda: self._builder.heading(inline_text(element), _HEADINGS[tag]))
        elif tag in ("ul", "ol", "menu"):
            self._block(lambda: self._list(element, 0))
        elif tag == "table":
            self._block(lambda: self._table(element))
        elif tag == "pre":
            self._block(lambda: self._builder.code(element.text_content()))
        elif tag in _BLOCKS:
            self._block(lambda: self.children(element))
        else:
            self.children(element)

    def _block(self, write: Any) -> None:
        self.flush()
        write()
        self.flush()

    def _list(self, element: Element, level: int) -> None:
        number = _start(element) if element.tag == "ol" else None
        for child in element:
            if child.tag in ("ul", "ol"):
                self._list(child, level + 1)
            elif child.tag == "li":
                self._item(child, level, number)
                number = None if number is None else number + 1

    def _item(self, item: Element, level: int, number: int | None) -> None:
        """An item's own text first, then what is nested in it."""
        nested = list(_topmost(item, ("ul", "ol", "table", "pre")))
        self._builder.item(inline_text(item, frozenset(nested)), level, number)
        for element in nested:
            if element.tag in ("ul", "ol"):
                self._list(element, level + 1)
            else:
                self._element(element)

    def _table(self, table: Element) -> None:
        rows = list(_own_rows(table))
        if not rows:
            return
        if _is_layout(table, rows):
            for row in rows:
                for cell in row:
                    self._block(lambda cell=cell: self.children(cell))
            return
        caption = next((inline_text(e) for e in table if e.tag == "caption"), "")
        cells = _grid(rows)
        named = rows[0].getparent().tag == "thead" or all(c.tag == "th" for c in _cells(rows[0]))
        self._builder.table(cells, caption, header=True if named and len(rows) > 1 else None)


def inline_text(element: Element, without: frozenset[Element] = frozenset()) -> str:
    """An element's text; block elements and line breaks in it begin a new line."""
    parts: list[str] = []
    _gather(element, without, parts)
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _gather(element: Element, without: frozenset[Element], parts: list[str]) -> None:
    parts.append(_flat(element.text))
    for child in element:
        tag = child.tag
        if isinstance(tag, str) and tag not in SKIPPED and child not in without:
            own_line = tag in _BLOCKS or tag in ("br", "li", "tr") or tag in _HEADINGS
            parts.append("\n" if own_line else "")
            parts.append(child.get("alt") or "" if tag == "img" else "")
            _gather(child, without, parts)
            parts.append("\n" if own_line and tag != "br" else "")
        parts.append(_flat(child.tail))


def _flat(text: str | None) -> str:
    """Source line breaks are spaces."""
    return (text or "").replace("\n", " ").replace("\r", " ")


def _topmost(element: Element, tags: tuple[str, ...]) -> Iterator[Element]:
    for child in element:
        if child.tag in tags:
            yield child
        else:
            yield from _topmost(child, tags)


def _start(element: Element) -> int:
    value = element.get("start") or "1"
    return int(value) if value.isdigit() else 1


def _own_rows(table: Element) -> Iterator[Element]:
    """The rows of a table and not of tables in its cells, footer rows last as they are shown."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _is_layout(table: Element, rows: list[Element]) -> bool:
    """A table that only places things: so marked, of one cell, or with tables inside."""
    if table.get("role") in ("presentation", "none"):
        return True
    return (
        max(len(_cells(row)) for row in rows) < 2
        or next(table.iter("table", "ul", "h2"), table) is not table
    )


def _grid(rows: list[Element]) -> list[list[str]]:
    """Cells with row and column spans filled in, so that each row reads alone."""
    held: dict[int, tuple[str, int]] = {}
    grid = []
    for row in rows:
        line: list[str] = []
        for cell in _cells(row):
            _held_cells(held, line)
            text = " ".join(inline_text(cell).split())
            down = _span(cell, "rowspan")
            for _ in range(_span(cell, "colspan")):
                if down > 1:
                    held[len(line)] = (text, down - 1)
                line.append(text)
        _held_cells(held, line)
        grid.append(line)
    return grid


def _held_cells(held: dict[int, tuple[str, int]], line: list[str]) -> None:
    while len(line) in held:
        text, left = held.pop(len(line))
        if left > 1:
            held[len(line)] = (text, left - 1)
        line.append(text)


def _span(cell: Element, name: str) -> int:
    value = cell.get(name) or "1"
    return min(max(int(value), 1), 100) if value.isdigit() else 1
