"""How an agency's website is described."""

from __future__ import annotations

import re
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from connectors.config import GlobPattern, HttpUrl, SourceConfig

HostName = Annotated[str, StringConstraints(pattern=r"^[^\s/:]+(?::\d+)?$", max_length=255)]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]


class Config(SourceConfig):
    """A public website, found by its links, its sitemaps or both."""

    starts: Annotated[tuple[HttpUrl, ...], Field(max_length=100)] = ()
    """Pages where the crawl begins, such as the home page."""
    sitemaps: Annotated[tuple[HttpUrl, ...], Field(max_length=100)] = ()
    """Addresses of sitemaps or sitemap indexes, plain or gzip."""
    sitemaps_of_robots: bool = True
    """Whether the sitemaps that robots.txt names are used too."""
    hosts: Annotated[tuple[HostName, ...], Field(max_length=100)] = ()
    """Hosts that may be visited, such as www.example.be or *.example.be; empty for those of the
    starts and sitemaps, and of where a start redirects to."""
    include: Annotated[tuple[GlobPattern, ...], Field(max_length=200)] = ()
    """Only addresses that match one of these, such as /nl/*; empty for all. A pattern that begins
    with a slash is for path and query, another for the whole address; * stands for anything."""
    exclude: Annotated[tuple[GlobPattern, ...], Field(max_length=200)] = ()
    """Never addresses that match one of these, such as /kalender/* or *print=1*."""
    follow_only: Annotated[tuple[GlobPattern, ...], Field(max_length=200)] = ()
    """Pages that are read for their links but are no documents, such as overviews and search."""
    max_depth: Annotated[int, Field(ge=0, le=100)] = 20
    """Clicks from a start or from a page of a sitemap; 0 follows no links."""
    max_pages: Annotated[int, Field(ge=1, le=200_000)] = 10_000
    """Addresses visited in one run; a run that reaches the limit removes nothing."""
    delay_s: Annotated[float, Field(ge=0, le=60)] = 0.0
    """Seconds between two requests; the service's own pause and the site's Crawl-delay hold too."""
    robots: bool = True
    """Whether robots.txt, noindex and nofollow are obeyed; switch off for your own site only."""
    languages: Annotated[tuple[LanguageCode, ...], Field(max_length=10)] = ()
    """Only pages in these languages, such as nl; pages that do not say theirs are kept."""
    documents: bool = True
    """Whether linked PDF and office documents are taken too."""
    trust_lastmod: bool = False
    """Whether a page whose lastmod in the sitemap is the same is taken as unchanged without asking.
    Only for sites whose sitemap is known to be right."""

    @model_validator(mode="after")
    def _begins_somewhere(self) -> Self:
        if not (self.starts or self.sitemaps):
            raise ValueError("name at least one address under starts or sitemaps")
        return self


def matcher(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    """One expression for some globs; None where there are none."""
    parts = [".*".join(re.escape(piece) for piece in glob.split("*")) for glob in patterns]
    return re.compile("|".join(f"(?:{part})" for part in parts), re.DOTALL) if parts else None
