"""The report of an evaluation run: one self-contained HTML page."""

from evaluation.report.render import render
from evaluation.report.types import (
    Difference,
    GateResult,
    JudgeCard,
    JudgedClaim,
    JudgeMeasured,
)

__all__ = [
    "Difference",
    "GateResult",
    "JudgeCard",
    "JudgeMeasured",
    "JudgedClaim",
    "render",
]
