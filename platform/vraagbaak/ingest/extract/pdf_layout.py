"""What the lines of a PDF are: headings, paragraphs, list items, running headers and footers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Self

from vraagbaak.ingest.extract.builder import Builder
from vraagbaak.ingest.extract.pdf_lines import Line, Table, join, size_of_body
from vraagbaak.ingest.extract.text import BULLET, NUMBER

_MARGIN = 0.12
"""Part of the page's height, at its top and bottom, where running lines stand."""
_LARGER = 1.12
"""A heading's size relative to the body's."""
_LONGEST_HEADING = 160
_PAGE_NUMBER = re.compile(
    r"^\W*(?:(?:pagina|page|seite|p\.?|blz\.?)\s*)?\d{1,4}\W*(?:(?:van|of|de|sur|von|/)\s*\d{1,4})?\W*$",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"^[a-z][.)]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines and tables of a document and what its type sizes mean."""

    items: tuple[Line | Table, ...]
    body: float
    levels: dict[tuple[float, bool], int]
    """(size, bold) of a heading → its level."""
    leading: float
    """Usual distance between the tops of consecutive lines, relative to their size."""

    @classmethod
    def of(cls, pages: Sequence[Sequence[Line | Table]]) -> Self:
        """Measure a document given as the content of each page."""
        items = tuple(_without_running_lines(pages))
        lines = [item for item in items if isinstance(item, Line)]
        body = size_of_body(lines)
        sizes = sorted({line.size for line in lines if line.size > body * _LARGER}, reverse=True)
        levels = {(size, bold): n for n, size in enumerate(sizes[:5], 1) for bold in (True, False)}
        levels |= {(size, bold): 5 for size in sizes[5:] for bold in (True, False)}
        levels[body, True] = min(len(sizes[:5]) + 1, 6)
        return cls(items, body, levels, _leading(lines))


def write_blocks(builder: Builder, layout: Layout) -> None:
    """Join the lines to blocks and write them."""
    group: list[Line] = []
    for item in layout.items:
        if isinstance(item, Line) and group and _continues(layout, group, item):
            group.append(item)
            continue
        _write(builder, layout, group)
        group = [item] if isinstance(item, Line) else []
        if isinstance(item, Table):
            builder.page = item.page
            builder.table(item.rows)
    _write(builder, layout, group)


def _write(builder: Builder, layout: Layout, group: list[Line]) -> None:
    if not group:
        return
    builder.page = group[0].page
    text = ""
    for line in group:
        text = join(text, line.text)
    level = _heading_level(layout, group[0])
    number, bullet = NUMBER.match(text), BULLET.match(text)
    if level and len(text) <= _LONGEST_HEADING:
        builder.heading(text, level)
    elif number:
        builder.item(text[number.end() :], number=int(number.group(1)))
    elif bullet:
        builder.item(text[bullet.end() :], _depth(layout, group[0]))
    else:
        builder.paragraph(text)


def _depth(layout: Layout, line: Line) -> int:
    """Nesting by indentation against the outermost bullet of the document."""
    lefts = [i.left for i in layout.items if isinstance(i, Line) and BULLET.match(i.text)]
    return min(int((line.left - min(lefts)) // 14), 3)


def _heading_level(layout: Layout, line: Line) -> int:
    """0 for a line of running text."""
    if line.size > layout.body * _LARGER:
        return layout.levels[line.size, line.bold]
    looks = line.bold and not line.text.rstrip().endswith((".", ";", ","))
    if looks and line.size >= layout.body and not BULLET.match(line.text):
        return layout.levels[layout.body, True]
    return 0


def _continues(layout: Layout, group: list[Line], line: Line) -> bool:
    """Whether a line belongs to the block before it."""
    last = group[-1]
    starts_item = BULLET.match(line.text) or NUMBER.match(line.text) or _LETTERED.match(line.text)
    if starts_item or (
        (line.size, line.bold) != (last.size, last.bold)
        and (_heading_level(layout, line) or _heading_level(layout, group[0]))
    ):
        return False
    if line.page != last.page or line.top < last.top:  # a new page or column
        running = not last.text.rstrip().endswith((".", ":", ";", "?", "!"))
        return running and line.text[:1].islower() and not _heading_level(layout, last)
    gap = (line.top - last.top) / max(line.size, 1.0)
    if gap > layout.leading * 1.35:
        return False
    item = BULLET.match(group[0].text) or NUMBER.match(group[0].text)
    return not (item and line.left < group[0].left - 2)


def _leading(lines: Sequence[Line]) -> float:
    gaps: Counter[float] = Counter()
    for above, below in pairwise(lines):
        if above.page == below.page and below.top > above.top and above.size == below.size:
            gaps[round((below.top - above.top) / max(below.size, 1.0), 1)] += 1
    close = {gap: count for gap, count in gaps.items() if gap < 2.2}
    # Of gaps seen often the smallest is the distance of lines; the next is that of paragraphs.
    often = [gap for gap, count in close.items() if count * 4 >= max(close.values())]
    return min(often, default=1.3)


def _without_running_lines(pages: Sequence[Sequence[Line | Table]]) -> Iterator[Line | Table]:
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_shape(item) for item in page if isinstance(item, Line) and _at_edge(item)})
    often = max(2, (len(pages) + 1) // 2)
    for page in pages:
        for item in page:
            if isinstance(item, Table):
                yield item
            elif not (_at_edge(item) and _runs(item, counts, often)):
                yield replace(item, text=item.text.strip())


def _runs(line: Line, counts: Counter[str], often: int) -> bool:
    return counts[_shape(line)] >= often or bool(_PAGE_NUMBER.match(line.text))


def _shape(line: Line) -> str:
    """A line with its numbers blanked: page numbers differ from page to page."""
    return re.sub(r"\d+", "#", line.text).strip().lower()


def _at_edge(line: Line) -> bool:
    height = line.page_height
    return line.bottom < height * _MARGIN or line.top > height * (1 - _MARGIN)
