"""Whole answers over real corpora: what is delivered, what the check removed, what was refused.

The golden questions of the data folder and our own together, through the real pipeline and the
harness, quoted and, where the settings name a model, written by it. Runs are kept below
``VRAAGBAAK_DATA_DIR/end_to_end``, so that their sentences can be labelled.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Literal

from evaluation.benchmarks.answers import AGENCIES
from evaluation.benchmarks.choice import Choice
from evaluation.benchmarks.report import Report, Table, percentiles, progress
from evaluation.harness.evaluate import evaluate
from evaluation.harness.plan import Request, plan_run
from evaluation.harness.records import ItemRecord, RunRecord
from evaluation.harness.store import RunStore
from evaluation.harness.summary import ALL, summarise
from evaluation.models import model_folder
from vraagbaak.app import Services, open_services
from vraagbaak.language import Language
from vraagbaak.settings import Settings
from vraagbaak.tenancy import AnswerSettings, Localised, Tenant

OWN = Path(__file__).parents[1] / "questions"
JUDGE = "facts"
"""Not the service's own verifier, but of its family: what the checks overlook, it overlooks too."""
METRICS = (
    "sentence_groundedness",
    "composed_groundedness",
    "answered",
    "false_answers",
    "false_refusals",
    "citation_precision",
    "citation_recall",
    "nugget_recall",
    "language_match",
    "recall_at_5",
    "ndcg_at_10",
    "p50_ms",
    "p95_ms",
)
Composer = Literal["extractive", "model"]


def run(data: Path, small: bool, choice: Choice | None = None) -> Report:
    """Every corpus (the smallest for a smoke run), ``choice.limit`` questions of each."""
    chosen = choice or Choice()
    slugs = ("vbp",) if small else tuple(AGENCIES)
    limit = chosen.limit or (6 if small else None)
    settings = _settings()
    tables: list[Table] = []
    with closing(open_services(settings)) as parts, asyncio.Runner() as loop:
        composers: tuple[Composer, ...] = ("extractive", "model")
        for composer in composers if settings.chat_model else composers[:1]:
            runs = [_run(parts, loop, slug, data, composer, limit) for slug in slugs]
            items = [item for record in runs for item in record.items]
            tables += _tables(composer, runs, items)
    return Report(tables)


def _settings() -> Settings:
    own = Settings()
    folder = own.data_dir / "end_to_end"
    folder.mkdir(parents=True, exist_ok=True)
    changed = {
        "data_dir": folder,
        "models_dir": model_folder().parent,
        "database_url": None,
        "chroma_url": None,
    }
    return own.model_copy(update=changed)


def _run(
    parts: Services,
    loop: asyncio.Runner,
    slug: str,
    data: Path,
    composer: Composer,
    limit: int | None,
) -> RunRecord:
    progress(f"{slug}, {composer}")
    folder = parts.settings.data_dir
    answering = AnswerSettings(composer=composer)
    tenant = Tenant(slug=slug, name=Localised({Language.NL: AGENCIES[slug]}), answer=answering)
    parts.tenants.apply(tenant)
    corpus = folder / "corpora" / slug
    if not corpus.is_dir():
        # Whole or not at all: a run over half a corpus would look like one over all of it.
        half = corpus.with_name(f".{slug}")
        shutil.rmtree(half, ignore_errors=True)
        shutil.copytree(data / "corpora" / slug, half, ignore=shutil.ignore_patterns("SOURCE.md"))
        half.rename(corpus)
    parts.ingestor.ingest(parts.index.for_tenant(slug), slug, [corpus])
    store = RunStore(folder)
    request = Request(slug, _questions(slug, data, folder), judge=JUDGE, limit=limit)
    plan = plan_run(parts, store, request)

    def tell(done: int, total: int) -> None:
        if done % 10 == 0:
            progress(f"{slug}, {composer}: {done} of {total} questions, run {plan.run.id}")

    return evaluate(parts, store, plan, tell, loop=loop)


def _questions(slug: str, data: Path, folder: Path) -> Path:
    """Theirs and ours in one file."""
    path = folder / f"{slug}.jsonl"
    sources = (data / "questions" / f"{slug}.jsonl", OWN / f"{slug}.jsonl")
    texts = [source.read_text(encoding="utf-8").strip() for source in sources]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def _tables(
    composer: str, runs: Sequence[RunRecord], items: Sequence[ItemRecord]
) -> Iterator[Table]:
    summary = summarise(items)
    kinds = [ALL, *sorted(kind for kind in summary if kind != ALL)]
    caption = f"{composer}: mean and 95% interval by kind, {len(items)} questions"
    table = Table(caption, ("metric", *kinds))
    floors = [name for name in summary[ALL] if name.startswith("floor:")]
    for metric in (*METRICS, *floors):
        cells = [str(summary[kind][metric]) if metric in summary[kind] else "" for kind in kinds]
        if any(cells):
            table.rows.append((metric, *cells))
    yield table
    about = Table(f"{composer}: runs", ("run", "questions", "finished", "verifier", "judge"))
    for one in runs:
        used = one.settings
        finished = "yes" if one.finished else one.stopped
        about.rows.append(
            (one.id, len(one.items), finished, used["verifier"], used["judge_version"])
        )
    yield about
    yield _checking(composer, items)


def _checking(composer: str, items: Sequence[ItemRecord]) -> Table:
    """What the check adds to a sentence's way to its reader, and what it took away."""
    seconds = [
        item.timings_ms["verify"] / 1000 / len(item.sentences)
        for item in items
        if item.sentences and "verify" in item.timings_ms
    ]
    table = Table(
        f"{composer}: the check",
        ("answers", "sentences", "dropped", "p50 ms a sentence, by answer", "p95"),
    )
    if seconds:
        sentences = [sentence for item in items for sentence in item.sentences]
        dropped = sum(not sentence.delivered for sentence in sentences)
        table.rows.append((len(seconds), len(sentences), dropped, *percentiles(seconds)))
    return table
