"""Embeds and stores prepared documents, many at a time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import numpy as np

from vraagbaak.embedding.types import EmbeddedPassages, Embedder, Packed, Vector
from vraagbaak.index.types import Document, DocumentState, NewPassage
from vraagbaak.ingest.prepare import Prepared

NewDocument = tuple[Document, Sequence[NewPassage], EmbeddedPassages]
PASSAGES = 256
"""Passages that are embedded together: enough to keep every core busy, few enough to lose little
when the process dies."""
DOCUMENTS = 400
_REMEMBERED = 1_000


class IndexLike(Protocol):
    """What ingestion asks of a tenant's index."""

    def states(self, source: str) -> Mapping[str, DocumentState]:
        """The stored documents of a source, by key."""

    def replace_documents(self, batch: Sequence[NewDocument]) -> None:
        """Store documents whole; durable on return."""

    def remove_documents(self, source: str, keys: Sequence[str]) -> None:
        """Forget documents."""


class Batch:
    """Gathers prepared documents; :meth:`flush` embeds and stores them in one transaction."""

    def __init__(self, index: IndexLike, embedder: Embedder) -> None:
        self._index = index
        self._embedder = embedder
        self._waiting: list[Prepared] = []
        self._recent: OrderedDict[str, tuple[Vector, Packed]] = OrderedDict()
        self.embedded = 0

    def add(self, prepared: Prepared) -> bool:
        """Take a document; True when it is time to flush."""
        self._waiting.append(prepared)
        passages = sum(len(one.passages) for one in self._waiting)
        return passages >= PASSAGES or len(self._waiting) >= DOCUMENTS

    def flush(self) -> list[Prepared]:
        """Embed and store what was gathered; the documents that are now durable."""
        if not self._waiting:
            return []
        texts = [text for one in self._waiting for text in one.embedding_texts()]
        embedded = iter(self._embed(texts))
        self._index.replace_documents(
            [(one.document, one.passages, self._take(embedded, one)) for one in self._waiting]
        )
        stored, self._waiting = self._waiting, []
        return stored

    def _embed(self, texts: Sequence[str]) -> Iterator[tuple[Vector, Packed]]:
        """The embedding of each text, made once for texts that are the same."""
        known = {text: self._recent[text] for text in texts if text in self._recent}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            made = self._embedder.encode_passages(missing)
            self.embedded += len(missing)
            known |= dict(zip(missing, zip(made.vectors, made.tokens, strict=True), strict=True))
        for text in missing[-_REMEMBERED:]:
            self._recent[text] = known[text]
        while len(self._recent) > _REMEMBERED:
            self._recent.popitem(last=False)
        return iter([known[text] for text in texts])

    def _take(
        self, embedded: Iterator[tuple[Vector, Packed]], prepared: Prepared
    ) -> EmbeddedPassages:
        """The next embeddings, one for each passage of the document."""
        pairs = [next(embedded) for _ in prepared.passages]
        vectors = np.zeros((len(pairs), self._embedder.dimension), dtype=np.float32)
        for row, (vector, _) in enumerate(pairs):
            vectors[row] = vector
        return EmbeddedPassages(vectors, tuple(tokens for _, tokens in pairs))
