"""Answers in progress: each is made once, kept a while, and can be followed again after a break.

A reader that goes away has ``grace_s`` seconds to come back; after that the work is cancelled.
A finished answer can be fetched for ``keep_s`` seconds. Streams live in this process's memory, so
behind a load balancer a reconnect may meet a process that does not know it: that is UnknownStream,
and the question is asked again.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing, contextmanager, suppress
from dataclasses import dataclass

from pydantic import BaseModel

from vraagbaak.errors import TooManyAnswers, UnknownStream
from vraagbaak.tenancy import TenantId


@dataclass(frozen=True, slots=True)
class Frame:
    """One event as it goes to the reader."""

    event: str
    data: BaseModel


@dataclass(frozen=True, slots=True)
class Limits:
    """How many streams are kept, and for how long."""

    per_tenant: int = 200
    keep_s: float = 120.0
    grace_s: float = 5.0


class Stream:
    """One answer in progress, or finished and kept."""

    def __init__(self, frames: AsyncGenerator[Frame, None], grace_s: float) -> None:
        self.id = secrets.token_urlsafe(24)
        self._grace_s = grace_s
        self._frames: list[Frame] = []
        self._changed = asyncio.Event()
        self._readers = 0
        self._leaving: asyncio.TimerHandle | None = None
        self.task = asyncio.create_task(self._pump(frames))

    @property
    def finished(self) -> bool:
        """Whether no more events will come."""
        return self.task.done()

    @contextmanager
    def reader(self) -> Iterator[None]:
        """Held by whoever reads; the work is cancelled when nobody has for a while."""
        self._readers += 1
        if self._leaving:
            self._leaving.cancel()
        try:
            yield
        finally:
            self._readers -= 1
            if not self._readers and not self.finished:
                loop = asyncio.get_running_loop()
                self._leaving = loop.call_later(self._grace_s, self.task.cancel)

    async def follow(self, after: int) -> AsyncGenerator[tuple[int, Frame], None]:
        """Events with their numbers, from the one after ``after``; the first one is number 1."""
        position = max(after, 0)
        while True:
            changed, done = self._changed, self.finished
            while position < len(self._frames):
                position += 1
                yield position, self._frames[position - 1]
            if done:
                return
            await changed.wait()

    async def _pump(self, frames: AsyncGenerator[Frame, None]) -> None:
        async with aclosing(frames):
            async for frame in frames:
                self._frames.append(frame)
                self.announce()

    def announce(self) -> None:
        """Wake who follows."""
        self._changed.set()
        self._changed = asyncio.Event()


class StreamStore:
    """The streams of all tenants; one is only found with its own tenant's id."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._streams: dict[TenantId, dict[str, Stream]] = {}

    def start(self, tenant: TenantId, frames: AsyncGenerator[Frame, None]) -> Stream:
        """Begin the work. Raises TooManyAnswers; the generator is then never started."""
        streams = self._streams.setdefault(tenant, {})
        self._make_room(streams)
        stream = Stream(frames, self._limits.grace_s)
        streams[stream.id] = stream
        stream.task.add_done_callback(lambda _: self._finished(tenant, stream))
        return stream

    def get(self, tenant: TenantId, stream_id: str) -> Stream:
        """That stream of that tenant. Raises UnknownStream, also for another tenant's."""
        found = self._streams.get(tenant, {}).get(stream_id)
        if found is None:
            raise UnknownStream
        return found

    async def close(self) -> None:
        """Cancel what is in progress and wait for its end."""
        tasks = [s.task for streams in self._streams.values() for s in streams.values()]
        self._streams.clear()
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task

    def _make_room(self, streams: dict[str, Stream]) -> None:
        if len(streams) < self._limits.per_tenant:
            return
        oldest = next((s for s in streams.values() if s.finished), None)
        if oldest is None:
            raise TooManyAnswers
        del streams[oldest.id]

    def _finished(self, tenant: TenantId, stream: Stream) -> None:
        stream.announce()
        loop = asyncio.get_running_loop()
        loop.call_later(self._limits.keep_s, self._forget, tenant, stream.id)

    def _forget(self, tenant: TenantId, stream_id: str) -> None:
        streams = self._streams.get(tenant, {})
        streams.pop(stream_id, None)
        if not streams:
            self._streams.pop(tenant, None)
