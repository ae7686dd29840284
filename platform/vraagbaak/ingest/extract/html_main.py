"""Which part of a web page is its content."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree, html
from lxml.html import HtmlElement

from vraagbaak.ingest.extract.html_text import SKIPPED

_ROLES = frozenset(
    {
        "navigation", "banner", "contentinfo", "complementary", "search", "dialog",
        "alertdialog", "menu", "menubar", "toolbar",
    }
)  # fmt: skip
_NOISE = re.compile(
    r"(?:^|[-_ ])(?:cookies?|cookie-?(?:banner|notice|bar|consent)|consent|breadcrumbs?|"
    r"skip-?(?:link|nav|to)?s?|share|sharing|social-?(?:media|share|links)|pagination|pager|"
    r"newsletter|site-?(?:header|footer|nav)|advert(?:isement)?|toc|visually-?hidden|sr-only)"
    r"(?:$|[-_ ])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LEAST = 80
"""Characters below which a marked main part is taken to be a mistake."""
_MOSTLY_NOISE = 0.5


def main_content(root: HtmlElement) -> HtmlElement:
    """The element that holds the content, its navigation, banners and hidden parts removed.

    A page that marks its main part is believed. Of another, what is left of the body is the
    content, unless trafilatura finds that most of that is boilerplate too.
    """
    _prune(root)
    for path in ("//main", "//*[@role='main']", "//article"):
        found = root.xpath(path)
        if len(found) == 1 and _length(found[0]) >= _LEAST:
            return found[0]
    body = root.find("body")
    body = root if body is None else body
    for header in body.xpath("./header | ./div/header"):
        _remove(header, unless_heading=True)
    extracted = _trafilatura(root)
    if extracted is not None and _LEAST <= _length(extracted) < _MOSTLY_NOISE * _length(body):
        return extracted
    return body


def _prune(root: HtmlElement) -> None:
    # A list first: removing while walking would skip what follows.
    for element in list(root.iter()):
        if isinstance(element.tag, str) and element.getparent() is not None and _is_noise(element):
            _remove(element)


def _is_noise(element: HtmlElement) -> bool:
    tag = element.tag
    if tag in ("html", "head", "body", "main", "meta", "title"):
        return False
    if tag in SKIPPED or tag == "aside" or (element.get("role") or "").lower() in _ROLES:
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if _HIDDEN.search(element.get("style") or ""):
        return True
    if tag == "article" or not (element.get("class") or element.get("id")):
        return False
    # A class that names noise on something with a heading of its own names the subject instead.
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return bool(_NOISE.search(names)) and element.find(".//h1") is None


def _remove(element: HtmlElement, *, unless_heading: bool = False) -> None:
    parent = element.getparent()
    if parent is None or (unless_heading and element.find(".//h1") is not None):
        return
    element.drop_tree()


def _length(element: Any) -> int:
    return len(" ".join("".join(element.itertext()).split()))


def _trafilatura(root: HtmlElement) -> HtmlElement | None:
    """What trafilatura takes for the content, as HTML elements; None where it finds nothing."""
    import trafilatura

    source = html.tostring(root, encoding="unicode")
    found = trafilatura.extract(
        source, output_format="html", include_tables=True, include_comments=False, favor_recall=True
    )
    if not found:
        return None
    try:
        return html.document_fromstring(found)
    except (etree.ParserError, ValueError):
        return None
