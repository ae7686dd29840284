"""How feeds are described."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from connectors.config import HttpUrl, SourceConfig
from connectors.website.config import HostName


class Config(SourceConfig):
    """News and announcements from RSS or Atom feeds. What falls off a feed is kept."""

    feeds: Annotated[tuple[HttpUrl, ...], Field(min_length=1, max_length=100)]
    """Addresses of feeds: RSS 0.9 to 2.0, RSS 1.0 or Atom."""
    fetch: Literal["page", "entry"] = "page"
    """What an entry's document is: the page that it links to, or its text in the feed itself."""
    hosts: Annotated[tuple[HostName, ...], Field(max_length=100)] = ()
    """Only entries that link to these hosts, such as www.example.be or *.example.be; empty for all.
    Name them where a feed gathers news of others."""
    max_pages: Annotated[int, Field(ge=1, le=1000)] = 20
    """Pages of one feed that are read, where it is paged (RFC 5005); older ones are only read on
    while they hold something new."""
