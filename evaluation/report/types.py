"""What a report shows beside the run itself: gates, the judge's own measurement, differences."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite


@dataclass(frozen=True, slots=True)
class GateResult:
    """One requirement of the run and whether it was met."""

    metric: str
    operator: str
    """`>=`, `>`, `<=` or `<`, as it was asked for."""
    threshold: float
    value: float | None
    """None where the metric could not be measured; such a gate has not passed."""
    passed: bool
    kind: str = "all"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim whose label is known, and the support that the judge gave it."""

    score: float | None
    """Support in 0..1; None where the judge could not score it."""
    holds: bool
    kind: str = ""
    """What was done to the claim (`amount`, `verbatim`, ...)."""


@dataclass(frozen=True, slots=True)
class JudgeCard:
    """Who judged, and what that costs. Empty fields are left out of the report."""

    name: str
    model: str = ""
    prompt_hash: str = ""
    stability: float | None = None
    """Share of claims with the same verdict when judged again."""
    cost: str = ""
    """In the reader's words: `1.2 million tokens`, `nothing: runs on this machine`."""
    p50_ms: float | None = None
    p95_ms: float | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgeMeasured:
    """The judge against claims with known labels: a mutation test, or human labels.

    Raises ValueError for a score or a threshold outside 0..1.
    """

    claims: tuple[JudgedClaim, ...]
    source: str
    """Where the labels come from, as the caption names it: `the mutation test of the judge`."""
    threshold: float = 0.5
    """Scores from here on count as supported."""
    card: JudgeCard | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.threshold <= 1:
            raise ValueError(f"threshold {self.threshold} is outside 0..1: give a support score")
        for number, claim in enumerate(self.claims, start=1):
            if claim.score is not None and not 0 <= claim.score <= 1:
                raise ValueError(
                    f"score {claim.score} of claim {number} ({claim.kind or 'no kind'}) is "
                    "outside 0..1: give the judge's calibrated support, or None if it failed"
                )


@dataclass(frozen=True, slots=True)
class Difference:
    """A paired comparison of one metric: this run less the earlier one, on the same items."""

    metric: str
    difference: float
    kind: str = "all"
    low: float | None = None
    high: float | None = None
    """Ends of the 95% interval of the difference."""
    p_value: float | None = None

    @property
    def significant(self) -> bool | None:
        """Whether it is more than chance at 5%; None where that was not tested."""
        if self.p_value is not None and isfinite(self.p_value):
            return self.p_value < 0.05
        if self.low is None or self.high is None:
            return None
        return self.low > 0 or self.high < 0
