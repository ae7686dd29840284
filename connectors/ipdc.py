"""The Flemish catalogue of products and services (IPDC)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, StringConstraints

from connectors.config import HttpUrl, SecretRef, SourceConfig
from connectors.flemish_values import cursor_of, day_of, digest, moment_of, settings_of, values_of
from connectors.ipdc_nodes import Node, name_of, nodes, tail, text, values
from connectors.ipdc_page import FORMAT, Reader
from connectors.ipdc_stream import Fragment, Stream
from connectors.ipdc_versions import Newest, Versions
from connectors.types import (
    Change,
    Checkpoint,
    Done,
    Failed,
    Known,
    Removed,
    SourceItem,
)

if TYPE_CHECKING:
    from connectors.registry import Tools

_FEED = "https://ipdc.vlaanderen.be/doc/instantiesnapshot?limit=25&pageNumber=0"
_PRODUCT = "https://productencatalogus-v3.vlaanderen.be/product/{number}"

Authority = Annotated[str, StringConstraints(pattern=r"^(?:OVO\d{6}|https?://\S+)$")]
Theme = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]+$", max_length=100)]


class Config(SourceConfig):
    """Products and services of governments, from the event stream (LDES) of the catalogue."""

    feed: HttpUrl = _FEED
    """The first page of the stream: snapshots of instances (instantiesnapshot) or of concepts
    (conceptsnapshot)."""
    api_key: SecretRef | None = None
    """Where the key (x-api-key) of the catalogue is kept."""
    authorities: Annotated[tuple[Authority, ...], Field(max_length=200)] = ()
    """Only products that one of these executes: OVO codes, such as OVO002514, or addresses (URI).
    Empty for all."""
    themes: Annotated[tuple[Theme, ...], Field(max_length=50)] = ()
    """Only products with one of these themes, such as BouwenWonen. Empty for all."""
    language: Literal["nl", "en"] = "nl"
    """Products without a title in this language are left out."""
    form: Literal["formal", "informal"] = "formal"
    """How Dutch texts address the citizen, where both exist: u (formal) or je (informal)."""
    product_page: Annotated[str, StringConstraints(pattern=r"^https://\S+$", max_length=500)] = (
        _PRODUCT
    )
    """Where citizens find a product that names no page of its own; {number} is its number."""


def connect(config: Config, tools: Tools) -> IpdcConnector:
    """The connector for a configuration."""
    headers = {"x-api-key": tools.secrets.get(config.api_key)} if config.api_key else {}
    return IpdcConnector(config, Stream(tools.http, config.feed, headers), tools.cache)


@dataclass(slots=True)
class _Walk:
    """What one walk along the stream found."""

    pages: list[str] = field(default_factory=list)
    newest: list[datetime] = field(default_factory=list)
    """By page."""
    nameless: list[str] = field(default_factory=list)
    """Members that do not say what they are a version of."""
    linear: bool = True
    """Whether each page has one that follows: only then does a page say how far one is."""


@dataclass(frozen=True)
class IpdcConnector:
    """Products by the IRI that their versions share; the newest version counts.

    The stream never forgets: a complete run reads all of it, keeps the newest version of each
    product on disk meanwhile, and names each product once. Later runs begin at the last page.
    """

    config: Config
    stream: Stream = field(repr=False)
    cache: Path

    def changes(
        self, cursor: str = "", known: Mapping[str, Known] | None = None
    ) -> Iterator[Change]:
        """All products, or those with a newer version since the cursor."""
        settings = settings_of(self.config)
        start = self._start(values_of(cursor, settings))
        with closing(Versions(self.cache / "ipdc-versions.sqlite")) as versions:
            walk = self._walk(start or self._first(), versions)
            stale = known if start else None  # a complete run trusts the stream alone
            done = 0
            for newest in versions:
                if newest.page > done and walk.linear:
                    yield Checkpoint(_cursor(settings, walk, newest.page - 1))
                done = newest.page
                yield from self._change(newest, known, stale)
        yield from (Failed(name, "It does not say of what.") for name in walk.nameless)
        complete = start is None and not walk.nameless
        yield Done(complete, _cursor(settings, walk, -1) if walk.linear else "")

    def _start(self, since: Mapping[str, str]) -> Fragment | None:
        """The page that the cursor names; None when it is gone or another one by now."""
        page, at = since.get("page"), moment_of(since.get("at"))
        found = self.stream.read(page, may_be_gone=True) if page and at else None
        return found if found and at and found.newest >= at else None

    def _first(self) -> Fragment:
        """The page with the earliest versions."""
        seen: set[str] = set()
        page = self._read(self.config.feed)
        while page.back and page.back[0] not in seen:
            seen.add(page.back[0])
            page = self._read(page.back[0])
        return page

    def _read(self, url: str) -> Fragment:
        found = self.stream.read(url)
        assert found is not None, "only where it may be gone"  # noqa: S101
        return found

    def _walk(self, first: Fragment, versions: Versions) -> _Walk:
        walk, seen = _Walk(), {first.url, *first.back}
        waiting: deque[str] = deque()
        page: Fragment | None = first
        while page:
            self._take(page, walk, versions)
            ahead = [url for url in page.onward if url not in seen]
            seen.update(ahead)
            waiting.extend(ahead)
            walk.linear = walk.linear and len(waiting) < 2
            page = self._read(waiting.popleft()) if waiting else None
        return walk

    def _take(self, page: Fragment, walk: _Walk, versions: Versions) -> None:
        for number, version in enumerate(page.versions):
            if version.key:
                versions.put(len(walk.pages), version)
            else:
                walk.nameless.append(f"{page.url}#{number}")
        walk.pages.append(page.url)
        walk.newest.append(page.newest)

    def _change(
        self, newest: Newest, known: Mapping[str, Known] | None, stale: Mapping[str, Known] | None
    ) -> Iterator[Change]:
        old = (stale or {}).get(newest.key)
        if old and old.version.partition(" ")[0] > newest.at:
            return  # a late arrival of an earlier version
        node = newest.node
        reason = "archived or deleted" if newest.gone else self._unwanted(node)
        if not reason:
            yield self._item(newest, node)
        elif known is None or newest.key in known:
            yield Removed(newest.key, f"It is {reason}.")

    def _unwanted(self, node: Node) -> str:
        """Why a product is not for this source; empty when it is."""
        if not self._reader.title(node):
            return f"without a title in {self.config.language}"
        executing = {name_of(one) for one in values(node, "executing")}
        executing |= {tail(name) for name in executing}
        if self.config.authorities and not executing & set(self.config.authorities):
            return "of another authority"
        themes = {tail(name_of(one)).lower() for one in values(node, "themes")}
        wanted = {theme.lower() for theme in self.config.themes}
        return "of another theme" if wanted and not themes & wanted else ""

    @property
    def _reader(self) -> Reader:
        return Reader(self.config.language, self.config.form)

    def _item(self, newest: Newest, node: Node) -> SourceItem:
        reader = self._reader
        form = digest(newest.body, self.config.language, self.config.form, FORMAT)
        return SourceItem(
            key=newest.key,
            read=partial(_page, reader, newest),
            uri=self._uri(newest.key, node),
            media_type="text/html",
            title_hint=reader.title(node),
            version=f"{newest.at} {form}",
            language=self.config.language,
            modified=moment_of(text(node, "modified")) or moment_of(newest.at),
            valid_from=day_of(text(node, "start")),
            valid_until=day_of(text(node, "end")),
        )

    def _uri(self, key: str, node: Node) -> str:
        pages = [text(one, "url") for one in nodes(node, "publication")]
        number = text(node, "productnumber")
        if pages and pages[0].startswith(("https://", "http://")):
            return pages[0]
        return self.config.product_page.replace("{number}", number) if number.isalnum() else key


def _page(reader: Reader, newest: Newest) -> bytes:
    return reader.page(newest.node)


def _cursor(settings: str, walk: _Walk, number: int) -> str:
    return cursor_of(settings, page=walk.pages[number], at=walk.newest[number].isoformat())
