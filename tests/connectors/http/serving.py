"""Real servers on this machine, and a clock that does not wait."""

import gzip
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from connectors.http import Client, HttpLimits, Networks
from connectors.http.backend import resolve
from connectors.http.waiting import Clock

OURS = "127.0.0.2"
"""Where what the client may reach is served; the rest of this machine it may not."""


@dataclass
class Got:
    """A request as it came."""

    method: str
    path: str
    headers: dict
    body: bytes
    peer: tuple


@dataclass
class Site:
    """``answer(got)`` gives a status, a mapping of headers and a body, or bytes as they are."""

    server: ThreadingHTTPServer
    answer: object = None
    requests: list = field(default_factory=list)

    @property
    def port(self):
        return self.server.server_port

    def url(self, path="/", scheme="http", host=None):
        return f"{scheme}://{host or self.server.server_address[0]}:{self.port}{path}"

    @property
    def connections(self):
        return len({got.peer for got in self.requests})


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def handle_one_request(self):
        try:
            super().handle_one_request()
        except OSError:  # the client left
            self.close_connection = True

    def __getattr__(self, name):
        if name.startswith("do_"):
            return self.any
        raise AttributeError(name)

    def any(self):
        size = int(self.headers.get("Content-Length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        site = self.server.site
        got = Got(self.command, self.path, headers, self.rfile.read(size), self.client_address)
        site.requests.append(got)
        found = site.answer(got)
        if isinstance(found, bytes):
            self.wfile.write(found)
        elif isinstance(found, tuple):
            self._send(*found)
        else:
            self._stream(found)

    def _send(self, status, headers=None, body=b""):
        self.send_response_only(status)
        length = {} if status in {204, 304} else {"Content-Length": len(body)}
        for name, value in {**length, **(headers or {})}.items():
            self.send_header(name, str(value))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _stream(self, pieces):
        self.close_connection = True
        for piece in pieces:
            self.wfile.write(piece)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request, client_address):
        pass


@contextmanager
def serving(answer, host=OURS, tls=None):
    """A server that answers what it is told to."""
    with Server((host, 0), Handler) as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        server.site = Site(server, answer)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server.site
        server.shutdown()
        thread.join()


class Sink:
    """Takes connections and counts them; no request may ever get here."""

    def __init__(self, host="", port=0):
        self.socket = self._listening(host, port)
        self.port = self.socket.getsockname()[1]
        self.count = 0
        self._open = True
        self._thread = threading.Thread(target=self._take, daemon=True)
        self._thread.start()

    @staticmethod
    def _listening(host, port):
        if not host and socket.has_dualstack_ipv6():  # every address there is, of both kinds
            return socket.create_server(("::", port), family=socket.AF_INET6, dualstack_ipv6=True)
        return socket.create_server((host or "0.0.0.0", port))

    def _take(self):
        while True:
            taken, _ = self.socket.accept()
            with taken:
                if not self._open:
                    return
                self.count += 1
                taken.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret")

    def close(self):
        """Ends it; what came before is counted."""
        self._open = False
        host, port = self.socket.getsockname()[:2]
        target = {"::": "::1", "0.0.0.0": "127.0.0.1"}.get(host, host)
        socket.create_connection((target, port)).close()
        self._thread.join()
        self.socket.close()


class FakeClock(Clock):
    """Time passes when somebody waits, or a test says so."""

    def __init__(self):
        self.time = 1000.0
        self.waits = []

    def now(self):
        return self.time

    def wall(self):
        return 1_800_000_000.0 + self.time

    def wait(self, seconds, stop):
        self.waits.append(round(seconds, 3))
        self.time += seconds

    def jitter(self):
        return 1.0


class Names:
    """A name server: for each name its answers, one after the other, the last for good."""

    def __init__(self, **answers):
        self.answers = {name.replace("_", "."): list(found) for name, found in answers.items()}
        self.asked = []

    def __call__(self, host, port):
        self.asked.append(host)
        host = host.lower()
        found = self.answers.get(host)
        if found is not None:
            return found.pop(0) if len(found) > 1 else found[0]
        if host.strip("0123456789abcdefx.:"):
            raise OSError("Name or service not known")
        return resolve(host, port)


def client(clock=None, names=None, allowed=(f"{OURS}/32",), stop=None, tls=None, **limits):
    """A client that may reach our servers, and never waits unless told to."""
    own = {"pause_s": 0.0, "timeout_s": 5.0, "retries": 0, **limits}
    return Client(
        Networks(tuple(allowed)),
        HttpLimits(**own),
        clock=clock or FakeClock(),
        resolve=names or Names(),
        stop=stop,
        tls=tls,
    )


def bomb(size):
    """So many zeros, packed."""
    return gzip.compress(bytes(size), 9)
