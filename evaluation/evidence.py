"""The service's own steps from a question to its evidence, for those who measure or calibrate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from connectors.types import SourceItem
from vraagbaak.answer.context import Context, SearchIndex, Step, Stop
from vraagbaak.answer.judge_evidence import JudgeEvidence
from vraagbaak.answer.retrieve import Retrieve
from vraagbaak.answer.rewrite import Rewrite
from vraagbaak.answer.screen import Screen
from vraagbaak.embedding.cross_encoder import PairScorer
from vraagbaak.embedding.types import Embedder
from vraagbaak.index.tenant import TenantIndex
from vraagbaak.ingest import Ingestor, InProcess
from vraagbaak.language import LanguageDetector

QUESTION_CHARS = 500


def store(index: TenantIndex, items: Sequence[SourceItem], embedder: Embedder) -> None:
    """Ingest documents, all of them. Raises RuntimeError with the first that cannot be read."""
    report = Ingestor(embedder, InProcess()).ingest_items(index, "bench", items)
    if report.failed:
        raise RuntimeError(f"{len(report.failed)} documents failed: {report.failed[0]}")


def steps(index: SearchIndex, embedder: Embedder, reader: PairScorer | None) -> tuple[Step, ...]:
    """Up to the judgement of the evidence, without a language model."""
    return (
        Screen(LanguageDetector().detect, QUESTION_CHARS),
        Rewrite(None, QUESTION_CHARS),
        Retrieve(index, embedder),
        JudgeEvidence(embedder, reader=reader),
    )


async def judge(context: Context, taken: Iterable[Step]) -> Stop | None:
    """Run the steps on the context; what ended them early, if anything did."""
    for step in taken:
        stopped = await step.run(context)
        if stopped is not None:
            return stopped
    return None
