"""Ingestion of articles of law: speed and quality against the usual recipe, and re-syncing all.

Quality is nDCG@10 of the VAC questions over their answers with the sample of articles between
them. Re-syncing is measured over all articles, after a first ingestion of all of them.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from connectors.types import SourceItem
from evaluation.benchmarks.recipe import Recipe
from evaluation.benchmarks.report import Report, Table, peak_memory_mb, progress, stopwatch
from evaluation.benchmarks.service import opened_tenant
from evaluation.datasets import RetrievalSet, load_retrieval_set
from evaluation.metrics import bootstrap, ndcg
from evaluation.models import default_encoder, model_folder
from vraagbaak.embedding.onnx import OnnxEmbedder
from vraagbaak.index.tenant import TenantIndex
from vraagbaak.ingest import Ingestor, Sandbox, SandboxLimits
from vraagbaak.language import Language
from vraagbaak.settings import Settings

SAMPLE, SMALL = 2_000, 100
PASSAGES = 40


@dataclass(frozen=True, slots=True)
class Article:
    """One article of an act."""

    key: str
    title: str
    text: str


def run(data: Path, small: bool) -> Report:
    """The sample on both sides, then everything on ours."""
    articles = _articles(data)
    sample = articles[:: max(1, len(articles) // (SMALL if small else SAMPLE))]
    questions = load_retrieval_set(data, "vac")
    embedder = default_encoder()
    with tempfile.TemporaryDirectory() as folder:
        speed = _speed(Path(folder), sample, questions, embedder)
        everything = sample if small else articles
        again = _again(Path(folder) / "all", everything, embedder)
    return Report([speed, again])


def _articles(data: Path) -> list[Article]:
    path = data / "scale" / "nl_wetten" / "corpus.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Article(row["id"], f"{row['law']} {row['artikel']}", row["text"]) for row in rows]


def _items(articles: Sequence[Article]) -> list[SourceItem]:
    return [
        SourceItem(a.key, a.text.encode, media_type="text/plain", title_hint=a.title)
        for a in articles
    ]


def _speed(
    folder: Path, sample: list[Article], questions: RetrievalSet, embedder: OnnxEmbedder
) -> Table:
    answers = [Article(document.id, "", document.text) for document in questions.documents]
    documents = [*sample, *answers]
    table = Table(
        f"{len(sample):,} articles and {len(answers)} answers",
        ("side", "documents/s", "passages/s", "passages", "seconds", "nDCG@10"),
    )
    with opened_tenant(folder / "ours", embedder) as index:
        progress("ours: ingesting the sample")
        ingestor = Ingestor(embedder, Sandbox(SandboxLimits.of(Settings())))
        with stopwatch() as watch:
            report = ingestor.ingest_items(index, "bench", _items(documents))
        ingestor.close()
        score = _quality(index, questions)
    rows = [("ours", watch.seconds, report.passages, score)]
    progress("recipe: ingesting the sample")
    recipe = Recipe(model_folder(), folder / "recipe")
    with stopwatch() as watch:
        chunks = recipe.add((d.key, f"{d.title}\n{d.text}".strip()) for d in documents)
    found = [
        ndcg(recipe.search(question.text, PASSAGES), question.gold)
        for question in questions.questions
    ]
    rows.append(("recipe", watch.seconds, chunks, str(bootstrap(found))))
    for side, seconds, passages, quality in rows:
        rates = (len(documents) / seconds, passages / seconds)
        table.rows.append((side, *rates, passages, seconds, quality))
    ours, peer = table.rows
    ratios = tuple(float(str(a)) / float(str(b)) for a, b in zip(ours[1:3], peer[1:3], strict=True))
    table.rows.append(("ours : recipe", *ratios, "", "", ""))
    return table


def _quality(index: TenantIndex, questions: RetrievalSet) -> str:
    found = [
        ndcg([h.passage.document for h in index.search(q.text, PASSAGES, Language.NL)], q.gold)
        for q in questions.questions
    ]
    return str(bootstrap(found))


def _again(folder: Path, articles: list[Article], embedder: OnnxEmbedder) -> Table:
    table = Table(
        f"All {len(articles):,} articles",
        ("run", "seconds", "new", "unchanged", "failed", "passages", "embedded", "peak MB"),
    )
    with opened_tenant(folder, embedder) as index:
        for name in ("first", "again"):
            progress(f"all articles: {name}")
            ingestor = Ingestor(embedder, Sandbox(SandboxLimits.of(Settings())))
            report = ingestor.ingest_items(index, "bench", _items(articles))
            ingestor.close()
            counts = (report.new, report.unchanged, len(report.failed), report.passages)
            row = (name, report.seconds, *counts, report.embedded, peak_memory_mb())
            table.rows.append(row)
    return table
