"""Scorers of a claim beside places in the evidence: by alignment, or read together."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from vraagbaak.embedding.cross_encoder import PairScorer, WordScore
from vraagbaak.embedding.types import Vectors
from vraagbaak.grounding.interaction import Interaction
from vraagbaak.grounding.windows import Window

KEPT = 2048
"""Texts whose token vectors are kept: about 100 MB of sentences of 30 tokens."""


@dataclass(frozen=True, slots=True)
class WindowScore:
    """A logit of support, and the claim's words that may lack it; not calibrated."""

    logit: float
    words: tuple[WordScore, ...] = ()


class WindowScorer(Protocol):
    """Scores places for a claim. Blocking and thread-safe."""

    @property
    def name(self) -> str:
        """Names the scorer's features."""

    def score(self, claim: str, windows: Sequence[Window]) -> list[WindowScore]:
        """One score a window, in order."""


class TokenEmbedder(Protocol):
    """An embedder that gives a vector a token."""

    def encode_tokens(self, texts: Sequence[str]) -> list[Vectors]:
        """Each text's token vectors (tokens, dimension) at unit length."""

    def offsets(self, text: str) -> list[tuple[int, int]]:
        """Characters (start, end) of each of those tokens."""


class AlignedScorer:
    """Token vectors compared by the small network of :mod:`vraagbaak.grounding.interaction`."""

    name = "aligned"

    def __init__(self, embedder: TokenEmbedder, network: Interaction, size: int = KEPT) -> None:
        self._embedder = embedder
        self._network = network
        self._size = size
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Vectors] = OrderedDict()

    def score(self, claim: str, windows: Sequence[Window]) -> list[WindowScore]:
        """One score a window, in order."""
        if not windows:
            return []
        own, *others = self._vectors([claim, *(read_as(window) for window in windows)])
        if not len(own):
            return []
        offsets = self._embedder.offsets(claim)
        return [self._one(own, other, offsets) for other in others]

    def _one(self, own: Vectors, other: Vectors, offsets: list[tuple[int, int]]) -> WindowScore:
        if not len(other):
            return WindowScore(-6.0)
        found = self._network.score(own, other)
        words = zip(offsets, found.lacking, strict=True)
        return WindowScore(found.logit, tuple(WordScore(a, b, float(p)) for (a, b), p in words))

    def _vectors(self, texts: Sequence[str]) -> list[Vectors]:
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known |= dict(zip(new, self._embedder.encode_tokens(new), strict=True))
        with self._lock:
            for text in new:
                self._kept[text] = known[text]
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return [known[text] for text in texts]


class PairwiseScorer:
    """A cross-encoder that reads the claim and a place together."""

    def __init__(self, name: str, pairs: PairScorer) -> None:
        self.name = name
        self._pairs = pairs

    def score(self, claim: str, windows: Sequence[Window]) -> list[WindowScore]:
        """One score a window, in order."""
        found = self._pairs.score([(claim, read_as(window)) for window in windows])
        return [WindowScore(one.logit, one.words) for one in found]


def read_as(window: Window) -> str:
    """The place as scorers read it: after its heading, for what "it" and "this" mean."""
    heading = window.passage.evidence.context.split("\n")
    heading = [part for part in heading[:2] if part]
    return f"{' - '.join(heading)}: {window.text}" if heading else window.text
