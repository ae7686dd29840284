"""Addresses of the web: which are taken, and how they are shown to people."""

from __future__ import annotations

import re

import httpx

from connectors.errors import AddressRefused

_HOST = re.compile(r"(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?")
_LONGEST_SHOWN = 300
# What browsers refuse too (https://fetch.spec.whatwg.org/#port-blocking): servers there may take
# the lines of a request for commands of their own.
_BAD_PORTS = frozenset(
    int(port)
    for port in """
    1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111
    113 115 117 119 123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540
    548 554 556 563 587 601 636 989 990 993 995 1719 1720 1723 2049 3659 4045 4190 5060 5061 6000
    6379 6566 6665 6666 6667 6668 6669 6679 6697 10080 11211
    """.split()
)


def parse(url: str) -> httpx.URL:
    """The address, normalised and without its fragment. Raises AddressRefused.

    Of the host only the spelling is judged here. What it leads to is judged where it is connected
    to (:mod:`connectors.http.backend`).
    """
    try:
        found = httpx.URL(url).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as exc:
        raise AddressRefused(f"{shown(url)} is not a web address.") from exc
    if objection := _objection(found):
        raise AddressRefused(f"{shown(url)}: {objection}.")
    return _without_final_dot(found)


def onward(url: httpx.URL, location: str) -> httpx.URL:
    """Where a redirect leads. Raises AddressRefused."""
    try:
        joined = str(url.join(location.strip()))
    except (httpx.InvalidURL, ValueError) as exc:
        raise AddressRefused(
            f"{shown(str(url))} redirects to {shown(location)}, which is not a web address."
        ) from exc
    try:
        return parse(joined)
    except AddressRefused as exc:
        raise AddressRefused(f"{shown(str(url))} redirects to {exc}") from exc


def origin(url: httpx.URL) -> tuple[str, bytes, int]:
    """Scheme, host and port."""
    return url.scheme, url.raw_host, url.port or (443 if url.scheme == "https" else 80)


def shown(url: str) -> str:
    """The address as an error may show it: without name, password, fragment and query values."""
    clean = "".join(char if char.isprintable() else "�" for char in url.partition("#")[0])
    place, mark, query = clean.partition("?")
    place = re.sub(r"^([a-zA-Z][a-zA-Z0-9+.-]*:)?([/\\]*)[^/]*@", r"\1\2…@", place)
    if mark:
        place += mark + "&".join(_hidden(part) for part in query.split("&"))
    return place if len(place) <= _LONGEST_SHOWN else place[:_LONGEST_SHOWN] + "…"


def _hidden(part: str) -> str:
    name, equals, _ = part.partition("=")
    return f"{name}=…" if equals else "…"


def _objection(url: httpx.URL) -> str:
    host = url.raw_host.decode("ascii", "replace")
    if url.scheme not in {"http", "https"}:
        return "only http and https are read"
    if url.userinfo or b"@" in url.netloc:
        return "a name or password in an address is refused"
    if not host.strip("."):
        return "it names no host"
    if not _HOST.fullmatch(host) and (":" not in host or "%" in host):
        return "its host has characters that no host has"
    return _objection_to_port(url.port)


def _objection_to_port(port: int | None) -> str:
    if port is None:
        return ""
    if not 0 < port < 65_536:
        return "there is no such port"
    return f"port {port} belongs to another service than the web" if port in _BAD_PORTS else ""


def _without_final_dot(url: httpx.URL) -> httpx.URL:
    """``example.be.`` is ``example.be``, which is what its certificate says."""
    host = url.raw_host.decode("ascii")
    return url.copy_with(host=host[:-1]) if host.endswith(".") else url
