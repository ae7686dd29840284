"""The client that connectors use."""

from __future__ import annotations

import ssl
import threading
import weakref
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Self

import httpcore
import httpx

from connectors.errors import AddressRefused, SourceBroken, SourceError, SourceUnavailable
from connectors.http import answers, backend
from connectors.http.answers import Redirect, Setback
from connectors.http.networks import Networks
from connectors.http.requests import Ask, checked, redirected
from connectors.http.types import Response
from connectors.http.waiting import Clock, Turns, backoff

_DRAINED = 65_536
"""Bytes of an answer nobody wants that are read, so that its connection can be used again."""


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
        self._agent = f"Vraagbaak/{_version()}" + (f" (+{contact})" if contact else "")
        self._turns = Turns(
            self._limits.parallel, self._limits.pause_s, self._clock, stop or threading.Event()
        )
        self._deadline = backend.Deadline(self._clock)
        checked_backend = backend.CheckedBackend(networks or Networks(), resolve, self._deadline)
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls or _tls(),
            max_connections=100,
            max_keepalive_connections=20,
            keepalive_expiry=30.0,
            network_backend=checked_backend,
        )
        weakref.finalize(self, self._pool.close)

    def close(self) -> None:
        """Closes all connections; so does the end of the client's life."""
        self._pool.close()

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
        most = min(
            self._limits.max_bytes if max_bytes is None else max_bytes, self._limits.max_bytes
        )
        ask = checked(method, url, headers, content, expected, most)
        sink = BytesIO()
        ask, found = self._follow(ask, sink, redirects, self._limits.deadline_s)
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
        limit = self._limits.max_download_bytes
        most = min(limit if max_bytes is None else max_bytes, limit)
        ask = checked("GET", url, headers, None, expected, most)
        part = target.with_name(target.name + ".part")
        try:
            with part.open("wb") as sink:
                ask, found = self._follow(ask, sink, True, self._limits.download_deadline_s)
            if 200 <= found.status < 300:
                part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        return answers.response(ask, found, b"")

    def _follow(
        self, ask: Ask, sink: BinaryIO, redirects: bool, deadline: float
    ) -> tuple[Ask, answers.Head]:
        while True:
            found = self._patiently(ask, sink, redirects, deadline)
            if not isinstance(found, Redirect):
                return ask, found
            ask = redirected(ask, found.status, found.location, self._limits.redirects)

    def _patiently(
        self, ask: Ask, sink: BinaryIO, redirects: bool, deadline: float
    ) -> answers.Head | Redirect:
        tries = 0
        while isinstance(found := self._once(ask, sink, redirects, deadline), Setback):
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

    def _once(
        self, ask: Ask, sink: BinaryIO, redirects: bool, deadline: float
    ) -> answers.Head | Redirect | Setback:
        with self._turns.turn(ask.url.raw_host):
            self._deadline.begin(deadline)
            try:
                return self._exchanged(ask, sink, redirects)
            except AddressRefused as exc:
                raise AddressRefused(f"{ask.way}: {exc}") from exc
            except httpcore.LocalProtocolError:
                # Its message quotes what was to be sent, and that may be a secret.
                raise SourceBroken(f"{ask.shown} cannot be asked this way.") from None
            except (
                httpcore.TimeoutException,
                httpcore.NetworkError,
                httpcore.ProtocolError,
            ) as exc:
                return answers.failed(ask, exc)

    def _exchanged(
        self, ask: Ask, sink: BinaryIO, redirects: bool
    ) -> answers.Head | Redirect | Setback:
        step = dict.fromkeys(("connect", "read", "write", "pool"), self._limits.timeout_s)
        with self._pool.stream(
            ask.method,
            httpcore.URL(
                scheme=ask.url.raw_scheme,
                host=ask.url.raw_host,
                port=ask.url.port,
                target=ask.url.raw_path,
            ),
            headers=ask.wire_headers(self._agent),
            content=ask.content if ask.content or ask.method in {"POST", "PUT"} else None,
            extensions={"timeout": step},
        ) as answer:
            found = answers.head(answer)
            instead = answers.judged(ask, found, redirects, self._clock)
            if instead is not None:
                _drain(answer)
                if isinstance(instead, SourceError):
                    raise instead
                return instead
            answers.taken(ask, found, self._chunks(answer), sink)
            return found

    def _chunks(self, answer: httpcore.Response) -> Iterator[bytes]:
        for chunk in answer.iter_stream():
            self._turns.go_on()
            yield chunk


def _drain(answer: httpcore.Response) -> None:
    read = 0
    for chunk in answer.iter_stream():
        read += len(chunk)
        if read > _DRAINED:
            return


@cache
def _tls() -> ssl.SSLContext:
    """One for all: to load the authorities takes a while."""
    return httpx.create_ssl_context()


def _version() -> str:
    try:
        return version("vraagbaak")
    except PackageNotFoundError:  # run from a folder that was not installed
        return "0"
