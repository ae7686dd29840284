"""Does a passage answer a question? A small network that reads both, word by word.

It takes what the index keeps anyway, the encoder's packed token vectors (``late``), so that no
passage is encoded again: passage and question attend to one another in both directions, as the
upper layers of a cross-encoder do over representations that were computed before (MacAvaney et
al., 2020: precomputed transformer term representations). MaxSim says how much of the question a
passage speaks of; this says whether it answers it. Figures: ``docs/benchmarks/retrieval.md``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from vraagbaak.embedding.build import DEFAULT_MODEL
from vraagbaak.embedding.late import Packed, unpack
from vraagbaak.embedding.ragged import Bounds, Floats, Layers, softmax
from vraagbaak.embedding.types import Embedder, Reranker

FILE = Path(__file__).with_name("reranker.npz")
SHARPNESS = np.float32(12.0)
MOST_TOKENS = 320
"""Of a passage; what it was trained on is shorter."""


@dataclass(frozen=True, slots=True)
class LateReranker:
    """The network; made by ``python -m evaluation.training reranker``."""

    layers: Layers
    depth: int

    @classmethod
    def of(cls, weights: Mapping[str, Floats]) -> LateReranker:
        """From weights as training names them."""
        depth = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("L."))
        return cls(Layers(weights), depth)

    def score(self, question: Floats, passages: Sequence[Packed]) -> Floats:
        """The logit that each passage answers the question, shape (len(passages),).

        ``question`` holds centred token vectors (tokens, dimension). Passages without tokens get
        minus infinity.
        """
        found = np.full(len(passages), -np.inf, np.float32)
        kept = [at for at, tokens in enumerate(passages) if len(tokens)]
        if kept and len(question):
            found[kept] = self._scored(question, [passages[at][:MOST_TOKENS] for at in kept])
        return found

    def _scored(self, question: Floats, passages: Sequence[Packed]) -> Floats:
        ends = np.cumsum([len(tokens) for tokens in passages])
        bounds = list(zip([0, *ends[:-1]], ends, strict=True))
        tokens = unpack(np.concatenate(passages))
        near = tokens @ question.T
        of_tokens, of_question = _nearness(near), _nearness_by_passage(near, bounds)
        layers = self.layers
        words = layers.linear(question, "proj") + layers.linear(of_question[..., :2], "match_q")
        read = layers.linear(tokens, "proj") + layers.linear(of_tokens, "match_p")
        for number in range(self.depth):
            words, read = self._layer(words, read, bounds, f"L.{number}")
        return self._pooled(words, read, of_question, bounds)

    def _layer(
        self, words: Floats, read: Floats, bounds: Bounds, name: str
    ) -> tuple[Floats, Floats]:
        """Residual blocks; the passage is read with the question in mind, then the reverse."""
        layers = self.layers
        seen = layers.tokens_attend(read, words, bounds, f"{name}.pq")
        read = layers.norm(read + seen, f"{name}.n1")
        read = layers.norm(read + layers.forward(read, f"{name}.pf"), f"{name}.n2")
        seen = layers.questions_attend(words, read, bounds, f"{name}.qp")
        words = layers.norm(words + seen, f"{name}.n3")
        words = layers.norm(words + layers.question_attends(words, f"{name}.qq"), f"{name}.n4")
        words = layers.norm(words + layers.forward(words, f"{name}.qf"), f"{name}.n5")
        return words, read

    def _pooled(self, words: Floats, read: Floats, nearness: Floats, bounds: Bounds) -> Floats:
        """Weighed mean and maximum of both sides, and how near they were to begin with."""
        layers = self.layers
        starts = [start for start, _ in bounds]
        attention = layers.linear(read, "pw")[:, 0]
        summed = np.stack(
            [softmax(attention[start:end]) @ read[start:end] for start, end in bounds]
        )
        own = softmax(layers.linear(words, "qw")[..., 0])
        parts = (
            summed,
            np.maximum.reduceat(read, starts, axis=0),
            np.einsum("pq,pqd->pd", own, words),
            words.max(axis=1),
            nearness[..., 0].mean(axis=1, keepdims=True),
            nearness[..., 0].min(axis=1, keepdims=True),
            nearness[..., 1].mean(axis=1, keepdims=True),
        )
        scores: Floats = layers.forward(np.concatenate(parts, axis=1), "out")[:, 0]
        return scores


def _nearness(near: Floats) -> Floats:
    """Cosine with the nearest, and mean weighed towards it; (rows, columns) to (rows, 2)."""
    best = near.max(axis=1)
    weights = np.exp(SHARPNESS * (near - best[:, None]))
    mean = (weights * near).sum(axis=1) / weights.sum(axis=1)
    pair: Floats = np.stack([best, mean], axis=-1)
    return pair


def _nearness_by_passage(near: Floats, bounds: Bounds) -> Floats:
    """The same of each of the question's tokens within each passage; (passages, q, 2)."""
    return np.stack([_nearness(near[start:end].T) for start, end in bounds])


def reranker_for(embedder: Embedder) -> Reranker | None:
    """The shipped network where it reads this embedder's token vectors; None for other models."""
    return _shipped() if embedder.name.partition("@")[0] == DEFAULT_MODEL else None


@lru_cache(maxsize=1)
def _shipped() -> LateReranker:
    with np.load(FILE, allow_pickle=False) as file:
        weights = {name: file[name].astype(np.float32) for name in file.files}
    return LateReranker.of(weights)
