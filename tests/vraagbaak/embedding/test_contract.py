"""What holds for every embedder."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from vraagbaak.embedding import late
from vraagbaak.embedding.langchain import LangChainEmbeddings
from vraagbaak.embedding.samples import SAMPLES
from vraagbaak.embedding.types import Embedder, Vectors

ODD = (
    "",
    " ",
    "\n\t",
    "é",
    "e\u0301",
    "🏠🏡",
    "ﬁnanciën ½ ㎡",
    "Ελλάδα العربية 中文",
    "a\u200bb\x00c",
    "-",
)


def cosines(left: Vectors, right: Vectors) -> Vectors:
    found: Vectors = (left * right).sum(axis=-1)
    return found


def test_shape_type_and_length(embedder: Embedder) -> None:
    vectors = embedder.embed_passages(SAMPLES[:5])
    assert vectors.shape == (5, embedder.dimension)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)


def test_query_is_one_vector_of_unit_length(embedder: Embedder) -> None:
    vector = embedder.embed_query("Wat is een huurwaarborg?")
    assert vector.shape == (embedder.dimension,)
    assert vector.dtype == np.float32
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-4)


def test_nothing_gives_an_empty_array(embedder: Embedder) -> None:
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)
    assert embedder.embed_sentences([]).shape == (0, embedder.dimension)
    assert embedder.count_tokens([]) == []
    encoded = embedder.encode_passages([])
    assert encoded.vectors.shape == (0, embedder.dimension)
    assert encoded.tokens == ()


@pytest.mark.parametrize("text", ODD, ids=ascii)
def test_odd_texts_have_finite_unit_vectors(embedder: Embedder, text: str) -> None:
    vectors = embedder.embed_passages([text])
    assert np.isfinite(vectors).all()
    assert np.linalg.norm(vectors[0]) == pytest.approx(1, abs=1e-4)
    assert np.isfinite(embedder.encode_query(text).tokens).all()


def test_order_is_that_of_the_texts_whatever_the_batches(embedder: Embedder) -> None:
    texts = [*SAMPLES[:6], " ".join(SAMPLES[6:18]), "kort", " ".join(SAMPLES[10:30])]
    together = embedder.embed_passages(texts)
    alone = np.concatenate([embedder.embed_passages([text]) for text in texts])
    reversed_ = embedder.embed_passages(texts[::-1])[::-1]
    # int8 scales its activations by batch, so neighbours move a vector, if only a little.
    assert cosines(together, alone).min() > 0.99
    assert cosines(together, reversed_).min() > 0.99
    assert (together @ alone.T).argmax(axis=1).tolist() == list(range(len(texts)))


def test_a_stored_vector_does_not_depend_on_what_is_stored_with_it(embedder: Embedder) -> None:
    texts = ["De premie bedraagt 150 euro.", "Kort.", "Een heel andere zin over een boom. " * 20]
    together = embedder.encode_passages(texts)
    for place, text in enumerate(texts):
        alone = embedder.encode_passages([text])
        assert np.allclose(together.vectors[place], alone.vectors[0], atol=1e-5)
        assert np.array_equal(together.tokens[place], alone.tokens[0])


def test_the_same_text_gives_the_same_vector(embedder: Embedder) -> None:
    assert np.array_equal(embedder.embed_query(SAMPLES[0]), embedder.embed_query(SAMPLES[0]))


def test_what_comes_after_the_limit_is_not_seen(embedder: Embedder) -> None:
    seen = "woord " * (embedder.max_tokens + 10)
    assert embedder.count_tokens([seen])[0] > embedder.max_tokens
    left, right = embedder.embed_passages([seen + "appel " * 300, seen + "fiets " * 300])
    assert cosines(left, right) == pytest.approx(1, abs=1e-3)


def test_tokens_are_counted_without_special_ones_and_without_limit(embedder: Embedder) -> None:
    one, two, none = embedder.count_tokens(["huis", "huis " * 700, ""])
    assert (one, two, none) == (1, 700, 0)


def test_a_paraphrase_is_nearer_than_another_subject(embedder: Embedder) -> None:
    texts = [
        "De huurwaarborg bedraagt drie maanden huur.",
        "De waarborg voor de huur is drie maanden huur.",
        "Het zwembad sluit op zondag om vijf uur.",
    ]
    first, like, unlike = embedder.embed_sentences(texts)
    assert first @ like > first @ unlike


def test_a_question_finds_its_passage(embedder: Embedder) -> None:
    passages = embedder.embed_passages(SAMPLES[:10])
    found = passages @ embedder.embed_query("Wanneer is de bibliotheek open op woensdag?")
    assert found.argmax() == 4


def test_threads_do_not_disturb_each_other(embedder: Embedder) -> None:
    alone = np.stack([embedder.embed_query(text) for text in SAMPLES[:12]])
    with ThreadPoolExecutor(4) as pool:
        together = np.stack(list(pool.map(embedder.embed_query, SAMPLES[:12])))
    assert np.allclose(alone, together, atol=1e-5)


def test_progress_rises_to_the_end(embedder: Embedder) -> None:
    seen: list[tuple[int, int]] = []
    embedder.embed_passages(SAMPLES, lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert seen[-1] == (len(SAMPLES), len(SAMPLES))


def test_encoding_gives_the_vectors_of_embedding(embedder: Embedder) -> None:
    encoded = embedder.encode_passages(SAMPLES[:4])
    assert np.allclose(encoded.vectors, embedder.embed_passages(SAMPLES[:4]), atol=1e-5)
    assert len(encoded.tokens) == 4
    query = embedder.encode_query(SAMPLES[0])
    assert np.allclose(query.vector, embedder.embed_query(SAMPLES[0]), atol=1e-5)


def test_token_vectors_when_given_belong_to_the_texts_own_tokens(embedder: Embedder) -> None:
    texts = list(SAMPLES[:4])
    tokens = embedder.encode_passages(texts).tokens
    if any(len(packed) for packed in tokens):
        assert [len(packed) for packed in tokens] == embedder.count_tokens(texts)
        assert {packed.shape[1] for packed in tokens} == {embedder.dimension // 4}
        scores = late.maxsim(embedder.encode_query(texts[2]).tokens, list(tokens))
        assert scores.argmax() == 2


def test_langchain_adapter_gives_plain_lists(embedder: Embedder) -> None:
    adapter = LangChainEmbeddings(embedder)
    documents = adapter.embed_documents([SAMPLES[0], SAMPLES[1]])
    assert np.allclose(documents, embedder.embed_passages(SAMPLES[:2]), atol=1e-6)
    assert type(adapter.embed_query("huur")[0]) is float
    assert adapter.embed_documents([]) == []
