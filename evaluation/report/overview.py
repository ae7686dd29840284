"""The top of the page: what was run, how it went, and what to look at first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.harness.records import RunRecord
from evaluation.report.items import FLAGS, ItemView
from evaluation.report.names import (
    STATUSES,
    Look,
    humanise,
    kind_label,
    kind_order,
    look,
    metric_name,
    written,
)
from evaluation.report.types import GateResult

PASSED, FAILED = Look("Passed", "check", "good"), Look("Not passed", "cross", "bad")
_MOST = 25


@dataclass(frozen=True, slots=True)
class GateRow:
    """A gate in words."""

    label: str
    kind: str
    required: str
    value: str
    outcome: Look
    reason: str


@dataclass(frozen=True, slots=True)
class Attention:
    """Questions with one flag; ``items`` are the first of ``count``."""

    flag: str
    look: Look
    items: tuple[ItemView, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts and facts of a run."""

    kinds: tuple[tuple[str, int], ...]
    statuses: tuple[tuple[Look, int], ...]
    settings: tuple[tuple[str, str], ...]
    tokens: str
    gates: tuple[GateRow, ...]
    gates_passed: int
    attention: tuple[Attention, ...]


def overview(run: RunRecord, gates: Sequence[GateResult], views: Sequence[ItemView]) -> Overview:
    """The facts that stand above the figures."""
    kinds = Counter(item.kind for item in run.items)
    statuses = Counter(item.status for item in run.items)
    return Overview(
        kinds=tuple((kind_label(kind), kinds[kind]) for kind in sorted(kinds, key=kind_order)),
        statuses=tuple((look(status, STATUSES), n) for status, n in statuses.most_common()),
        settings=tuple((humanise(key), value) for key, value in run.settings.items() if value),
        tokens=_tokens(run),
        gates=tuple(_gate(gate) for gate in gates),
        gates_passed=sum(gate.passed for gate in gates),
        attention=tuple(_attention(flag, views) for flag in FLAGS if _with(flag, views)),
    )


def _tokens(run: RunRecord) -> str:
    usages = [item.usage for item in run.items]
    calls = sum(usage.calls for usage in usages)
    if not calls:
        return "No language model was called"
    read = sum(usage.prompt_tokens for usage in usages)
    wrote = sum(usage.completion_tokens for usage in usages)
    return f"{calls:,} calls, {read:,} tokens read, {wrote:,} written"


def _gate(gate: GateResult) -> GateRow:
    sign = {">=": "≥", "<=": "≤"}.get(gate.operator, gate.operator)
    return GateRow(
        metric_name(gate.metric).label,
        kind_label(gate.kind),
        f"{sign} {written(gate.metric, gate.threshold)}",
        written(gate.metric, gate.value),
        PASSED if gate.passed else FAILED,
        gate.reason,
    )


def _with(flag: str, views: Sequence[ItemView]) -> list[ItemView]:
    return [view for view in views if flag in view.flags]


def _attention(flag: str, views: Sequence[ItemView]) -> Attention:
    found = _with(flag, views)
    return Attention(flag, FLAGS[flag], tuple(found[:_MOST]), len(found))
