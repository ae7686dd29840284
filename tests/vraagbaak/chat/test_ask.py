"""Asking: at once and as a stream."""

from __future__ import annotations


def test_answer_at_once(world):
    async def check(client):
        reply = await client.post(
            "/api/v1/tenants/wonen/ask", json={"question": "Hoeveel bedraagt de huurpremie?"}
        )
        print(reply.text)
        assert reply.status_code == 200
        body = reply.json()
        assert body["status"] == "answered"
        assert "170 euro" in body["answer"]
        citation = body["sentences"][0]["citations"][0]
        assert citation["quote"] == "De huurpremie bedraagt 170 euro per maand."

    world.run(check)


def test_stream(world, events):
    async def check(client):
        reply = await client.post(
            "/api/v1/tenants/wonen/ask/stream", json={"question": "Hoeveel bedraagt de huurpremie?"}
        )
        print(reply.text, reply.headers)
        names = [event["event"] for event in events(reply.text)]
        assert names[0] == "status"
        assert names[-1] == "done"

    world.run(check)
