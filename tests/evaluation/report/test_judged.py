"""The judge's figures against values worked out by hand, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.report import Difference, JudgedClaim, JudgeMeasured
from evaluation.report.judged import (
    Rate,
    at_threshold,
    average_precision,
    bins,
    brier,
    calibration_error,
    curve,
    kind_rates,
)

PAIRS = [(0.1, False), (0.2, True), (0.3, False), (0.9, True)]


def judge(threshold: float = 0.5) -> JudgeMeasured:
    claims = [JudgedClaim(score, holds, "a" if holds else "b") for score, holds in PAIRS]
    return JudgeMeasured((*claims, JudgedClaim(None, holds=False, kind="b")), "labels", threshold)


def test_a_wilson_interval() -> None:
    rate = Rate(8, 10)
    assert rate.low == pytest.approx(0.4902, abs=1e-4)
    assert rate.high == pytest.approx(0.9433, abs=1e-4)
    nothing = Rate(0, 0)
    assert (nothing.mean, nothing.low, nothing.high) == (None, None, None)


def test_bins_errors_and_the_curve() -> None:
    assert [(b.low, b.held.hits, b.held.count) for b in bins(PAIRS)] == [
        (0.1, 0, 1), (0.2, 1, 1), (0.3, 0, 1), (0.9, 1, 1),
    ]  # fmt: skip
    assert calibration_error(PAIRS) == pytest.approx((0.1 + 0.8 + 0.3 + 0.1) / 4)
    assert brier(PAIRS) == pytest.approx((0.01 + 0.64 + 0.09 + 0.01) / 4)
    points = curve(PAIRS)
    assert [(p.precision, p.recall) for p in points] == [
        (1.0, 0.5), (0.5, 0.5), (pytest.approx(2 / 3), 1.0), (0.5, 1.0),
    ]  # fmt: skip
    assert average_precision(points) == pytest.approx(0.5 + 0.5 * 2 / 3)


def test_equal_scores_are_one_point() -> None:
    [point] = curve([(0.4, True), (0.4, False)])
    assert (point.precision, point.recall) == (0.5, 1.0)


def test_the_threshold_calls_scores_below_it() -> None:
    point = at_threshold(judge())
    assert point is not None
    assert (point.precision, point.recall) == (pytest.approx(2 / 3), 1.0)
    assert at_threshold(judge(0.05)) is None


def test_nothing_to_measure_is_none() -> None:
    assert calibration_error([]) is None
    assert brier([]) is None
    assert average_precision(curve([(0.5, True)])) is None


def test_rates_by_kind_detection_first() -> None:
    rates = [
        (r.kind, r.holds, r.rate.hits, r.rate.count, r.not_scored) for r in kind_rates(judge())
    ]
    assert rates == [
        ("all", False, 2, 2, 1),
        ("b", False, 2, 2, 1),
        ("all", True, 1, 2, 0),
        ("a", True, 1, 2, 0),
    ]


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=40))
def test_curves_and_bins_stay_in_bounds(pairs: list[tuple[float, bool]]) -> None:
    assert sum(found.held.count for found in bins(pairs)) == len(pairs)
    points = curve(pairs)
    assert all(0 <= p.precision <= 1 and 0 <= p.recall <= 1 for p in points)
    recalls = [p.recall for p in points]
    assert recalls == sorted(recalls)
    assert not points or recalls[-1] == 1.0


@pytest.mark.parametrize("score", [-0.1, 1.1, float("nan"), float("inf")])
def test_a_score_that_is_no_share_is_refused_by_name(score: float) -> None:
    with pytest.raises(ValueError, match=r"claim 1 \(date\) is outside 0\.\.1"):
        JudgeMeasured((JudgedClaim(score, holds=True, kind="date"),), "labels")
    with pytest.raises(ValueError, match="threshold"):
        JudgeMeasured((), "labels", threshold=score)


def test_a_difference_is_significant_by_its_p_value_else_its_interval() -> None:
    assert Difference("answered", 0.1, p_value=0.01).significant is True
    assert Difference("answered", 0.1, low=0.01, high=0.2, p_value=0.2).significant is False
    assert Difference("answered", 0.1, low=0.01, high=0.2).significant is True
    assert Difference("answered", 0.1, low=-0.01, high=0.2).significant is False
    assert Difference("answered", 0.1).significant is None
