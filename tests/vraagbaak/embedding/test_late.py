"""Packed token vectors: what two bits keep, and MaxSim by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vraagbaak.embedding import late

ZERO = np.zeros(64, np.float32)


def tokens(count: int, seed: int = 0) -> late.Floats:
    rng = np.random.default_rng(seed)
    return rng.standard_normal((count, 64)).astype(np.float32)


@given(st.integers(0, 1000))
def test_packing_keeps_the_direction(seed: int) -> None:
    vectors = tokens(8, seed)
    kept = late.unpack(late.pack(vectors, ZERO))
    assert kept.shape == (8, 64)
    assert np.allclose(np.linalg.norm(kept, axis=1), 1, atol=1e-5)
    assert ((kept * late.unit(vectors)).sum(axis=1) > 0.85).all()


def test_packing_takes_a_quarter_byte_a_dimension() -> None:
    packed = late.pack(tokens(5), ZERO)
    assert packed.shape == (5, 16)
    assert packed.dtype == np.uint8


def test_similarities_are_those_of_the_unpacked_vectors() -> None:
    question, packed = late.unit(tokens(3, 1)), late.pack(tokens(7, 2), ZERO)
    expected = question @ late.unpack(packed).T
    assert np.allclose(late.similarities(packed, question).T, expected, atol=1e-5)


def test_the_passage_with_the_questions_words_wins() -> None:
    question = tokens(4, 3)
    passages = [late.pack(tokens(9, 4), ZERO), late.pack(np.vstack([tokens(5, 5), question]), ZERO)]
    scores = late.maxsim(late.centre(question, ZERO), passages)
    assert scores.argmax() == 1
    assert scores[1] > 0.85


def test_a_word_that_every_passage_has_says_nothing() -> None:
    shared, rare = tokens(1, 6), tokens(1, 7)
    both, one = np.vstack([shared, rare]), np.vstack([shared, tokens(1, 8)])
    question = late.centre(both, ZERO)
    scores = late.maxsim(question, [late.pack(both, ZERO), late.pack(one, ZERO)])
    plain = late.similarities(late.pack(one, ZERO), question).max(axis=0).mean()
    assert scores[1] < plain, "the shared word is weighed down"


def test_passages_and_questions_without_tokens_score_nothing() -> None:
    nothing, packed = np.zeros((0, 16), np.uint8), late.pack(tokens(3), ZERO)
    assert late.maxsim(late.unit(tokens(2)), [nothing, packed])[0] == 0
    assert late.maxsim(np.zeros((0, 64), np.float32), [packed]).tolist() == [0.0]
    assert late.maxsim(late.unit(tokens(2)), []).shape == (0,)


def test_the_mean_is_taken_out() -> None:
    mean = late.unit(tokens(1, 9))[0] * 0.5
    assert late.centre(mean[None] * 4, mean)[0] == pytest.approx(late.unit(mean[None])[0], abs=1e-5)
