"""Layers of a small transformer in numpy, over passages of different lengths laid end to end.

No padding: the tokens of all passages are rows of one matrix, ``bounds`` says where each begins
and ends. Weights are named as PyTorch names them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Bounds = Sequence[tuple[int, int]]

HEADS = 4
EPSILON = 1e-5


@dataclass(frozen=True, slots=True)
class Layers:
    """A network's weights, and the operations that they parametrise."""

    weights: Mapping[str, Floats]

    def linear(self, values: Floats, name: str) -> Floats:
        """``values`` (..., in) to (..., out)."""
        return values @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]

    def norm(self, values: Floats, name: str) -> Floats:
        """Layer normalisation (Ba et al., 2016)."""
        centred = values - values.mean(axis=-1, keepdims=True)
        variance = np.square(centred).mean(axis=-1, keepdims=True)
        scaled = centred / np.sqrt(variance + EPSILON)
        normal: Floats = scaled * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]
        return normal

    def forward(self, values: Floats, name: str) -> Floats:
        """Two linear layers with a rectifier between them."""
        return self.linear(np.maximum(self.linear(values, f"{name}.0"), 0), f"{name}.3")

    def tokens_attend(self, tokens: Floats, questions: Floats, bounds: Bounds, name: str) -> Floats:
        """Passage tokens (t, d) look at the question beside each passage (passages, q, d)."""
        asking, keys, values = self._projected(tokens, questions, name)
        out = np.empty_like(tokens)
        for at, (start, end) in enumerate(bounds):
            for head in _heads(tokens.shape[1]):
                weights = softmax(asking[start:end, head] @ keys[at, :, head].T)
                out[start:end, head] = weights @ values[at, :, head]
        return self.linear(out, f"{name}.out_proj")

    def questions_attend(
        self, questions: Floats, tokens: Floats, bounds: Bounds, name: str
    ) -> Floats:
        """The question's tokens beside each passage look at that passage's tokens."""
        asking, keys, values = self._projected(questions, tokens, name)
        out = np.empty_like(questions)
        for at, (start, end) in enumerate(bounds):
            for head in _heads(tokens.shape[1]):
                weights = softmax(asking[at, :, head] @ keys[start:end, head].T)
                out[at, :, head] = weights @ values[start:end, head]
        return self.linear(out, f"{name}.out_proj")

    def question_attends(self, questions: Floats, name: str) -> Floats:
        """The question's tokens look at one another, beside each passage."""
        asking, keys, values = self._projected(questions, questions, name)
        out = np.empty_like(questions)
        for head in _heads(questions.shape[2]):
            weights = softmax(asking[..., head] @ keys[..., head].transpose(0, 2, 1))
            out[..., head] = weights @ values[..., head]
        return self.linear(out, f"{name}.out_proj")

    def _projected(self, asking: Floats, asked: Floats, name: str) -> tuple[Floats, Floats, Floats]:
        """Queries, scaled, of the one; keys and values of the other."""
        weight, bias = self.weights[f"{name}.in_proj_weight"], self.weights[f"{name}.in_proj_bias"]
        query, key, value = (part.T for part in np.split(weight, 3))
        own, first, second = np.split(bias, 3)
        scale = np.float32((len(own) / HEADS) ** -0.5)
        return (asking @ query + own) * scale, asked @ key + first, asked @ value + second


def softmax(values: Floats) -> Floats:
    """Over the last axis."""
    exponents = np.exp(values - values.max(axis=-1, keepdims=True))
    normal: Floats = exponents / exponents.sum(axis=-1, keepdims=True)
    return normal


def _heads(dimension: int) -> list[slice]:
    size = dimension // HEADS
    return [slice(start, start + size) for start in range(0, dimension, size)]
