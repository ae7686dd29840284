"""The pages and documents of a public website."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from connectors.http.types import Http
from connectors.types import Change, Known
from connectors.website.config import Config
from connectors.website.crawl import Crawl
from connectors.website.fetch import Clock

if TYPE_CHECKING:
    from connectors.registry import Tools

__all__ = ["Config", "WebsiteConnector", "connect"]


def connect(config: Config, tools: Tools) -> WebsiteConnector:
    """The connector for a configuration."""
    return WebsiteConnector(config, tools.http)


@dataclass(frozen=True, slots=True)
class WebsiteConnector:
    """A website's pages, found by links and sitemaps.

    A page's key is its address after redirects, in one spelling (:mod:`connectors.website.urls`).
    A run visits every address, but the bytes of what is unchanged are not sent again. There is no
    cursor: a run that broke off begins anew, and asks with what it knew.
    """

    config: Config
    http: Http
    clock: Clock = field(default_factory=Clock)

    def changes(
        self, cursor: str = "", known: Mapping[str, Known] | None = None
    ) -> Iterator[Change]:
        """Every page; complete when none was hidden by a failure or the limit of pages."""
        del cursor
        yield from Crawl(self.config, self.http, known or {}, self.clock).run()
