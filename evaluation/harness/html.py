"""The seam to the HTML report."""

from __future__ import annotations

from collections.abc import Sequence

from evaluation.harness.gates import GateResult
from evaluation.harness.records import RunRecord


def html(run: RunRecord, gates: Sequence[GateResult], compared: RunRecord | None) -> str:
    """The run as one self-contained page."""
    raise NotImplementedError
