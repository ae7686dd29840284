"""Walks HTML elements and writes their structure as blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree, html

from vraagbaak.ingest.extract.builder import Builder
from vraagbaak.ingest.extract.html_tables import cells, grid, is_layout, own_rows
from vraagbaak.ingest.extract.html_text import BLOCKS, HEADINGS, SKIPPED, Element, inline_text


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
        self._level = 1
        self._writers: dict[str, Callable[[Element], None]] = {
            **dict.fromkeys(BLOCKS, self.children),
            **dict.fromkeys(HEADINGS, self._heading),
            **dict.fromkeys(("ul", "ol", "menu"), self._outer_list),
            "summary": self._summary,
            "dl": self._terms,
            "table": self._table,
            "pre": self._code,
        }

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
        write = self._writers.get(tag)
        if write:
            self.flush()
            write(element)
            self.flush()
        elif tag == "br":
            self._inline.append("\n")
        elif tag == "img":
            self._text(element.get("alt"))
        else:
            self.children(element)

    def _heading(self, element: Element) -> None:
        self._level = HEADINGS[element.tag]
        self._builder.heading(inline_text(element), self._level)

    def _summary(self, element: Element) -> None:
        """What a fold-out is about, so a heading below the last one."""
        self._builder.heading(inline_text(element), self._level + 1)

    def _code(self, element: Element) -> None:
        self._builder.code(element.text_content())

    def _outer_list(self, element: Element) -> None:
        self._list(element, 0)

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

    def _terms(self, element: Element) -> None:
        """A description list: each term with what is said of it as one list item."""
        term = ""
        for child in element.iter("dt", "dd"):
            text = inline_text(child)
            if child.tag == "dt":
                term = f"{term}, {text}" if term else text
            else:
                self._builder.item(f"{term.rstrip(' :')}: {text}" if term else text)
                term = ""

    def _table(self, table: Element) -> None:
        rows = list(own_rows(table))
        if not rows:
            return
        if is_layout(table, rows):
            for row in rows:
                for cell in row:
                    self.children(cell)
                    self.flush()
            return
        caption = next((inline_text(e) for e in table if e.tag == "caption"), "")
        named = rows[0].getparent().tag == "thead" or all(c.tag == "th" for c in cells(rows[0]))
        self._builder.table(grid(rows), caption, header=True if named and len(rows) > 1 else None)


def _topmost(element: Element, tags: tuple[str, ...]) -> Iterator[Element]:
    for child in element:
        if child.tag in tags:
            yield child
        else:
            yield from _topmost(child, tags)


def _start(element: Element) -> int:
    value = element.get("start") or "1"
    return int(value) if re.fullmatch(r"[0-9]{1,9}", value) else 1
