"""The tables of `bench groundedness` over all sets: at the own verdicts, and what it cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evaluation.benchmarks import figures
from evaluation.benchmarks.claim_scoring import ScoredSet
from evaluation.benchmarks.claim_sets import ClaimSet
from evaluation.benchmarks.figures import figure
from evaluation.benchmarks.report import Table
from evaluation.metrics import average_precision, detection, reliability

FLOOR = "overlap"
"""What others are compared with."""


def verdicts_table(sets: Sequence[ClaimSet], sides: Mapping[str, Sequence[ScoredSet]]) -> Table:
    """Every labelled set at each verifier's own threshold; "unsupported" is the positive class."""
    table = Table(
        'At the verifiers\' own thresholds; precision, recall and F1 of "unsupported"; '
        f"p against {FLOOR} by clustered permutation",
        (
            *("set", "verifier", "claims", "unsupported", "accuracy", "balanced accuracy"),
            *("precision", "recall", "F1", "AUROC", "AP", "Brier", "ECE", f"p ({FLOOR})"),
        ),
    )
    for chosen in sets:
        if any(claim.holds is not None for claim in chosen.claims):
            floor = next((s for s in sides[chosen.name] if s.verifier == FLOOR), None)
            for side in sides[chosen.name]:
                table.rows.append((chosen.name, side.verifier, *_verdict_cells(side, floor)))
    return table


def cost_table(sets: Sequence[ClaimSet], sides: Mapping[str, Sequence[ScoredSet]]) -> Table:
    """Seconds, and the claims that are in no figure or state nothing."""
    table = Table(
        "Time, and what could not be scored",
        (
            *("set", "verifier", "claims", "sentences", "seconds", "s per 1,000 sentences"),
            *("state nothing", "failed", "first failure"),
        ),
    )
    for name, side in ((c.name, side) for c in sets for side in sides[c.name]):
        count = sum(item.sentences for item in side.scored)
        reason = side.failed[0] if side.failed else ""
        left_out = (side.stating_nothing, len(side.failed), reason)
        time = (len(side.scored), count, side.seconds, side.seconds_per_1000)
        table.rows.append((name, side.verifier, *time, *left_out))
    return table


def _verdict_cells(side: ScoredSet, floor: ScoredSet | None) -> list[object]:
    holds, scores = side.holds, side.lowest
    counted = detection(holds, side.supported)
    calibration = figure(reliability, holds, scores)
    cells = (
        figure(getattr, counted, "prevalence"),
        figure(figures.accuracy, side),
        figure(figures.balanced, side, side.supported),
        *(figure(getattr, counted, name) for name in ("precision", "recall", "f1")),
        figure(figures.ordering, side),
        figure(average_precision, holds, scores),
        *(getattr(calibration, name, calibration) for name in ("brier", "ece")),
    )
    if floor is None or floor is side:
        return [len(side.scored), *cells, ""]
    return [len(side.scored), *cells, figure(_p_value, floor, side)]


def _p_value(floor: ScoredSet, side: ScoredSet) -> str:
    p = figures.against(floor, side)
    return "< 0.001" if p < 0.001 else f"{p:.3f}"
