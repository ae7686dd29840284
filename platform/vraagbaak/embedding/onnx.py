"""The CPU default: an int8 encoder under ONNX Runtime."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from vraagbaak.embedding.batching import batches
from vraagbaak.embedding.export import ONNX_FILE
from vraagbaak.embedding.prompts import prompts_in
from vraagbaak.embedding.session import OnnxSession
from vraagbaak.embedding.types import Progress, Vectors
from vraagbaak.errors import ConfigurationError, ModelNotBuilt

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

BATCH_TOKENS = 768
"""Padded tokens in one batch. Larger ones are slower on CPU: activations leave the cache."""

SLICE = 512
"""Texts tokenised at a time: bounds memory, and lengths within one still vary little in cost."""


class OnnxEmbedder:
    """An :class:`~vraagbaak.embedding.types.Embedder` over ``folder/onnx/model_int8.onnx``.

    ``threads`` 0 is one a core. Thread-safe: sessions and tokenizers may be called from several
    threads. Raises ModelNotBuilt without that file, ConfigurationError for a damaged folder.
    """

    def __init__(self, folder: Path, name: str, threads: int = 0) -> None:
        path = folder / ONNX_FILE
        if not path.is_file():
            raise ModelNotBuilt(f"{path} does not exist; run `vraagbaak models build`.")
        self._tokenizer = _load_tokenizer(folder / "tokenizer.json")
        self._max_tokens = int(_read(folder, "sentence_bert_config.json").get("max_seq_length", 512))
        pad_id = int(_read(folder, "config.json").get("pad_token_id") or 0)
        self._session = OnnxSession(path, pad_id, threads)
        self._prompts = prompts_in(folder, name)
        self._name = f"{name}@int8"

    @property
    def name(self) -> str:
        """The model and its precision: int8 and fp32 vectors differ and never mix."""
        return self._name

    @property
    def dimension(self) -> int:
        """Length of each vector."""
        return self._session.dimension

    @property
    def max_tokens(self) -> int:
        """Tokens the model reads of one text, prompt and special tokens included."""
        return self._max_tokens

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Vectors of shape (len(texts), dimension), in order."""
        return self._embed(self._prompts.passage, texts, progress)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """One vector of shape (dimension,)."""
        vector: NDArray[np.float32] = self._embed(self._prompts.query, [text])[0]
        return vector

    def embed_sentences(self, texts: Sequence[str]) -> Vectors:
        """Vectors for comparing sentences with one another, the same prompt on both sides."""
        return self._embed(self._prompts.sentence, texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text without special tokens."""
        found = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [len(encoding.ids) for encoding in found]

    def _embed(
        self, prompt: str, texts: Sequence[str], progress: Progress | None = None
    ) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        done = 0
        for start in range(0, len(texts), SLICE):
            ids = self._token_ids(prompt, texts[start : start + SLICE])
            for batch in batches([len(item) for item in ids], BATCH_TOKENS):
                rows = [start + i for i in batch]
                vectors[rows] = self._session.run([ids[i] for i in batch])
                done += len(batch)
                if progress:
                    progress(done, len(texts))
        return vectors

    def _token_ids(self, prompt: str, texts: Sequence[str]) -> list[list[int]]:
        encodings = self._tokenizer.encode_batch_fast([prompt + text for text in texts])
        return [self._truncated(encoding) for encoding in encodings]

    def _truncated(self, encoding: Encoding) -> list[int]:
        """The first tokens; the last one, which ends the sequence, is kept."""
        ids: list[int] = encoding.ids
        return ids if len(ids) <= self._max_tokens else [*ids[: self._max_tokens - 1], ids[-1]]


def _load_tokenizer(path: Path) -> Tokenizer:
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as exc:  # noqa: BLE001 - the Rust library raises bare Exception
        raise ConfigurationError(f"{path} cannot be loaded: {exc}") from exc
    tokenizer.no_padding()
    # Truncation is ours: counting must see the whole text.
    tokenizer.no_truncation()
    return tokenizer


def _read(folder: Path, name: str) -> dict[str, int | None]:
    path = folder / name
    found: dict[str, int | None] = json.loads(path.read_text()) if path.is_file() else {}
    return found
