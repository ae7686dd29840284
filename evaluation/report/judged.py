"""The judge against known labels: bins, curves and rates, with the formulas' sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from evaluation.report.types import JudgeMeasured

_Z = 1.959964
BINS = 10


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of a count, with its 95% Wilson score interval (Wilson, 1927)."""

    hits: int
    count: int

    @property
    def mean(self) -> float | None:
        """None of nothing."""
        return self.hits / self.count if self.count else None

    @property
    def low(self) -> float | None:
        """The interval's lower end."""
        return self._end(-1)

    @property
    def high(self) -> float | None:
        """The interval's upper end."""
        return self._end(1)

    def _end(self, sign: int) -> float | None:
        if not self.count:
            return None
        n, p = self.count, self.hits / self.count
        centre = p + _Z**2 / (2 * n)
        spread = _Z * sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2))
        return min(max((centre + sign * spread) / (1 + _Z**2 / n), 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims whose score lies in ``low..high``: the mean score, and how many hold."""

    low: float
    high: float
    score: float
    held: Rate


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Precision and recall of `unsupported` when scores up to ``threshold`` are called that."""

    threshold: float
    precision: float
    recall: float


@dataclass(frozen=True, slots=True)
class KindRate:
    """What the judge made of one kind of claim: unsupported ones found, or sound ones refused."""

    kind: str
    holds: bool
    rate: Rate
    not_scored: int


def scored(judge: JudgeMeasured) -> list[tuple[float, bool]]:
    """Score and label of the claims that the judge could score."""
    return [(claim.score, claim.holds) for claim in judge.claims if claim.score is not None]


def bins(pairs: Sequence[tuple[float, bool]]) -> list[Bin]:
    """Ten bins of equal width, empty ones left out (Guo et al., 2017)."""
    found: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for score, holds in pairs:
        found[min(int(score * BINS), BINS - 1)].append((score, holds))
    return [_bin(number, members) for number, members in enumerate(found) if members]


def calibration_error(pairs: Sequence[tuple[float, bool]]) -> float | None:
    """Expected calibration error: the bins' gaps, weighed by their counts (Guo et al., 2017)."""
    if not pairs:
        return None
    gaps = (
        abs(bin_.score - bin_.held.hits / bin_.held.count) * bin_.held.count for bin_ in bins(pairs)
    )
    return sum(gaps) / len(pairs)


def brier(pairs: Sequence[tuple[float, bool]]) -> float | None:
    """Mean squared distance of score and label (Brier, 1950)."""
    return sum((score - holds) ** 2 for score, holds in pairs) / len(pairs) if pairs else None


def curve(pairs: Sequence[tuple[float, bool]]) -> list[CurvePoint]:
    """One point for every distinct score, lowest first; empty without an unsupported claim."""
    positives = sum(not holds for _, holds in pairs)
    points, called, right = [], 0, 0
    ordered = sorted(pairs)
    for place, (score, holds) in enumerate(ordered):
        called, right = called + 1, right + (not holds)
        last = place + 1 == len(ordered) or ordered[place + 1][0] != score
        if last and positives:
            points.append(CurvePoint(score, right / called, right / positives))
    return points


def average_precision(points: Sequence[CurvePoint]) -> float | None:
    """Precision averaged over the steps in recall, without interpolation."""
    before, area = 0.0, 0.0
    for point in points:
        area, before = area + (point.recall - before) * point.precision, point.recall
    return area if points else None


def at_threshold(judge: JudgeMeasured) -> CurvePoint | None:
    """Precision and recall of `unsupported` at the judge's threshold; None if nothing is called."""
    pairs = scored(judge)
    called = [holds for score, holds in pairs if score < judge.threshold]
    positives = sum(not holds for _, holds in pairs)
    if not called or not positives:
        return None
    right = called.count(False)
    return CurvePoint(judge.threshold, right / len(called), right / positives)


def kind_rates(judge: JudgeMeasured) -> list[KindRate]:
    """By kind: unsupported claims detected, and supported ones refused, each with all together."""
    keys = {(claim.holds, claim.kind) for claim in judge.claims}
    alls = {(holds, "all") for holds, _ in keys}
    ordered = sorted(keys | alls, key=lambda key: (key[0], key[1] != "all", key[1]))
    return [_kind_rate(judge, kind, holds) for holds, kind in ordered]


def _bin(number: int, members: Sequence[tuple[float, bool]]) -> Bin:
    mean = sum(score for score, _ in members) / len(members)
    held = Rate(sum(holds for _, holds in members), len(members))
    return Bin(number / BINS, (number + 1) / BINS, mean, held)


def _kind_rate(judge: JudgeMeasured, kind: str, holds: bool) -> KindRate:
    scores = [c.score for c in judge.claims if c.holds is holds and kind in {"all", c.kind}]
    known = [score for score in scores if score is not None]
    refused = sum(score < judge.threshold for score in known)
    return KindRate(kind, holds, Rate(refused, len(known)), len(scores) - len(known))
