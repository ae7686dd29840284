"""How alike sentences are in meaning, with vectors kept for the next sentence of the answer."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from vraagbaak.embedding.types import Embedder, Vector

SIZE = 4096
"""Vectors kept: 6 MB of 384 dimensions."""


class SentenceLikeness:
    """Cosines by an embedder, which sees each text once. Thread-safe."""

    def __init__(self, embedder: Embedder, size: int = SIZE) -> None:
        self._embedder = embedder
        self._size = size
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Vector] = OrderedDict()

    def of(self, text: str, others: Sequence[str]) -> list[float]:
        """The cosine of the text with each of the others, in order."""
        vectors = self._vectors([text, *others])
        return [float(np.dot(vectors[0], other)) for other in vectors[1:]]

    def _vectors(self, texts: Sequence[str]) -> list[Vector]:
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known |= dict(zip(new, self._embedder.embed_sentences(new), strict=True))
        self._remember(known)
        return [known[text] for text in texts]

    def _remember(self, vectors: dict[str, Vector]) -> None:
        with self._lock:
            for text, vector in vectors.items():
                self._kept[text] = vector
                self._kept.move_to_end(text)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
