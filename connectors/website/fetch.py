"""One address asked for politely: conditions, redirects, pauses."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from connectors.errors import SourceBroken
from connectors.http.types import Http, Response
from connectors.website.robots import Robots
from connectors.website.urls import host_of, normalised

REDIRECTS = (301, 302, 303, 307, 308)
GONE = (404, 410)
_MOST_HOPS = 10
_ACCEPT = {"Accept": "text/html,application/xhtml+xml,application/pdf,*/*;q=0.5"}


@dataclass(frozen=True, slots=True)
class Clock:
    """Time, so that tests need not wait."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


class Fetcher:
    """Asks for pages of a site, no sooner after one another than it wants."""

    def __init__(self, http: Http, robots: Robots, delay_s: float, clock: Clock) -> None:
        self._http = http
        self._robots = robots
        self._delay_s = delay_s
        self._clock = clock
        self._last: dict[str, float] = {}

    def get(self, url: str, conditions: Mapping[str, str] | None = None) -> Response:
        """The answer, which may be a redirect to elsewhere, 304, 404 or 410.

        A redirect to another spelling of the same address is followed here. Raises SourceError.
        """
        address = url
        for _ in range(_MOST_HOPS):
            self._pause(address)
            response = self._http.request(
                "GET",
                address,
                headers={**_ACCEPT, **(conditions or {})},
                expected=(200, 304, *GONE, *REDIRECTS),
                redirects=False,
            )
            location = urljoin(address, response.headers.get("location", ""))
            if response.status not in REDIRECTS or normalised(location) != url:
                return response
            if location.partition("#")[0] == address:
                break
            address = location.partition("#")[0]
        raise SourceBroken(f"{url} redirects to itself.")

    def file(self, url: str) -> bytes:
        """A file that is no page, such as a sitemap. Raises SourceError."""
        self._pause(url)
        return self._http.request("GET", url).content

    def whole(self, url: str) -> bytes:
        """The page's bytes, asked for again. Raises SourceError."""
        response = self.get(url)
        if response.status != 200:
            raise SourceBroken(f"{url} answers {response.status}, though it was there before.")
        return response.content

    def _pause(self, url: str) -> None:
        wanted = max(self._delay_s, self._robots.delay_s(url))
        host = host_of(url)
        if wanted and host in self._last:
            left = self._last[host] + wanted - self._clock.now()
            if left > 0:
                self._clock.sleep(left)
        self._last[host] = self._clock.now()


class Body:
    """The bytes of a page while it is in flight; asked for again when they are wanted later."""

    def __init__(self, content: bytes, again: Callable[[], bytes]) -> None:
        self._content: bytes | None = content
        self._again = again

    def read(self) -> bytes:
        """The bytes. Raises OSError when they are no longer there to be had."""
        return self._again() if self._content is None else self._content

    def let_go(self) -> None:
        """The next page is in flight."""
        self._content = None
