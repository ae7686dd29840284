"""Reads documents in processes of their own, so that a hostile or broken file harms only itself.

A parser may hang, crash, or eat all memory; the document is then reported as failed, the process
is replaced and the others go on. Processes are started as programs (not forked), which is safe
beside threads, and serve many documents each.
"""

from __future__ import annotations

import os
import queue
from threading import Lock
from types import TracebackType
from typing import Protocol, Self

from vraagbaak.errors import DocumentError, DocumentTooLarge, ExtractionFailed
from vraagbaak.ingest.extract import extract, format_of
from vraagbaak.ingest.sandbox_process import ReadingProcess, SandboxLimits
from vraagbaak.ingest.types import Extracted

_MEGABYTE = 1 << 20
EXTRACTOR = "vraagbaak.ingest.extract:extract"
"""``module:function`` that the processes call; tests name one that misbehaves."""


class Reader(Protocol):
    """Bytes of a file to its text."""

    @property
    def max_bytes(self) -> int:
        """Larger files are not read."""

    def read(self, data: bytes, media_type: str, name: str) -> Extracted:
        """Blocking, thread-safe. Raises DocumentError and nothing else for a bad document."""

    def close(self) -> None:
        """Let go of processes."""


class InProcess:
    """The twin without processes: for tests and trusted files. Only sizes are limited."""

    def __init__(self, limits: SandboxLimits | None = None) -> None:
        self._limits = limits or SandboxLimits()

    @property
    def max_bytes(self) -> int:
        """As :attr:`Reader.max_bytes`."""
        return self._limits.max_bytes

    def read(self, data: bytes, media_type: str, name: str) -> Extracted:
        """As :meth:`Reader.read`."""
        check_size(len(data), self._limits.max_bytes)
        try:
            return extract(data, media_type, name, self._limits.max_unpacked)
        except DocumentError:
            raise
        except Exception as exc:
            raise ExtractionFailed(f"The file is damaged: {type(exc).__name__}.") from exc

    def close(self) -> None:
        """Nothing to let go of."""


class Sandbox:
    """A pool of reading processes; at most ``workers`` at once, each started when needed."""

    def __init__(
        self, limits: SandboxLimits | None = None, workers: int = 0, extractor: str = EXTRACTOR
    ) -> None:
        self._limits = limits or SandboxLimits()
        self._extractor = extractor
        self.workers = workers or len(os.sched_getaffinity(0))
        self._free: queue.LifoQueue[ReadingProcess | None] = queue.LifoQueue()
        for _ in range(self.workers):
            self._free.put(None)
        self._closed = False
        self._lock = Lock()

    @property
    def max_bytes(self) -> int:
        """As :attr:`Reader.max_bytes`."""
        return self._limits.max_bytes

    def read(self, data: bytes, media_type: str, name: str) -> Extracted:
        """As :meth:`Reader.read`; waits for a free process."""
        check_size(len(data), self._limits.max_bytes)
        format_of(media_type, name)
        worker = self._free.get()
        try:
            if worker is None or not worker.usable:
                worker = ReadingProcess(self._limits, self._extractor)
            return worker.read(data, media_type, name)
        finally:
            self._give_back(worker)

    def close(self) -> None:
        """End the processes; those at work end with their document."""
        with self._lock:
            self._closed = True
            while not self._free.empty():
                worker = self._free.get_nowait()
                if worker is not None:
                    worker.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _give_back(self, worker: ReadingProcess | None) -> None:
        with self._lock:
            if worker is not None and (self._closed or not worker.usable):
                worker.stop()
                worker = None
            self._free.put(worker)


def check_size(size: int, limit: int) -> None:
    """Raises DocumentTooLarge."""
    if size > limit:
        raise DocumentTooLarge(
            f"The file has {size / _MEGABYTE:.0f} MB; {limit / _MEGABYTE:.0f} MB is the limit."
        )
