"""One golden question through the real pipeline, and everything that is measured of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from anyio.to_thread import run_sync

from evaluation.datasets import GoldenQuestion
from evaluation.harness.gold import GoldIndex, NoGold, gold_passages
from evaluation.harness.judging import TIMEOUT_S, Judging
from evaluation.harness.material import Material, before_each, material, passage_records
from evaluation.harness.records import GoldAnswerRecord, ItemRecord, SentenceRecord
from evaluation.harness.scoring import (
    FAILABLE,
    Reader,
    Scores,
    answer_scores,
    could_not,
    failed_scores,
    grounding_scores,
    judged_sentences,
    outcome_scores,
    passed_score,
    retrieval_scores,
    scored,
)
from evaluation.harness.usage import added, counted_tokens
from evaluation.metrics.answered import SHOULD_BE
from vraagbaak.answer.pipeline import AnswerService, Traced
from vraagbaak.answer.types import Ask, Turn
from vraagbaak.errors import VraagbaakError
from vraagbaak.grounding.types import Verifier
from vraagbaak.index.tenant import TenantIndex
from vraagbaak.language import parse_language
from vraagbaak.tenancy import Tenant

EvidenceMode = Literal["retrieved", "gold", "both"]
DEPTH = 60
"""Passages that retrieval is scored on: ten distinct documents are among them."""
MODEL_FAILED = "model_unavailable"
ERROR = "error"
GOLD = "gold:"
"""Before the names of scores of the answer from gold evidence."""


@dataclass(frozen=True, slots=True)
class Examiner:
    """Asks and scores; everything that a run has in common."""

    answers: AnswerService
    tenant: Tenant
    index: TenantIndex
    judge: Verifier
    independent: bool
    """Whether the judge is another than the service's own verifier."""
    reader_of: Reader
    """How languages are told; its language is the agency's own."""
    floors: Mapping[str, Verifier] = field(default_factory=dict)
    evidence: EvidenceMode = "retrieved"
    indexed: frozenset[str] = frozenset()
    judge_timeout_s: float = TIMEOUT_S

    async def examine(self, question: GoldenQuestion) -> ItemRecord:
        """The question's record. What goes wrong in asking and judging is part of it."""
        record = _unasked(question, self.tenant.slug)
        if self.evidence != "gold":
            record = await self._from_search(question, record)
        if self.evidence != "retrieved" and question.kind in SHOULD_BE:
            record = await self._from_gold(question, record)
        return record

    async def _from_search(self, question: GoldenQuestion, record: ItemRecord) -> ItemRecord:
        try:
            with counted_tokens() as tokens:
                traced = await self.answers.trace(self.tenant, as_ask(question))
                retrieval = await self._retrieval(question, traced)
        except VraagbaakError as exc:
            return _failed(record, exc.message)
        with counted_tokens() as judged:
            scores, sentences = await run_sync(self._scored, question, traced)
        record = _answered(record, traced, sentences, self.reader_of)
        changes = {
            "retrieved": passage_records(traced.found),
            "scores": {**scores, **retrieval},
            "usage": tokens.usage,
            "judge_usage": judged.usage,
        }
        return record.model_copy(update=changes)

    async def _from_gold(self, question: GoldenQuestion, record: ItemRecord) -> ItemRecord:
        """Alone in the run it is the item's answer; beside the other, its `with_gold`."""
        try:
            passages = await run_sync(gold_passages, question, self.index.of_document)
            service = self.answers.over(GoldIndex(passages))
            with counted_tokens() as tokens:
                traced = await service.trace(self.tenant, as_ask(question))
        except VraagbaakError as exc:
            return self._without_gold(record, exc)
        with counted_tokens() as judged:
            scores, sentences = await run_sync(self._scored, question, traced)
        if self.evidence == "gold":
            record = _answered(record, traced, sentences, self.reader_of)
            update: dict[str, Any] = {
                "scores": scores,
                "retrieved": passage_records(traced.evidence),
            }
        else:
            own = {k: score for k, score in scores.items() if not k.startswith("floor:")}
            gold = {f"{GOLD}{name}": score for name, score in own.items()}
            update = {
                "scores": {**record.scores, **gold},
                "with_gold": _gold_record(traced, sentences),
            }
        update["usage"] = added(record.usage, tokens.usage)
        update["judge_usage"] = added(record.judge_usage, judged.usage)
        return record.model_copy(update=update)

    def _without_gold(self, record: ItemRecord, why: VraagbaakError) -> ItemRecord:
        if self.evidence == "gold":
            # A question without gold is the question file's failing, not an error of the run's.
            status = "" if isinstance(why, NoGold) else ERROR
            return _failed(record, why.message).model_copy(update={"status": status})
        names = [name for name in FAILABLE if name not in {"recall_at_5", "ndcg_at_10"}]
        gold = {f"{GOLD}{name}": could_not(why.message) for name in names}
        return record.model_copy(update={"scores": {**record.scores, **gold}})

    async def _retrieval(self, question: GoldenQuestion, traced: Traced) -> Scores:
        """Of a search deeper than the answer needs, with the question as it was searched for."""
        if question.kind not in SHOULD_BE:
            return retrieval_scores(question, (), self.indexed)
        asked = Ask(traced.answer.question or question.question)
        hits = await self.answers.retrieve(self.tenant, asked, DEPTH)
        ranked = list(dict.fromkeys(hit.passage.document for hit in hits))
        return retrieval_scores(question, ranked, self.indexed)

    def _scored(
        self, question: GoldenQuestion, traced: Traced
    ) -> tuple[Scores, tuple[SentenceRecord, ...]]:
        """Blocking: judges may call a model."""
        made, answer = material(traced), traced.answer
        before = before_each(made, answer.question or question.question)
        judging = Judging(self.judge, self.judge_timeout_s, before)
        if answer.reason == MODEL_FAILED:
            # Quotations stood in for the model that is being measured: no score is the model's.
            return failed_scores("the chat model did not answer"), _records(made)
        scores = {
            **outcome_scores(question, answer.status),
            **answer_scores(question, made, judging, self._reader(question)),
            "composed_passed": passed_score(made),
            "latency_ms": scored(answer.timings_ms.get("total", 0.0)),
        }
        for name, floor in self.floors.items():
            at_floor = grounding_scores(made, Judging(floor, self.judge_timeout_s))
            scores |= {f"floor:{name}:{metric}": score for metric, score in at_floor.items()}
        return scores, judged_sentences(made, judging, independent=self.independent)

    def _reader(self, question: GoldenQuestion) -> Reader:
        language = parse_language(question.lang) or self.reader_of.language
        return Reader(language, self.reader_of.detect)


def _unasked(question: GoldenQuestion, tenant: str) -> ItemRecord:
    return ItemRecord(
        id=question.id,
        tenant=tenant,
        kind=question.kind,
        language=question.lang,
        question=question.question,
        expected=question.answer,
        gold_files=question.gold_files,
        nuggets=question.nuggets,
        cluster=question.gold_files[0] if question.gold_files else question.id,
    )


def as_ask(question: GoldenQuestion) -> Ask:
    """As the question's reader would put it; turns may say `text` for `content`."""
    turns = tuple(
        Turn(
            "user" if turn["role"] == "user" else "assistant",
            turn.get("content", turn.get("text", "")),
        )
        for turn in question.history
    )
    return Ask(question.question, parse_language(question.lang), turns)


def _answered(
    record: ItemRecord, traced: Traced, sentences: tuple[SentenceRecord, ...], reader: Reader
) -> ItemRecord:
    answer = traced.answer
    changes = {
        "status": str(answer.status),
        "reason": answer.reason,
        "answer": answer.answer,
        "answer_language": str(reader.detect(answer.answer) or ""),
        "sentences": sentences,
        "timings_ms": dict(answer.timings_ms),
    }
    return record.model_copy(update=changes)


def _failed(record: ItemRecord, reason: str) -> ItemRecord:
    changes = {"status": ERROR, "reason": reason, "scores": failed_scores(reason)}
    return record.model_copy(update=changes)


def _gold_record(traced: Traced, sentences: tuple[SentenceRecord, ...]) -> GoldAnswerRecord:
    answer = traced.answer
    return GoldAnswerRecord(
        status=str(answer.status),
        reason=answer.reason,
        answer=answer.answer,
        sentences=sentences,
        evidence=passage_records(traced.evidence),
    )


def _records(made: Material) -> tuple[SentenceRecord, ...]:
    return tuple(sentence.record for sentence in made.sentences)
