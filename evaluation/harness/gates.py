"""Requirements that a run must meet: `sentence_groundedness>=0.98`."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evaluation.harness.records import IntervalRecord, RunRecord
from evaluation.harness.summary import ALL, not_scored
from vraagbaak.errors import VraagbaakError

MOST_UNSCORED = 0.1
"""A larger share of items that could not be scored leaves a mean of the easy ones."""
_FORM = re.compile(
    r"(?:(?P<kind>[a-z_]+)/)?(?P<metric>[a-z_0-9:]+)\s*(?P<sign>>=|<=|>|<)\s*(?P<bar>\S+)"
)
_SIGNS: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}


@dataclass(frozen=True, slots=True)
class Gate:
    """One requirement; of one kind of question, or of all."""

    kind: str
    metric: str
    sign: str
    bar: float
    text: str
    """As it was given."""


@dataclass(frozen=True, slots=True)
class GateResult:
    """Whether the run meets the requirement. What could not be scored does not."""

    gate: Gate
    passed: bool
    measured: IntervalRecord | None
    reason: str
    """What was measured, or why nothing was; for a person."""

    @property
    def line(self) -> str:
        """The one line for a person."""
        return f"{self.gate.text}: {'met' if self.passed else 'not met'}: {self.reason}"


def parse_gate(text: str) -> Gate:
    """`[kind/]metric>=number`. Raises VraagbaakError."""
    found = _FORM.fullmatch(text.strip())
    try:
        bar = float(found["bar"]) if found else None
    except ValueError:
        bar = None
    if found is None or bar is None:
        raise VraagbaakError(
            f"--require {text!r}: give metric>=number, for instance sentence_groundedness>=0.98 or "
            "answerable/answered>=0.75; the signs are >=, <=, > and <"
        )
    return Gate(found["kind"] or ALL, found["metric"], found["sign"], bar, text.strip())


def check_gates(run: RunRecord, gates: Sequence[Gate]) -> list[GateResult]:
    """Each requirement against the run's means."""
    return [_check(run, gate) for gate in gates]


def _check(run: RunRecord, gate: Gate) -> GateResult:
    measured = run.summary.get(gate.kind, {}).get(gate.metric)
    if measured is None:
        return GateResult(gate, False, None, _why_not(run, gate))
    asked = measured.count + measured.not_scored
    enough = measured.not_scored <= MOST_UNSCORED * asked
    passed = enough and _SIGNS[gate.sign](measured.mean, gate.bar)
    unit = "ms" if gate.metric.endswith("_ms") else ""
    figures = f"{_figure(measured.mean)}{unit} [{_figure(measured.low)}, {_figure(measured.high)}]"
    missing = f", {measured.not_scored} could not be scored" if measured.not_scored else ""
    missing += "" if enough else f" (at most {MOST_UNSCORED:.0%} may be missing)"
    return GateResult(gate, passed, measured, f"{figures} over {measured.count}{missing}")


def _why_not(run: RunRecord, gate: Gate) -> str:
    if gate.kind not in run.summary:
        kinds = ", ".join(run.summary) or "none"
        return f"the run has no questions of kind {gate.kind} (it has: {kinds})"
    items = [item for item in run.items if gate.kind in {ALL, item.kind}]
    missing = not_scored(items, gate.metric)
    if missing:
        return f"none of {len(missing)} could be scored: {missing[0].reason}"
    if any(gate.metric in item.scores for item in items):
        return "the metric concerns none of the questions"
    known = ", ".join(sorted(run.summary[gate.kind]))
    return f"there is no such metric; there are: {known}"


def _figure(value: float) -> str:
    return f"{value:.3f}" if abs(value) < 10 else f"{value:,.0f}"
