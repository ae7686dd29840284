"""The CPU default: an int8 ONNX encoder under ONNX Runtime."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from vraagbaak.embedding.batching import batches
from vraagbaak.embedding.export import ONNX_FILE
from vraagbaak.embedding.types import Progress, Vectors
from vraagbaak.errors import ConfigurationError, ModelNotBuilt

if TYPE_CHECKING:
    from tokenizers import Encoding

BATCH_TOKENS = 2048
"""Padded tokens in one batch. Larger ones are slower on CPU: activations leave the cache."""


class OnnxEmbedder:
    """An :class:`~vraagbaak.embedding.types.Embedder` over ``folder/onnx/model_int8.onnx``.

    Thread-safe: ONNX Runtime sessions and tokenizers may be called from several threads.
    """

    def __init__(self, folder: Path, name: str, threads: int = 0) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        path = folder / ONNX_FILE
        if not path.is_file():
            raise ModelNotBuilt(f"{path} does not exist; run `vraagbaak models build`.")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # The arena keeps the memory of the longest batch ever seen; without it use falls back.
        options.enable_cpu_mem_arena = False
        try:
            self._session = onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as exc:  # noqa: BLE001 - both libraries raise bare C++ and Rust errors
            raise ConfigurationError(f"The model in {folder} cannot be loaded: {exc}") from exc
        settings = json.loads((folder / "sentence_bert_config.json").read_text())
        self._max_tokens = int(settings.get("max_seq_length") or 512)
        self._tokenizer.no_padding()
        self._prompts = _prompts(folder)
        self._name = f"{name}@int8"
        self._dimension = int(self._session.get_outputs()[0].shape[1])

    @property
    def name(self) -> str:
        """The model and its precision: int8 and fp32 vectors differ and never mix."""
        return self._name

    @property
    def dimension(self) -> int:
        """Length of each vector."""
        return self._dimension

    @property
    def max_tokens(self) -> int:
        """Tokens the model reads of one text, special tokens included."""
        return self._max_tokens

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Vectors of shape (len(texts), dimension), in order."""
        return self._embed(self._prompts.get("passage", ""), texts, progress)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """One vector of shape (dimension,)."""
        vector: NDArray[np.float32] = self._embed(self._prompts.get("query", ""), [text], None)[0]
        return vector

    def embed_sentences(self, texts: Sequence[str]) -> Vectors:
        """Vectors for comparing sentences; e5's card advises `query: ` on both sides."""
        return self._embed(self._prompts.get("query", ""), texts, None)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text without special tokens."""
        found = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [len(encoding.ids) for encoding in found]

    def _embed(self, prompt: str, texts: Sequence[str], progress: Progress | None) -> Vectors:
        vectors = np.zeros((len(texts), self._dimension), dtype=np.float32)
        if not texts:
            return vectors
        encodings = self._tokenizer.encode_batch_fast([prompt + text for text in texts])
        ids = [self._truncated(encoding) for encoding in encodings]
        done = 0
        for batch in batches([len(item) for item in ids], BATCH_TOKENS):
            vectors[batch] = self._run([ids[i] for i in batch])
            done += len(batch)
            if progress:
                progress(done, len(texts))
        return vectors

    def _truncated(self, encoding: Encoding) -> list[int]:
        ids: list[int] = encoding.ids
        return ids if len(ids) <= self._max_tokens else [*ids[: self._max_tokens - 1], ids[-1]]

    def _run(self, ids: list[list[int]]) -> Vectors:
        width = max(len(item) for item in ids)
        tokens = np.ones((len(ids), width), dtype=np.int64)
        mask = np.zeros((len(ids), width), dtype=np.int64)
        for row, item in enumerate(ids):
            tokens[row, : len(item)] = item
            mask[row, : len(item)] = 1
        inputs = {"input_ids": tokens, "attention_mask": mask}
        vectors: Vectors = self._session.run(None, inputs)[0]
        return vectors


def _prompts(folder: Path) -> dict[str, str]:
    path = folder / "config_sentence_transformers.json"
    found = json.loads(path.read_text()).get("prompts", {}) if path.is_file() else {}
    prompts: dict[str, str] = {
        "query": found.get("query") or "",
        "passage": found.get("passage") or found.get("document") or "",
    }
    return prompts
