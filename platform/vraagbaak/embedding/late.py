"""Late interaction: a passage's token vectors, packed to two bits a dimension, and MaxSim.

One vector for a whole passage blurs; comparing each word of the question with each word of the
passage does not (ColBERT: Khattab and Zaharia, 2020). The encoder computes the token vectors
anyway, so keeping them costs disk, not time: 96 bytes a token at 384 dimensions.

A token vector is scaled to unit length, the encoder's mean token vector is subtracted (the
vectors of these encoders all point into one narrow cone), and the rest is kept as a sign and one
bit of magnitude. Figures: ``docs/benchmarks/retrieval.md``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Packed = NDArray[np.uint8]

SMALL, LARGE = 0.45, 1.5
"""What the two magnitudes stand for, in mean absolute values: the centroids of the halves of a
normal distribution's absolute value cut at its mean, about 0.49 and 1.6, rounded to what ranked
best."""

PART = 128
"""Tokens decoded at a time."""

_LEVELS = np.array([-LARGE, -SMALL, SMALL, LARGE], dtype=np.float32)
_DECODED = _LEVELS[(np.arange(256)[:, None] >> np.array([6, 4, 2, 0])) & 3]


def centre(tokens: Floats, mean: Floats) -> Floats:
    """Unit-length token vectors of shape (n, d) with the encoder's mean taken out."""
    return unit(unit(tokens) - mean)


def pack(tokens: Floats, mean: Floats) -> Packed:
    """Token vectors (n, d) as (n, d / 4) bytes. ``d`` must be a multiple of 4."""
    centred = unit(tokens) - mean
    positive = centred > 0
    size = np.abs(centred, out=centred)
    large = size > size.mean(axis=1, keepdims=True)
    codes = positive.view(np.uint8) << 1 | (large == positive).view(np.uint8)
    # Four codes are read as one number, the first one in its lowest byte, and moved together.
    four = codes.view("<u4")
    packed: Packed = (four << 6 | four >> 4 | four >> 14 | four >> 24).astype(np.uint8)
    return packed


def unpack(packed: Packed) -> Floats:
    """Approximate unit-length vectors (n, d) of packed ones (n, d / 4)."""
    return _decoded(packed) / _lengths(packed)[:, None]


def similarities(packed: Packed, question: Floats) -> Floats:
    """Cosines of packed tokens (n, d / 4) with the question's tokens (m, d); shape (n, m).

    Lengths come from the codes and divide the products, and a part at a time is decoded that stays
    in the processor's cache: both together take half of the time of unpacking first.
    """
    cosines = np.empty((len(packed), len(question)), np.float32)
    part = np.empty((PART, packed.shape[1], 4), np.float32)
    transposed = np.ascontiguousarray(question.T)
    for start in range(0, len(packed), PART):
        codes = packed[start : start + PART]
        decoded = np.take(_DECODED, codes, axis=0, out=part[: len(codes)], mode="clip")
        products = cosines[start : start + PART]
        np.matmul(decoded.reshape(len(codes), -1), transposed, out=products)
    cosines /= _lengths(packed)[:, None]
    return cosines


def _decoded(packed: Packed) -> Floats:
    return np.take(_DECODED, packed, axis=0).reshape(len(packed), -1)


def _lengths(packed: Packed) -> Floats:
    """Of the decoded tokens: a code whose two bits are alike (00, 11) is a large one."""
    alike = np.bitwise_and(~(packed ^ packed >> 1), 0b01010101, dtype=np.uint8)
    large = np.bitwise_count(_wide(alike)).sum(axis=1, dtype=np.int32)
    small = 4 * packed.shape[1] - large
    lengths: Floats = np.sqrt(LARGE**2 * large + SMALL**2 * small).astype(np.float32)
    return lengths


def _wide(codes: Packed) -> NDArray[np.unsignedinteger]:
    """The same bits in as few numbers as fit."""
    return codes.view(np.uint64) if codes.shape[1] % 8 == 0 else codes


def maxsim(question: Floats, passages: Sequence[Packed]) -> Floats:
    """How well each passage answers the question's words; shape (len(passages),).

    ``question`` holds centred token vectors (m, d). For each of its tokens the most similar token
    of the passage counts, weighted by how much that differs between the passages: a word that
    all of them match says nothing. Passages without tokens get 0.
    """
    scores = np.zeros(len(passages), dtype=np.float32)
    kept = [number for number, tokens in enumerate(passages) if len(tokens)]
    if not kept or not len(question):
        return scores
    similar = similarities(np.concatenate([passages[i] for i in kept]), question)
    starts = np.cumsum([0, *(len(passages[i]) for i in kept[:-1])])
    best = np.maximum.reduceat(similar, starts, axis=0)
    weight = best.std(axis=0) if len(kept) > 1 else np.ones(len(question), np.float32)
    weight = weight + 1e-6
    scores[kept] = (best @ weight) / weight.sum()
    return scores


def unit(vectors: Floats) -> Floats:
    """Rows scaled to length 1; a row of zeros stays one."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Floats = (vectors / np.maximum(length, 1e-9)).astype(np.float32)
    return scaled
