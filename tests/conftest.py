"""Fixtures for all tests."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest


@dataclass
class ModelServer:
    """An OpenAI-compatible server over real HTTP that writes what it was told to.

    Set ``script`` (one reply a request, the last one repeated) and read ``requests``. ``hang``
    makes it fall silent after that many chunks; ``gone`` is set when a client leaves midway.
    """

    url: str = ""
    script: list[str] = field(default_factory=lambda: ["NO_ANSWER"])
    requests: list[dict[str, Any]] = field(default_factory=list)
    chunk_chars: int = 6
    hang_after: int | None = None
    fail: bool = False
    gone: threading.Event = field(default_factory=threading.Event)
    stopping: threading.Event = field(default_factory=threading.Event)

    def reply(self, request: dict[str, Any]) -> str:
        self.requests.append(request)
        return self.script[min(len(self.requests), len(self.script)) - 1]


class _Handler(BaseHTTPRequestHandler):
    state: ModelServer

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        text = self.state.reply(request)
        if self.state.fail:
            self.send_error(500, "scripted failure")
        elif request.get("stream"):
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            self._stream(text)
        else:
            body = json.dumps(_whole(text)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def _stream(self, text: str) -> None:
        size = self.state.chunk_chars
        try:
            for number, start in enumerate(range(0, len(text), size)):
                if number == self.state.hang_after:
                    self._wait_until_client_leaves()
                    return
                self._send(_chunk({"content": text[start : start + size]}))
            self._send(_chunk({}, "stop"))
            self.wfile.write(b"data: [DONE]\n\n")
        except OSError:
            self.state.gone.set()

    def _wait_until_client_leaves(self) -> None:
        """A closed connection reads as its end."""
        self.connection.settimeout(0.05)
        while not self.state.stopping.is_set():
            try:
                if self.connection.recv(1):
                    continue
            except TimeoutError:
                continue
            except OSError:
                pass
            self.state.gone.set()
            return

    def _send(self, event: dict[str, Any]) -> None:
        self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
        self.wfile.flush()

    def log_message(self, *args: object) -> None:
        """Say nothing on the tests' output."""


def _chunk(delta: dict[str, str], reason: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": reason}
    return {
        "id": "c",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "scripted",
        "choices": [choice],
    }


def _whole(text: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": text}
    return {
        "id": "c",
        "object": "chat.completion",
        "created": 0,
        "model": "scripted",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }


@pytest.fixture
def model_server() -> Iterator[ModelServer]:
    """A scripted language model: point VRAAGBAAK_CHAT_BASE_URL at its ``url``."""
    state = ModelServer()
    http = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"state": state}))
    http.daemon_threads = True
    state.url = f"http://127.0.0.1:{http.server_port}/v1"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield state
    state.stopping.set()
    http.shutdown()
    thread.join()
    http.server_close()


@pytest.fixture(scope="session")
def default_model_dir() -> Path:
    """The default embedding model, built once into `var/models`; parallel workers wait."""
    from vraagbaak.embedding.build import build_default_model

    models_dir = Path(__file__).resolve().parents[1] / "var" / "models"
    return build_default_model(models_dir).path
