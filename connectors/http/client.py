"""The client that connectors use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import httpx

from connectors.errors import SourceBroken, SourceRefused, SourceUnavailable
from connectors.http.types import Response


@dataclass(frozen=True, slots=True)
class Networks:
    """Networks beside the public internet that the operator lets connectors reach, in CIDR."""

    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HttpLimits:
    """What one request may take."""

    timeout_s: float = 30.0
    retries: int = 4
    longest_wait_s: float = 120.0
    pause_s: float = 0.5
    max_bytes: int = 100_000_000
    redirects: int = 5


class Client:
    """An :class:`~connectors.http.types.Http`."""

    def __init__(self, networks: Networks | None = None, limits: HttpLimits | None = None) -> None:
        self._networks = networks or Networks()
        self._limits = limits or HttpLimits()

    def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        expected: Sequence[int] = (200,),
        max_bytes: int | None = None,
        redirects: bool = True,
    ) -> Response:
        """The answer to one request."""
        del max_bytes
        try:
            found = httpx.request(
                method,
                url,
                headers=dict(headers or {}),
                content=content,
                follow_redirects=redirects,
                timeout=self._limits.timeout_s,
                trust_env=False,
            )
        except httpx.HTTPError as exc:
            raise SourceUnavailable(f"{url} does not answer: {exc}.") from exc
        if found.status_code in {401, 403}:
            raise SourceRefused(f"{url} refuses access.")
        if found.status_code == 429 or found.status_code >= 500:
            raise SourceUnavailable(f"{url} answers {found.status_code}.")
        if found.status_code not in expected:
            raise SourceBroken(f"{url} answers {found.status_code}.")
        hops = tuple(str(one.url) for one in found.history)
        return Response(found.status_code, str(found.url), dict(found.headers), found.content, hops)
