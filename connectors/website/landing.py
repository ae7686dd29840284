"""One address asked for, and its redirects followed to where they end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from connectors.errors import SourceBroken, SourceError, SourceRefused
from connectors.http.types import Response
from connectors.types import Known
from connectors.website.config import Config
from connectors.website.facts import Note, read_note
from connectors.website.fetch import REDIRECTS, Fetcher
from connectors.website.frontier import Frontier, State, Visit
from connectors.website.robots import Robots
from connectors.website.scope import OUTDATED, Scope, suffix_of
from connectors.website.urls import normalised

_MOST_HOPS = 10


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a visit ended."""

    url: str
    hops: tuple[str, ...] = ()
    """The addresses that redirected, in order."""
    response: Response | None = None
    note: Note | None = None
    unchanged: bool = False
    aside: str = ""
    """Why the address was not asked for."""
    error: SourceError | None = None
    elsewhere: bool = False
    """It is told of elsewhere: visited before, or not of this site."""


@dataclass(frozen=True, slots=True)
class Lander:
    """Finds out where an address leads."""

    config: Config
    known: Mapping[str, Known]
    scope: Scope
    robots: Robots
    fetcher: Fetcher
    frontier: Frontier
    made_for: str
    """The configuration, for notes."""

    def land(self, visit: Visit) -> Landing:
        """Follow redirects to where they end."""
        url, hops = visit.url, list[str]()
        while True:
            if hops and (self.frontier.visited(url) or not self.scope.visits(url)):
                return Landing(url, tuple(hops), elsewhere=True)
            self.frontier.mark(url, State.OPEN)
            try:
                landing = self._ask(replace(visit, url=url))
            except SourceError as exc:
                return Landing(url, tuple(hops), error=exc)
            if not landing.response or landing.response.status not in REDIRECTS:
                return replace(landing, hops=tuple(hops))
            hops.append(url)
            target = normalised(urljoin(url, landing.response.headers.get("location", "")))
            if visit.start and target:
                self.scope.admit(target)
            target = self.scope.secured(target)
            if target in hops or len(hops) > _MOST_HOPS or not target:
                error = SourceBroken(f"{url} redirects in a circle, or to no address.")
                return Landing(url, tuple(hops[:-1]), error=error)
            url = target

    def _ask(self, visit: Visit) -> Landing:
        url = visit.url
        if not self.robots.allows(url):
            if visit.start:
                raise SourceRefused(f"robots.txt asks not to visit the start {url}.")
            return Landing(url, aside="robots.txt asks not to visit it.")
        suffix = suffix_of(url)
        if suffix in OUTDATED:
            return Landing(url, aside=f"It is a {suffix} file; offer it as PDF or .docx.")
        note = self.note(url)
        if note and self.config.trust_lastmod and visit.lastmod == note.lastmod != "":
            return Landing(url, note=note, unchanged=True)
        response = self.fetcher.get(url, note.conditions if note else None)
        return Landing(url, response=response, note=note, unchanged=response.status == 304)

    def note(self, url: str) -> Note | None:
        """What is remembered of an address, unless it was under another configuration."""
        known = self.known.get(url)
        note = read_note(known.note) if known else None
        return note if note and note.made_for == self.made_for else None
