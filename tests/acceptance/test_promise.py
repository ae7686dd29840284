"""Nothing ungrounded is shown: a model that writes a wrong number, to every kind of reader."""

from __future__ import annotations

import json
import shutil
from typing import Any

import httpx
import pytest

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("servers")]

QUESTION = "Wanneer wordt de huursteun betaald?"
RIGHT = "Wij betalen op de laatste werkdag van elke maand."
WRONG = "De eerste betaling gebeurt binnen 7777 weken nadat uw dossier volledig is."
ALSO_RIGHT = "De premie wordt aan u betaald, niet aan de verhuurder."
NUMBER = "7777"


def data_lines(body: str) -> list[Any]:
    texts = [line[6:] for line in body.splitlines() if line.startswith("data: ")]
    return [json.loads(text) for text in texts if text != "[DONE]"]


def read_answer(client: httpx.Client) -> tuple[str, str]:
    reply = client.post("/api/v1/tenants/wonen/ask", json={"question": QUESTION})
    assert reply.json()["composer"] == "model"
    assert all(s["citations"] for s in reply.json()["sentences"])
    return reply.text, reply.json()["answer"]


def read_stream(client: httpx.Client) -> tuple[str, str]:
    reply = client.post("/api/v1/tenants/wonen/ask/stream", json={"question": QUESTION})
    sentences = [e for e in data_lines(reply.text) if "citations" in e]
    assert data_lines(reply.text)[-1]["status"] in {"answered", "partial"}
    return reply.text, " ".join(sentence["text"] for sentence in sentences)


def completion(client: httpx.Client, *, stream: bool) -> httpx.Response:
    messages = [{"role": "user", "content": QUESTION}]
    body = {"model": "wonen", "messages": messages, "stream": stream}
    return client.post("/v1/chat/completions", json=body)


def read_completion(client: httpx.Client) -> tuple[str, str]:
    reply = completion(client, stream=False)
    return reply.text, reply.json()["choices"][0]["message"]["content"]


def read_completion_stream(client: httpx.Client) -> tuple[str, str]:
    reply = completion(client, stream=True)
    choices = [choice for chunk in data_lines(reply.text) for choice in chunk["choices"]]
    return reply.text, "".join(choice["delta"].get("content") or "" for choice in choices)


def test_a_wrong_number_reaches_no_reader(
    tmp_path, project, environment, command, start_server, model_server
):
    agencies = tmp_path / "agencies"
    shutil.copytree(project / "tenants" / "wonen", agencies / "wonen")
    file = agencies / "wonen" / "tenant.yaml"
    text = file.read_text()
    assert "composer: extractive" in text
    file.write_text(text.replace("composer: extractive", "composer: model"))
    model_server.script = [f"{RIGHT} [1] {WRONG} [1] {ALSO_RIGHT} [1]"]
    env = environment(
        tmp_path / "var", chat_model="openai:scripted", chat_base_url=model_server.url
    )
    command(env, "tenants", "apply", agencies)
    command(env, "sync", "wonen")
    server = start_server("vraagbaak", "serve", env=env)
    try:
        with httpx.Client(base_url=server.url, timeout=60) as client:
            for read in (read_answer, read_stream, read_completion, read_completion_stream):
                asked = len(model_server.requests)
                body, shown = read(client)
                assert len(model_server.requests) == asked + 1, "the model wrote this answer"
                assert RIGHT in shown
                assert ALSO_RIGHT in shown
                assert NUMBER not in shown
                assert f"{NUMBER} weken" not in body
        assert f"{NUMBER} weken" not in server.log.read_text(), "nor does the log repeat it"
    finally:
        server.process.terminate()
        server.process.wait(30)
