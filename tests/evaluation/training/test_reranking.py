"""The re-ranking network as it is trained and as it runs: one and the same."""

import math

import numpy as np
import pytest

from evaluation.training.relevance import Case, Cases
from evaluation.training.reranking import RerankerNetwork, predict, ship, train
from vraagbaak.embedding.late import centre, pack
from vraagbaak.embedding.memory import HashingEmbedder
from vraagbaak.embedding.reranker import LateReranker, reranker_for
from vraagbaak.embedding.types import EmbeddedPassages, EmbeddedQuery

DIMENSION = 384
ZERO = np.zeros(DIMENSION, np.float32)
LENGTHS = (5, 1, 40, 23)


def states(count: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((count, DIMENSION)).astype(np.float32)


@pytest.fixture(scope="module")
def found() -> Cases:
    """Two questions; each is answered by the passage that holds its tokens."""
    questions = [centre(states(7, 1), ZERO), centre(states(4, 2), ZERO)]
    texts = [np.concatenate([states(n, 9 + n), questions[i % 2]]) for i, n in enumerate(LENGTHS)]
    passages = EmbeddedPassages(states(len(texts), 3), tuple(pack(text, ZERO) for text in texts))
    cases = [
        Case(q, p, p % 2 == q, "own" if p % 2 == q else kind, held_out, "records")
        for q in range(2)
        for p in range(len(texts))
        for kind, held_out in (("near", False), ("near", True), ("other", True))
    ]
    asked = [EmbeddedQuery(states(1, 5)[0], question) for question in questions]
    names = ["t"] * len(texts)
    return Cases(names, [("", name) for name in names], ["q"] * 2, passages, asked, cases)


@pytest.mark.parametrize("depth", [1, 2])
def test_it_runs_as_it_was_trained(found, tmp_path, depth):
    network = RerankerNetwork(DIMENSION, depth)
    ship(network, tmp_path / "weights.npz")
    with np.load(tmp_path / "weights.npz") as file:
        ours = LateReranker.of({name: file[name].astype(np.float32) for name in file.files})
    assert ours.depth == depth
    cases = [case for case in found.cases if case.question == 0 and not case.held_out]
    trained = predict(network, found, cases)
    run = ours.score(found.questions[0].tokens, [found.passages.tokens[c.passage] for c in cases])
    assert run == pytest.approx(trained, abs=5e-3)
    assert np.ptp(run) > 0


def test_a_passage_is_read_alike_whatever_stands_beside_it(found):
    ours = reranker_for_default()
    question, tokens = found.questions[0].tokens, found.passages.tokens
    together = ours.score(question, tokens)
    alone = [float(ours.score(question, [one])[0]) for one in tokens]
    assert together == pytest.approx(alone, abs=1e-4)


def test_what_has_no_tokens_comes_last(found):
    nothing = np.zeros((0, DIMENSION // 4), np.uint8)
    scores = reranker_for_default().score(
        found.questions[0].tokens, [nothing, found.passages.tokens[0]]
    )
    assert scores[0] == -math.inf
    assert math.isfinite(scores[1])


def test_it_learns_to_tell_answers_apart(found):
    said: list[str] = []
    network = train(found, said.append, epochs=30)
    cases = [case for case in found.cases if case.held_out and case.kind in {"own", "near"}]
    logits = predict(network, found, cases)
    answered = [x for x, case in zip(logits, cases, strict=True) if case.answered]
    rest = [x for x, case in zip(logits, cases, strict=True) if not case.answered]
    assert min(answered) > max(rest)
    assert any("records near 1.000" in line for line in said)


def test_other_models_are_not_read():
    assert reranker_for(HashingEmbedder()) is None


def reranker_for_default() -> LateReranker:
    class Default(HashingEmbedder):
        name = "multilingual-e5-small@int8"

    reranker = reranker_for(Default())
    assert isinstance(reranker, LateReranker)
    return reranker
