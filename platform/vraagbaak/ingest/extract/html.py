"""Web pages: the main content with its structure, without the site around it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html
from lxml.html import HtmlElement

from vraagbaak.errors import ExtractionFailed
from vraagbaak.ingest.extract.builder import Builder, Meta
from vraagbaak.ingest.extract.decode import decode
from vraagbaak.ingest.extract.html_blocks import add_element
from vraagbaak.ingest.extract.html_main import main_content
from vraagbaak.ingest.types import Extracted
from vraagbaak.ingest.validity import Validity, from_metadata
from vraagbaak.language import parse_language

_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?\s*([\w-]+)", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SITE_NAME = re.compile(r"\s+(?:[|–—·»]|-)\s+")


def extract(data: bytes) -> Extracted:
    """HTML to text. Raises ExtractionFailed for a page without any element."""
    root = _parse(data)
    meta = dict(_metadata(root))
    linked = list(_linked_data(root))
    builder = Builder()
    add_element(builder, main_content(root))
    return builder.build(
        Meta(
            title=_title(root, meta),
            language=parse_language(root.get("lang") or meta.get("og:locale") or ""),
            validity=from_metadata(meta) or _linked_validity(linked),
            other=meta,
        )
    )


def _parse(data: bytes) -> HtmlElement:
    declared = _CHARSET.search(data[:4096])
    text = decode(data, declared.group(1).decode("ascii") if declared else "")
    try:
        parser = html.HTMLParser(remove_comments=True, remove_pis=True)
        root: HtmlElement = html.document_fromstring(_DECLARATION.sub("", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as exc:
        raise ExtractionFailed(f"The page could not be parsed: {exc}.") from exc
    return root


def _metadata(root: HtmlElement) -> Iterator[tuple[str, str]]:
    for element in root.iter("meta"):
        name = element.get("name") or element.get("property") or element.get("itemprop")
        content = element.get("content")
        if name and content:
            yield name.strip().lower(), content
    for element in root.iter("time"):
        if element.get("itemprop") and element.get("datetime"):
            yield element.get("itemprop").strip().lower(), element.get("datetime")


def _title(root: HtmlElement, meta: dict[str, str]) -> str:
    """The page's own name for itself; a site's name behind a bar in <title> is taken off."""
    headings = [" ".join(e.text_content().split()) for e in root.iter("h1")]
    named = meta.get("og:title") or meta.get("dcterms.title") or ""
    if not named and len(headings) == 1 and headings[0]:
        return headings[0]
    element = root.find(".//title")
    title = named or (" ".join((element.text or "").split()) if element is not None else "")
    return _SITE_NAME.split(title)[0] if title else next(iter(headings), "")


def _linked_data(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD scripts; broken ones are passed over."""
    for script in root.iter("script"):
        if (script.get("type") or "").lower() == "application/ld+json":
            try:
                found = json.loads(script.text or "")
            except ValueError:
                continue
            items = found if isinstance(found, list) else [found]
            for item in items:
                if isinstance(item, dict):
                    yield item
                    yield from (i for i in item.get("@graph") or () if isinstance(i, dict))


def _linked_validity(items: list[dict[str, Any]]) -> Validity:
    for item in items:
        found = from_metadata(item)
        if found:
            return found
    return Validity()
