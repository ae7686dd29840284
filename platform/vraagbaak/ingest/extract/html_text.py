"""The text of HTML elements, and which elements make a block of their own."""

from __future__ import annotations

from typing import Any

Element = Any
"""lxml has no types; elements are ``lxml.html.HtmlElement``."""

SKIPPED = frozenset(
    {
        "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed",
        "canvas", "audio", "video", "button", "input", "select", "textarea", "option",
        "datalist", "dialog", "nav", "footer", "head", "title", "meta", "link",
    }
)  # fmt: skip
BLOCKS = frozenset(
    {
        "p", "div", "section", "article", "main", "aside", "header", "figure", "figcaption",
        "blockquote", "body", "html", "form", "fieldset", "legend", "address", "details",
        "summary", "dl", "dt", "dd", "center", "hgroup", "hr", "label", "search", "caption",
    }
)  # fmt: skip
HEADINGS = {f"h{level}": level for level in range(1, 7)}


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
            own_line = tag in BLOCKS or tag in ("br", "li", "tr") or tag in HEADINGS
            parts.append("\n" if own_line else "")
            parts.append(child.get("alt") or "" if tag == "img" else "")
            _gather(child, without, parts)
            parts.append("\n" if own_line and tag != "br" else "")
        parts.append(_flat(child.tail))


def _flat(text: str | None) -> str:
    """Source line breaks are spaces."""
    return (text or "").replace("\n", " ").replace("\r", " ")
