"""Connections, only to addresses that were checked.

The check happens where the connection is made, on the very address that is connected to: an
answer of the name server that changes between the two cannot win.
"""

from __future__ import annotations

import math
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Sequence
from ipaddress import ip_address
from typing import Any

import httpcore

from connectors.errors import AddressRefused
from connectors.http.networks import Address, Networks
from connectors.http.waiting import Clock

Resolve = Callable[[str, int], Sequence[str]]
"""The numeric addresses of a host. Raises OSError or UnicodeError."""
_MOST_TRIED = 4
"""Addresses of one host that are tried before it counts as out of reach."""


def resolve(host: str, port: int) -> list[str]:
    """What the system answers, in its order of preference."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


class Deadline(threading.local):
    """When what this thread is waiting for must be over."""

    at = math.inf

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def begin(self, seconds: float) -> None:
        """Start counting."""
        self.at = self._clock.now() + seconds

    def left(self, timeout: float | None) -> float:
        """Seconds that one step may take. Raises httpcore.ReadTimeout when none are left."""
        left = self.at - self._clock.now()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for the whole answer is over")
        return min(math.inf if timeout is None else timeout, left)


class CheckedBackend(httpcore.NetworkBackend):
    """TCP to addresses that ``networks`` lets pass. All of a host's must, before one is tried."""

    def __init__(self, networks: Networks, resolve: Resolve, deadline: Deadline) -> None:
        self._tcp = httpcore.SyncBackend()
        self._networks = networks
        self._resolve = resolve
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to one of the host's addresses. Raises AddressRefused."""
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in self._checked(host, port)[:_MOST_TRIED]:
            left = self._deadline.left(timeout)
            try:
                stream = self._tcp.connect_tcp(
                    str(address), port, left, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as exc:
                failure = exc
            else:
                return _TimedStream(stream, self._deadline)
        raise failure

    def _checked(self, host: str, port: int) -> list[Address]:
        try:
            found = [ip_address(one) for one in self._resolve(host, port)]
        except UnicodeError as exc:
            raise AddressRefused(f"{host[:80]} is not the name of a host.") from exc
        except OSError as exc:
            raise httpcore.ConnectError(f"the name {host} is not known") from exc
        except ValueError as exc:
            raise AddressRefused(f"{host} leads to what is no address.") from exc
        for address in found:
            if objection := self._networks.objection(address):
                # The address itself is not told: names of the inside would then be mapped.
                raise AddressRefused(
                    f"{host} may not be reached: its address {objection}. The operator can allow "
                    "a network with VRAAGBAAK_SOURCE_NETWORKS."
                )
        return found


class _TimedStream(httpcore.NetworkStream):
    """A stream of which no step takes longer than until the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout)
        secure = self._inner.start_tls(ssl_context, server_hostname, left)
        return _TimedStream(secure, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
