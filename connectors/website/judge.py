"""An answer of the site to a document, or to the reason why it is none."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from connectors.http.types import Response
from connectors.types import SourceItem
from connectors.website.config import Config
from connectors.website.dates import moment
from connectors.website.facts import Facts, Note
from connectors.website.fetch import Body
from connectors.website.frontier import Visit
from connectors.website.page import Link, Page, language_code, read_page
from connectors.website.robots import directives
from connectors.website.scope import DOCUMENTS, MEDIA_TYPES, Scope, suffix_of
from connectors.website.text import readable

MOST_LINKS = 3_000
"""Links of one page that are followed; a page with more is a trap or a dump."""
_HTML = ("text/html", "application/xhtml+xml")
_UNSAID = ("", "application/octet-stream", "binary/octet-stream", "application/download")
_NOW = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Judged:
    """What an answer holds."""

    facts: Facts
    links: tuple[Link, ...]
    page: Page
    media_type: str
    content: bytes

    @property
    def version(self) -> str:
        """Of the bytes themselves: validators may change when these do not, and the reverse."""
        return hashlib.sha256(self.content).hexdigest()[:32]


def judge(url: str, response: Response, scope: Scope, config: Config) -> Judged:
    """What the answer is, and where it leads."""
    content_type = response.headers.get("content-type", "")
    robots_tag = response.headers.get("x-robots-tag", "")
    media_type = media_type_of(url, content_type, response.content)
    content, page, unfit = response.content, Page(), ""
    if media_type in _HTML:
        page = read_page(url, content, content_type, robots_tag, config.robots)
        content = readable(content, content_type)
        unfit = _unfit_page(url, page)
    elif media_type not in DOCUMENTS:
        unfit = f"It is {media_type or 'of an unknown kind'}, neither a page nor a document."
    elif not config.documents:
        unfit = "It is a document, and only pages are taken."
    elif config.robots and directives(robots_tag).noindex:
        unfit = "It asks not to be indexed (noindex)."
    unfit = unfit or ("" if response.content.strip() else "It is empty.")
    links = _own_links(page, scope)
    language = page.language or language_code(response.headers.get("content-language"))
    facts = Facts(unfit, language, page.canonical, tuple(link.url for link in links))
    return Judged(facts, links, page, media_type, content)


def item_of(visit: Visit, judged: Judged, response: Response, note: Note, body: Body) -> SourceItem:
    """The document at an address."""
    page = judged.page
    changed = page.modified or _last_modified(response) or moment(visit.lastmod)
    return SourceItem(
        key=visit.url,
        read=body.read,
        uri=visit.url,
        media_type="text/html" if judged.media_type in _HTML else judged.media_type,
        size=len(judged.content),
        title_hint=page.title or visit.label,
        version=judged.version,
        note=note.encoded(),
        language=page.language or judged.facts.language,
        modified=changed,
        valid_from=page.valid_from,
        valid_until=page.valid_until,
    )


def media_type_of(url: str, content_type: str, content: bytes) -> str:
    """As the server says; where it says nothing, by the name and the first bytes."""
    said = content_type.partition(";")[0].strip().lower()
    if said not in _UNSAID:
        return said
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head")):
        return "text/html"
    if start.startswith(b"%pdf"):
        return "application/pdf"
    return MEDIA_TYPES.get(suffix_of(url), "") if start.startswith(b"pk") else said


def _unfit_page(url: str, page: Page) -> str:
    if page.noindex:
        return "It asks not to be indexed (noindex)."
    if page.forwards and page.forwards != url:
        return f"It sends visitors on to {page.forwards}."
    suffix = suffix_of(url)
    return f"It is named {suffix} but is a web page." if suffix in MEDIA_TYPES else ""


def _own_links(page: Page, scope: Scope) -> tuple[Link, ...]:
    found: dict[str, Link] = {}
    forwards = (Link(page.forwards, ""),) if page.forwards else ()
    for link in (*page.links, *forwards):
        url = scope.secured(link.url)
        if scope.own(url):
            found.setdefault(url, Link(url, link.label if suffix_of(url) in MEDIA_TYPES else ""))
    return tuple(found.values())[:MOST_LINKS]


def _last_modified(response: Response) -> datetime | None:
    """The header, unless the server only says when it made the page for us."""
    changed = moment(response.headers.get("last-modified"))
    answered = moment(response.headers.get("date"))
    made_now = changed and answered and answered - changed < _NOW
    return None if made_now else changed
