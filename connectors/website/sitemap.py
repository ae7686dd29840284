"""Sitemaps: XML, an index of others, or plain lines; gzip or not (sitemaps.org, version 0.9)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from lxml import etree

from connectors.errors import SourceBroken
from connectors.website.urls import normalised

_LARGEST = 60_000_000
"""Bytes; the protocol allows 50 MB once unpacked."""
_SAFE = {
    "recover": True,
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A page, or another sitemap."""

    url: str
    lastmod: str = ""
    is_sitemap: bool = False


def entries(content: bytes, url: str) -> Iterator[Entry]:
    """What a sitemap names.

    Raises SourceBroken for what is none, and after what could be read of one that is broken off.
    """
    text = _unpacked(content, url).lstrip(b"\xef\xbb\xbf \t\r\n")
    if text.startswith(b"<"):
        yield from _of_xml(text, url)
    elif text.lower().startswith(b"http"):
        yield from (Entry(found) for line in text.decode("utf-8", "replace").splitlines()
                    if (found := normalised(line)))  # fmt: skip
    elif text:
        raise SourceBroken(f"{url} is no sitemap: it is neither XML nor a list of addresses.")


def _of_xml(text: bytes, url: str) -> Iterator[Entry]:
    root = ""
    walk = etree.iterparse(BytesIO(text), events=("start", "end"), **_SAFE)
    try:
        for event, element in walk:
            name = _name(element)
            if event == "start":
                root = root or _checked(name, url)
            elif name in ("url", "sitemap"):
                yield from _entry(element, url)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as exc:
        raise SourceBroken(f"{url} is broken XML: {exc}.") from exc
    if not root:
        raise SourceBroken(f"{url} is no sitemap: it has no elements.")
    wrong = [error for error in walk.error_log if error.level >= etree.ErrorLevels.FATAL]
    if wrong:
        raise SourceBroken(f"{url} is broken in line {wrong[0].line}: {wrong[0].message}.")


def _checked(name: str, url: str) -> str:
    if name not in ("urlset", "sitemapindex"):
        raise SourceBroken(f"{url} is no sitemap: it begins with <{name}>.")
    return name


def _entry(element: Any, base: str) -> Iterator[Entry]:
    parts = {_name(child): (child.text or "").strip() for child in element if _own(child, element)}
    found = normalised(parts.get("loc", ""), base)
    if found:
        yield Entry(found, parts.get("lastmod", "")[:40], _name(element) == "sitemap")


def _own(child: Any, element: Any) -> bool:
    """An image's ``loc`` within a page's element is of another namespace."""
    if not isinstance(child.tag, str):
        return False
    return bool(etree.QName(child).namespace == etree.QName(element).namespace)


def _name(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _unpacked(content: bytes, url: str) -> bytes:
    if not content.startswith(b"\x1f\x8b"):
        return content
    unpack = zlib.decompressobj(wbits=31)
    try:
        found = unpack.decompress(content, _LARGEST)
    except zlib.error as exc:
        raise SourceBroken(f"{url} is broken gzip: {exc}.") from exc
    if not (unpack.eof or unpack.unconsumed_tail):
        raise SourceBroken(f"{url} is broken off: its gzip has no end.")
    if unpack.unconsumed_tail:
        raise SourceBroken(f"{url} is too large: more than {_LARGEST:,} bytes once unpacked.")
    return found
