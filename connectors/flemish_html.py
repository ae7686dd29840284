"""Pages made of the fields of Flemish sources: text with structure, and nothing that runs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape

from lxml import etree, html
from lxml.html import HtmlElement

_KEPT = frozenset(
    "p br ul ol li dl dt dd table thead tbody tr td th caption strong em b i sub sup blockquote "
    "pre h2 h3 h4 h5 h6".split()
)
_DROPPED = frozenset(
    "script style iframe object embed form input button select textarea svg math template noscript "
    "head title meta link base".split()
)
_HEADING = re.compile(r"h([1-6])")
_MARKUP = re.compile(r"<\s*/?\s*[a-zA-Z!]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What no XML may hold; lxml raises on it."""
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)\S+", re.IGNORECASE)
_DEEPEST = 100
"""Elements within elements; deeper is no text that a person wrote."""


def page(title: str, language: str, parts: Iterable[str]) -> bytes:
    """A whole page in UTF-8. ``parts`` are markup already; the title is plain text."""
    name = escape(title)
    body = "\n".join(part for part in parts if part)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}"><head><meta charset="utf-8">'
        f"<title>{name}</title></head>\n<body><main>\n<h1>{name}</h1>\n{body}\n</main></body></html>\n"
    ).encode("utf-8", "replace")


def heading(level: int, text: str) -> str:
    """A heading, empty where there is no text."""
    return f"<h{level}>{escape(text)}</h{level}>" if text else ""


def section(level: int, title: str, parts: Iterable[str]) -> str:
    """A heading with what stands under it; empty where nothing does."""
    body = "\n".join(part for part in parts if part)
    return f"{heading(level, title)}\n{body}" if body else ""


def bullets(items: Iterable[str]) -> str:
    """A list of markup; empty where there are no items."""
    body = "".join(f"<li>{item}</li>" for item in items if item)
    return f"<ul>{body}</ul>" if body else ""


def link(address: str, text: str = "") -> str:
    """A link to a public address; anything else as text."""
    shown = escape(text or address)
    if not is_address(address):
        return shown
    return f'<a href="{escape(address)}">{shown}</a>'


def is_address(text: str) -> bool:
    """Whether it can be followed, and does not run."""
    return bool(_ADDRESS.fullmatch(text.strip()))


def plain(text: str) -> str:
    """Text without markup and entities, on one line."""
    if _MARKUP.search(text):
        root = _parsed(text)
        etree.strip_elements(root, *_DROPPED, with_tail=False)
        text = " ".join(root.itertext())
    return " ".join(_CONTROL.sub("", unescape(text)).split())


def tidy(text: str, level: int) -> str:
    """Markup of a source made safe: only tags of text, headings from ``level`` on.

    Text without any markup becomes paragraphs.
    """
    if not _MARKUP.search(text):
        blocks = re.split(r"\n\s*\n", _CONTROL.sub("", unescape(text)).strip())
        return "".join(f"<p>{_lines(block)}</p>" for block in blocks if block.strip())
    root = _parsed(text)
    inner = _inner(root, level, 0).strip()
    return inner if not inner or inner.startswith("<") else f"<div>{inner}</div>"


def _lines(block: str) -> str:
    return "<br>".join(escape(line.strip()) for line in block.splitlines())


def _parsed(text: str) -> HtmlElement:
    parser = html.HTMLParser(remove_comments=True, remove_pis=True)
    try:
        return html.fragment_fromstring(_CONTROL.sub("", text), create_parent="div", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        root = html.Element("div")
        root.text = _CONTROL.sub("", re.sub(r"<[^>]*>", " ", text))
        return root


def _inner(element: HtmlElement, level: int, depth: int) -> str:
    parts = [escape(element.text or "")]
    for child in element:
        if depth < _DEEPEST:
            parts.append(_outer(child, level, depth + 1))
        parts.append(escape(child.tail or ""))
    return "".join(parts)


def _outer(element: HtmlElement, level: int, depth: int) -> str:
    name = element.tag if isinstance(element.tag, str) else ""
    if not name or name in _DROPPED:
        return ""
    inner = _inner(element, level, depth)
    found = _HEADING.fullmatch(name)
    if found:
        name = f"h{min(6, level + max(0, int(found.group(1)) - 2))}"
    if name == "br":
        return "<br>"
    if name == "a" and is_address(element.get("href") or ""):
        return f'<a href="{escape(element.get("href").strip())}">{inner}</a>'
    if name in ("div", "section", "article"):
        return f"<div>{inner}</div>" if inner.strip() else ""
    return f"<{name}>{inner}</{name}>" if name in _KEPT else inner
