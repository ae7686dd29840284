"""Ranking metrics against values worked out by hand."""

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.metrics import bootstrap, ndcg, recall


def test_ndcg_by_hand() -> None:
    assert ndcg(["a", "b", "c"], {"a"}) == 1.0
    assert ndcg(["b", "a", "c"], {"a"}) == pytest.approx(1 / log2(3))
    assert ndcg(["b", "c"], {"a"}) == 0.0
    assert ndcg(["a", "x", "b"], {"a", "b"}) == pytest.approx((1 + 0.5) / (1 + 1 / log2(3)))


def test_an_id_given_twice_counts_once() -> None:
    assert ndcg(["a", "a", "b"], {"a", "b"}) == 1.0
    assert recall(["x", "x", "x", "x", "x", "a"], {"a"}, k=2) == 1.0


def test_only_the_first_k_count() -> None:
    assert ndcg([*"bcdefghijk", "a"], {"a"}) == 0.0
    assert recall([*"bcdef", "a"], {"a"}) == 0.0


def test_without_gold_there_is_no_score() -> None:
    with pytest.raises(ValueError, match="cannot be scored"):
        ndcg(["a"], set())
    with pytest.raises(ValueError, match="cannot be scored"):
        recall(["a"], [])


@given(st.lists(st.sampled_from("abcdefgh")), st.sets(st.sampled_from("abcdefgh"), min_size=1))
def test_ndcg_stays_in_bounds(ranked: list[str], gold: set[str]) -> None:
    assert 0.0 <= ndcg(ranked, gold) <= 1.0 + 1e-12


def test_bootstrap_is_repeatable_and_holds_the_mean() -> None:
    values = [0.0, 1.0, 1.0, 0.0, 1.0]
    interval = bootstrap(values)
    assert interval == bootstrap(values)
    assert interval.low <= interval.mean == 0.6 <= interval.high
    assert interval.count == 5
    with pytest.raises(ValueError, match="no values"):
        bootstrap([])
