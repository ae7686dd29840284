"""The judge's card and how it did against known labels, ready for the page."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from evaluation.harness.records import RunRecord
from evaluation.report.judged import (
    Bin,
    CurvePoint,
    KindRate,
    at_threshold,
    average_precision,
    bins,
    brier,
    calibration_error,
    curve,
    kind_rates,
    scored,
)
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
    pairs = scored(judge)
    found, points, chosen = bins(pairs), curve(pairs), at_threshold(judge)
    bad = sum(not holds for _, holds in pairs)
    rates = kind_rates(judge)
    return Measured(
        source=judge.source,
        threshold=share(judge.threshold),
        counts=_counts(len(judge.claims), len(pairs), bad),
        reliability=reliability_plot(found) if found else Markup(""),
        bins=tuple(_bin_row(bin_) for bin_ in found),
        curve=precision_recall_plot(points, bad / len(pairs), chosen) if points else Markup(""),
        points=tuple(_point_rows(points)),
        figures=_figures(pairs, points, chosen),
        detected=tuple(_kind_row(rate, "value") for rate in rates if not rate.holds),
        alarms=tuple(_kind_row(rate, "alarm") for rate in rates if rate.holds),
    )


def _counts(claims: int, judged: int, bad: int) -> str:
    text = f"{judged:,} claims with a label were scored, {bad:,} of them unsupported"
    lost = claims - judged
    return f"{text}; {lost:,} more could not be scored." if lost else f"{text}."


def _figures(
    pairs: list[tuple[float, bool]], points: list[CurvePoint], chosen: CurvePoint | None
) -> tuple[tuple[str, str], ...]:
    return (
        ("Expected calibration error", share(calibration_error(pairs))),
        ("Brier score", share(brier(pairs))),
        ("Average precision", share(average_precision(points))),
        ("Precision at the threshold", share(chosen.precision if chosen else None)),
        ("Recall at the threshold", share(chosen.recall if chosen else None)),
    )


def _bin_row(bin_: Bin) -> tuple[str, str, str, int]:
    return (
        f"{bin_.low:.1f} – {bin_.high:.1f}",
        share(bin_.score),
        share(bin_.held.mean),
        bin_.held.count,
    )


def _point_rows(points: list[CurvePoint]) -> list[tuple[str, str, str]]:
    """For every tenth of recall, the first threshold that reaches it."""
    reached = (
        next(p for p in points if p.recall >= recall - 1e-9) for recall in _RECALLS if points
    )
    return [
        (share(p.recall), share(p.precision), share(p.threshold)) for p in dict.fromkeys(reached)
    ]


def _kind_row(found: KindRate, tone: str) -> Row:
    rate = found.rate
    return Row(
        label="All kinds" if found.kind == "all" else kind_label(found.kind),
        value=share(rate.mean),
        interval=interval_text("", rate.low, rate.high),
        count=rate.count,
        not_scored=found.not_scored,
        bar=interval_bar(rate.mean, rate.low, rate.high, tone=tone),
    )
