"""Markdown, as people and site generators write it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from vraagbaak.ingest.extract import front_matter, html_blocks, markdown_source
from vraagbaak.ingest.extract.builder import Builder, Meta
from vraagbaak.ingest.extract.decode import decode
from vraagbaak.ingest.types import Extracted
from vraagbaak.ingest.validity import from_metadata
from vraagbaak.language import parse_language

_TITLES = ("title", "titel", "titre", "Titel", "Title")
_FILE = re.compile(
    r"^[\w%() .-]+\.(?:png|jpe?g|gif|svg|webp)$|^(?:image|img|afbeelding)\W*\d*\W*$", re.IGNORECASE
)


def extract(data: bytes) -> Extracted:
    """Markdown to text. Front matter is metadata; raw HTML keeps its text and structure."""
    matter = front_matter.split(decode(data).replace("\r\n", "\n"))
    source = markdown_source.prepare(matter.body)
    builder = Builder()
    for warning in filter(None, (matter.warning, *source.warnings)):
        builder.warn(warning)
    _Walk(builder, _parser().parse(source.text)).run()
    values = front_matter.as_text(matter.values)
    title = next((values[key] for key in _TITLES if key in values), "")
    return builder.build(
        Meta(
            title=_plain(title),
            language=parse_language(values.get("lang") or values.get("language") or ""),
            validity=from_metadata(matter.values),
            other=values,
        )
    )


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return parser.use(footnote_plugin).use(deflist_plugin)


def _plain(title: str) -> str:
    """A title of front matter without the Markdown that may stand in it."""
    inline = _parser().parseInline(title)
    return _text(inline[0].children or []) if inline else ""


class _Walk:
    """Tokens of markdown-it to blocks."""

    def __init__(self, builder: Builder, tokens: Sequence[Token]) -> None:
        self._builder = builder
        self._tokens = tokens
        self._position = 0
        self._lists: list[int | None] = []
        """For each open list the next number, or None for bullets."""
        self._item: list[str] | None = None
        self._rows: list[list[str]] = []
        self._html: list[str] = []

    def run(self) -> None:
        """Walk all tokens."""
        for position, token in enumerate(self._tokens):
            self._position = position
            if token.type == "html_block":
                self._html.append(token.content)
                continue
            self._end_html()
            handler = getattr(self, f"_on_{token.type}", None)
            if handler:
                handler()
        self._end_html()

    def _end_html(self) -> None:
        """HTML blocks that follow one another are one: blank lines cut tables in pieces."""
        if self._html:
            self._end_item()
            html_blocks.add_fragment(self._builder, "\n".join(self._html))
            self._html = []

    def _on_inline(self) -> None:
        text = _text(self._tokens[self._position].children or [])
        opened = self._tokens[self._position - 1]
        if opened.type == "heading_open":
            self._builder.heading(text, int(opened.tag[1:]))
        elif opened.type in ("th_open", "td_open"):
            self._rows[-1].append(text)
        elif self._item is not None:
            self._item.append(text)
        else:
            self._builder.paragraph(text)

    def _on_bullet_list_open(self) -> None:
        self._end_item()
        self._lists.append(None)

    def _on_ordered_list_open(self) -> None:
        self._end_item()
        self._lists.append(int(self._tokens[self._position].attrGet("start") or 1))

    def _on_bullet_list_close(self) -> None:
        self._lists.pop()

    _on_ordered_list_close = _on_bullet_list_close

    def _on_list_item_open(self) -> None:
        self._item = []

    def _on_list_item_close(self) -> None:
        self._end_item()

    def _end_item(self) -> None:
        """Write the open item; what follows in it (a nested list, code) comes after it."""
        if not self._item:
            self._item = None
            return
        number = self._lists[-1]
        self._builder.item("\n".join(self._item), len(self._lists) - 1, number)
        if number is not None:
            self._lists[-1] = number + 1
        self._item = None

    def _on_tr_open(self) -> None:
        self._rows.append([])

    def _on_table_open(self) -> None:
        self._end_item()
        self._rows = []

    def _on_table_close(self) -> None:
        self._builder.table(self._rows, header=any(self._rows[0]))

    def _on_fence(self) -> None:
        self._end_item()
        self._builder.code(self._tokens[self._position].content)

    _on_code_block = _on_fence


def _text(children: Sequence[Token]) -> str:
    """Inline tokens as plain text: links are their text, images their description."""
    parts = []
    for token in children:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak" or (
            token.type == "html_inline" and token.content.lower().startswith("<br")
        ):
            parts.append("\n")
        elif token.type == "image":
            parts.append(_description(token))
    return "".join(parts)


def _description(image: Token) -> str:
    """An image's description, unless that is a file's name."""
    text = _text(image.children or [])
    return "" if _FILE.match(text.strip()) else text
