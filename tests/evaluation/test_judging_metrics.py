"""Metrics of judges against values worked out by hand, and against scikit-learn and scipy."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.stats
import sklearn.metrics
from hypothesis import assume, given
from hypothesis import strategies as st

from evaluation.metrics import (
    auroc,
    average_precision,
    balanced_accuracy,
    best_threshold,
    bootstrap_statistic,
    clustered,
    detection,
    or_none,
    permutation_test,
    precision_recall_curve,
    proportion,
    reliability,
    span_score,
    spearman,
    thresholds_elsewhere,
)

SCORED = st.lists(st.tuples(st.booleans(), st.sampled_from([0.0, 0.2, 0.4, 0.5, 0.9, 1.0])))


def both_classes(pairs: list[tuple[bool, float]]) -> tuple[list[bool], list[float]]:
    holds, scores = [h for h, _ in pairs], [s for _, s in pairs]
    assume(any(holds) and not all(holds))
    return holds, scores


def test_detection_by_hand() -> None:
    counts = detection([False, False, False, True, True], [False, False, True, False, True])
    assert (counts.caught, counts.missed, counts.alarms, counts.passed) == (2, 1, 1, 1)
    assert counts.prevalence == 0.6
    assert counts.precision == counts.recall == counts.f1 == pytest.approx(2 / 3)
    assert counts.specificity == 0.5
    assert counts.balanced_accuracy == pytest.approx((2 / 3 + 1 / 2) / 2)


def test_what_has_no_denominator_could_not_be_scored() -> None:
    all_pass = detection([False, True], [True, True])
    assert all_pass.recall == 0.0
    assert all_pass.f1 == 0.0
    with pytest.raises(ValueError, match="nothing was called unsupported"):
        _ = all_pass.precision
    with pytest.raises(ValueError, match="no claim is unsupported"):
        balanced_accuracy([True, True], [True, False])
    with pytest.raises(ValueError, match="no claim is supported"):
        balanced_accuracy([False], [False])


def test_verdicts_and_labels_must_pair() -> None:
    with pytest.raises(ValueError, match="1 labels against 2 verdicts"):
        detection([True], [True, False])


def test_auroc_by_hand() -> None:
    assert auroc([True, False], [0.9, 0.1]) == 1.0
    assert auroc([True, False], [0.1, 0.9]) == 0.0
    assert auroc([True, False], [0.5, 0.5]) == 0.5
    # Of four pairs three are in order and one is a tie.
    assert auroc([True, True, False, False], [0.9, 0.4, 0.4, 0.1]) == pytest.approx(3.5 / 4)
    with pytest.raises(ValueError, match="one class"):
        auroc([True], [0.3])


@given(SCORED)
def test_auroc_and_average_precision_agree_with_scikit_learn(
    pairs: list[tuple[bool, float]],
) -> None:
    holds, scores = both_classes(pairs)
    assert auroc(holds, scores) == pytest.approx(sklearn.metrics.roc_auc_score(holds, scores))
    bad, fear = [not h for h in holds], [-s for s in scores]
    expected = sklearn.metrics.average_precision_score(bad, fear)
    assert average_precision(holds, scores) == pytest.approx(expected)


def test_the_curve_by_hand() -> None:
    points = precision_recall_curve([False, True, False, True], [0.1, 0.2, 0.2, 0.9])
    assert [(p.threshold, p.recall) for p in points] == [(0.1, 0.5), (0.2, 1.0), (0.9, 1.0)]
    assert [p.precision for p in points] == pytest.approx([1.0, 2 / 3, 0.5])
    with pytest.raises(ValueError, match="no claim is unsupported"):
        precision_recall_curve([True], [0.5])


@given(SCORED)
def test_recall_rises_to_one(pairs: list[tuple[bool, float]]) -> None:
    recalls = [point.recall for point in precision_recall_curve(*both_classes(pairs))]
    assert recalls == sorted(recalls)
    assert recalls[-1] == 1.0


def test_spearman_by_hand() -> None:
    assert spearman([1, 2, 3], [10, 20, 90]) == pytest.approx(1.0)
    assert spearman([1, 2, 3], [3, 2, 1]) == pytest.approx(-1.0)
    # Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: covariance 4.5, variances 4.5 and 5.
    assert spearman([1, 2, 2, 5], [1, 2, 3, 4]) == pytest.approx(4.5 / (4.5 * 5) ** 0.5)
    for unvaried in ([1.0, 1.0], [1.0]):
        with pytest.raises(ValueError, match="variation"):
            spearman(unvaried, [1.0, 2.0][: len(unvaried)])
    with pytest.raises(ValueError, match="against"):
        spearman([1.0], [1.0, 2.0])


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2))
def test_spearman_agrees_with_scipy(pairs: list[tuple[int, int]]) -> None:
    a, b = [float(x) for x, _ in pairs], [float(y) for _, y in pairs]
    assume(len(set(a)) > 1 and len(set(b)) > 1)
    assert spearman(a, b) == pytest.approx(scipy.stats.spearmanr(a, b).statistic)


def test_reliability_by_hand() -> None:
    found = reliability([True, False, True, True], [0.9, 0.9, 0.1, 1.0], bins=2)
    low, high = found.bins
    assert (low.held.count, low.mean_score, low.held.mean) == (1, 0.1, 1.0)
    assert high.held == proportion([True, False, True])
    assert found.ece == pytest.approx((0.9 + 3 * (2.8 / 3 - 2 / 3)) / 4)
    assert found.brier == pytest.approx((0.01 + 0.81 + 0.81 + 0.0) / 4)


def test_an_empty_bin_is_left_out() -> None:
    found = reliability([True], [1.0], bins=2)
    assert [(b.low, b.high) for b in found.bins] == [(0.5, 1.0)]
    assert found.ece == 0.0
    with pytest.raises(ValueError, match=r"within 0\.\.1"):
        reliability([True], [1.2])
    with pytest.raises(ValueError, match="no claims"):
        reliability([], [])


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 1)), min_size=1))
def test_every_claim_is_in_the_bin_of_its_score(pairs: list[tuple[bool, float]]) -> None:
    found = reliability([h for h, _ in pairs], [s for _, s in pairs])
    assert sum(b.held.count for b in found.bins) == len(pairs)
    assert all(b.low - 1e-9 <= b.mean_score <= b.high + 1e-9 for b in found.bins)


def test_what_is_undefined_is_none_and_a_zero_stays() -> None:
    assert or_none(average_precision, [True], [0.5]) is None
    assert or_none(auroc, [True, False], [0.1, 0.9]) == 0.0


def test_threshold_by_hand() -> None:
    assert best_threshold([False, False, True, True], [0.1, 0.3, 0.5, 0.9]) == pytest.approx(0.4)
    # Useless scores: pass everything, as well as anything else.
    assert best_threshold([False, True], [0.5, 0.5]) == -np.inf
    with pytest.raises(ValueError, match="one class"):
        best_threshold([True, True], [0.1, 0.2])


@given(SCORED)
def test_no_threshold_is_better_than_the_chosen_one(pairs: list[tuple[bool, float]]) -> None:
    holds, scores = both_classes(pairs)

    def at(threshold: float) -> float:
        return balanced_accuracy(holds, [score >= threshold for score in scores])

    chosen = at(best_threshold(holds, scores))
    assert chosen >= 0.5
    assert all(chosen >= at(t) - 1e-12 for t in (*scores, 2.0))


def test_span_score_by_hand() -> None:
    score = span_score([([(0, 4)], [(2, 6)]), ([(0, 2), (1, 3)], []), ([], [(5, 6)])])
    assert (score.both, score.annotated, score.found) == (2, 7, 5)
    assert score.precision == 0.4
    assert score.recall == pytest.approx(2 / 7)
    assert score.f1 == pytest.approx(4 / 12)
    with pytest.raises(ValueError, match="nothing is annotated or found"):
        _ = span_score([([], [])]).f1


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1))
def test_spans_agree_with_themselves(spans: list[tuple[int, int]]) -> None:
    assume(any(start < end for start, end in spans))
    assert span_score([(spans, spans)]).f1 == 1.0


def test_the_mean_is_a_statistic_like_any_other() -> None:
    values, names = np.linspace(0, 1, 60) ** 2, [f"d{i // 3}" for i in range(60)]
    direct = clustered(list(values), names)
    general = bootstrap_statistic(lambda at: float(values[at].mean()), names)
    assert general.mean == pytest.approx(direct.mean)
    # Two ways to draw, each by its own random numbers.
    assert (general.low, general.high) == pytest.approx((direct.low, direct.high), abs=0.03)


def test_rounds_without_a_figure_are_left_out() -> None:
    holds, scores = np.asarray([True, False]), np.asarray([0.9, 0.1])
    found = bootstrap_statistic(lambda at: auroc(list(holds[at]), list(scores[at])), ["a", "b"])
    assert (found.mean, found.low, found.high, found.count) == (1.0, 1.0, 1.0, 2)
    with pytest.raises(ValueError, match="no items"):
        bootstrap_statistic(lambda _: 0.0, [])


def test_permutation_sees_a_difference_and_no_other() -> None:
    low, high = [0.1, 0.2] * 20, [0.6, 0.7] * 20
    assert permutation_test(low, high) < 0.01
    assert permutation_test(low, low) == 1.0
    # Two clusters can only fall in four ways, half of them as extreme.
    assert permutation_test(low, high, clusters=["a", "b"] * 20) == pytest.approx(0.5, abs=0.05)


def test_a_part_never_sees_its_own_labels() -> None:
    holds = [False, True, False, True, True, False]
    scores = [0.1, 0.3, 0.5, 0.7, 0.2, 0.9]
    found = thresholds_elsewhere(holds, scores, ["a", "a", "b", "b", "c", "c"])
    assert found["a"] == best_threshold(holds[2:], scores[2:])
    assert found["c"] == best_threshold(holds[:4], scores[:4]) == pytest.approx(0.2)
    with pytest.raises(ValueError, match="one class"):
        thresholds_elsewhere(holds, scores, ["a"] * 6)


def test_none_of_twenty_is_not_never() -> None:
    none = proportion([False] * 20)
    # Wilson's bounds: 0, and z² / (n + z²) of 20.
    assert (none.mean, none.low) == (0.0, 0.0)
    assert none.high == pytest.approx(3.8415 / 23.8415, abs=1e-4)
    every = proportion([True] * 20)
    assert (every.low, every.high) == pytest.approx((1 - none.high, 1.0))
    with pytest.raises(ValueError, match="nothing to count"):
        proportion([])


def test_a_share_by_hand() -> None:
    half = proportion([True, False] * 50)
    assert (half.low, half.mean, half.high) == pytest.approx((0.4038, 0.5, 0.5962), abs=1e-4)


def test_a_cluster_that_always_agrees_counts_once() -> None:
    flags = [True] * 10 + [False] * 10 + [True] * 10 + [False] * 10
    names = [f"d{i // 10}" for i in range(40)]
    clustered, of_four = proportion(flags, names), proportion([True, False, True, False])
    assert clustered.high - clustered.low > of_four.high - of_four.low
    assert proportion([False] * 40, names).high == proportion([False] * 4).high
    with pytest.raises(ValueError, match="clusters"):
        proportion(flags, ["a"])


@given(st.lists(st.tuples(st.booleans(), st.sampled_from("abcde")), min_size=1))
def test_a_share_lies_in_its_interval(pairs: list[tuple[bool, str]]) -> None:
    flags, names = [f for f, _ in pairs], [n for _, n in pairs]
    plain, found = proportion(flags), proportion(flags, names)
    for interval in (plain, found):
        assert 0.0 <= interval.low <= interval.mean <= interval.high <= 1.0
    assert found.high - found.low >= plain.high - plain.low - 1e-9
