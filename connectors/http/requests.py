"""One request, and what becomes of it when a server redirects."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import httpx

from connectors.errors import AddressRefused, SourceBroken, SourceRefused
from connectors.http.urls import onward, origin, parse, shown

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_METHOD = re.compile(r"[A-Za-z-]+")
_SAFE = frozenset({"GET", "HEAD"})
_IDEMPOTENT = _SAFE | {"OPTIONS", "PUT", "DELETE", "PROPFIND", "REPORT"}
_PLAIN = frozenset(
    "accept accept-encoding accept-language content-type if-modified-since if-none-match range "
    "user-agent".split()
)
"""Headers that say nothing of who asks; all others go to the first origin only."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A request, checked."""

    method: str
    url: httpx.URL
    headers: Mapping[str, str]
    """Names in lower case."""
    content: bytes
    expected: Sequence[int] = (200,)
    most: int = 0
    """Bytes that are read of the answer."""
    deadline_s: float = 0.0
    """For its answer as a whole."""
    follow: bool = True
    """Redirects are followed."""
    hops: tuple[str, ...] = ()
    """The addresses that redirected here."""
    asked: frozenset[tuple[str, str]] = frozenset()
    """Their methods and addresses: to come back to one is a circle."""
    stripped: bool = False
    """Headers of authorisation were left behind."""

    @property
    def idempotent(self) -> bool:
        """Asking twice does no more than asking once."""
        return self.method in _IDEMPOTENT

    @property
    def shown(self) -> str:
        """The address, for people."""
        return shown(str(self.url))

    @property
    def way(self) -> str:
        """The address and where the way to it began, for people."""
        return f"{shown(self.hops[0])} redirects to {self.shown}" if self.hops else self.shown

    def wire_headers(self, agent: str) -> list[tuple[bytes, bytes]]:
        """The headers as they are sent."""
        # Of a compressed answer a range would be a piece that cannot be decompressed.
        encodings = "identity" if "range" in self.headers else "gzip, deflate"
        own = {"user-agent": agent, "accept": "*/*", "accept-encoding": encodings}
        both = {**own, **self.headers}
        return [(name.encode("ascii"), value.encode("latin-1")) for name, value in both.items()]


def checked(method: str, url: str, headers: Mapping[str, str] | None, content: bytes | None) -> Ask:
    """A request as a connector makes it.

    Raises AddressRefused for the address; SourceRefused for a header that cannot be sent.
    """
    if not _METHOD.fullmatch(method):
        raise SourceBroken(f"{shown(url)} cannot be asked with the method {method!a}.")
    for name, value in (headers or {}).items():
        if not name.isascii() or not _sendable(value):
            # Not its value: it may be a secret.
            raise SourceRefused(
                f"The header {name!a} for {shown(url)} has characters that cannot be sent. Where "
                "it is made from a secret, check that the secret is one line of plain characters."
            )
    lower = {name.lower(): value.strip() for name, value in (headers or {}).items()}
    return Ask(method.upper(), parse(url), lower, content or b"")


def redirected(ask: Ask, status: int, location: str, most_hops: int) -> Ask:
    """The request that a redirect asks for.

    303 always, and 301 and 302 after a POST, ask with GET (RFC 9110, 15.4). Raises AddressRefused
    for an address that may not be asked or not with this request; SourceBroken for a circle.
    """
    url = onward(ask.url, location)
    hops = (*ask.hops, str(ask.url))
    asked = ask.asked | {(ask.method, str(ask.url))}
    follow = replace(ask, url=url, hops=hops, asked=asked)
    if status == 303 or (status in {301, 302} and ask.method == "POST"):
        follow = _as_get(follow)
    if (follow.method, str(url)) in asked:
        raise SourceBroken(f"{shown(hops[0])} redirects in a circle.")
    if len(hops) > most_hops:
        raise SourceBroken(f"{shown(hops[0])} redirects more than {most_hops} times.")
    return follow if origin(url) == origin(ask.url) else _to_another(follow, ask)


def _as_get(ask: Ask) -> Ask:
    kept = {name: value for name, value in ask.headers.items() if name != "content-type"}
    method = ask.method if ask.method in _SAFE else "GET"
    return replace(ask, method=method, content=b"", headers=kept)


def _to_another(follow: Ask, ask: Ask) -> Ask:
    plain = {name: value for name, value in follow.headers.items() if name in _PLAIN}
    secret = len(plain) < len(follow.headers)
    if secret and ask.url.scheme == "https" and follow.url.scheme == "http":
        raise AddressRefused(
            f"{ask.shown} redirects to {follow.shown}, which is not encrypted, while it is read "
            "with credentials."
        )
    if follow.content:  # what is posted may hold a secret as well
        raise AddressRefused(
            f"{ask.shown} redirects what is sent to it to another site, {follow.shown}."
        )
    return replace(follow, headers=plain, stripped=follow.stripped or secret)


def _sendable(value: str) -> bool:
    return all(char == "\t" or " " <= char <= "~" or "\xa0" <= char <= "\xff" for char in value)
