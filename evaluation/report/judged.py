"""The judge against known labels: what the metrics say of its scores and verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.metrics import (
    CurvePoint,
    Interval,
    Reliability,
    average_precision,
    detection,
    or_none,
    precision_recall_curve,
    proportion,
    reliability,
)
from evaluation.report.types import JudgeMeasured


@dataclass(frozen=True, slots=True)
class JudgeFigures:
    """Of the claims that the judge could score; None where a figure is not defined."""

    scored: int
    unsupported: int
    reliability: Reliability | None
    curve: tuple[CurvePoint, ...]
    """Empty where no claim is unsupported."""
    average_precision: float | None
    chosen: CurvePoint | None
    """At the judge's threshold; None where it stops nothing, too."""


@dataclass(frozen=True, slots=True)
class KindRate:
    """What the judge made of one kind of claim: unsupported ones found, or sound ones refused."""

    kind: str
    holds: bool
    rate: Interval | None
    """The share that scores below the threshold; None where none could be scored."""
    not_scored: int


def judge_figures(judge: JudgeMeasured) -> JudgeFigures:
    """All figures over the judge's claims together."""
    known = [(claim.holds, claim.score) for claim in judge.claims if claim.score is not None]
    holds, scores = [label for label, _ in known], [score for _, score in known]
    return JudgeFigures(
        scored=len(known),
        unsupported=holds.count(False),
        reliability=or_none(reliability, holds, scores),
        curve=tuple(or_none(precision_recall_curve, holds, scores) or ()),
        average_precision=or_none(average_precision, holds, scores),
        chosen=or_none(at_threshold, holds, scores, judge.threshold),
    )


def at_threshold(holds: Sequence[bool], scores: Sequence[float], threshold: float) -> CurvePoint:
    """What is found when claims below the threshold are stopped, those at it not.

    Raises ValueError where none is stopped, or none is unsupported.
    """
    found = detection(holds, [score >= threshold for score in scores])
    return CurvePoint(threshold, found.precision, found.recall)


def kind_rates(judge: JudgeMeasured) -> list[KindRate]:
    """By kind: unsupported claims detected, and supported ones refused, each with all together."""
    keys = {(claim.holds, claim.kind) for claim in judge.claims}
    alls = {(holds, "all") for holds, _ in keys}
    ordered = sorted(keys | alls, key=lambda key: (key[0], key[1] != "all", key[1]))
    return [_kind_rate(judge, kind, holds) for holds, kind in ordered]


def _kind_rate(judge: JudgeMeasured, kind: str, holds: bool) -> KindRate:
    scores = [c.score for c in judge.claims if c.holds is holds and kind in {"all", c.kind}]
    refused = [score < judge.threshold for score in scores if score is not None]
    return KindRate(kind, holds, or_none(proportion, refused), len(scores) - len(refused))
