"""RSS 2.0 and 1.0, Atom (RFC 4287) and its tombstones (RFC 6721) to one kind of entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from typing import Any

from lxml import html

from connectors.feed.xml import Tree, inner, local, namespace
from connectors.website.dates import moment, period
from connectors.website.page import language_code
from connectors.website.urls import normalised

_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_TERMS = ("http://purl.org/dc/terms/", "http://purl.org/dc/elements/1.1/")
_TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
_ATOM = ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#")
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_MODIFIED = ("updated", "modified", "pubDate", "date", "published", "issued", "created")
"""Best first; of RSS, Atom 1.0, Atom 0.3 and Dublin Core."""
_MARKUP = re.compile(r"<[a-zA-Z!/]|&(?:#\d+|[a-zA-Z]+);")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, whatever the kind of feed."""

    identity: str
    """Its guid, id or rdf:about, else its link."""
    link: str
    title: str
    body: str
    """HTML: its content, else its summary."""
    stamp: str
    """When it was changed, as the feed writes it."""
    modified: datetime | None
    language: str
    valid: tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Tombstone:
    """An entry that is gone."""

    identity: str
    when: datetime | None


@dataclass(frozen=True, slots=True)
class Feed:
    """What one document of a feed holds."""

    entries: tuple[Entry, ...]
    tombstones: tuple[Tombstone, ...]
    older: str
    """The address of the next page or of the archive before this one; empty where there is none."""


def read(tree: Tree, url: str) -> Feed:
    """The entries of a feed at an address. What has neither link nor identity is left out."""
    found = tuple(filter(None, (_entry(one, url, tree.root) for one in _named(tree.root))))
    return Feed(found, tuple(_tombstones(tree.root)), _older(tree.root, url))


def _named(root: Any) -> Iterator[Any]:
    for element in root.iter():
        if local(element) in ("item", "entry") and namespace(element) != _TOMBSTONES:
            yield element


def _entry(element: Any, url: str, root: Any) -> Entry | None:
    link = _link(element, _base(element, url))
    identity = _text(element, "guid", "id") or (element.get(_RDF) or "").strip() or link
    if not identity:
        return None
    stamp = next((found for name in _MODIFIED if (found := _text(element, name))), "")
    title = _child(element, "title")
    return Entry(
        identity=identity[:2000],
        link=link,
        title=_plain(_markup(title)) if title is not None else "",
        body=_body(element),
        stamp=stamp,
        modified=moment(stamp),
        language=_language(element, root),
        valid=period(_text(element, "valid", within=_TERMS)),
    )


def _link(element: Any, base: str) -> str:
    """Atom's alternate link, RSS's link, or a guid that is a permanent link."""
    for child in element:
        if local(child) == "link":
            href = child.get("href") or (child.text or "" if namespace(child) not in _ATOM else "")
            if (child.get("rel") or "alternate") == "alternate" and (
                found := normalised(href, _base(child, base))
            ):
                return found
    guid = _child(element, "guid")
    if guid is not None and (guid.get("isPermaLink") or "true").lower() == "true":
        return normalised(guid.text or "")
    return ""


def _body(element: Any) -> str:
    for child in element:
        if (
            local(child) == "encoded"
            and namespace(child) == _CONTENT
            and (child.text or "").strip()
        ):
            return str(child.text).strip()
    for name in ("content", "description", "summary"):
        child = _child(element, name)
        if child is not None and not child.get("src") and (found := _markup(child)):
            return found
    return ""


def _markup(element: Any) -> str:
    """HTML of an element: of Atom by its type, of RSS by what it looks like."""
    kind = (element.get("type") or "").lower()
    if kind in ("xhtml", "application/xhtml+xml") or len(element):
        return inner(element)
    text = (element.text or "").strip()
    said = namespace(element) in _ATOM and kind not in ("html", "text/html")
    return escape(text, quote=False) if said or not _MARKUP.search(text) else text


def _plain(markup: str) -> str:
    if not markup.strip():
        return ""
    root = html.fragment_fromstring(markup, create_parent="div")
    return " ".join(root.text_content().split())[:500]


def _child(element: Any, name: str) -> Any:
    return next((one for one in element if local(one) == name), None)


def _text(element: Any, *names: str, within: tuple[str, ...] = ()) -> str:
    for name in names:
        for child in element:
            if local(child) == name and (not within or namespace(child) in within):
                found = (child.text or "").strip()
                if found:
                    return str(found)
    return ""


def _base(element: Any, url: str) -> str:
    """The address that links are relative to, by the xml:base of all that it lies in."""
    bases = [one.get(f"{_XML}base") for one in (element, *element.iterancestors())]
    for base in reversed([base for base in bases if base]):
        url = normalised(base, url) or url
    return url


def _language(element: Any, root: Any) -> str:
    said = [one.get(f"{_XML}lang") for one in (element, *element.iterancestors())]
    own = _text(element, "language", within=_TERMS)
    channel = _child(root, "channel")
    general = _text(channel, "language") if channel is not None else ""
    return next((code for value in (own, *said, general) if (code := language_code(value))), "")


def _tombstones(root: Any) -> Iterator[Tombstone]:
    for element in root.iter(f"{{{_TOMBSTONES}}}deleted-entry"):
        if element.get("ref"):
            yield Tombstone(element.get("ref").strip()[:2000], moment(element.get("when")))


def _older(root: Any, url: str) -> str:
    """RFC 5005: the next page of a paged feed, the archive before an archived one."""
    head = root if namespace(root) in _ATOM else _child(root, "channel")
    for relation in ("next", "prev-archive"):
        for link in head if head is not None else ():
            if local(link) == "link" and link.get("rel") == relation:
                return normalised(link.get("href") or "", _base(link, url))
    return ""
