"""The mutation test of a judge: claims that are known to hold or not, and what it says of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.datasets.claims import LabelledClaim
from evaluation.harness.judging import TIMEOUT_S, JudgeFailed, Judging
from evaluation.harness.records import IntervalRecord, Usage
from evaluation.harness.runner import MAX_FAILURES
from evaluation.harness.usage import counted_tokens
from evaluation.metrics import clustered
from evaluation.report import JudgeCard, JudgedClaim, JudgeMeasured
from vraagbaak.errors import VraagbaakError
from vraagbaak.grounding.types import Evidence, Verdict, Verification, Verifier

ALARM = frozenset({Verdict.CONTRADICTED, Verdict.NOT_FOUND})
"""Verdicts that keep a sentence from a reader."""
REPEATED = 40
"""Claims that are judged again, to see whether the verdict stays."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One claim and what the judge said."""

    claim: LabelledClaim
    found: Verification | None
    """None where the judge failed."""
    ms: float

    @property
    def alarm(self) -> bool:
        """Whether the judge would keep the claim from a reader."""
        return self.found is not None and self.found.verdict in ALARM


@dataclass(frozen=True, slots=True)
class JudgeTest:
    """Detection of what does not hold, false alarms over what does, and the judge's card."""

    detected: dict[str, IntervalRecord]
    """By kind of edit, and `all`: share of bad claims that the judge stops."""
    false_alarms: dict[str, IntervalRecord]
    """By kind, and `all`: share of good claims that the judge stops."""
    measured: JudgeMeasured
    usage: Usage


def judge_claims(
    judge: Verifier,
    claims: Sequence[LabelledClaim],
    about: dict[str, str],
    progress: Progress | None = None,
    repeats: int = 2,
    timeout_s: float = TIMEOUT_S,
) -> JudgeTest:
    """Judge each claim once, and some of them ``repeats`` times more for the judge's stability.

    Raises VraagbaakError for no claims, and when the judge fails several times in a row.
    """
    if not claims:
        raise VraagbaakError("No claims could be made of this corpus: it holds no full sentences.")
    with counted_tokens() as tokens:
        outcomes = _all(judge, claims, timeout_s, progress or (lambda *_: None))
        stability = _stability(judge, outcomes, repeats, timeout_s)
    measured = JudgeMeasured(
        claims=tuple(_judged_claim(outcome) for outcome in outcomes),
        source="the mutation test of the judge",
        threshold=_threshold(outcomes),
        card=_card(judge, about, outcomes, stability, tokens.usage),
    )
    bad = [outcome for outcome in outcomes if outcome.claim.holds is False]
    good = [outcome for outcome in outcomes if outcome.claim.holds]
    return JudgeTest(_rates(bad), _rates(good), measured, tokens.usage)


def _all(
    judge: Verifier, claims: Sequence[LabelledClaim], timeout_s: float, progress: Progress
) -> list[Outcome]:
    outcomes: list[Outcome] = []
    in_a_row = 0
    for number, claim in enumerate(claims, start=1):
        outcome, why = _one(judge, claim, timeout_s)
        outcomes.append(outcome)
        progress(number, len(claims))
        in_a_row = in_a_row + 1 if why else 0
        if in_a_row >= MAX_FAILURES:
            raise VraagbaakError(f"The judge failed {in_a_row} times in a row: {why}")
    return outcomes


def _one(judge: Verifier, claim: LabelledClaim, timeout_s: float) -> tuple[Outcome, str]:
    evidence = [Evidence(str(n), text) for n, text in enumerate(claim.evidence)]
    began = time.perf_counter()
    try:
        found = Judging(judge, timeout_s).verify(claim.claim, evidence)
    except JudgeFailed as exc:
        return Outcome(claim, None, (time.perf_counter() - began) * 1000), exc.message
    return Outcome(claim, found, (time.perf_counter() - began) * 1000), ""


def _stability(
    judge: Verifier, outcomes: Sequence[Outcome], repeats: int, timeout_s: float
) -> float | None:
    """The share of verdicts that stay when asked again; failures say nothing."""
    step = max(1, len(outcomes) // REPEATED)
    same = [
        again.found.verdict is first.found.verdict
        for first in outcomes[::step]
        for again in (_one(judge, first.claim, timeout_s)[0] for _ in range(repeats))
        if first.found and again.found
    ]
    return sum(same) / len(same) if same else None


def _rates(outcomes: Sequence[Outcome]) -> dict[str, IntervalRecord]:
    kinds = sorted({outcome.claim.kind for outcome in outcomes})
    groups = {"all": list(outcomes)}
    groups |= {kind: [o for o in outcomes if o.claim.kind == kind] for kind in kinds}
    return {kind: rate for kind, group in groups.items() if (rate := _rate(group))}


def _rate(outcomes: Sequence[Outcome]) -> IntervalRecord | None:
    told = [outcome for outcome in outcomes if outcome.found]
    if not told:
        return None
    documents = [outcome.claim.document or outcome.claim.id for outcome in told]
    found = clustered([float(outcome.alarm) for outcome in told], documents)
    missing = len(outcomes) - len(told)
    return IntervalRecord(
        mean=found.mean, low=found.low, high=found.high, count=found.count, not_scored=missing
    )


def _threshold(outcomes: Sequence[Outcome]) -> float:
    """The lowest score of a supported claim: what the judge's own threshold comes down to."""
    supported = (o.found for o in outcomes if o.found and o.found.verdict is Verdict.SUPPORTED)
    return min((found.score for found in supported), default=0.5)


def _judged_claim(outcome: Outcome) -> JudgedClaim:
    score = outcome.found.score if outcome.found else None
    return JudgedClaim(score, bool(outcome.claim.holds), outcome.claim.kind)


def _card(
    judge: Verifier,
    about: dict[str, str],
    outcomes: Sequence[Outcome],
    stability: float | None,
    usage: Usage,
) -> JudgeCard:
    p50, p95 = np.percentile([outcome.ms for outcome in outcomes], [50, 95])
    tokens = usage.prompt_tokens + usage.completion_tokens
    cost = f"{tokens:,} tokens in {usage.calls:,} calls" if usage.calls else "no model calls"
    low = _threshold(outcomes)
    return JudgeCard(
        name=judge.name,
        model=about.get("model", ""),
        prompt_hash=about.get("prompt", ""),
        stability=stability,
        cost=cost,
        p50_ms=float(p50),
        p95_ms=float(p95),
        notes=(f"The lowest score that it called supported is {low:.3f}.",),
    )
