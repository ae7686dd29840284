"""A made-up run of a made-up agency, for tests and for whoever changes the page.

``python -m evaluation.report.sample report.html`` writes the page. Nothing in it was measured.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from random import Random

from pydantic import TypeAdapter

from evaluation.harness.records import (
    CitationRecord,
    IntervalRecord,
    ItemRecord,
    PassageRecord,
    RunRecord,
    Score,
    ScoreStatus,
    SentenceRecord,
    Usage,
)
from evaluation.metrics import bootstrap
from evaluation.report.render import render
from evaluation.report.types import Difference, GateResult, JudgeCard, JudgedClaim, JudgeMeasured

_REFUSAL = "Dat staat niet in de documenten van de dienst. Bel gratis 1700 voor hulp."
_OUTCOMES = (
    ("answerable", "answered"),
    ("answerable", "partial"),
    ("cross_lingual", "answered"),
    ("multi_passage", "answered"),
    ("answerable", "refused"),
    ("unanswerable", "refused"),
    ("unanswerable", "answered"),
    ("cross_tenant", "redirected"),
    ("conversation", "partial"),
    ("unanswerable", "blocked"),
    ("answerable", "error"),
)
_WEIGHTS = (12, 6, 5, 4, 2, 5, 1, 2, 3, 1, 1)
_NEVER_ASKED = "Hoeveel zwembaden telt mijn gemeente, en wat kost een abonnement?"


@dataclass(frozen=True, slots=True)
class Topic:
    """A passage and what can be asked of it."""

    file: str
    heading: str
    text: str
    question: str
    question_fr: str
    expected: str
    nuggets: tuple[str, ...]
    good: tuple[str, ...]
    bad: tuple[str, str, str, str]
    """A sentence that the passage does not support, the words at fault, verdict and reason."""


def sample_run(
    items: int = 40, *, seed: int = 7, run_id: str = "2026-03-02-water-7f3a"
) -> RunRecord:
    """A finished run with every status, verdict and flag, alike for the same seed."""
    random = Random(seed)  # noqa: S311 - made-up figures need no secrecy
    made = tuple(_item(number, random) for number in range(items))
    return RunRecord(
        id=run_id,
        tenant="water",
        created_at=datetime(2026, 3, 2, 14, 5, tzinfo=UTC),
        finished=True,
        questions_file="tenants/water/questions.jsonl",
        questions_hash="sha256:4be1c09f2d7a",
        settings={
            "composer": "model",
            "chat_model": "scripted-8b",
            "verifier": "ensemble-1",
            "judge": "entailment-1",
            "embedding_model": "multilingual-e5-small int8",
            "evidence": "retrieved",
            "version": "0.1.0",
        },
        items=made,
        summary=_summary(made),
        bad_lines=("questions.jsonl:17: is no golden question: 'kind' is missing",),
    )


def sample_judge(*, seed: int = 7, each: int = 40) -> JudgeMeasured:
    """A judge that is good, not perfect: scores of sound claims high, of others mostly low."""
    random = Random(seed)  # noqa: S311 - made-up figures need no secrecy
    bad = ("amount", "date", "negation", "modality", "authority", "condition", "wrong_question")
    claims = [
        JudgedClaim(random.betavariate(1.2, 3 + 2 * place), holds=False, kind=kind)
        for place, kind in enumerate(bad)
        for _ in range(each)
    ]
    claims += [
        JudgedClaim(random.betavariate(9 - 2 * place, 1.1), holds=True, kind=kind)
        for place, kind in enumerate(("verbatim", "compressed", "reordered"))
        for _ in range(2 * each)
    ]
    claims.append(JudgedClaim(None, holds=True, kind="verbatim"))
    card = JudgeCard(
        "entailment-1",
        model="vraagbaak-entailment int8, 118 MB",
        prompt_hash="sha256:0d93ab…",
        stability=0.996,
        cost="Nothing: it runs on this machine",
        p50_ms=22.4,
        p95_ms=39.1,
        notes=("Chosen on a development split; the threshold was frozen before this run.",),
    )
    return JudgeMeasured(tuple(claims), "the mutation test of the judge", 0.5, card)


def sample_gates(run: RunRecord) -> tuple[GateResult, ...]:
    """Gates over the run's own figures, and one that could not be measured."""
    return (
        _gate(run, "sentence_groundedness", ">=", 0.9, "all"),
        _gate(run, "false_answers", "<=", 0.1, "unanswerable"),
        GateResult("resolved", ">=", 0.95, None, passed=False, reason="no question was scored"),
    )


def sample_differences(run: RunRecord, before: RunRecord) -> tuple[Difference, ...]:
    """The differences of two metrics as if they had been tested: one clear, one not."""
    now, was = run.summary.get("all", {}), before.summary.get("all", {})
    spreads = {"composed_groundedness": (0.5, 0.004), "answered": (2.0, 0.44)}
    return tuple(
        Difference(name, gap, low=gap - spread * abs(gap), high=gap + spread * abs(gap), p_value=p)
        for name, (spread, p) in spreads.items()
        if name in now and name in was
        for gap in [now[name].mean - was[name].mean]
    )


def sample_page(items: int = 40) -> str:
    """The page with every section filled."""
    run = sample_run(items)
    before = sample_run(items, seed=11, run_id="2026-02-16-water-1c08")
    settings = before.settings | {"verifier": "overlap-1"}
    return render(
        run,
        before.model_copy(update={"settings": settings}),
        gates=sample_gates(run),
        judge=sample_judge(),
        differences=sample_differences(run, before),
    )


def _gate(run: RunRecord, metric: str, operator: str, threshold: float, kind: str) -> GateResult:
    found = run.summary.get(kind, {}).get(metric)
    if found is None:
        return GateResult(metric, operator, threshold, None, passed=False, kind=kind)
    passed = found.mean >= threshold if operator == ">=" else found.mean <= threshold
    return GateResult(metric, operator, threshold, found.mean, passed=passed, kind=kind)


@cache
def _topics() -> tuple[Topic, ...]:
    text = files("evaluation.report").joinpath("sample.json").read_text(encoding="utf-8")
    return TypeAdapter(tuple[Topic, ...]).validate_json(text)


def _item(number: int, random: Random) -> ItemRecord:
    kind, status = (
        _OUTCOMES[number]
        if number < len(_OUTCOMES)
        else random.choices(_OUTCOMES, weights=_WEIGHTS)[0]
    )
    topic = _topics()[number % len(_topics())]
    retrieved = _retrieved(topic, random, found=status != "refused" or kind == "unanswerable")
    sentences = tuple(_sentences(topic, kind, status, random))
    delivered = [sentence for sentence in sentences if sentence.delivered]
    answerable = kind not in {"unanswerable", "cross_tenant"}
    gold = (topic.file,) if answerable else ()
    item = ItemRecord(
        id=f"water-{number + 1:03d}",
        tenant="water",
        kind=kind,
        language="fr" if kind == "cross_lingual" else "nl",
        question=_question(topic, kind),
        expected=topic.expected if answerable else "",
        gold_files=gold,
        nuggets=topic.nuggets if answerable else (),
        nuggets_found=_found(topic, delivered) if answerable and status != "error" else None,
        cluster=topic.file if gold else f"water-{number + 1:03d}",
        status=status,
        reason=_reason(status),
        answer=" ".join(s.text for s in delivered) or ("" if status == "error" else _REFUSAL),
        answer_language="" if status == "error" else "nl",
        sentences=sentences,
        retrieved=() if status in {"blocked", "error"} else retrieved,
        timings_ms=_timings(status, random),
        usage=Usage(prompt_tokens=random.randint(900, 1800), completion_tokens=86, calls=1)
        if sentences
        else Usage(),
    )
    return item.model_copy(update={"scores": _scores(item, number)})


def _question(topic: Topic, kind: str) -> str:
    if kind in {"unanswerable", "cross_tenant"}:
        return _NEVER_ASKED if kind == "unanswerable" else "Hoe vraag ik een rijbewijs aan?"
    return topic.question_fr if kind == "cross_lingual" else topic.question


def _reason(status: str) -> str:
    reasons = {
        "refused": "no_evidence",
        "redirected": "other_agency",
        "blocked": "injection",
        "error": "model_unavailable",
    }
    return reasons.get(status, "")


def _sentences(topic: Topic, kind: str, status: str, random: Random) -> Iterator[SentenceRecord]:
    if status in {"answered", "partial"}:
        if random.random() < 0.3:
            yield SentenceRecord(text="Dag!", verdict="not_a_claim", score=1.0)
        for text in topic.good:
            yield _supported(topic, text, random)
    if status == "partial" or (status == "refused" and kind == "answerable"):
        yield _unsupported(topic, random, delivered=False)
    if status == "answered" and kind == "unanswerable":
        yield _unsupported(topic, random, delivered=True)


def _supported(topic: Topic, text: str, random: Random) -> SentenceRecord:
    start = topic.text.index(text)
    quote = CitationRecord(
        passage_id=_passage_id(topic),
        document=topic.file,
        quote=text,
        start=start,
        end=start + len(text),
        heading=topic.heading,
    )
    return SentenceRecord(
        text=text,
        verdict="supported",
        score=round(random.uniform(0.86, 0.995), 3),
        citations=(quote,),
        judged="supported",
        judged_score=round(random.uniform(0.8, 0.99), 3),
    )


def _unsupported(topic: Topic, random: Random, *, delivered: bool) -> SentenceRecord:
    text, fault, verdict, reason = topic.bad
    start = text.index(fault)
    return SentenceRecord(
        text=text,
        verdict="supported" if delivered else verdict,
        score=round(random.uniform(0.61, 0.7) if delivered else random.uniform(0.04, 0.4), 3),
        delivered=delivered,
        reason="" if delivered else reason,
        judged=verdict,
        judged_score=round(random.uniform(0.03, 0.3), 3),
        unsupported=((start, start + len(fault)),),
    )


def _passage_id(topic: Topic) -> str:
    return f"{topic.file}#1"


def _retrieved(topic: Topic, random: Random, *, found: bool) -> tuple[PassageRecord, ...]:
    others = random.sample([t for t in _topics() if t is not topic], 4)
    ranked = [topic, *others] if found else others
    return tuple(
        PassageRecord(
            passage_id=_passage_id(t),
            document=t.file,
            heading=t.heading,
            text=t.text,
            score=round(0.91 - 0.07 * place, 3),
        )
        for place, t in enumerate(ranked)
    )


def _found(topic: Topic, delivered: Sequence[SentenceRecord]) -> tuple[str, ...]:
    return topic.nuggets[: len(delivered)]


def _timings(status: str, random: Random) -> dict[str, float]:
    steps = {"screen": random.uniform(0.4, 1.2), "rewrite": random.uniform(0.1, 0.3)}
    if status not in {"blocked", "error"}:
        steps |= {"retrieve": random.uniform(14, 46), "judge_evidence": random.uniform(20, 40)}
    if status in {"answered", "partial"}:
        steps |= {
            "compose": random.lognormvariate(6.4, 0.5),
            "verify": random.uniform(40, 160),
            "cite": random.uniform(0.5, 2.0),
        }
    total = sum(steps.values())
    if "compose" in steps:
        steps["first_sentence"] = 0.55 * total
    return {step: round(ms, 2) for step, ms in (steps | {"total": total}).items()}


def _scores(item: ItemRecord, number: int) -> dict[str, Score]:
    if item.status == "error":
        failed = Score(status=ScoreStatus.COULD_NOT_SCORE, reason="the question got no answer")
        return {"answered": failed, "nugget_recall": failed}
    said = item.status in {"answered", "partial"}
    answerable = bool(item.gold_files)
    scores = {"answered": _scored(said)}
    if answerable:
        scores |= _retrieval_scores(item)
        scores["false_refusals"] = _scored(not said)
        scores["nugget_recall"] = _scored(len(item.nuggets_found or ()) / len(item.nuggets))
    else:
        scores["false_answers"] = _scored(said)
    return scores | (_answer_scores(item, number) if said else _no_answer())


def _retrieval_scores(item: ItemRecord) -> dict[str, Score]:
    found = any(passage.document in item.gold_files for passage in item.retrieved)
    return {"recall_at_5": _scored(found), "ndcg_at_10": _scored(found)}


def _answer_scores(item: ItemRecord, number: int) -> dict[str, Score]:
    claims = [s for s in item.sentences if s.delivered and s.verdict != "not_a_claim"]
    held = sum(s.judged == "supported" for s in claims) / len(claims)
    composed = [s for s in item.sentences if s.verdict != "not_a_claim"]
    passed = sum(s.delivered for s in composed) / len(composed)
    if number % 13 == 12:
        timed_out = Score(
            status=ScoreStatus.COULD_NOT_SCORE, reason="the judge did not answer within 20 s"
        )
        return {"sentence_groundedness": timed_out, "composed_groundedness": _scored(passed)}
    return {
        "sentence_groundedness": _scored(held),
        "composed_groundedness": _scored(passed),
        "citation_precision": _scored(held),
        "citation_recall": _scored(held),
        "language_match": _scored(item.answer_language == item.language),
    }


def _no_answer() -> dict[str, Score]:
    return {
        name: Score(status=ScoreStatus.NOT_APPLICABLE, reason="there is no answer")
        for name in ("sentence_groundedness", "citation_precision", "citation_recall")
    }


def _scored(value: float) -> Score:
    return Score(status=ScoreStatus.SCORED, value=float(value))


def _summary(items: Sequence[ItemRecord]) -> dict[str, dict[str, IntervalRecord]]:
    kinds = ["all", *dict.fromkeys(item.kind for item in items)]
    return {
        kind: _kind_summary([item for item in items if kind in {"all", item.kind}])
        for kind in kinds
        if items
    }


def _kind_summary(items: Sequence[ItemRecord]) -> dict[str, IntervalRecord]:
    names = dict.fromkeys(name for item in items for name in item.scores)
    summary = {name: _interval([item.scores.get(name) for item in items]) for name in names}
    totals = [item.timings_ms["total"] for item in items]
    for name, part in (("p50_ms", 0.5), ("p95_ms", 0.95)):
        value = sorted(totals)[int(part * (len(totals) - 1))]
        summary[name] = IntervalRecord(
            mean=value, low=0.8 * value, high=1.2 * value, count=len(totals)
        )
    grounded = summary.get("sentence_groundedness")
    if grounded and grounded.count:
        for name, part in (("all_supported", 0.82), ("overlap", 0.89)):
            summary[f"floor:{name}:sentence_groundedness"] = IntervalRecord(
                mean=part * grounded.mean,
                low=max(0.0, part * grounded.mean - 0.06),
                high=min(1.0, part * grounded.mean + 0.06),
                count=grounded.count,
            )
    return {name: record for name, record in summary.items() if record.count or record.not_scored}


def _interval(scores: Sequence[Score | None]) -> IntervalRecord:
    known = [score for score in scores if score is not None]
    values = [score.value for score in known if score.value is not None]
    lost = sum(score.status is ScoreStatus.COULD_NOT_SCORE for score in known)
    if not values:
        return IntervalRecord(mean=0.0, low=0.0, high=0.0, count=0, not_scored=lost)
    found = bootstrap(values, rounds=300)
    return IntervalRecord(
        mean=found.mean, low=found.low, high=found.high, count=found.count, not_scored=lost
    )


def main(target: Path) -> None:
    """Write the sample page."""
    target.write_text(sample_page(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "report.html"))
