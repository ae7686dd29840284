"""Runs as people read them in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from evaluation.harness.compare import Comparison, MetricChange
from evaluation.harness.records import IntervalRecord, RunRecord
from evaluation.harness.runner import failure
from evaluation.harness.summary import ALL

METRICS = (
    "answered",
    "false_answers",
    "false_refusals",
    "recall_at_5",
    "ndcg_at_10",
    "citation_precision",
    "citation_recall",
    "sentence_groundedness",
    "composed_groundedness",
    "composed_passed",
    "nugget_recall",
    "language_match",
    "p50_ms",
    "p95_ms",
)
"""What every run gives, in this order; other names follow."""
FLOORS = ("all_supported", "overlap")
"""Columns beside the scores: what believing everything, and counting words, would have said."""
SHOWN_ITEMS = 20


def print_run(out: Console, run: RunRecord) -> None:
    """Settings, figures in all with their floors, figures per kind."""
    _print(out, f"Run {run.id} ({_state(run)})")
    shown = ("composer", "chat_model", "verifier", "judge_version", "evidence", "embedding_model")
    facts = [f"{name} {run.settings[name]}" for name in shown if run.settings.get(name)]
    _print(out, "; ".join(facts), "dim")
    if run.settings.get("judge_independent") == "no":
        warning = (
            "The judge is the service's own verifier, which let these sentences through: "
            "groundedness and citations are no independent measurement. See --judge."
        )
        _print(out, warning, "yellow")
    out.print(_totals(run))
    _print(out, "n: scored; no: could not be scored. By kind of question:", "dim")
    out.print(_by_kind(run))
    usage = run.usage
    if usage.calls:
        cost = f"{usage.prompt_tokens:,} + {usage.completion_tokens:,} tokens"
        _print(out, f"Models: {usage.calls:,} calls, {cost}.")
    failed = [item for item in run.items if failure(item)]
    if failed:
        first = f"{failed[0].id}: {failure(failed[0])}"
        _print(out, f"{len(failed)} questions failed; {first}", "yellow")


def print_comparison(out: Console, comparison: Comparison) -> None:
    """All metrics, those of a kind that got better or worse, then the items that changed."""
    title = f"{comparison.second} against {comparison.first}"
    _print(out, f"{title}: {comparison.shared} questions in both")
    for name, (old, new) in comparison.settings.items():
        _print(out, f"  {name}: {old or '(none)'} → {new or '(none)'}", "dim")
    if not comparison.same_questions:
        _print(out, "The questions files differ.", "yellow")
    table = Table("kind", "metric", "before", "after", "difference [95%]", "p", "", box=None)
    for change in comparison.metrics:
        if change.kind != ALL and change.better is None:
            continue
        table.add_row(*_change_row(change))
    out.print(table)
    for item in comparison.items[:SHOWN_ITEMS]:
        moved = ", ".join(f"{name} {a:.2f} → {b:.2f}" for name, (a, b) in item.scores.items())
        status = " → ".join(dict.fromkeys(item.status))
        _print(
            out, f"{item.id} ({item.kind}): {'; '.join(part for part in (status, moved) if part)}"
        )
    if len(comparison.items) > SHOWN_ITEMS:
        _print(out, f"and {len(comparison.items) - SHOWN_ITEMS} more; --json has them all")


def figure(metric: str, value: float) -> str:
    """A share with three decimals, milliseconds with none."""
    return f"{value:,.0f}" if metric.endswith("_ms") else f"{value:.3f}"


def _print(out: Console, text: str, style: str = "") -> None:
    """A line of words as they are: nothing in them is markup."""
    out.print(text, style=style, highlight=False, markup=False, soft_wrap=True)


def _state(run: RunRecord) -> str:
    bad = f", {len(run.bad_lines)} bad lines" if run.bad_lines else ""
    state = "finished" if run.finished else f"unfinished{': ' if run.stopped else ''}{run.stopped}"
    return f"{state}, {len(run.items)} questions{bad}"


def _totals(run: RunRecord) -> Table:
    table = Table("metric", "mean", "95%", "n", "no", *FLOORS, box=None)
    table.columns[0].no_wrap = True
    figures = run.summary.get(ALL, {})
    for metric in _ordered(figures):
        interval = figures[metric]
        floors = (figures.get(f"floor:{name}:{metric}") for name in FLOORS)
        table.add_row(
            metric,
            figure(metric, interval.mean),
            f"{figure(metric, interval.low)}–{figure(metric, interval.high)}",
            str(interval.count),
            str(interval.not_scored or ""),
            *(figure(metric, floor.mean) if floor else "" for floor in floors),
        )
    return table


def _by_kind(run: RunRecord) -> Table:
    kinds = [kind for kind in run.summary if kind != ALL]
    table = Table("metric", *(kind.replace("_", "\n") for kind in kinds), box=None)
    table.columns[0].no_wrap = True
    for metric in _ordered(run.summary.get(ALL, {})):
        found = (run.summary[kind].get(metric) for kind in kinds)
        table.add_row(metric, *(figure(metric, f.mean) if f else "–" for f in found))
    counts = [str(sum(item.kind == kind for item in run.items)) for kind in kinds]
    table.add_row("questions", *counts)
    return table


def _ordered(figures: dict[str, IntervalRecord]) -> Sequence[str]:
    names = [name for name in METRICS if name in figures]
    return names + [n for n in figures if n not in names and not n.startswith("floor:")]


def _change_row(change: MetricChange) -> tuple[str, ...]:
    metric, difference = change.metric, change.difference
    said = {True: "better", False: "worse", None: ""}[change.better]
    ends = f"[{figure(metric, difference.low)}, {figure(metric, difference.high)}]"
    return (
        change.kind,
        metric,
        figure(metric, change.first),
        figure(metric, change.second),
        f"{figure(metric, difference.mean)} {ends}",
        f"{difference.p:.3f}",
        said,
    )
