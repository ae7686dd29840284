"""One request and its answer, over connections that are kept for the next."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import BinaryIO

import httpcore
import httpx

from connectors.errors import AddressRefused, SourceBroken, SourceError
from connectors.http import answers
from connectors.http.answers import Head, Redirect, Setback
from connectors.http.backend import CheckedBackend, Deadline, Resolve
from connectors.http.networks import Networks
from connectors.http.requests import Ask
from connectors.http.waiting import Clock, Turns

_DRAINED = 65_536
"""Bytes of an answer nobody wants that are read, so that its connection can be used again."""
_KEPT_S = 5.0
"""An idle connection. Many servers close theirs then; to use one that closes loses a request."""
_FAILURES = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError)


class Exchange:
    """Asks servers, when it is their turn. Thread-safe."""

    def __init__(
        self,
        networks: Networks,
        resolve: Resolve,
        tls: ssl.SSLContext | None,
        *,
        clock: Clock,
        turns: Turns,
        agent: str,
        timeout_s: float,
    ) -> None:
        self._clock = clock
        self._turns = turns
        self._agent = agent
        self._steps = dict.fromkeys(("connect", "read", "write", "pool"), timeout_s)
        self._deadline = Deadline(clock)
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls or _tls(),
            max_connections=100,
            max_keepalive_connections=20,
            keepalive_expiry=_KEPT_S,
            network_backend=CheckedBackend(networks, resolve, self._deadline),
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    def once(self, ask: Ask, sink: BinaryIO) -> Head | Redirect | Setback:
        """Ask, and write the content of what is expected to the sink. Raises SourceError."""
        with self._turns.turn(ask.url.raw_host):
            self._deadline.begin(ask.deadline_s)
            try:
                return self._asked(ask, sink)
            except AddressRefused as exc:
                raise AddressRefused(f"{ask.way}: {exc}") from exc
            except httpcore.LocalProtocolError:
                # Its message quotes what was to be sent, and that may be a secret.
                raise SourceBroken(f"{ask.shown} cannot be asked this way.") from None
            except _FAILURES as exc:
                return answers.failed(ask, exc)

    def _asked(self, ask: Ask, sink: BinaryIO) -> Head | Redirect | Setback:
        url, bodied = ask.url, ask.content or ask.method in {"POST", "PUT"}
        with self._pool.stream(
            ask.method,
            httpcore.URL(
                scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
            ),
            headers=ask.wire_headers(self._agent),
            content=ask.content if bodied else None,
            extensions={"timeout": self._steps},
        ) as answer:
            found = answers.head(answer)
            instead = answers.judged(ask, found, self._clock)
            if instead is None:
                answers.taken(ask, found, self._chunks(answer), sink)
                return found
            _drain(answer)
            if isinstance(instead, SourceError):
                raise instead
            return instead

    def _chunks(self, answer: httpcore.Response) -> Iterator[bytes]:
        for chunk in answer.iter_stream():
            self._turns.go_on()
            yield chunk


def _drain(answer: httpcore.Response) -> None:
    read = 0
    with suppress(*_FAILURES):  # the answer was understood without
        for chunk in answer.iter_stream():
            read += len(chunk)
            if read > _DRAINED:
                return


@cache
def _tls() -> ssl.SSLContext:
    """One for all: to load the authorities takes a while."""
    return httpx.create_ssl_context()
