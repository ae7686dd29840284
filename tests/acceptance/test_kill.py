"""A run that is killed loses nothing that was stored and leaves nothing half done."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("kill")]

DOCUMENTS = 60
SECTIONS = 13
"""Enough that a run stores three batches: there is a before, a between and an after."""
STORED = (
    "SELECT documents.key, passages.id, passages.text FROM documents "
    "JOIN passages ON passages.document_id = documents.id ORDER BY documents.key, passages.position"
)

Stored = dict[str, list[tuple[str, str]]]
"""By document its passages: id and text."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Small documents, no two of their passages alike."""
    rng, folder = random.Random(1), tmp_path_factory.mktemp("documents")
    for number in range(DOCUMENTS):
        sections = [
            f"## Onderdeel {part}\n\nDe premie {number}-{part} bedraagt {rng.randrange(100, 999)} "
            f"euro per maand. U vraagt ze aan binnen {rng.randrange(2, 40)} weken.\n"
            for part in range(SECTIONS)
        ]
        text = f"# Premie {number}\n\n" + "\n".join(sections)
        (folder / f"premie-{number:02}.md").write_text(text)
    return folder


def stored(env: dict[str, str]) -> Stored:
    """What is in SQL now, as a reader beside the run sees it."""
    found: Stored = {}
    path = Path(env["VRAAGBAAK_DATA_DIR"]) / "vraagbaak.db"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        for key, passage, text in connection.execute(STORED):
            found.setdefault(key, []).append((passage, text))
    return found


@dataclass(frozen=True)
class Moment:
    """When to kill: so many seconds after the start, or after the next batch is in SQL."""

    seconds: float
    after_batch: bool


def moments(seed: int, whole_run: float) -> list[Moment]:
    """In the start-up or while embedding; around the writing of a batch; twice.

    ``whole_run`` is what an undisturbed run takes here, in seconds: no machine is as quick as
    another, and a run that has ended cannot be killed.
    """
    rng = random.Random(seed)
    return [
        Moment(rng.uniform(0.05, 0.35) * whole_run, False),
        Moment(rng.uniform(0.0, 0.1), True),
        Moment(rng.uniform(0.05, 0.35) * whole_run, False),
        Moment(rng.uniform(0.0, 0.3), True),
    ]


def kill_at(moment: Moment, process: psutil.Popen, env: dict[str, str]) -> bool:
    """Kill the run, unless it has ended before; the processes that it started end by themselves."""
    before, limit = len(stored(env)), time.monotonic() + 180
    while moment.after_batch and process.poll() is None and len(stored(env)) == before:
        assert time.monotonic() < limit, "nothing was stored"
        time.sleep(0.01)
    try:
        process.wait(moment.seconds)
    except psutil.TimeoutExpired:
        helpers = process.children(recursive=True)
        process.kill()
        process.wait()
        assert psutil.wait_procs(helpers, timeout=10)[1] == []
        return True
    return False


def test_killed_runs_end_as_an_undisturbed_one(tmp_path, folder, environment, command, vraagbaak):
    calm, rough = environment(tmp_path / "calm"), environment(tmp_path / "rough")
    for env in (calm, rough):
        command(env, "tenants", "add", "wonen", "--name", "Wonen")
    began = time.monotonic()
    assert command(calm, "ingest", "wonen", folder)["new"] == DOCUMENTS
    whole_run = time.monotonic() - began
    wanted = stored(calm)
    assert len(wanted) == DOCUMENTS

    kept: Stored = {}
    kills = 0
    for moment in moments(7, whole_run):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
        process = psutil.Popen([vraagbaak, "ingest", "wonen", folder], env=rough, **quiet)
        kills += kill_at(moment, process, rough)
        now = stored(rough)
        assert kept.keys() <= now.keys(), "what was stored stays"
        assert now == {key: wanted[key] for key in now}, "a document is whole or not there"
        kept = now
    assert kills >= 2
    assert kept, "a run that is killed between two batches has stored the first one"

    report = command(rough, "ingest", "wonen", folder)
    assert (report["unchanged"], report["new"]) == (len(kept), DOCUMENTS - len(kept))
    assert (report["changed"], report["removed"], report["failed"]) == (0, 0, [])
    assert stored(rough) == wanted
    [clean] = command(rough, "index", "reconcile").values()
    passages = sum(map(len, wanted.values()))
    assert clean == {"passages": passages, "missing": 0, "surplus": 0, "changed": 0}
