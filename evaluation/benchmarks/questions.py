"""Real corpora as agencies have them: is a gold file among the first five?"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from pathlib import Path

from evaluation.benchmarks.report import Report, Table, progress
from evaluation.benchmarks.service import opened_tenant
from evaluation.datasets import GoldenQuestion, read_questions
from evaluation.datasets.golden import Kind
from evaluation.metrics import bootstrap, ndcg, recall
from evaluation.models import default_encoder
from vraagbaak.embedding.onnx import OnnxEmbedder
from vraagbaak.index.tenant import TenantIndex
from vraagbaak.ingest import Ingestor, Sandbox, SandboxLimits
from vraagbaak.language import LanguageDetector
from vraagbaak.settings import Settings

CORPORA = ("inbo", "abb", "vbp", "algoritmekader")
SCORED = (Kind.ANSWERABLE, Kind.CROSS_LINGUAL, Kind.MULTI_PASSAGE)
PASSAGES = 60

Scores = dict[Kind, list[tuple[float, float, float, float]]]
"""Of each question: gold in the first five and nDCG@10, as we rank and without re-ranking."""


def run(data: Path, small: bool) -> Report:
    """Every corpus, or the smallest alone for a smoke run."""
    scores: Scores = defaultdict(list)
    missed = Table("Missed", ("question", "place of the first gold file", "ranked first"))
    embedder = default_encoder()
    for corpus in ("vbp",) if small else CORPORA:
        progress(corpus)
        questions = read_questions(data / "questions" / f"{corpus}.jsonl")
        asked = [question for question in questions if question.kind in SCORED]
        with tempfile.TemporaryDirectory() as folder:
            _corpus(data / "corpora" / corpus, Path(folder), embedder, asked, scores, missed)
    table = Table(
        "Gold file among the first five, and nDCG@10, by file; mean and 95% interval",
        (
            *("kind", "questions", "first five", "nDCG@10"),
            *("first five, not re-ranked", "nDCG@10, not re-ranked"),
        ),
    )
    for kind, rows in sorted(scores.items()):
        cells = (str(bootstrap(column)) for column in zip(*rows, strict=True))
        table.rows.append((kind, len(rows), *cells))
    return Report([table, missed])


def _corpus(
    corpus: Path,
    folder: Path,
    embedder: OnnxEmbedder,
    asked: list[GoldenQuestion],
    scores: Scores,
    missed: Table,
) -> None:
    detector = LanguageDetector()
    with opened_tenant(folder / "ours", embedder) as index:
        ingestor = Ingestor(embedder, Sandbox(SandboxLimits.of(Settings())))
        try:
            ingestor.ingest(index, "bench", [corpus])
        finally:
            ingestor.close()

        fused = index.without_reranking()

        def files(searched: TenantIndex, question: str) -> list[str]:
            hits = searched.search(question, PASSAGES, detector.detect(question))
            return list(dict.fromkeys(hit.passage.document for hit in hits))

        for question in asked:
            found, before = (files(one, question.question) for one in (index, fused))
            gold, every = question.answering_files, question.gold_files
            scores[question.kind].append(
                (recall(found, gold), ndcg(found, every), recall(before, gold), ndcg(before, every))
            )
            if not recall(found, question.answering_files):
                places = [found.index(g) + 1 for g in question.gold_files if g in found]
                place = min(places) if places else f"beyond {PASSAGES} passages"
                missed.rows.append((question.id, place, found[0]))
