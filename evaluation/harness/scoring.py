"""From an answer to its scores: each metric gives a value, does not apply, or could not be had."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evaluation.datasets import GoldenQuestion
from evaluation.harness.judging import JudgeFailed, Judging
from evaluation.harness.material import Material
from evaluation.harness.records import Score, ScoreStatus, SentenceRecord
from evaluation.metrics import (
    Cited,
    Share,
    Text,
    answered,
    citation_precision,
    citation_recall,
    false_answer,
    false_refusal,
    groundedness,
    language_match,
    ndcg,
    nugget_recall,
    recall,
)
from evaluation.metrics.answered import SHOULD_BE
from vraagbaak.grounding.types import Evidence, Verdict, Verification
from vraagbaak.language import Language

FAILABLE = tuple(
    "answered false_answers false_refusals recall_at_5 ndcg_at_10 language_match nugget_recall "
    "sentence_groundedness composed_groundedness composed_passed citation_precision "
    "citation_recall latency_ms".split()
)
"""The metrics of an answer; floors stand beside some of them."""
NOT_APPLICABLE = Score(status=ScoreStatus.NOT_APPLICABLE)
Scores = dict[str, Score]
Detect = Callable[[str], Language | None]


def scored(value: float, weight: float = 1.0) -> Score:
    """A value."""
    return Score(status=ScoreStatus.SCORED, value=value, weight=weight)


def could_not(reason: str) -> Score:
    """No value, and why. Never a zero."""
    return Score(status=ScoreStatus.COULD_NOT_SCORE, reason=reason)


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom the answer is for, and how its language is told."""

    language: Language
    detect: Detect


def outcome_scores(question: GoldenQuestion, status: str) -> Scores:
    """Answered or refused, rightly or not."""
    return {
        "answered": scored(answered(status)),
        "false_answers": _maybe(false_answer(question.kind, status)),
        "false_refusals": _maybe(false_refusal(question.kind, status)),
    }


def retrieval_scores(
    question: GoldenQuestion, ranked: Sequence[str], indexed: frozenset[str]
) -> Scores:
    """Of documents, best first. ``indexed`` are all that the tenant has."""
    names = ("recall_at_5", "ndcg_at_10")
    if question.kind not in SHOULD_BE:
        return dict.fromkeys(names, NOT_APPLICABLE)
    missing = [file for file in question.gold_files if file not in indexed]
    if missing or not question.gold_files:
        reason = f"not ingested: {', '.join(missing)}" if missing else "names no gold_files"
        return dict.fromkeys(names, could_not(reason))
    return {
        "recall_at_5": scored(recall(ranked, question.answering_files)),
        "ndcg_at_10": scored(ndcg(ranked, question.gold_files)),
    }


def answer_scores(
    question: GoldenQuestion, made: Material, judging: Judging, reader: Reader
) -> Scores:
    """What the answer itself is worth: its language, completeness, grounding and citations."""
    answer = made.traced.answer
    match = language_match(answer.answer, reader.language, reader.detect)
    unsure = could_not("too little text to tell its language")
    return {
        "language_match": unsure if match is None else scored(match),
        "nugget_recall": _nuggets(question, made, judging, reader),
        **grounding_scores(made, judging),
    }


def grounding_scores(made: Material, judging: Judging) -> Scores:
    """What a judge says of the sentences and citations; all could-not-score where it fails."""
    return {
        "sentence_groundedness": _share(lambda: groundedness(_verdicts(made, judging, all_=False))),
        "composed_groundedness": _share(lambda: groundedness(_verdicts(made, judging, all_=True))),
        "citation_precision": _share(
            lambda: citation_precision(_claims(made, judging), judging.supports)
        ),
        "citation_recall": _share(
            lambda: citation_recall(_claims(made, judging), judging.supports)
        ),
    }


def passed_score(made: Material) -> Score:
    """The share of composed claims that the service's own check let through."""
    claims = [s.record for s in made.sentences if s.record.verdict != Verdict.NOT_A_CLAIM]
    return _share(lambda: Share.of(claim.delivered for claim in claims))


def judged_sentences(
    made: Material, judging: Judging, *, independent: bool
) -> tuple[SentenceRecord, ...]:
    """The sentences with the judge's verdicts; as they were where the judge fails."""
    return tuple(_judged(s.record, made.evidence, judging, independent) for s in made.sentences)


def failed_scores(reason: str) -> Scores:
    """Every metric of an answer that never came."""
    return dict.fromkeys(FAILABLE, could_not(reason))


def _nuggets(question: GoldenQuestion, made: Material, judging: Judging, reader: Reader) -> Score:
    answer = made.traced.answer
    if not answered(answer.status) or question.kind not in SHOULD_BE:
        return NOT_APPLICABLE

    def states(text: str, nugget: str) -> bool:
        return judging.supports(nugget, (Evidence("answer", text, question.question),))

    said = Text(answer.answer, reader.detect(answer.answer) or reader.language)
    return _share(lambda: nugget_recall(question.nuggets, reader.language, said, states))


def _verdicts(made: Material, judging: Judging, *, all_: bool) -> list[Verdict]:
    wanted = [s for s in made.sentences if all_ or s.record.delivered]
    return [judging.verify(s.record.text, made.evidence).verdict for s in wanted]


def _claims(made: Material, judging: Judging) -> list[Cited]:
    """The delivered sentences that state something, by the judge."""
    return [
        s.cited
        for s in made.sentences
        if s.record.delivered
        and judging.verify(s.record.text, made.evidence).verdict is not Verdict.NOT_A_CLAIM
    ]


def _judged(
    record: SentenceRecord, evidence: Sequence[Evidence], judging: Judging, independent: bool
) -> SentenceRecord:
    try:
        found = judging.verify(record.text, evidence)
    except JudgeFailed:
        return record
    changes: dict[str, object] = {"unsupported": _unsupported(found)}
    if independent:
        changes |= {"judged": found.verdict.value, "judged_score": found.score}
    return record.model_copy(update=changes)


def _unsupported(found: Verification) -> tuple[tuple[int, int], ...]:
    if found.verdict is Verdict.SUPPORTED:
        return ()
    return tuple((span.start, span.end) for span in found.spans if not span.supported)


def _share(measure: Callable[[], Share | None]) -> Score:
    try:
        share = measure()
    except JudgeFailed as exc:
        return could_not(exc.message)
    return NOT_APPLICABLE if share is None else scored(share.value, share.count)


def _maybe(value: float | None) -> Score:
    return NOT_APPLICABLE if value is None else scored(value)
