"""Patience with a server, and manners: how long to wait, and how many at a time."""

from __future__ import annotations

import random
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime

from connectors.errors import SourceUnavailable

_FIRST_WAIT_S = 1.0
_LOOK_S = 0.1
"""How often one that waits for its turn looks whether it was stopped."""


class Clock:
    """Time as it is. Tests have one that does not wait."""

    def now(self) -> float:
        """Seconds since some moment; never goes back."""
        return time.monotonic()

    def wall(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def wait(self, seconds: float, stop: threading.Event) -> None:
        """Wait, until it is over or stopped."""
        stop.wait(seconds)

    def jitter(self) -> float:
        """A share, at random between a half and the whole."""
        return random.uniform(0.5, 1.0)  # noqa: S311 - no secret


def backoff(tries: int, longest: float, clock: Clock) -> float:
    """Seconds to wait after so many tries: twice as long each time, never the same for all."""
    wait: float = _FIRST_WAIT_S * 2.0 ** min(tries, 30)
    return min(wait, longest) * clock.jitter()


def retry_after(value: str, clock: Clock) -> float | None:
    """The seconds that a Retry-After header asks for; None where it says nothing of use."""
    value = value.strip()
    if re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,12})?", value):
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - clock.wall())
    except (ValueError, TypeError, OverflowError):
        return None


class Turns:
    """So many requests to a host at a time, with a pause from the one to the next."""

    def __init__(self, parallel: int, pause_s: float, clock: Clock, stop: threading.Event) -> None:
        self._parallel = parallel
        self._pause = pause_s
        self._clock = clock
        self._stop = stop
        self._lock = threading.Lock()
        self._slots: dict[bytes, threading.Semaphore] = {}
        self._next: dict[bytes, float] = {}

    @contextmanager
    def turn(self, host: bytes) -> Iterator[None]:
        """Waits for a turn, and has it. Raises SourceUnavailable when it was stopped."""
        with self._lock:
            slots = self._slots.setdefault(host, threading.Semaphore(self._parallel))
        while not slots.acquire(timeout=_LOOK_S):
            self.go_on()
        try:
            while wait := self._claim(host):
                self.wait(wait)
            self.go_on()
            yield
        finally:
            slots.release()

    def postpone(self, host: bytes, seconds: float) -> None:
        """Nobody asks the host anything for so long."""
        with self._lock:
            self._next[host] = max(self._next.get(host, 0.0), self._clock.now() + seconds)

    def wait(self, seconds: float) -> None:
        """Wait. Raises SourceUnavailable when it was stopped."""
        self.go_on()
        self._clock.wait(seconds, self._stop)
        self.go_on()

    def go_on(self) -> None:
        """Raises SourceUnavailable when it was stopped."""
        if self._stop.is_set():
            raise SourceUnavailable("Reading the source was stopped.")

    def _claim(self, host: bytes) -> float:
        """Seconds to wait; 0 when it is the caller's turn now."""
        with self._lock:
            now = self._clock.now()
            wait = self._next.get(host, now) - now
            if wait > 0:
                return wait
            self._next[host] = now + self._pause
            return 0.0
