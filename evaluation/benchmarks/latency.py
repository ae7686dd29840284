"""Search over one large tenant, question embedding included, against the usual recipe.

Both sides hold the same passages with the same vectors. Texts are articles of law, cut by our
chunker; embedding all of them is not what is measured here, so the first ones are embedded and the
rest get one of those vectors with noise. Questions are real ones, and both sides are asked
in turns of thirty, so that what else the machine does weighs on both alike while neither's idle
threads disturb the other.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
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
    stopwatch,
)
from evaluation.benchmarks.service import opened_tenant
from evaluation.models import default_encoder, model_folder
from vraagbaak.embedding.late import unit
from vraagbaak.embedding.onnx import OnnxEmbedder
from vraagbaak.embedding.torch_backend import TorchEmbedder
from vraagbaak.embedding.types import EmbeddedPassages
from vraagbaak.index.tenant import TenantIndex
from vraagbaak.index.types import Document, NewPassage
from vraagbaak.language import Language

PASSAGES, EMBEDDED = 50_000, 2_000
SMALL_PASSAGES, SMALL_EMBEDDED = 2_000, 100
PIECE = 900
BATCH = 500
LIMIT = 10
ROUND, WARM_UP = 30, 5
NOISE = 0.02


@dataclass(frozen=True, slots=True)
class Corpus:
    """Passage texts with what both sides store of them."""

    texts: list[str]
    ours: EmbeddedPassages
    recipe: np.ndarray[Any, np.dtype[np.float32]]


def run(data: Path, small: bool) -> Report:
    """Build both sides, ask both, compare."""
    count, embedded = (SMALL_PASSAGES, SMALL_EMBEDDED) if small else (PASSAGES, EMBEDDED)
    texts = list(islice(_passages(data), count))
    questions = _questions(data)
    model = model_folder()
    ours, recipe = default_encoder(), TorchEmbedder(str(model), "bench")
    with tempfile.TemporaryDirectory() as folder:
        corpus = _corpus(texts, ours, embedded)
        with opened_tenant(Path(folder) / "ours", ours) as index:
            with stopwatch() as filling:
                _fill(index, corpus)
            progress(f"ours filled in {filling.seconds:.0f} s")
            collection = _recipe_collection(Path(folder) / "recipe", corpus)
            return _measure(len(texts), index, recipe, collection, questions)


def _passages(data: Path) -> Iterator[str]:
    """Pieces of articles of at most PIECE characters, cut at spaces; over and over if need be."""
    path = data / "scale" / "nl_wetten" / "corpus.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    number = 0
    while True:
        for row in rows:
            words = f"{row['law']} {row['artikel']} {row['text']}"
            for start in range(0, len(words), PIECE):
                number += 1
                yield f"{words[start : start + PIECE]} ({number})"


def _questions(data: Path) -> list[str]:
    path = data / "retrieval" / "vac" / "vac.jsonl"
    return [json.loads(line)["question"] for line in path.read_text("utf-8").splitlines()]


def _corpus(texts: list[str], ours: OnnxEmbedder, embedded: int) -> Corpus:
    progress(f"embedding {embedded} of {len(texts)} passages")
    real = ours.encode_passages(texts[:embedded])
    rng = np.random.default_rng(11)
    pick = np.concatenate([np.arange(embedded), rng.integers(0, embedded, len(texts) - embedded)])
    noise = rng.standard_normal((len(texts), ours.dimension)).astype(np.float32) * NOISE
    noise[:embedded] = 0
    vectors = unit(real.vectors[pick] + noise)
    # The recipe's fp32 vectors are within cosine 0.99 of these; for speed they are the same.
    tokens = tuple(real.tokens[i] for i in pick)
    return Corpus(texts, EmbeddedPassages(vectors, tokens), vectors)


def _fill(index: TenantIndex, corpus: Corpus) -> None:
    for start in range(0, len(corpus.texts), BATCH):
        part = slice(start, start + BATCH)
        texts = corpus.texts[part]
        document = Document(f"d{start}", "bench", "", "", " ".join(texts), "", Language.NL)
        passages = [NewPassage(t, 0, len(t), "", None, "", Language.NL) for t in texts]
        vectors = EmbeddedPassages(corpus.ours.vectors[part], corpus.ours.tokens[part])
        index.replace_documents([(document, passages, vectors)])


def _recipe_collection(folder: Path, corpus: Corpus) -> Any:
    """As langchain-chroma makes it; filled directly, so that nothing is embedded twice."""
    from langchain_chroma import Chroma

    store = Chroma(
        "recipe", persist_directory=str(folder), collection_metadata={"hnsw:space": "cosine"}
    )
    collection = store._collection  # noqa: SLF001 - LangChain has no way to add ready vectors
    for start in range(0, len(corpus.texts), BATCH):
        part = slice(start, start + BATCH)
        texts = corpus.texts[part]
        collection.add(
            ids=[str(start + i) for i in range(len(texts))],
            documents=texts,
            embeddings=corpus.recipe[part],
        )
    return store


def _asked(ask: Callable[[str], None], questions: list[str]) -> list[float]:
    """Seconds of each question, after a few that are not counted: caches and threads settle."""
    for question in questions[:WARM_UP]:
        ask(question)
    seconds = []
    for question in questions:
        start = perf_counter()
        ask(question)
        seconds.append(perf_counter() - start)
    return seconds


def _measure(
    count: int, index: TenantIndex, recipe: TorchEmbedder, store: Any, questions: list[str]
) -> Report:
    def ask_ours(question: str) -> None:
        index.search(question, LIMIT, Language.NL)

    def ask_recipe(question: str) -> None:
        vector = [float(value) for value in recipe.embed_query(question)]
        store.similarity_search_by_vector(vector, k=LIMIT)

    sides: dict[str, Callable[[str], None]] = {"ours": ask_ours, "recipe": ask_recipe}
    spent: dict[str, list[float]] = {name: [] for name in sides}
    for start in range(0, len(questions), ROUND):
        some = questions[start : start + ROUND]
        for name, ask in sides.items():
            spent[name] += _asked(ask, some)
    table = Table(
        f"Search with question embedding, {count:,} passages of one tenant, "
        f"{len(questions)} questions, milliseconds",
        ("side", "p50", "p95", "p95 against the recipe"),
    )
    base = percentiles(spent["recipe"])[1]
    for name, seconds in spent.items():
        p50, p95 = percentiles(seconds)
        table.rows.append((name, p50, p95, p95 / base))
    memory = Table("Peak memory of the process with both sides", ("MB",), [(peak_memory_mb(),)])
    return Report([table, memory])
