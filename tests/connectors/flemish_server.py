"""A web server on this machine for the stages of Flemish sources."""

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass
class Asked:
    method: str
    path: str
    query: dict
    headers: dict
    body: bytes


@dataclass
class Answer:
    status: int = 200
    body: object = None
    """Bytes as they are; anything else as JSON."""
    headers: dict = field(default_factory=dict)


class Served:
    """A server that answers as ``stage.answer`` says; remembers what it was asked."""

    def __init__(self, stage):
        self.asked = []
        served = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *args):
                pass

            def _answer(self):
                parts = urlsplit(self.path)
                query = {name: texts[-1] for name, texts in parse_qs(parts.query).items()}
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {name.lower(): text for name, text in self.headers.items()}
                asked = Asked(self.command, parts.path, query, headers, body)
                served.asked.append(asked)
                found = stage.answer(asked)
                raw = isinstance(found.body, bytes)
                data = found.body if raw else json.dumps(found.body).encode()
                self.send_response(found.status)
                for name, text in found.headers.items():
                    self.send_header(name, text)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = _answer  # noqa: N815

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        self._thread.start()

    def stop(self):
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()


@contextmanager
def serving(stage):
    served = Served(stage)
    try:
        yield served
    finally:
        served.stop()
