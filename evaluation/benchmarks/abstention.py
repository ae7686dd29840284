"""Whether the service knows when to refuse: answerable against unanswerable questions.

All passages of a set become one tenant's documents. A question then takes the pipeline's own steps
up to `judge_evidence`, without a language model; what stops there is refused. That a passage of
another question answers an unanswerable one by accident is possible, and counts against us.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter

import numpy as np

from connectors.types import SourceItem
from evaluation import evidence
from evaluation.benchmarks.choice import Choice, among
from evaluation.benchmarks.claim_sets import ClaimSet, Loader, sample
from evaluation.benchmarks.figures import figure
from evaluation.benchmarks.report import Report, Table, progress
from evaluation.benchmarks.service import TENANT, opened_tenant
from evaluation.datasets import LabelledClaim, clapnq, mtrag_answerability
from evaluation.datasets.passages import name_of
from evaluation.metrics import auroc, balanced_accuracy, bootstrap_statistic, proportion
from evaluation.models import answer_reader, default_encoder
from vraagbaak.answer.context import Context, Step, TenantSearch
from vraagbaak.answer.types import Ask
from vraagbaak.embedding.types import Embedder
from vraagbaak.errors import ConfigurationError
from vraagbaak.index.tenant import TenantIndex
from vraagbaak.language import Language
from vraagbaak.tenancy import Localised, Tenant, TenantId

SMALL = 20
EVERY = 100
SETS: Mapping[str, Loader] = {
    "clapnq": lambda data: clapnq(data / "abstention" / "clapnq"),
    "mtrag": lambda data: mtrag_answerability(data / "grounding" / "mtrag"),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """One question, whether it was refused, and how good the best that was found seemed."""

    question: LabelledClaim
    refused: bool
    passage: float
    """Relevance of the best passage; 0 where nothing was found."""
    sentence: float
    """Cosine of the best sentence; -1 where it did not come to that."""
    seconds: float


@dataclass(frozen=True, slots=True)
class Exam:
    """Questions that are asked, of the documents of those that are stored."""

    picked: ClaimSet
    stored: Sequence[LabelledClaim]


@dataclass(frozen=True, slots=True)
class _One:
    """The index of one tenant in the place of all."""

    index: TenantIndex

    def for_tenant(self, tenant: TenantId) -> TenantSearch:
        """The one there is."""
        del tenant
        return self.index


def run(data: Path, small: bool, choice: Choice | None = None) -> Report:
    """Every chosen set. Raises ConfigurationError for a name that is none, or broken data."""
    chosen = choice or Choice()
    if chosen.verifiers:
        raise ConfigurationError("bench abstention verifies nothing: leave --verifiers out.")
    limit = chosen.limit or (SMALL if small else None)
    read = [_read(name, data, limit) for name in among(chosen.only, tuple(SETS), "set")]
    # A smoke run has only its own questions' documents: storing all takes the most time.
    exams = [Exam(exam.picked, exam.picked.claims) for exam in read] if small else read
    return measure(exams, default_encoder())


def measure(exams: Sequence[Exam], embedder: Embedder) -> Report:
    """The report over those questions."""
    table = Table(
        "Refusals, share and 95% interval; AUROC of what the best find scored",
        (
            *("set", "questions", "unanswerable", "false answers", "false refusals"),
            *("balanced accuracy", "AUROC, best passage", "AUROC, best sentence", "s a question"),
        ),
    )
    for exam in exams:
        with tempfile.TemporaryDirectory() as folder:
            judged = _judged(Path(folder), exam, embedder)
        name = exam.picked.caption(exam.picked.name, "questions")
        table.rows.append((name, *cells(judged)))
    return Report([table])


def _read(name: str, data: Path, limit: int | None) -> Exam:
    everything = [item for item in SETS[name](data) if item.holds is not None]
    picked = tuple(sample(everything, limit))
    return Exam(ClaimSet(name, picked, len(everything)), everything)


def cells(judged: Sequence[Judged]) -> list[object]:
    """The figures of a set; "answer everything" has false answers of 1 and no false refusals."""
    holds = np.asarray([item.question.holds is True for item in judged], dtype=bool)
    refused = np.asarray([item.refused for item in judged], dtype=bool)
    documents = [item.question.document for item in judged]
    signals = ([item.passage for item in judged], [item.sentence for item in judged])
    return [
        len(judged),
        float((~holds).mean()),
        figure(lambda: str(proportion(~refused[~holds], _of(documents, ~holds)))),
        figure(lambda: str(proportion(refused[holds], _of(documents, holds)))),
        figure(
            lambda: str(
                bootstrap_statistic(
                    lambda at: balanced_accuracy(holds[at], ~refused[at]), documents
                )
            )
        ),
        *(figure(auroc, holds, signal) for signal in signals),
        float(np.mean([item.seconds for item in judged])),
    ]


def _of(names: Sequence[str], chosen: Iterable[bool]) -> list[str]:
    return [name for name, wanted in zip(names, chosen, strict=True) if wanted]


def _judged(folder: Path, exam: Exam, embedder: Embedder) -> list[Judged]:
    with opened_tenant(folder, embedder) as index:
        texts = dict.fromkeys(text for question in exam.stored for text in question.evidence)
        progress(f"{exam.picked.name}: storing {len(texts):,} passages")
        items = [SourceItem(name_of(text), text.encode, media_type="text/plain") for text in texts]
        evidence.store(index, items, embedder)
        steps = evidence.steps(_One(index), embedder, answer_reader(embedder))
        return _asked(exam.picked, steps)


def _asked(picked: ClaimSet, steps: Sequence[Step]) -> list[Judged]:
    found = []
    with asyncio.Runner() as runner:
        for done, question in enumerate(picked.claims, start=1):
            found.append(runner.run(_ask(question, steps)))
            if done % EVERY == 0:
                progress(f"  {picked.name}: {done:,} of {len(picked.claims):,}")
    return found


async def _ask(question: LabelledClaim, steps: Sequence[Step]) -> Judged:
    tenant = Tenant(slug=TENANT, name=Localised({Language.EN: "Bench"}), languages=(Language.EN,))
    ask = Ask(question.claim, history=question.history)
    # Passages without dates are always valid, so that the day changes nothing.
    context = Context(tenant, ask, date(2025, 1, 1), Language.EN)
    start = perf_counter()
    stopped = await evidence.judge(context, steps)
    return Judged(
        question,
        stopped is not None,
        max((hit.score for hit in context.found), default=0.0),
        max((item.cosine for item in context.scored), default=-1.0),
        perf_counter() - start,
    )
