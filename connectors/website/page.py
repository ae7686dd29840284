"""What an HTML page says of itself and where it leads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lxml import etree, html

from connectors.website.dates import day, moment, period
from connectors.website.robots import directives
from connectors.website.text import decoded
from connectors.website.urls import normalised

_XML = re.compile(r"^\s*<\?xml[^>]*\?>")
_REFRESH = re.compile(r"^\s*(\d+)(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"']+)", re.IGNORECASE)
_CHANGED = re.compile(
    r"bijgewerkt|gewijzigd|aangepast|updated|modified|mise? à jour|modifié"
    r"|aktualisiert|geändert",
    re.IGNORECASE,
)
_MODIFIED = (
    "article:modified_time", "og:updated_time", "dcterms.modified", "dc.date.modified",
    "datemodified", "last-modified", "article:published_time", "dcterms.issued", "dcterms.date",
    "datepublished",
)  # fmt: skip
"""Names of meta elements, the best first."""
_FROM = ("dcterms.valid.start", "valid_from", "validfrom", "dcterms.available")
_UNTIL = ("article:expiration_time", "valid_until", "validthrough", "expirydate")


@dataclass(frozen=True, slots=True)
class Link:
    """Where a page leads, with the words of the link."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says."""

    links: tuple[Link, ...] = ()
    canonical: str = ""
    forwards: str = ""
    """Where it sends browsers at once."""
    noindex: bool = False
    language: str = ""
    title: str = ""
    modified: datetime | None = None
    valid_from: date | None = None
    valid_until: date | None = None


def read_page(url: str, content: bytes, content_type: str, robots_tag: str, obey: bool) -> Page:
    """What the page at this address says, however broken it is."""
    root = _parsed(decoded(content, content_type))
    if root is None:
        return Page()
    base = _base(root, url)
    metas = dict(_metas(root))
    asked = directives(robots_tag, metas.get("robots", ""), metas.get("vraagbaak", ""))
    noindex, nofollow = obey and asked.noindex, obey and asked.nofollow
    links = () if nofollow else tuple(_links(root, base, obey))
    validity = _validity(root, metas)
    return Page(
        links=links,
        canonical=_canonical(root, base),
        forwards=_forwards(root, base),
        noindex=noindex,
        language=_language(root, metas),
        title=_title(root, metas),
        modified=_modified(root, metas),
        valid_from=validity[0],
        valid_until=validity[1] or asked.until,
    )


def _parsed(text: str) -> Any:
    try:
        return html.document_fromstring(_XML.sub("", text.replace("\x00", "")))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):  # empty, or no element in it
        return None


def _base(root: Any, url: str) -> str:
    element = root.find(".//base[@href]")
    return (normalised(element.get("href"), url) or url) if element is not None else url


def _metas(root: Any) -> Iterator[tuple[str, str]]:
    """Meta elements; of several with a name the first, of robots all together."""
    seen: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("name") or element.get("property") or element.get("itemprop") or ""
        name, content = name.strip().lower(), element.get("content") or ""
        if name == "robots":
            seen[name] = f"{seen.get(name, '')} {content}"
        else:
            seen.setdefault(name, content)
    yield from seen.items()


def _links(root: Any, base: str, obey: bool) -> Iterator[Link]:
    seen: set[str] = set()
    for element, href in _hrefs(root):
        if obey and "nofollow" in (element.get("rel") or "").lower().split():
            continue
        url = normalised(href, base)
        if url and url not in seen:
            seen.add(url)
            yield Link(url, " ".join(element.text_content().split())[:200])


def _hrefs(root: Any) -> Iterator[tuple[Any, str]]:
    for element in root.iter("a", "area", "link", "iframe", "frame"):
        href = element.get("src" if element.tag in ("iframe", "frame") else "href")
        relation = (element.get("rel") or "").lower().split()
        leads = element.tag != "link" or "next" in relation or "prev" in relation
        if href and (leads or ("alternate" in relation and element.get("hreflang"))):
            yield element, href


def _canonical(root: Any, base: str) -> str:
    for element in root.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split():
            return normalised(element.get("href") or "", base)
    return ""


def _forwards(root: Any, base: str) -> str:
    for element in root.iter("meta"):
        if (element.get("http-equiv") or "").lower() == "refresh":
            found = _REFRESH.match(element.get("content") or "")
            if found and int(found.group(1)) <= 1:
                return normalised(found.group(2), base)
    return ""


def _language(root: Any, metas: dict[str, str]) -> str:
    said = (
        root.get("lang"),
        root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang"),
        next((found for item in linked_data(root) if (found := item.get("inLanguage"))), ""),
        metas.get("og:locale"),
        metas.get("dcterms.language"),
    )
    return next((code for value in said if (code := language_code(value))), "")


def language_code(value: object) -> str:
    """ISO 639-1 of a language tag such as nl-BE or nl_BE; empty for what is none."""
    found = re.match(r"\s*([A-Za-z]{2})(?:[-_;,\s]|$)", value if isinstance(value, str) else "")
    return found.group(1).lower() if found else ""


def _title(root: Any, metas: dict[str, str]) -> str:
    element = root.find(".//title")
    title = metas.get("og:title") or (element.text if element is not None else "") or ""
    return " ".join(title.split())[:500]


def _modified(root: Any, metas: dict[str, str]) -> datetime | None:
    items = list(linked_data(root))
    changed = (item.get("dateModified") for item in items)
    published = (item.get("datePublished") for item in items)
    values = (*changed, *_times(root), *(metas.get(name) for name in _MODIFIED), *published)
    return next((found for value in values if (found := moment(value))), None)


def _times(root: Any) -> Iterator[str]:
    """The ``time`` elements that say when the page was changed, not when something happens."""
    for element in root.iter("time"):
        parent = element.getparent()
        around = parent.text_content()[:200] if parent is not None else ""
        marks = f"{element.get('itemprop') or ''} {element.get('class') or ''}"
        if re.search("modified|updated", marks, re.IGNORECASE) or _CHANGED.search(around):
            yield element.get("datetime") or element.text_content()


def _validity(root: Any, metas: dict[str, str]) -> tuple[date | None, date | None]:
    items = list(linked_data(root))
    starts = [*(item.get("validFrom") for item in items), *(metas.get(name) for name in _FROM)]
    ends = [item.get(name) for name in ("validThrough", "expires") for item in items]
    ends += [metas.get(name) for name in _UNTIL]
    stated = period(metas.get("dcterms.valid") or metas.get("dc.valid") or "")
    start = next((found for value in starts if (found := day(value))), stated[0])
    end = next((found for value in ends if (found := day(value))), stated[1])
    return (None, None) if start and end and end < start else (start, end)


def linked_data(root: Any) -> Iterator[dict[str, Any]]:
    """The page's own objects of JSON-LD, not what lies within them; broken ones are passed over."""
    for script in root.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() == "application/ld+json":
            try:
                found = json.loads(script.text or "")
            except (ValueError, RecursionError):
                continue
            for item in found if isinstance(found, list) else [found]:
                yield from _objects(item)


def _objects(item: object) -> Iterator[dict[str, Any]]:
    if isinstance(item, dict):
        yield item
        graph = item.get("@graph")
        yield from (
            (one for one in graph if isinstance(one, dict)) if isinstance(graph, list) else ()
        )
        if isinstance(item.get("mainEntity"), dict):
            yield item["mainEntity"]
