"""One run over some feeds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from connectors.errors import SourceError
from connectors.feed.config import Config
from connectors.feed.document import Linked, document
from connectors.feed.entries import Entry, Feed, read
from connectors.feed.xml import parse
from connectors.http.types import Http, Response
from connectors.types import Change, Done, Failed, Known, Removed, Skipped, SourceItem
from connectors.website.config import matcher
from connectors.website.scope import MEDIA_TYPES, suffix_of
from connectors.website.urls import host_of, normalised

_ACCEPT = "application/atom+xml,application/rss+xml,application/rdf+xml,application/xml,*/*;q=0.5"


@dataclass(frozen=True, slots=True)
class FeedConnector:
    """Entries by their guid or id. Never complete: old entries fall off a feed.

    The cursor holds the validators of the feeds. An entry's version is what the feed says of it, so
    a page that changes while its entry does not is not noticed.
    """

    config: Config
    http: Http

    def changes(
        self, cursor: str = "", known: Mapping[str, Known] | None = None
    ) -> Iterator[Change]:
        """What the feeds hold now; an unchanged feed yields nothing."""
        run = _Run(self.config, self.http, known or {}, _validators(cursor, self.config))
        yield from run.changes()


@dataclass(slots=True)
class _Run:
    config: Config
    http: Http
    known: Mapping[str, Known]
    before: dict[str, dict[str, str]]
    after: dict[str, dict[str, str]] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    """Feeds of which a linked page could not be had: they are to be read again."""

    def changes(self) -> Iterator[Change]:
        errors: list[SourceError] = []
        feeds = [url for url in map(normalised, self.config.feeds) if url]
        for url in dict.fromkeys(feeds):
            try:
                yield from self._feed(url)
            except SourceError as exc:
                errors.append(exc)
                self.after[url] = {}
                if url not in self.named:
                    yield Failed(url, f"This feed cannot be read: {exc}")
        if errors and len(errors) == len(set(feeds)):
            raise errors[-1]
        kept = {url: found for url, found in self.after.items() if url not in self.unread}
        cursor = {"for": _print_of(self.config), "feeds": kept}
        yield Done(complete=False, cursor=json.dumps(cursor, separators=(",", ":")))

    def _feed(self, url: str) -> Iterator[Change]:
        page, seen = url, set[str]()
        while page and page not in seen and len(seen) < self.config.max_pages:
            conditions = {} if seen else self.before.get(url, {})
            response = self.http.request(
                "GET", page, headers={"Accept": _ACCEPT, **conditions}, expected=(200, 304)
            )
            if response.status == 304:
                self.after[url] = conditions
                return
            if not seen:
                self.after[url] = _conditions(response)
            seen.add(page)
            tree = parse(response.content, response.headers.get("content-type", ""), page)
            found = read(tree, response.url)
            entries = _keyed(found.entries)
            # Before the service remembers what it is told now.
            news = any(self._is_new(key, entry) for key, entry in entries.items())
            if tree.fault and url not in self.named:
                yield self._faulty(url, tree.fault, len(entries))
            yield from self._told(url, found, entries)
            page = found.older if news else ""

    def _faulty(self, url: str, fault: str, count: int) -> Failed:
        self.named.add(url)
        return Failed(
            url,
            f"The feed is not well-formed ({fault}); {count} entries could be read. Ask who makes "
            "it to mend it.",
        )

    def _is_new(self, key: str, entry: Entry) -> bool:
        known = self.known.get(key)
        return known is None or known.version != _version(entry, self.config)

    def _told(self, feed: str, found: Feed, entries: Mapping[str, Entry]) -> Iterator[Change]:
        gone = {stone.identity: stone.when for stone in found.tombstones}
        for key, entry in entries.items():
            when = gone.get(key)
            if key not in self.named and not (when and entry.modified and entry.modified < when):
                self.named.add(key)
                yield self._entry(feed, key, entry)
        for key in gone:
            if key in self.known and key not in self.named:
                self.named.add(key)
                yield Removed(key, "The feed says that it was deleted.")

    def _entry(self, feed: str, key: str, entry: Entry) -> SourceItem | Skipped:
        version, host = _version(entry, self.config), host_of(entry.link)
        allowed = matcher(self.config.hosts)
        if allowed and not allowed.fullmatch(host):
            return Skipped(key, f"It links to {host or 'nothing'}, not one of the hosts.", version)
        linked = bool(entry.link) and self.config.fetch == "page"
        if not (linked or entry.body):
            return Skipped(key, "The feed holds no text of it.", version)
        media_type = MEDIA_TYPES.get(suffix_of(entry.link), "text/html") if linked else "text/html"
        return SourceItem(
            key=key,
            read=Linked(self.http, entry.link, media_type, feed, self.unread)
            if linked
            else document(entry).encode,
            uri=entry.link or feed,
            media_type=media_type,
            title_hint=entry.title,
            version=version,
            language=entry.language,
            modified=entry.modified,
            valid_from=entry.valid[0],
            valid_until=entry.valid[1],
        )


def _keyed(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Of entries with one identity the latest.

    Feeds that give one guid to all their entries exist: those go by their links.
    """
    links: dict[str, set[str]] = {}
    for entry in entries:
        links.setdefault(entry.identity, set()).add(entry.link)
    found: dict[str, Entry] = {}
    for entry in entries:
        key = entry.identity if len(links[entry.identity]) == 1 else entry.link or entry.identity
        other = found.get(key)
        if other is None or _later(entry, other):
            found[key] = entry
    return found


def _later(entry: Entry, other: Entry) -> bool:
    return bool(entry.modified and (other.modified is None or entry.modified > other.modified))


def _version(entry: Entry, config: Config) -> str:
    said = (config.fetch, entry.stamp, entry.title, entry.link, entry.body)
    return hashlib.sha256("\0".join(said).encode("utf-8", "replace")).hexdigest()[:32]


def _conditions(response: Response) -> dict[str, str]:
    asked = {
        "If-None-Match": response.headers.get("etag", ""),
        "If-Modified-Since": response.headers.get("last-modified", ""),
    }
    return {name: value for name, value in asked.items() if value}


def _validators(cursor: str, config: Config) -> dict[str, dict[str, str]]:
    """What a cursor holds; one of another configuration, or of another kind, begins anew."""
    try:
        found = json.loads(cursor or "{}")
        if found.get("for") != _print_of(config):
            return {}
        feeds = found["feeds"].items()
        return {url: {str(name): str(value) for name, value in one.items()} for url, one in feeds}
    except (ValueError, AttributeError, KeyError):
        return {}


def _print_of(config: Config) -> str:
    return hashlib.sha256(config.model_dump_json().encode()).hexdigest()[:8]
