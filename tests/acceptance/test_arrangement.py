"""The arrangement on several processes: as it is written down, and as it runs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
import yaml

QUESTION = "Wanneer wordt de huursteun betaald?"


@pytest.fixture(scope="module")
def compose(project) -> dict[str, Any]:
    return yaml.safe_load((project / "docker-compose.yml").read_text())


def test_the_compose_file_follows_the_specification(project):
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run(
        [*check, project / "docker-compose.yml"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_only_the_api_is_reachable(compose):
    services = compose["services"]
    assert [name for name, service in services.items() if service.get("ports")] == ["api"]
    inner = {name for name, net in compose["networks"].items() if (net or {}).get("internal")}
    outer = {name for name, s in services.items() if not set(s["networks"]) <= inner}
    assert outer == {"api"}
    assert not [name for name, s in services.items() if s.get("network_mode")]


def test_chroma_is_the_rust_server_of_the_installed_version(compose):
    """The images of 1.x run `chroma run`; another version might store what ours cannot read."""
    image = compose["services"]["chroma"]["image"]
    assert image == f"chromadb/chroma:{version('chromadb')}"
    assert int(version("chromadb").split(".")[0]) >= 1
    assert "command" not in compose["services"]["chroma"]


def test_no_password_stands_in_the_compose_file(compose):
    chosen = "${VRAAGBAAK_DB_PASSWORD:?choose a password}"
    services = compose["services"]
    assert services["postgres"]["environment"]["POSTGRES_PASSWORD"] == chosen
    for name in ("api", "demo"):
        assert f":{chosen}@" in services[name]["environment"]["VRAAGBAAK_DATABASE_URL"]


def test_the_image_is_no_root_and_has_its_model(project):
    text = (project / "Dockerfile").read_text()
    build, _, final = text.rpartition("\nFROM ")
    assert "vraagbaak models build" in build
    [user] = re.findall(r"^USER (\S+)$", final, re.MULTILINE)
    assert user.split(":")[0] not in {"root", "0"}
    models = re.search(r"VRAAGBAAK_MODELS_DIR=(\S+)", final)
    assert models
    assert re.search(rf"^COPY --from=build .*{models[1]}$", final, re.MULTILINE)
    assert not re.search(r"^USER|^CMD.*models build", build, re.MULTILINE)


@dataclass(frozen=True)
class Arrangement:
    """PostgreSQL, Chroma and two API processes; one command filled them."""

    first: str
    second: str
    chroma: Any
    env: dict[str, str]

    def ask(self, url: str) -> dict[str, Any]:
        reply = httpx.post(
            f"{url}/api/v1/tenants/wonen/ask", json={"question": QUESTION}, timeout=60
        )
        assert reply.status_code == 200, reply.text
        return reply.json()


@pytest.fixture(scope="module")
def database_url(postgres_url: str) -> Iterator[str]:
    """A database of these tests alone."""
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE arrangement")
        yield postgres_url.rpartition("/")[0] + "/arrangement"
        connection.execute("DROP DATABASE arrangement WITH (FORCE)")


@pytest.fixture(scope="module")
def arrangement(
    database_url: str,
    start_server: Callable[..., Any],
    environment: Callable[..., dict[str, str]],
    command: Callable[..., Any],
    project: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Arrangement]:
    folder = tmp_path_factory.mktemp("arrangement")
    chroma = start_server("chroma", "run", "--path", folder / "chroma")
    shared = {"database_url": database_url, "chroma_url": chroma.url}
    env = environment(folder / "command", **shared)
    assert len(command(env, "tenants", "apply", project / "tenants")) == 3
    # Each process has a data directory of its own: they share nothing but the two servers.
    first, second = (
        start_server("vraagbaak", "serve", env=environment(folder / name, **shared))
        for name in ("first", "second")
    )
    report = command(env, "ingest", "wonen", project / "tenants/wonen/corpus/premies")
    assert report["new"] == report["seen"] > 0
    yield Arrangement(first.url, second.url, chroma, env)
    for server in (first, second):
        server.process.terminate()
        server.process.wait(30)


@pytest.mark.slow
@pytest.mark.xdist_group("servers")
class TestRunning:
    """In order: the last one takes a server away."""

    def test_both_processes_answer_alike(self, arrangement):
        one, other = arrangement.ask(arrangement.first), arrangement.ask(arrangement.second)
        assert one["status"] == "answered"
        assert "huursteun.md" in {c["document"] for s in one["sentences"] for c in s["citations"]}
        assert one["sentences"] == other["sentences"]

    def test_both_processes_are_ready(self, arrangement):
        for url in (arrangement.first, arrangement.second):
            reply = httpx.get(f"{url}/readyz", timeout=30)
            assert reply.status_code == 200, reply.text

    def test_what_the_command_removes_is_gone_everywhere(
        self, arrangement, command, project, tmp_path
    ):
        kept = project / "tenants/wonen/corpus/algemeen/contact-en-loketten.html"
        shutil.copy(kept, tmp_path)
        assert command(arrangement.env, "ingest", "wonen", tmp_path)["removed"] > 0
        for url in (arrangement.first, arrangement.second):
            answer = arrangement.ask(url)
            cited = {c["document"] for s in answer["sentences"] for c in s["citations"]}
            assert cited | {near["document"] for near in answer["nearest"]} == {kept.name}
        [report] = command(arrangement.env, "index", "reconcile", "wonen").values()
        assert report.pop("passages") > 0
        assert report == {"missing": 0, "surplus": 0, "changed": 0}

    def test_without_chroma_a_process_lives_but_is_not_ready(self, arrangement):
        arrangement.chroma.process.kill()
        arrangement.chroma.process.wait()
        reply = httpx.get(f"{arrangement.first}/readyz", timeout=60)
        assert reply.status_code == 503
        assert reply.json()["parts"]["vector_index"] == "failing"
        assert reply.json()["parts"]["database"] == "ok"
        assert httpx.get(f"{arrangement.first}/healthz", timeout=30).status_code == 200
