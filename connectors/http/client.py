"""The client that connectors use."""

from __future__ import annotations

import ssl
import threading
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Self

from connectors.errors import SourceUnavailable
from connectors.http import answers, backend
from connectors.http.answers import Head, Redirect, Setback
from connectors.http.exchange import Exchange
from connectors.http.networks import Networks
from connectors.http.requests import Ask, checked, redirected
from connectors.http.types import Response
from connectors.http.waiting import Clock, Turns, backoff


@dataclass(frozen=True, slots=True)
class HttpLimits:
    """What one request may take."""

    timeout_s: float = 30.0
    """For one step: to connect, to send, until the next bytes."""
    retries: int = 4
    """After the first try; of each hop."""
    longest_wait_s: float = 120.0
    """Before one retry. A server that asks for more is given up for this run."""
    pause_s: float = 0.5
    """From the start of one request to a host to the next."""
    max_bytes: int = 100_000_000
    """Of an answer, on the wire and decompressed."""
    redirects: int = 5
    deadline_s: float = 300.0
    """For one answer, from connecting to its last byte; waiting between tries not counted."""
    parallel: int = 2
    """Requests to one host at a time."""
    max_download_bytes: int = 2_000_000_000
    """Of what goes into a file."""
    download_deadline_s: float = 3600.0
    """As ``deadline_s``, for what goes into a file."""


class Client:
    """An :class:`~connectors.http.types.Http`. Close it, or use it as a context manager.

    All threads share its connections, its turns and its pauses. It reads nothing from the
    environment but SSL_CERT_FILE and SSL_CERT_DIR, and keeps no cookies.
    """

    def __init__(
        self,
        networks: Networks | None = None,
        limits: HttpLimits | None = None,
        *,
        contact: str = "",
        stop: threading.Event | None = None,
        clock: Clock | None = None,
        resolve: backend.Resolve = backend.resolve,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """``contact`` is an address for who wonders who asks; ``stop`` ends all waiting."""
        self._limits = limits or HttpLimits()
        self._clock = clock or Clock()
        self._turns = Turns(
            self._limits.parallel, self._limits.pause_s, self._clock, stop or threading.Event()
        )
        self._exchange = Exchange(
            networks or Networks(),
            resolve,
            tls,
            clock=self._clock,
            turns=self._turns,
            agent=f"Vraagbaak/{_version()}" + (f" (+{contact})" if contact else ""),
            timeout_s=self._limits.timeout_s,
        )
        weakref.finalize(self, self._exchange.close)

    def close(self) -> None:
        """Closes all connections; so does the end of the client's life."""
        self._exchange.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

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
        """The answer to one request; see :class:`~connectors.http.types.Http`."""
        ask = replace(
            checked(method, url, headers, content),
            expected=expected,
            most=_least(max_bytes, self._limits.max_bytes),
            deadline_s=self._limits.deadline_s,
            follow=redirects,
        )
        sink = BytesIO()
        ask, found = self._follow(ask, sink)
        return answers.response(ask, found, sink.getvalue())

    def download(
        self,
        url: str,
        target: Path,
        *,
        headers: Mapping[str, str] | None = None,
        expected: Sequence[int] = (200,),
        max_bytes: int | None = None,
    ) -> Response:
        """A GET whose content goes into a file; see :class:`~connectors.http.types.Http`."""
        ask = replace(
            checked("GET", url, headers, None),
            expected=expected,
            most=_least(max_bytes, self._limits.max_download_bytes),
            deadline_s=self._limits.download_deadline_s,
        )
        part = target.with_name(target.name + ".part")
        try:
            with part.open("wb") as sink:
                ask, found = self._follow(ask, sink)
            if 200 <= found.status < 300:
                part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        return answers.response(ask, found, b"")

    def _follow(self, ask: Ask, sink: BinaryIO) -> tuple[Ask, Head]:
        while isinstance(found := self._patiently(ask, sink), Redirect):
            ask = redirected(ask, found.status, found.location, self._limits.redirects)
        return ask, found

    def _patiently(self, ask: Ask, sink: BinaryIO) -> Head | Redirect:
        tries = 0
        while isinstance(found := self._exchange.once(ask, sink), Setback):
            self._wait(ask, found, tries)
            tries += 1
        return found

    def _wait(self, ask: Ask, setback: Setback, tries: int) -> None:
        """Until the next try. Raises the setback's error when there is to be none."""
        longest = self._limits.longest_wait_s
        if setback.wait is not None and setback.wait <= longest:  # it means all our requests
            self._turns.postpone(ask.url.raw_host, setback.wait)
        if tries >= self._limits.retries or not (ask.idempotent or setback.nothing_done):
            raise setback.error
        if setback.wait is None:
            self._turns.wait(backoff(tries, longest, self._clock))
        elif setback.wait > longest:
            raise SourceUnavailable(f"{setback.error} It asks to wait {setback.wait:,.0f} seconds.")


def _least(wanted: int | None, limit: int) -> int:
    return limit if wanted is None else min(wanted, limit)


def _version() -> str:
    try:
        return version("vraagbaak")
    except PackageNotFoundError:  # run from a folder that was not installed
        return "0"
