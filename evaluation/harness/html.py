"""The seam to the HTML report: our records and results in the report's own words."""

from __future__ import annotations

from collections.abc import Sequence

from evaluation.harness.compare import compare
from evaluation.harness.gates import GateResult
from evaluation.harness.records import RunRecord
from evaluation.report import Difference, JudgeMeasured, render
from evaluation.report import GateResult as ShownGate


def html(
    run: RunRecord,
    gates: Sequence[GateResult] = (),
    compared: RunRecord | None = None,
    judge: JudgeMeasured | None = None,
) -> str:
    """The run as one self-contained page, beside an earlier run where one is given."""
    return render(
        run,
        compared,
        gates=[_gate(result) for result in gates],
        judge=judge,
        differences=_differences(run, compared) if compared else (),
    )


def _gate(result: GateResult) -> ShownGate:
    gate = result.gate
    value = result.measured.mean if result.measured else None
    return ShownGate(
        gate.metric, gate.sign, gate.bar, value, result.passed, gate.kind, result.reason
    )


def _differences(run: RunRecord, compared: RunRecord) -> list[Difference]:
    return [
        Difference(
            change.metric,
            change.difference.mean,
            change.kind,
            change.difference.low,
            change.difference.high,
            change.difference.p,
        )
        for change in compare(compared, run).metrics
    ]
