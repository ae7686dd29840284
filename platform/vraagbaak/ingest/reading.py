"""Reads documents ahead, several at a time, within bounds of number and memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from connectors.types import SourceItem
from vraagbaak.errors import DocumentError
from vraagbaak.ingest.types import Extracted

_AHEAD = 16
_AHEAD_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class Job:
    """A new or changed document, its bytes in hand."""

    item: SourceItem
    data: bytes
    content_hash: str
    media_type: str
    replaces: bool
    """Whether an earlier version is stored."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A job done: its text, or why there is none."""

    job: Job
    extracted: Extracted | None
    reason: str = ""


def read_ahead(
    jobs: Iterable[Job], read: Callable[[bytes, str, str], Extracted], workers: int
) -> Iterator[Outcome]:
    """The outcome of every job, in order, while up to ``workers`` of the next are being read."""
    waiting: deque[tuple[Job, Future[Outcome]]] = deque()
    with ThreadPoolExecutor(workers, thread_name_prefix="read") as pool:
        try:
            for job in jobs:
                waiting.append((job, pool.submit(_read, job, read)))
                while len(waiting) > _AHEAD or _bytes(waiting) > _AHEAD_BYTES:
                    yield waiting.popleft()[1].result()
            while waiting:
                yield waiting.popleft()[1].result()
        finally:
            pool.shutdown(cancel_futures=True)


def _bytes(waiting: Iterable[tuple[Job, Future[Outcome]]]) -> int:
    return sum(len(job.data) for job, _ in waiting)


def _read(job: Job, read: Callable[[bytes, str, str], Extracted]) -> Outcome:
    try:
        return Outcome(job, read(job.data, job.media_type, job.item.key))
    except DocumentError as exc:
        return Outcome(job, None, exc.message)
