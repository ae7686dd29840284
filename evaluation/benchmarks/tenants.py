"""Many tenants: the first and the later query of each, and memory, against Chroma's defaults.

The peer is one collection a tenant with default settings and nothing else; ours is the whole
search: SQL, words, vectors, fusion. Each side is filled in one process and asked in a fresh one,
because a first query means: after a restart. Vectors are random, at the default model's dimension;
what is measured does not depend on what they mean.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from evaluation.benchmarks.report import (
    Report,
    Table,
    peak_memory_mb,
    percentiles,
    progress,
)
from evaluation.benchmarks.service import add_tenant
from vraagbaak.embedding.late import unit
from vraagbaak.embedding.memory import HashingEmbedder
from vraagbaak.embedding.types import Vector, Vectors
from vraagbaak.index.service import open_index
from vraagbaak.index.types import Document, NewPassage
from vraagbaak.language import Language
from vraagbaak.settings import Settings

TENANTS, PASSAGES, DIMENSION = 1_000, 500, 384
SMALL_TENANTS, SMALL_PASSAGES = 20, 50
LIMIT = 10
LATER = 3
LOADED = 200
WORDS = [
    "aanvraag",
    "premie",
    "huur",
    "bedrag",
    "attest",
    "gezin",
    "inkomen",
    "termijn",
    "school",
    "werk",
    "kind",
    "zorg",
]


def run(_data: Path, small: bool) -> Report:
    """Fill and ask both sides, each step in a process of its own."""
    size = (SMALL_TENANTS, SMALL_PASSAGES) if small else (TENANTS, PASSAGES)
    table = Table(
        f"{size[0]:,} tenants of {size[1]} passages; milliseconds",
        ("side", "first p50", "first p95", "later p50", "later p95", "peak MB", "filled in s"),
    )
    first: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for side in ("ours", "peer"):
            progress(f"{side}: filling")
            filled = _step("fill", side, Path(folder) / side, size)
            progress(f"{side}: asking")
            asked = _step("ask", side, Path(folder) / side, size)
            first[side] = asked["first"][1]
            row = (*asked["first"], *asked["later"], asked["memory"], filled["seconds"])
            table.rows.append((side, *row))
    ratio = Table(
        f"First query p95, Chroma's defaults against ours; ours keeps {LOADED} collections loaded",
        ("times faster",),
        [(first["peer"] / first["ours"],)],
    )
    return Report([table, ratio])


def _step(step: str, side: str, folder: Path, size: tuple[int, int]) -> dict[str, Any]:
    arguments = [step, side, str(folder), str(size[0]), str(size[1])]
    command = [sys.executable, "-m", "evaluation.benchmarks.tenants", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _vectors(tenant: int, passages: int) -> Vectors:
    rng = np.random.default_rng(tenant)
    return unit(rng.standard_normal((passages, DIMENSION)).astype(np.float32))


def _text(tenant: int, passage: int) -> str:
    rng = np.random.default_rng((tenant, passage))
    return " ".join(WORDS[i] for i in rng.integers(0, len(WORDS), 60))


def _index(folder: Path) -> Any:
    settings = Settings(
        data_dir=folder, database_url=None, chroma_url=None, loaded_collections=LOADED
    )
    return open_index(settings, HashingEmbedder(DIMENSION))


def _peer(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    settings = ChromaSettings(anonymized_telemetry=False)
    return chromadb.PersistentClient(str(folder), settings=settings)


def _fill_ours(folder: Path, tenants: int, passages: int) -> None:
    with _index(folder) as index:
        for tenant in range(tenants):
            texts = [_text(tenant, passage) for passage in range(passages)]
            document = Document("d", "bench", "", "", "", "", Language.NL)
            rows = [NewPassage(t, 0, len(t), "", None, "", Language.NL) for t in texts]
            batch = [(document, rows, _vectors(tenant, passages))]
            add_tenant(index, f"tenant-{tenant}").replace_documents(batch)


def _fill_peer(folder: Path, tenants: int, passages: int) -> None:
    client = _peer(folder)
    for tenant in range(tenants):
        collection = client.create_collection(f"tenant-{tenant}", embedding_function=None)
        collection.add(
            ids=[str(i) for i in range(passages)],
            embeddings=_vectors(tenant, passages),
            documents=[_text(tenant, passage) for passage in range(passages)],
        )


def _ask_ours(folder: Path, tenants: int, passages: int) -> dict[str, Any]:
    with _index(folder) as index:

        def ask(tenant: int, number: int, vector: Vector) -> None:
            question = f"{WORDS[number]} {WORDS[-number]}"
            index.for_tenant(f"tenant-{tenant}").search(question, LIMIT, Language.NL, vector)

        return _timed(ask, tenants, passages)


def _ask_peer(folder: Path, tenants: int, passages: int) -> dict[str, Any]:
    client = _peer(folder)

    def ask(tenant: int, _number: int, vector: Vector) -> None:
        collection = client.get_collection(f"tenant-{tenant}", embedding_function=None)
        collection.query(query_embeddings=[vector], n_results=LIMIT)

    return _timed(ask, tenants, passages)


def _timed(ask: Callable[[int, int, Vector], None], tenants: int, passages: int) -> dict[str, Any]:
    first: list[float] = []
    later: list[float] = []
    for tenant in range(tenants):
        for number, vector in enumerate(_vectors(tenant, passages)[: 1 + LATER]):
            start = perf_counter()
            ask(tenant, number, vector)
            (later if number else first).append(perf_counter() - start)
    return {
        "first": percentiles(first),
        "later": percentiles(later),
        "memory": peak_memory_mb(),
    }


def main() -> None:
    """One step in this process; prints its figures as JSON."""
    step, side, folder, tenants, passages = sys.argv[1:]
    size = (int(tenants), int(passages))
    if step == "fill":
        start = perf_counter()
        (_fill_ours if side == "ours" else _fill_peer)(Path(folder), *size)
        found: dict[str, Any] = {"seconds": perf_counter() - start}
    else:
        found = (_ask_ours if side == "ours" else _ask_peer)(Path(folder), *size)
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
