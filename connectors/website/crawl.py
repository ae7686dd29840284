"""One run over a website: breadth first, each address once, what is unchanged not fetched."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import replace

from connectors.errors import SourceBroken, SourceError, SourceUnavailable
from connectors.http.types import Http, Response
from connectors.types import Change, Done, Failed, Known, Removed, Skipped, Unchanged
from connectors.website.config import Config
from connectors.website.facts import Facts, Note
from connectors.website.fetch import GONE, Body, Clock, Fetcher
from connectors.website.frontier import Frontier, State, Visit
from connectors.website.judge import MOST_LINKS, item_of, judge
from connectors.website.landing import Lander, Landing
from connectors.website.page import Link
from connectors.website.robots import Robots
from connectors.website.scope import MEDIA_TYPES, Scope, suffix_of
from connectors.website.sitemap import Entry, entries
from connectors.website.urls import normalised

_MOST_SITEMAPS = 2_000
_MOST_NESTED = 3
_PATIENCE = 20
"""Addresses that may fail one after another before the site is taken to be down."""


class Crawl:
    """The state of one run; it grows with the number of addresses, not with their contents."""

    def __init__(
        self, config: Config, http: Http, known: Mapping[str, Known], clock: Clock | None = None
    ) -> None:
        self._config = config
        self._known = known
        self._scope = Scope(config)
        self._robots = Robots(http, config.robots)
        self._fetcher = Fetcher(http, self._robots, config.delay_s, clock or Clock())
        self._frontier = Frontier(config.max_pages)
        self._made_for = hashlib.sha256(config.model_dump_json().encode()).hexdigest()[:8]
        self._lander = Lander(
            config,
            known,
            self._scope,
            self._robots,
            self._fetcher,
            self._frontier,
            self._made_for,
        )
        self._hidden = False
        """Whether something failed that could lead to pages we then do not see."""
        self._kept = 0
        self._nested = 0
        self._streak = 0
        self._error: SourceError | None = None
        """The last that was met."""

    def run(self) -> Iterator[Change]:
        """All changes. Raises SourceError when the site as a whole cannot be had."""
        yield from self._roots()
        yield from self._drain()
        if self._hidden:
            # What we cannot see links to may still be there: ask for what was there before.
            for url in self._known:
                if self._scope.visits(url):
                    self._frontier.add(Visit(url, self._config.max_depth))
            yield from self._drain()
        yield from self._end()

    def _drain(self) -> Iterator[Change]:
        while visit := self._frontier.next():
            yield from self._visit(visit)

    def _end(self) -> Iterator[Change]:
        left_out = self._frontier.left_out
        if left_out:
            yield Failed(
                left_out,
                f"The limit of {self._config.max_pages:,} addresses was reached; this and what "
                "follows was not visited, and nothing is removed. Raise max_pages, or exclude what "
                "goes on without end, such as a calendar or search results.",
            )
        # A site with nothing left is more likely to be broken than to be emptied.
        emptied = bool(self._known) and not self._kept
        yield Done(complete=not (left_out or self._hidden or emptied))

    # Where the crawl begins

    def _roots(self) -> Iterator[Change]:
        good = 0
        for url in dict.fromkeys(filter(None, map(normalised, self._config.starts))):
            if not self._frontier.visited(url):
                self._frontier.add(Visit(url))
                yield from self._visit(Visit(url, start=True))
            good += self._frontier.state(url) is not State.FAILED
        for found in self._sitemaps():
            if isinstance(found, Entry):
                url = self._scope.secured(found.url)
                self._add(Visit(url, lastmod=found.lastmod))
            else:
                good += found is None
                yield from () if found is None else (found,)
        if not good:
            raise self._error or SourceBroken("None of the starts is a web address.")

    def _sitemaps(self) -> Iterator[Entry | Failed | None]:
        """What the sitemaps name; None for one that was read to its end."""
        waiting = [*map(normalised, self._config.sitemaps), *self._sitemaps_of_robots()]
        seen: set[str] = set()
        while waiting and len(seen) < _MOST_SITEMAPS:
            url = waiting.pop(0)
            if not url or url in seen:
                continue
            seen.add(url)
            try:
                for entry in entries(self._fetcher.file(url), url):
                    if entry.is_sitemap:
                        waiting.append(entry.url)
                    else:
                        yield entry
                yield None
            except SourceError as exc:
                self._hidden, self._error = True, exc
                yield Failed(url, f"This sitemap cannot be read: {exc}")

    def _sitemaps_of_robots(self) -> list[str]:
        if not self._config.sitemaps_of_robots:
            return []
        named = [found for start in self._config.starts for found in self._robots.sitemaps(start)]
        return [normalised(url, self._config.starts[0]) for url in named]

    def _add(self, visit: Visit) -> None:
        if visit.depth <= self._config.max_depth and self._scope.visits(visit.url):
            self._frontier.add(visit)

    # One address

    def _visit(self, visit: Visit) -> Iterator[Change]:
        landing = self._lander.land(visit)
        self._streak = 0 if landing.response else self._streak
        if not landing.elsewhere:
            yield from self._told(replace(visit, url=landing.url), landing)
        for hop in landing.hops:
            yield from self._moved(hop, landing.url)

    # What became of it

    def _told(self, visit: Visit, landing: Landing) -> Iterator[Change]:
        url, response = visit.url, landing.response
        if landing.error:
            yield self._failed(url, landing.error)
        elif landing.aside:
            yield self._aside(url, landing.aside)
        elif response and response.status in GONE:
            if visit.start:
                wrong = SourceBroken(f"The start {url} answers {response.status}; is it right?")
                yield self._failed(url, wrong)
            else:
                yield from self._gone(url, f"It answers {response.status}.")
        elif landing.unchanged and landing.note:
            yield from self._same(visit, landing.note)
        elif response and response.status == 200:
            yield from self._fresh(visit, response)
        else:
            yield self._failed(url, SourceBroken(f"{url} answers in a way that makes no sense."))

    def _same(self, visit: Visit, note: Note) -> Iterator[Change]:
        """The page is as it was; what becomes of it may differ, as its canonical page may."""
        self._follow(visit, (Link(url, "") for url in note.facts.links))
        reason = yield from self._reason(visit, note.facts)
        known = self._known[visit.url]
        if reason:
            yield self._aside(visit.url, reason, known.version, known.note)
        elif note.kept:
            self._kept += 1
            self._frontier.mark(visit.url, State.KEPT)
            yield Unchanged(visit.url)
        else:
            try:
                response = self._fetcher.get(visit.url)
            except SourceError as exc:
                yield self._failed(visit.url, exc)
                return
            again = Landing(visit.url, response=response)
            yield from self._told(visit, again)

    def _fresh(self, visit: Visit, response: Response) -> Iterator[Change]:
        url = visit.url
        judged = judge(url, response, self._scope, self._config)
        self._follow(visit, judged.links)
        note = Note(
            judged.facts,
            etag=response.headers.get("etag", ""),
            last_modified=response.headers.get("last-modified", ""),
            lastmod=visit.lastmod,
            made_for=self._made_for,
        )
        reason = yield from self._reason(visit, judged.facts)
        if reason:
            yield self._aside(url, reason, judged.version, note.encoded())
            return
        self._kept += 1
        self._frontier.mark(url, State.KEPT)
        body = Body(judged.content, lambda: self._fetcher.whole(url))
        yield item_of(visit, judged, response, replace(note, kept=True), body)
        body.let_go()

    def _reason(self, visit: Visit, facts: Facts) -> Generator[Change, None, str]:
        """Yields what its canonical page becomes; returns why the page is no document."""
        spoken = self._config.languages
        if facts.unfit:
            return facts.unfit
        if self._scope.only_followed(visit.url):
            return "It is read for its links only."
        if not self._scope.keeps(visit.url):
            return "It is a start that include or exclude leaves out."
        if spoken and facts.language and facts.language not in spoken:
            return f"It is in another language ({facts.language})."
        return (yield from self._replaced(visit, facts.canonical))

    def _replaced(self, visit: Visit, canonical: str) -> Generator[Change, None, str]:
        """Visits the canonical page first: only one that is there can stand for this one."""
        canonical = self._scope.secured(canonical)
        if canonical in ("", visit.url) or not self._scope.keeps(canonical):
            return ""
        if not self._frontier.visited(canonical) and self._nested < _MOST_NESTED:
            self._frontier.add(Visit(canonical))
            self._nested += 1
            yield from self._visit(replace(visit, url=canonical, lastmod="", start=False))
            self._nested -= 1
        state = self._frontier.state(canonical)
        stands = state is State.KEPT or (state is State.FAILED and canonical in self._known)
        return f"Its canonical address is {canonical}." if stands else ""

    def _moved(self, hop: str, target: str) -> Iterator[Change]:
        state = self._frontier.state(target)
        if state is State.FAILED:
            self._frontier.mark(hop, State.FAILED)
            yield Failed(hop, f"It redirects to {target}, which cannot be had now.")
        elif state is State.GONE:
            yield from self._gone(hop, f"It redirects to {target}, which is gone.")
        else:
            yield self._aside(hop, f"It redirects to {target}.")

    def _follow(self, visit: Visit, links: Iterable[Link]) -> None:
        count = 0
        for link in links:
            count += 1
            self._add(Visit(link.url, visit.depth + 1, link.label))
        # Which of a longer list were cut may change; none that was known may go for that.
        self._hidden = self._hidden or count >= MOST_LINKS

    def _aside(self, url: str, reason: str, version: str = "", note: str = "") -> Skipped:
        self._frontier.mark(url, State.ASIDE)
        return Skipped(url, reason, version, note)

    def _gone(self, url: str, reason: str) -> Iterator[Change]:
        self._frontier.mark(url, State.GONE)
        if url in self._known:
            yield Removed(url, reason)

    def _failed(self, url: str, exc: SourceError) -> Failed:
        self._frontier.mark(url, State.FAILED)
        self._error = exc
        self._streak += isinstance(exc, SourceUnavailable)
        if self._streak >= _PATIENCE:
            raise SourceUnavailable(
                f"{_PATIENCE} addresses failed one after another, {url} last: {exc} "
                "The crawl was broken off; a later one goes over everything again."
            ) from exc
        note = self._lander.note(url)
        if note:
            self._follow(Visit(url), (Link(found, "") for found in note.facts.links))
        elif suffix_of(url) not in MEDIA_TYPES:
            self._hidden = True
        return Failed(url, str(exc))
