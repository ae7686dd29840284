"""The judge's figures against values worked out by hand, and what is refused."""

from __future__ import annotations

import pytest

from evaluation.metrics import proportion
from evaluation.report import Difference, JudgedClaim, JudgeMeasured
from evaluation.report.judged import judge_figures, kind_rates

PAIRS = [(0.1, False), (0.2, True), (0.3, False), (0.9, True)]


def judge(threshold: float = 0.5) -> JudgeMeasured:
    claims = [JudgedClaim(score, holds, "a" if holds else "b") for score, holds in PAIRS]
    return JudgeMeasured((*claims, JudgedClaim(None, holds=False, kind="b")), "labels", threshold)


def test_figures_of_what_could_be_scored() -> None:
    found = judge_figures(judge())
    assert (found.scored, found.unsupported) == (4, 2)
    assert found.reliability is not None
    assert [(b.low, b.held.mean, b.held.count) for b in found.reliability.bins] == [
        (0.1, 0, 1), (0.2, 1, 1), (0.3, 0, 1), (0.9, 1, 1),
    ]  # fmt: skip
    assert found.reliability.ece == pytest.approx((0.1 + 0.8 + 0.3 + 0.1) / 4)
    assert found.reliability.brier == pytest.approx((0.01 + 0.64 + 0.09 + 0.01) / 4)
    assert [(p.precision, p.recall) for p in found.curve] == [
        (1.0, 0.5), (0.5, 0.5), (pytest.approx(2 / 3), 1.0), (0.5, 1.0),
    ]  # fmt: skip
    assert found.average_precision == pytest.approx(0.5 + 0.5 * 2 / 3)


def test_the_threshold_stops_scores_below_it() -> None:
    point = judge_figures(judge(0.9)).chosen
    assert point is not None
    assert (point.precision, point.recall) == (pytest.approx(2 / 3), 1.0)
    assert judge_figures(judge(0.1)).chosen is None


def test_nothing_to_measure_is_none() -> None:
    empty = judge_figures(JudgeMeasured((JudgedClaim(None, holds=False),), "labels"))
    assert (empty.reliability, empty.curve, empty.average_precision) == (None, (), None)
    sound = judge_figures(JudgeMeasured((JudgedClaim(0.3, holds=True),), "labels"))
    assert (sound.curve, sound.average_precision, sound.chosen) == ((), None, None)
    assert sound.reliability is not None


def test_rates_by_kind_detection_first() -> None:
    rates = [(r.kind, r.holds, r.rate, r.not_scored) for r in kind_rates(judge())]
    both, half = proportion([True, True]), proportion([True, False])
    assert rates == [
        ("all", False, both, 1),
        ("b", False, both, 1),
        ("all", True, half, 0),
        ("a", True, half, 0),
    ]


def test_a_kind_that_could_not_be_scored_has_no_rate() -> None:
    failed = JudgeMeasured((JudgedClaim(None, holds=False, kind="b"),), "labels")
    assert [(r.rate, r.not_scored) for r in kind_rates(failed)] == [(None, 1), (None, 1)]


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
