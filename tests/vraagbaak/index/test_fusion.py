"""What holds for the fused score whatever its weights."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vraagbaak.index.fusion import Fused, fuse, relevance, rescore

cosines = st.floats(-1, 1)
scores = st.floats(0, 200)


def one(dense: float, lexical: float, *, same: bool) -> float:
    return float(relevance(fuse(np.array([dense]), np.array([lexical]), np.array([same])))[0])


@given(cosines, scores, st.booleans())
def test_the_score_is_between_0_and_1(dense: float, lexical: float, same: bool) -> None:
    assert 0 <= one(dense, lexical, same=same) <= 1


@given(cosines, cosines, scores, st.booleans())
def test_more_similar_is_never_worse(a: float, b: float, lexical: float, same: bool) -> None:
    low, high = sorted((a, b))
    assert one(low, lexical, same=same) <= one(high, lexical, same=same) + 1e-12


@given(cosines, scores, scores)
def test_more_words_in_common_are_never_worse(dense: float, a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert one(dense, low, same=True) <= one(dense, high, same=True) + 1e-12


@given(cosines, scores)
def test_words_do_not_count_across_languages(dense: float, lexical: float) -> None:
    assert one(dense, lexical, same=False) == one(dense, 0, same=False)


def test_a_foreign_passage_is_not_outdone_by_language_alone() -> None:
    assert one(0.855, 0, same=False) > one(0.86, 0, same=True)


def test_words_alone_carry_nothing() -> None:
    assert one(0.3, 100, same=True) == 0


def test_no_candidates_give_no_scores() -> None:
    nothing = np.empty(0)
    fused = fuse(nothing, nothing, np.empty(0, np.bool_))
    assert relevance(fused).shape == rescore(fused, nothing).shape == (0,)


@given(st.lists(st.tuples(cosines, st.one_of(st.just(np.nan), cosines)), min_size=1))
def test_what_was_not_compared_word_by_word_is_never_first(
    rows: list[tuple[float, float]],
) -> None:
    dense, words = (np.array(column) for column in zip(*rows, strict=True))
    final = rescore(Fused(dense, dense), words)
    compared = ~np.isnan(words)
    assert ((final >= 0) & (final <= 1)).all()
    if compared.any() and not compared.all():
        assert final[~compared].max() <= final[compared].min()
