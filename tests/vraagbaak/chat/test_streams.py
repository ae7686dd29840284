"""The store of streams: its limits, its terms, its borders."""

from __future__ import annotations

import asyncio

import pytest

from vraagbaak.chat.schemas import StatusView
from vraagbaak.chat.streams import Frame, Limits, StreamStore
from vraagbaak.errors import TooManyAnswers, UnknownStream

FRAME = Frame("status", StatusView(step="retrieve", text="…"))


async def endless():
    await asyncio.Event().wait()
    yield FRAME


async def short():
    yield FRAME


async def numbers(stream, after=0):
    return [number async for number, _ in stream.follow(after)]


def test_a_finished_stream_can_be_read_by_many():
    async def main():
        stream = StreamStore().start("wonen", short())
        assert await asyncio.gather(numbers(stream), numbers(stream), numbers(stream, 1)) == [
            [1],
            [1],
            [],
        ]

    asyncio.run(main())


def test_the_oldest_finished_stream_makes_room():
    async def main():
        store = StreamStore(Limits(per_tenant=2))
        first, second = store.start("wonen", short()), store.start("wonen", short())
        await asyncio.gather(first.task, second.task)
        store.start("wonen", short())
        with pytest.raises(UnknownStream):
            store.get("wonen", first.id)
        assert store.get("wonen", second.id) is second
        await store.close()

    asyncio.run(main())


def test_one_tenants_full_store_is_not_anothers():
    async def main():
        store = StreamStore(Limits(per_tenant=1))
        store.start("wonen", endless())
        waiting = endless()
        with pytest.raises(TooManyAnswers):
            store.start("wonen", waiting)
        store.start("werk", endless())
        await waiting.aclose()
        await store.close()

    asyncio.run(main())


def test_a_finished_stream_is_forgotten_after_its_term():
    async def main():
        store = StreamStore(Limits(keep_s=0.02))
        stream = store.start("wonen", short())
        await stream.task
        assert store.get("wonen", stream.id) is stream
        await asyncio.sleep(0.1)
        with pytest.raises(UnknownStream):
            store.get("wonen", stream.id)

    asyncio.run(main())


def test_ids_cannot_be_guessed():
    async def main():
        store = StreamStore()
        ids = {store.start("wonen", short()).id for _ in range(50)}
        assert len(ids) == 50
        assert all(len(one) >= 32 for one in ids)
        await store.close()

    asyncio.run(main())
