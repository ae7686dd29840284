"""The judge's card and how it did against known labels, ready for the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from evaluation.harness.records import RunRecord
from evaluation.metrics import CurvePoint, ReliabilityBin
from evaluation.report.judged import JudgeFigures, KindRate, judge_figures, kind_rates
from evaluation.report.measures import Row, interval_text
from evaluation.report.names import duration, kind_label, share
from evaluation.report.plots import interval_bar, precision_recall_plot, reliability_plot
from evaluation.report.types import JudgeCard, JudgeMeasured

_RECALLS = tuple(step / 10 for step in range(1, 11))


@dataclass(frozen=True, slots=True)
class Measured:
    """The judge against labels: plots with their tables."""

    source: str
    threshold: str
    counts: str
    reliability: Markup
    bins: tuple[tuple[str, str, str, int], ...]
    curve: Markup
    points: tuple[tuple[str, str, str], ...]
    figures: tuple[tuple[str, str], ...]
    detected: tuple[Row, ...]
    alarms: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Judging:
    """The section on the judge."""

    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    measured: Measured | None


def judging(run: RunRecord, judge: JudgeMeasured | None) -> Judging:
    """The card as it was given; else what the run's settings say of the judge."""
    card = judge.card if judge else None
    named = run.settings.get("judge") or run.settings.get("verifier") or "not recorded"
    facts = _card_facts(card) if card else (("Judge", named),)
    return Judging(facts, card.notes if card else (), _measured(judge) if judge else None)


def _card_facts(card: JudgeCard) -> tuple[tuple[str, str], ...]:
    facts = (
        ("Judge", card.name),
        ("Model", card.model),
        ("Prompt", card.prompt_hash),
        ("Same verdict when judged again", "" if card.stability is None else share(card.stability)),
        ("Cost", card.cost),
        ("Median time a claim", "" if card.p50_ms is None else duration(card.p50_ms)),
        ("95th percentile", "" if card.p95_ms is None else duration(card.p95_ms)),
    )
    return tuple((name, value) for name, value in facts if value)


def _measured(judge: JudgeMeasured) -> Measured:
    found, rates = judge_figures(judge), kind_rates(judge)
    bins = found.reliability.bins if found.reliability else ()
    return Measured(
        source=judge.source,
        threshold=share(judge.threshold),
        counts=_counts(len(judge.claims), found),
        reliability=reliability_plot(bins) if bins else Markup(""),
        bins=tuple(_bin_row(bin_) for bin_ in bins),
        curve=_curve(found),
        points=tuple(_point_rows(found.curve)),
        figures=_figures(found),
        detected=tuple(_kind_row(rate, "value") for rate in rates if not rate.holds),
        alarms=tuple(_kind_row(rate, "alarm") for rate in rates if rate.holds),
    )


def _curve(found: JudgeFigures) -> Markup:
    if not found.curve:
        return Markup("")
    return precision_recall_plot(found.curve, found.unsupported / found.scored, found.chosen)


def _counts(claims: int, found: JudgeFigures) -> str:
    text = (
        f"{found.scored:,} claims with a label were scored, "
        f"{found.unsupported:,} of them unsupported"
    )
    lost = claims - found.scored
    return f"{text}; {lost:,} more could not be scored." if lost else f"{text}."


def _figures(found: JudgeFigures) -> tuple[tuple[str, str], ...]:
    calibration, chosen = found.reliability, found.chosen
    return (
        ("Expected calibration error", share(calibration.ece if calibration else None)),
        ("Brier score", share(calibration.brier if calibration else None)),
        ("Average precision", share(found.average_precision)),
        ("Precision at the threshold", share(chosen.precision if chosen else None)),
        ("Recall at the threshold", share(chosen.recall if chosen else None)),
    )


def _bin_row(bin_: ReliabilityBin) -> tuple[str, str, str, int]:
    return (
        f"{bin_.low:.1f} – {bin_.high:.1f}",
        share(bin_.mean_score),
        share(bin_.held.mean),
        bin_.held.count,
    )


def _point_rows(points: Sequence[CurvePoint]) -> list[tuple[str, str, str]]:
    """For every tenth of recall, the first threshold that reaches it."""
    reached = (
        next(p for p in points if p.recall >= recall - 1e-9) for recall in _RECALLS if points
    )
    return [
        (share(p.recall), share(p.precision), share(p.threshold)) for p in dict.fromkeys(reached)
    ]


def _kind_row(found: KindRate, tone: str) -> Row:
    rate = found.rate
    mean, low, high = (rate.mean, rate.low, rate.high) if rate else (None, None, None)
    return Row(
        label="All kinds" if found.kind == "all" else kind_label(found.kind),
        value=share(mean),
        interval=interval_text("", low, high),
        count=rate.count if rate else 0,
        not_scored=found.not_scored,
        bar=interval_bar(mean, low, high, tone=tone),
    )
