"""Asking: at once, as a stream, after a break; and what never leaves the service."""

from __future__ import annotations

import asyncio
import json

import httpx
import pytest

from vraagbaak.chat.service import ChatService
from vraagbaak.chat.streams import Limits, StreamStore
from vraagbaak.errors import IndexUnavailable

ASK = "/api/v1/tenants/wonen/ask"
QUESTION = {"question": "Hoeveel bedraagt de huurpremie?"}


def test_a_whole_answer_cites_exact_words(world):
    async def check(client):
        reply = await client.post(ASK, json=QUESTION)
        body = reply.json()
        assert reply.status_code == 200
        assert body["status"] == "answered"
        citation = body["sentences"][0]["citations"][0]
        assert citation["quote"] == "De huurpremie bedraagt 170 euro per maand."
        assert citation["page"] == 2
        assert reply.headers["cache-control"] == "no-store"

    world.run(check)


def test_a_stream_gives_status_sentences_and_the_whole(world, events):
    async def check(client):
        reply = await client.post(f"{ASK}/stream", json=QUESTION)
        found = events(reply.text)
        names = [event["event"] for event in found]
        assert names[0] == "status"
        assert "sentence" in names
        assert names.count("done") == 1
        assert names[-1] == "done"
        numbers = [event["id"].rpartition(":")[2] for event in found]
        assert numbers == [str(n + 1) for n in range(len(found))]
        sent = [event["data"] for event in found if event["event"] == "sentence"]
        assert sent == found[-1]["data"]["sentences"]
        assert reply.headers["content-type"].startswith("text/event-stream")
        assert reply.headers.get_list("cache-control") == ["no-store"]
        assert reply.headers["x-accel-buffering"] == "no"

    world.run(check)


@pytest.mark.parametrize("after", [0, 1, 2, 999])
def test_a_broken_stream_goes_on_after_the_last_event(world, events, after):
    async def check(client):
        whole = events((await client.post(f"{ASK}/stream", json=QUESTION)).text)
        stream = whole[0]["id"].rpartition(":")[0]
        headers = {"Last-Event-ID": f"{stream}:{after}"}
        reply = await client.get(f"/api/v1/tenants/wonen/streams/{stream}", headers=headers)
        assert _plain(events(reply.text)) == _plain(whole[after:])
        assert world.answers.opened == 1

    world.run(check)


def _plain(found):
    """Without the time to wait before reconnecting, which only the first event of a reply names."""
    return [{key: event[key] for key in event if key != "retry"} for event in found]


@pytest.mark.parametrize(
    "last", ["other:1", "", "nonsense", "{stream}:x", "{stream}:" + "9" * 5000]
)
def test_an_unusable_last_event_id_starts_from_the_beginning(world, events, last):
    async def check(client):
        whole = events((await client.post(f"{ASK}/stream", json=QUESTION)).text)
        stream = whole[0]["id"].rpartition(":")[0]
        headers = {"Last-Event-ID": last.format(stream=stream)}
        reply = await client.get(f"/api/v1/tenants/wonen/streams/{stream}", headers=headers)
        assert events(reply.text) == whole

    world.run(check)


def test_anothers_stream_and_passage_look_like_unknown_ones(world, events):
    async def check(client):
        body = events((await client.post(f"{ASK}/stream", json=QUESTION)).text)
        stream = body[0]["id"].rpartition(":")[0]
        passage = body[-1]["data"]["sentences"][0]["citations"][0]["passage_id"]
        for kind, theirs in (("streams", stream), ("passages", passage)):
            assert (await client.get(f"/api/v1/tenants/wonen/{kind}/{theirs}")).status_code == 200
            other = await client.get(f"/api/v1/tenants/werk/{kind}/{theirs}")
            unknown = await client.get(f"/api/v1/tenants/werk/{kind}/{'x' * len(theirs)}")
            assert other.status_code == unknown.status_code == 404
            assert _without_id(other) == _without_id(unknown)
            assert other.headers.keys() == unknown.headers.keys()

    world.run(check)


def _without_id(reply: httpx.Response) -> dict[str, str]:
    error = reply.json()["error"]
    return {key: error[key] for key in error if key != "request_id"}


def test_a_passage_comes_with_its_surroundings(world):
    async def check(client):
        answer = (await client.post(ASK, json=QUESTION)).json()
        citation = answer["sentences"][0]["citations"][0]
        reply = await client.get(f"/api/v1/tenants/wonen/passages/{citation['passage_id']}")
        passage = reply.json()
        start = citation["start"] - passage["start"]
        end = citation["end"] - passage["start"]
        assert passage["text"][start:end] == citation["quote"]
        assert passage["before"].startswith("Demotekst")
        assert passage["after"].endswith("beslissing.")
        assert passage["headings"] == ["Premies", "Bedrag"]

    world.run(check)


DROPPED = "De minister betaalt u morgen een miljoen."


def test_dropped_sentences_never_reach_a_client(world):
    script = f"De huurpremie bedraagt 170 euro per maand. [1] {DROPPED} [1]"
    world.model.script = [script]
    chat = {"model": "schrijver", "messages": [{"role": "user", "content": QUESTION["question"]}]}

    async def check(client):
        path = "/api/v1/tenants/schrijver/ask"
        whole = await client.post(path, json=QUESTION)
        assert whole.json()["dropped_count"] == 1
        assert whole.json()["status"] == "partial"
        replies = [
            whole,
            await client.post(f"{path}/stream", json=QUESTION),
            await client.post("/v1/chat/completions", json=chat),
            await client.post("/v1/chat/completions", json={**chat, "stream": True}),
        ]
        for reply in replies:
            assert "170 euro" in reply.text
            assert "miljoen" not in reply.text
            assert '"dropped":' not in reply.text

    world.run(check)


def test_history_reaches_the_pipeline(world):
    history = [
        {"role": "user", "content": "Wat is de huurpremie?"},
        {"role": "assistant", "content": "Een tegemoetkoming."},
    ]

    async def check(client):
        await client.post(ASK, json={**QUESTION, "language": "nl", "history": history})
        asked = world.answers.asked[0]
        assert [turn.role for turn in asked.history] == ["user", "assistant"]
        assert asked.language == "nl"

    world.run(check)


def test_a_refusal_offers_a_way_on(world):
    async def check(client):
        body = (await client.post(ASK, json={"question": "Wie wint de Ronde?"})).json()
        assert body["status"] == "refused"
        assert body["sentences"] == []
        assert body["contact"]["phone"] == "1700"

    world.run(check)


def test_a_failure_midway_is_the_last_event(world, events):
    world.answers.fail = IndexUnavailable("Cannot reach db.internal for 'kanariepiet'")

    async def check(client):
        reply = await client.post(f"{ASK}/stream", json=QUESTION)
        (event,) = events(reply.text)
        assert event["event"] == "error"
        assert event["data"]["error"]["code"] == "index_unavailable"
        assert event["data"]["error"]["request_id"] == reply.headers["x-request-id"]
        assert "db.internal" not in reply.text

    world.run(check)


class Connection:
    """A client of the bare ASGI application, who can read a while and then leave."""

    def __init__(self, app, path: str, body: object) -> None:
        self.received = bytearray()
        self._leave, self._more = asyncio.Event(), asyncio.Event()
        self._body = [{"type": "http.request", "body": json.dumps(body).encode()}]
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": "POST",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": [(b"content-type", b"application/json")],
            "client": ("127.0.0.1", 1),
            "server": ("vraagbaak.test", 80),
        }
        self.task = asyncio.create_task(app(scope, self._receive, self._send))

    async def leave(self) -> None:
        self._leave.set()
        await self.task

    async def until(self, words: bytes) -> None:
        while words not in self.received:
            self._more.clear()
            await self._more.wait()

    async def _receive(self):
        if self._body:
            return self._body.pop()
        await self._leave.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message) -> None:
        self.received += message.get("body", b"")
        self._more.set()


def with_grace(world, seconds: float) -> None:
    parts = world.services
    store = StreamStore(Limits(grace_s=seconds))
    world.app.state.chat = ChatService(
        parts.tenants, parts.index, parts.answers, parts.embedder.count_tokens, store
    )


def test_who_leaves_and_stays_away_cancels_the_work(world):
    world.answers.hang_after = 1

    async def check(client):
        with_grace(world, 0.02)
        connection = Connection(world.app, f"{ASK}/stream", QUESTION)
        await connection.until(b"event: status")
        await connection.leave()
        assert world.answers.closed == 0
        await asyncio.sleep(0.1)
        assert world.answers.closed == 1

    world.run(check)


def test_who_comes_back_in_time_finds_the_work_going_on(world, events):
    world.answers.hang_after = 1

    async def check(client):
        with_grace(world, 0.2)
        connection = Connection(world.app, f"{ASK}/stream", QUESTION)
        await connection.until(b"event: status")
        await connection.leave()
        stream = events(connection.received.decode())[0]["id"].rpartition(":")[0]
        url = f"/api/v1/tenants/wonen/streams/{stream}"
        reading = asyncio.create_task(client.get(url, headers={"Last-Event-ID": f"{stream}:0"}))
        await asyncio.sleep(0.3)
        assert world.answers.closed == 0
        await world.app.state.chat.close()
        assert events((await reading).text)[0]["event"] == "status"
        assert world.answers.closed == 1

    world.run(check)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (ASK, QUESTION),
        (
            "/v1/chat/completions",
            {"model": "wonen", "messages": [{"role": "user", "content": "A"}]},
        ),
        (
            "/v1/chat/completions",
            {"model": "wonen", "stream": True, "messages": [{"role": "user", "content": "A"}]},
        ),
    ],
)
def test_who_leaves_an_unresumable_reply_cancels_it_at_once(world, path, body):
    world.answers.hang_after = 0

    async def check(client):
        connection = Connection(world.app, path, body)
        await world.answers.begun.wait()
        await connection.leave()
        assert world.answers.closed == 1

    world.run(check)
