"""Any sentence-transformers model, on CPU or GPU, in full precision."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vraagbaak.embedding.types import (
    EmbeddedPassages,
    EmbeddedQuery,
    Progress,
    Vector,
    Vectors,
)
from vraagbaak.errors import ConfigurationError, ModelUnavailable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 32
E5_PROMPTS = {"query": "query: ", "passage": "passage: "}


class TorchEmbedder:
    """An :class:`~vraagbaak.embedding.types.Embedder` over sentence-transformers.

    ``model`` is a hub name or a folder. Gives no token vectors: search then does without late
    interaction. Raises ConfigurationError for a device or folder that does not work, and
    ModelUnavailable when the hub cannot be reached.
    """

    def __init__(self, model: str, name: str, device: str = "cpu", threads: int = 0) -> None:
        import torch

        if threads:
            torch.set_num_threads(threads)
        self._model = load_model(model, device)
        self._prompts = _prompts(self._model, model)
        self._name = f"{name}@fp32"
        # Tokenizers of sentence-transformers keep their padding in shared state.
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """The model and its precision: int8 and fp32 vectors differ and never mix."""
        return self._name

    @property
    def dimension(self) -> int:
        """Length of each vector."""
        return int(self._model.get_embedding_dimension() or 0)

    @property
    def max_tokens(self) -> int:
        """Tokens the model reads of one text, special tokens included."""
        return int(self._model.max_seq_length or 512)

    def encode_passages(
        self, texts: Sequence[str], progress: Progress | None = None
    ) -> EmbeddedPassages:
        """Vectors without token vectors."""
        vectors = self.embed_passages(texts, progress)
        return EmbeddedPassages(vectors, (np.zeros((0, 0), np.uint8),) * len(texts))

    def encode_query(self, text: str) -> EmbeddedQuery:
        """The vector without token vectors."""
        return EmbeddedQuery(self.embed_query(text), np.zeros((0, self.dimension), np.float32))

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Vectors of shape (len(texts), dimension), in order."""
        return self._embed(self._prompts["passage"], texts, progress)

    def embed_query(self, text: str) -> Vector:
        """One vector of shape (dimension,)."""
        vector: Vector = self._embed(self._prompts["query"], [text], None)[0]
        return vector

    def embed_sentences(self, texts: Sequence[str]) -> Vectors:
        """Vectors for comparing sentences; the query prompt on both sides."""
        return self._embed(self._prompts["query"], texts, None)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text without special tokens."""
        if not texts:
            return []
        with self._lock:
            found = self._model.tokenizer(
                list(texts), add_special_tokens=False, truncation=False, verbose=False
            )
        return [len(ids) for ids in found["input_ids"]]

    def _embed(self, prompt: str, texts: Sequence[str], progress: Progress | None) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        # Longest first: batches of like lengths waste little on padding.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]), reverse=True)
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            with self._lock:
                vectors[rows] = self._model.encode(
                    [prompt + texts[row] for row in rows],
                    batch_size=BATCH,
                    normalize_embeddings=True,
                    show_progress_bar=False,
                )
            if progress:
                progress(start + len(rows), len(order))
        return vectors


def load_model(model: str, device: str) -> SentenceTransformer:
    """A folder or hub name. Raises ConfigurationError and ModelUnavailable as the class does."""
    from sentence_transformers import SentenceTransformer

    local = Path(model).is_dir()
    try:
        return SentenceTransformer(model, device=device, local_files_only=local)
    except (RuntimeError, ValueError, AssertionError) as exc:
        raise ConfigurationError(f"The model {model!r} cannot be loaded: {exc}") from exc
    except OSError as exc:
        raise ModelUnavailable(
            f"The model {model!r} is no folder and cannot be fetched from the model hub: {exc}"
        ) from exc


def _prompts(loaded: SentenceTransformer, model: str) -> dict[str, str]:
    """The model's own prompts; e5 models that carry none get those of their card."""
    own = {name: text for name, text in (loaded.prompts or {}).items() if text}
    if not own and "e5" in model.lower():
        own = E5_PROMPTS
    return {
        "query": own.get("query", ""),
        "passage": own.get("passage", own.get("document", "")),
    }
