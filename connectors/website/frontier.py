"""What a crawl has found and what became of it: addresses only, whatever the pages weigh."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import IntEnum


class State(IntEnum):
    """What became of an address in this run."""

    QUEUED = 0
    OPEN = 1
    """It is being visited."""
    KEPT = 2
    ASIDE = 3
    """There, but no document."""
    GONE = 4
    FAILED = 5


@dataclass(frozen=True, slots=True)
class Visit:
    """An address to visit."""

    url: str
    depth: int = 0
    label: str = ""
    """The words of the link to it."""
    lastmod: str = ""
    start: bool = False


class Frontier:
    """Addresses to visit in the order they were found; each is visited once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._queue: deque[Visit] = deque()
        self._states: dict[str, State] = {}
        self.left_out = ""
        """The first address for which there was no more room."""

    def add(self, visit: Visit) -> None:
        """To be visited, unless it was found before or there is no more room."""
        if visit.url in self._states:
            return
        if len(self._states) >= self._most:
            self.left_out = self.left_out or visit.url
            return
        self._states[visit.url] = State.QUEUED
        self._queue.append(visit)

    def next(self) -> Visit | None:
        """The next that nobody has visited meanwhile; None when there are no more."""
        while self._queue:
            visit = self._queue.popleft()
            if self._states[visit.url] is State.QUEUED:
                return visit
        return None

    def mark(self, url: str, state: State) -> None:
        """What became of an address."""
        self._states[url] = state

    def state(self, url: str) -> State | None:
        """What became of an address; None where it was not found."""
        return self._states.get(url)

    def visited(self, url: str) -> bool:
        """Whether it was visited, or is being visited."""
        return self._states.get(url, State.QUEUED) is not State.QUEUED

    def __contains__(self, url: str) -> bool:
        return url in self._states
