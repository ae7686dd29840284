"""What stands in the log, and what never does."""

from __future__ import annotations

import json
import logging

import pytest

from vraagbaak.errors import IndexUnavailable

CANARY = "kanariepiet"
ASK = "/api/v1/tenants/wonen/ask"


def test_no_line_holds_a_question_or_an_answer(world):
    question = {"question": f"Hoeveel bedraagt de huurpremie {CANARY}?"}
    chat = {"model": "wonen", "messages": [{"role": "user", "content": question["question"]}]}

    async def check(client):
        for fail in (None, RuntimeError(CANARY), IndexUnavailable(CANARY), KeyError(CANARY)):
            world.answers.fail = fail
            await client.post(ASK, json=question)
            await client.post(f"{ASK}/stream", json=question)
            await client.post("/v1/chat/completions", json=chat)
            await client.post("/v1/chat/completions", json={**chat, "stream": True})
        await client.post(ASK, json={"question": 1, CANARY: question})
        await client.post(ASK, content=f'{{"question": "{CANARY}')
        await client.get(f"/api/v1/tenants/{CANARY}?q={CANARY}")
        await client.get(f"/{CANARY}?q={CANARY}", headers={"X-Request-ID": f"{CANARY} ?"})

    world.run(check)
    written = world.log.getvalue()
    assert len(world.lines()) > 20
    assert CANARY not in written
    assert "170 euro" not in written


def test_every_request_has_one_line(world):
    async def check(client):
        await client.get("/api/v1/tenants/wonen?q=1", headers={"X-Request-ID": "request-1"})
        await client.get("/nowhere")

    world.run(check)
    first, second = [line for line in world.lines() if line["event"] == "request"]
    assert first["method"] == "GET"
    assert first["route"] == "/api/v1/tenants/{slug}"
    assert first["status"] == 200
    assert first["ms"] >= 0
    assert first["request_id"] == "request-1"
    assert first["tenant"] == "wonen"
    assert second["status"] == 404
    assert "tenant" not in second


def test_an_error_tells_what_and_where(world):
    cause = ConnectionRefusedError(111, "Connection refused")
    world.answers.fail = IndexUnavailable("secret")
    world.answers.fail.__cause__ = cause

    async def check(client):
        await client.post(ASK, json={"question": "Hoeveel bedraagt de huurpremie?"})

    world.run(check)
    (line,) = [line for line in world.lines() if line["event"] == "failed"]
    assert line["error"] == "IndexUnavailable < ConnectionRefusedError (Connection refused)"
    assert any("conftest.py" in place for place in line["at"])
    assert line["tenant"] == "wonen"


@pytest.mark.usefixtures("world")
def test_libraries_log_in_the_same_shape_without_exception_texts(world):
    exc = ValueError(CANARY)
    logging.getLogger("uvicorn.error").error("Exception in ASGI application", exc_info=exc)
    logging.getLogger("openai").debug("Request options: %s", CANARY)
    (line,) = world.lines()
    assert line["logger"] == "uvicorn.error"
    assert line["error"] == "ValueError"
    assert CANARY not in json.dumps(line)
