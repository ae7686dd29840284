"""The CPU default: an int8 ONNX encoder under ONNX Runtime."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from vraagbaak.embedding import late
from vraagbaak.embedding.batching import batches
from vraagbaak.embedding.export import ONNX_FILE
from vraagbaak.embedding.folder import read_folder
from vraagbaak.embedding.types import (
    EmbeddedPassages,
    EmbeddedQuery,
    Packed,
    Progress,
    Vector,
    Vectors,
)
from vraagbaak.errors import ConfigurationError, ModelNotBuilt

BATCH_TOKENS = 768
"""Padded tokens in one batch. Larger ones are slower on CPU: activations leave the cache."""


@dataclass(frozen=True, slots=True)
class _Batch:
    """What the encoder gives for texts ``rows``: vectors, and hidden states where asked for."""

    rows: list[int]
    lengths: list[int]
    vectors: Vectors
    hidden: Vectors | None


class OnnxEmbedder:
    """An :class:`~vraagbaak.embedding.types.Embedder` over ``folder/onnx/model_int8.onnx``.

    Thread-safe: ONNX Runtime sessions and tokenizers may be called from several threads. Raises
    ModelNotBuilt when the file is missing and ConfigurationError when it cannot be loaded.
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
        # Threads that spin while they wait double the cost of a short question and take the
        # cores from everything else that answers it.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._session = onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as exc:
            raise ConfigurationError(f"The model in {folder} cannot be loaded: {exc}") from exc
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._settings = read_folder(folder)
        self._prompt_tokens = self._lengths_of_prompts()
        self._name = f"{name}@int8"
        self._dimension = int(self._session.get_outputs()[0].shape[-1])

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
        return self._settings.max_tokens

    def encode_passages(
        self, texts: Sequence[str], progress: Progress | None = None
    ) -> EmbeddedPassages:
        """Vectors, and packed token vectors from the same run of the encoder."""
        vectors = np.zeros((len(texts), self._dimension), dtype=np.float32)
        tokens: list[Packed] = [np.zeros((0, self._dimension // 4), np.uint8)] * len(texts)
        prompt, mean = self._settings.passage_prompt, self._settings.token_mean
        done = 0
        for batch in self._run(prompt, texts, hidden=mean is not None):
            vectors[batch.rows] = batch.vectors
            if batch.hidden is not None and mean is not None:
                for place, row in enumerate(batch.rows):
                    own = self._own(batch.hidden[place], batch.lengths[place], prompt)
                    tokens[row] = late.pack(own, mean)
            done += len(batch.rows)
            if progress:
                progress(done, len(texts))
        return EmbeddedPassages(vectors, tuple(tokens))

    def encode_query(self, text: str) -> EmbeddedQuery:
        """The question's vector and its centred token vectors."""
        prompt, mean = self._settings.query_prompt, self._settings.token_mean
        batch = next(self._run(prompt, [text], hidden=mean is not None))
        tokens = np.zeros((0, self._dimension), np.float32)
        if batch.hidden is not None and mean is not None:
            tokens = late.centre(self._own(batch.hidden[0], batch.lengths[0], prompt), mean)
        return EmbeddedQuery(batch.vectors[0], tokens)

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Vectors of shape (len(texts), dimension), in order."""
        return self._embed(self._settings.passage_prompt, texts, progress)

    def embed_query(self, text: str) -> Vector:
        """One vector of shape (dimension,)."""
        vector: Vector = self._embed(self._settings.query_prompt, [text], None)[0]
        return vector

    def embed_sentences(self, texts: Sequence[str]) -> Vectors:
        """Vectors for comparing sentences; e5's card advises `query: ` on both sides."""
        return self._embed(self._settings.query_prompt, texts, None)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text without special tokens."""
        found = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [len(encoding.ids) for encoding in found]

    def token_states(self, texts: Sequence[str]) -> Vectors:
        """The last hidden states of all the texts' own tokens, (tokens, dimension)."""
        prompt = self._settings.passage_prompt
        parts = [
            self._own(batch.hidden[place], batch.lengths[place], prompt)
            for batch in self._run(prompt, texts, hidden=True)
            if batch.hidden is not None
            for place in range(len(batch.rows))
        ]
        states: Vectors = np.concatenate(parts)
        return states

    def _embed(self, prompt: str, texts: Sequence[str], progress: Progress | None) -> Vectors:
        vectors = np.zeros((len(texts), self._dimension), dtype=np.float32)
        done = 0
        for batch in self._run(prompt, texts, hidden=False):
            vectors[batch.rows] = batch.vectors
            done += len(batch.rows)
            if progress:
                progress(done, len(texts))
        return vectors

    def _run(self, prompt: str, texts: Sequence[str], *, hidden: bool) -> Iterator[_Batch]:
        encodings = self._tokenizer.encode_batch_fast([prompt + text for text in texts])
        ids = [self._truncated(encoding.ids) for encoding in encodings]
        outputs = ["embedding", "tokens"] if hidden else ["embedding"]
        for rows in batches([len(item) for item in ids], BATCH_TOKENS):
            lengths = [len(ids[row]) for row in rows]
            tokens = np.ones((len(rows), max(lengths)), dtype=np.int64)
            mask = np.zeros_like(tokens)
            for place, row in enumerate(rows):
                tokens[place, : lengths[place]] = ids[row]
                mask[place, : lengths[place]] = 1
            inputs = {"input_ids": tokens, "attention_mask": mask}
            found = self._session.run(outputs, inputs)
            yield _Batch(rows, lengths, found[0], found[1] if hidden else None)

    def _truncated(self, ids: list[int]) -> list[int]:
        most = self._settings.max_tokens
        return ids if len(ids) <= most else [*ids[: most - 1], ids[-1]]

    def _own(self, hidden: Vectors, length: int, prompt: str) -> Vectors:
        """The states of the text itself: without special tokens, prompt and padding."""
        return hidden[1 + self._prompt_tokens[prompt] : length - 1]

    def _lengths_of_prompts(self) -> dict[str, int]:
        prompts = (self._settings.query_prompt, self._settings.passage_prompt)
        return dict(zip(prompts, self.count_tokens([p.strip() for p in prompts]), strict=True))
