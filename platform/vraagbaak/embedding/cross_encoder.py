"""Pairs of texts read together by one encoder: does the second bear the first out, or answer it?"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from vraagbaak.errors import ConfigurationError, ModelNotBuilt

MAX_TOKENS = 192
"""What a pair is cut to, in its longer text: the length that the models were trained at."""


@dataclass(frozen=True, slots=True)
class WordScore:
    """Characters ``start:end`` of the first text, and how surely they lack support, 0..1."""

    start: int
    end: int
    lacking: float


@dataclass(frozen=True, slots=True)
class PairScore:
    """How well a pair fits together: a logit, not calibrated; the first text's tokens in order."""

    logit: float
    words: tuple[WordScore, ...] = ()


class PairScorer(Protocol):
    """Scores pairs of texts. Blocking; call it in a worker thread. Thread-safe."""

    @property
    def name(self) -> str:
        """Names the model and its weights in reports."""

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[PairScore]:
        """One score a pair, in order; a pair's score does not depend on its neighbours."""


class OnnxCrossEncoder:
    """A :class:`PairScorer` over an int8 ONNX file with outputs `logit` and `words`.

    Each pair is a run of its own on one core, beside the others (ADR 0007). Raises ModelNotBuilt
    when the file is missing and ConfigurationError when it cannot be loaded.
    """

    def __init__(self, model: Path, tokenizer: Path, name: str, threads: int = 0) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        if not model.is_file():
            raise ModelNotBuilt(f"{model} does not exist; run `vraagbaak models build`.")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        try:
            self._session = onnxruntime.InferenceSession(
                str(model), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer = Tokenizer.from_file(str(tokenizer))
        except Exception as exc:
            raise ConfigurationError(f"{model} cannot be loaded: {exc}") from exc
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS, strategy="longest_first")
        self._name = name
        threads = threads or len(os.sched_getaffinity(0))
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="pairs")

    @property
    def name(self) -> str:
        """The model and its weights."""
        return self._name

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[PairScore]:
        """One score a pair, in order."""
        if len(pairs) < 2:
            return [self._one(pair) for pair in pairs]
        return list(self._pool.map(self._one, pairs))

    def _one(self, pair: tuple[str, str]) -> PairScore:
        first, second = pair
        encoding = self._tokenizer.encode(first, second)
        ids = np.array([encoding.ids], dtype=np.int64)
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        logit, words = self._session.run(["logit", "words"], inputs)
        own = zip(encoding.sequence_ids, encoding.offsets, words[0], strict=True)
        marks = (
            WordScore(start, end, float(score)) for text, (start, end), score in own if text == 0
        )
        return PairScore(float(logit[0]), tuple(marks))
