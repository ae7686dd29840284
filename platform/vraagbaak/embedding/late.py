"""Late interaction: a passage's token vectors, packed to two bits a dimension, and MaxSim.

One vector for a whole passage blurs; comparing each word of the question with each word of the
passage does not (ColBERT: Khattab and Zaharia, 2020). The encoder computes the token vectors
anyway, so keeping them costs disk, not time: 96 bytes a token at 384 dimensions.

A token vector is scaled to unit length, the encoder's mean token vector is subtracted (the
vectors of these encoders all point into one narrow cone), and the rest is kept as a sign and one
bit of magnitude. Figures: ``docs/benchmarks/retrieval.md``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Packed = NDArray[np.uint8]

SMALL, LARGE = 0.45, 1.5
"""What the two magnitudes stand for, in mean absolute values: the centroids of the halves of a
normal distribution's absolute value cut at its mean, about 0.49 and 1.6, rounded to what ranked
best."""

_LEVELS = np.array([-LARGE, -SMALL, SMALL, LARGE], dtype=np.float32)
_DECODED = _LEVELS[(np.arange(256)[:, None] >> np.array([6, 4, 2, 0])) & 3]
_SQUARES = (_DECODED**2).sum(axis=1)


def centre(tokens: Floats, mean: Floats) -> Floats:
    """Unit-length token vectors of shape (n, d) with the encoder's mean taken out."""
    return unit(unit(tokens) - mean)


def pack(tokens: Floats, mean: Floats) -> Packed:
    """Token vectors (n, d) as (n, d / 4) bytes. ``d`` must be a multiple of 4."""
    centred = centre(tokens, mean)
    large = np.abs(centred) > np.abs(centred).mean(axis=1, keepdims=True)
    codes = np.where(centred > 0, 2 + large, 1 - large).astype(np.uint8)
    four = codes.reshape(len(codes), -1, 4)
    packed: Packed = four[:, :, 0] << 6 | four[:, :, 1] << 4 | four[:, :, 2] << 2 | four[:, :, 3]
    return packed


def unpack(packed: Packed) -> Floats:
    """Approximate unit-length vectors (n, d) of packed ones (n, d / 4)."""
    return _decoded(packed) / _lengths(packed)[:, None]


def similarities(question: Floats, packed: Packed) -> Floats:
    """Cosines of the question's tokens (m, d) with packed tokens (n, d / 4); shape (m, n).

    Lengths come from the codes and divide the products: a fourth of the time of unpacking first.
    """
    products: Floats = (_decoded(packed) @ question.T).T / _lengths(packed)
    return products


def _decoded(packed: Packed) -> Floats:
    return np.take(_DECODED, packed, axis=0).reshape(len(packed), -1)


def _lengths(packed: Packed) -> Floats:
    lengths: Floats = np.sqrt(np.take(_SQUARES, packed).sum(axis=1))
    return lengths


def maxsim(question: Floats, passages: list[Packed]) -> Floats:
    """How well each passage answers the question's words; shape (len(passages),).

    ``question`` holds centred token vectors (m, d). For each of its tokens the most similar token
    of the passage counts, weighted by how much that differs between the passages: a word that
    all of them match says nothing. Passages without tokens get 0.
    """
    scores = np.zeros(len(passages), dtype=np.float32)
    kept = [number for number, tokens in enumerate(passages) if len(tokens)]
    if not kept or not len(question):
        return scores
    similar = similarities(question, np.concatenate([passages[i] for i in kept]))
    starts = np.cumsum([0, *(len(passages[i]) for i in kept[:-1])])
    best = np.maximum.reduceat(similar, starts, axis=1)
    weight = best.std(axis=1) if len(kept) > 1 else np.ones(len(question), np.float32)
    weight = weight + 1e-6
    scores[kept] = (weight @ best) / weight.sum()
    return scores


def unit(vectors: Floats) -> Floats:
    """Rows scaled to length 1; a row of zeros stays one."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Floats = (vectors / np.maximum(length, 1e-9)).astype(np.float32)
    return scaled
