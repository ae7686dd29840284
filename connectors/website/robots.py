"""What a site asks of robots."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from protego import Protego

from connectors.errors import SourceError, SourceRefused, SourceUnavailable
from connectors.http.types import Http
from connectors.website.dates import day
from connectors.website.urls import origin_of

AGENT = "Vraagbaak"
"""The name that robots.txt may speak to."""
_MISSING = tuple(code for code in range(400, 429) if code not in (401, 403))
_LONGEST_DELAY = 60.0
_DIRECTIVE = re.compile(r"^\s*([\w-]+)\s*:\s*(.*)$")


class Robots:
    """The robots.txt files of some hosts, each asked for once, by RFC 9309."""

    def __init__(self, http: Http, obey: bool) -> None:
        self._http = http
        self._obey = obey
        self._rules: dict[str, Protego] = {}

    def allows(self, url: str) -> bool:
        """Whether the address may be visited. Raises SourceUnavailable when nobody can tell."""
        return not self._obey or self._of(url).can_fetch(url, AGENT)

    def delay_s(self, url: str) -> float:
        """Seconds that the host asks for between two requests."""
        asked = self._of(url).crawl_delay(AGENT) if self._obey else None
        return min(asked or 0.0, _LONGEST_DELAY)

    def sitemaps(self, url: str) -> list[str]:
        """The sitemaps that the host names."""
        return list(self._of(url).sitemaps)

    def _of(self, url: str) -> Protego:
        origin = origin_of(url)
        if origin not in self._rules:
            self._rules[origin] = Protego.parse(self._text(f"{origin}/robots.txt"))
        return self._rules[origin]

    def _text(self, url: str) -> str:
        """An answer of 4xx means that there are no rules, of 5xx that nothing may be visited."""
        try:
            response = self._http.request("GET", url, expected=(200, *_MISSING))
        except SourceRefused:
            return ""
        except SourceError as exc:
            if not self._obey:
                return ""
            raise SourceUnavailable(
                f"{url} cannot be had, so nothing of that site may be visited: {exc}"
            ) from exc
        return response.content.decode("utf-8-sig", "replace") if response.status == 200 else ""


@dataclass(frozen=True, slots=True)
class Directives:
    """What a page asks of robots."""

    noindex: bool = False
    nofollow: bool = False
    until: date | None = None
    """The last day that the page is to be found."""


def directives(header: str, *metas: str) -> Directives:
    """The X-Robots-Tag header and robots meta elements together; the strictest counts."""
    words = {word for text in (_ours(header), *metas) for word in re.split(r"[\s,]+", text.lower())}
    until = re.search(
        r"unavailable_after\s*:\s*([^\n]+)", "\n".join((header, *metas)), re.IGNORECASE
    )
    return Directives(
        noindex=bool(words & {"noindex", "none"}),
        nofollow=bool(words & {"nofollow", "none"}),
        until=day(until.group(1)) if until else None,
    )


def _ours(header: str) -> str:
    """The directives of a header that are for all robots or for this one."""
    kept, for_us = [], True
    for part in header.split(","):
        found = _DIRECTIVE.match(part)
        if found and found.group(1).lower() not in ("unavailable_after", "max-snippet"):
            for_us = found.group(1).lower() == AGENT.lower()
            part = found.group(2)  # noqa: PLW2901 - what follows the robot's name
        kept += [part] if for_us else []
    return ",".join(kept)
