"""The CPU default: an int8 ONNX encoder under ONNX Runtime."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from vraagbaak.embedding import late
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

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class _Encoded:
    """What the encoder gives for one text: its vector, and its hidden states where asked for."""

    vector: Vector
    hidden: Vectors | None


class OnnxEmbedder:
    """An :class:`~vraagbaak.embedding.types.Embedder` over ``folder/onnx/model_int8.onnx``.

    Each text is a run of its own, on one core, those of a batch beside each other on all of them:
    activations are quantised by the largest value of a run, so in a batch a text's vector would
    depend on its neighbours (ADR 0007).

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
        options.intra_op_num_threads = 1
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
        self._threads = threads or len(os.sched_getaffinity(0))
        self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="embed")

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
        mean = self._settings.token_mean
        nothing = np.zeros((0, self._dimension // 4), np.uint8)

        def stored(found: _Encoded) -> tuple[Vector, Packed]:
            if found.hidden is None or mean is None:
                return found.vector, nothing
            return found.vector, late.pack(found.hidden, mean)

        prompt = self._settings.passage_prompt
        found = self._run(prompt, texts, stored, hidden=mean is not None, progress=progress)
        return EmbeddedPassages(
            self._stacked([vector for vector, _ in found]), tuple(t for _, t in found)
        )

    def encode_query(self, text: str) -> EmbeddedQuery:
        """The question's vector and its centred token vectors."""
        prompt, mean = self._settings.query_prompt, self._settings.token_mean
        [found] = self._run(prompt, [text], _as_it_is, hidden=mean is not None)
        tokens = np.zeros((0, self._dimension), np.float32)
        if found.hidden is not None and mean is not None:
            tokens = late.centre(found.hidden, mean)
        return EmbeddedQuery(found.vector, tokens)

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

    def encode_tokens(self, texts: Sequence[str]) -> list[Vectors]:
        """Each text's centred token vectors (tokens, dimension), read as `query: `."""
        mean = self._settings.token_mean
        if mean is None:
            raise ConfigurationError(f"{self._name} has no mean token vector; build it again.")
        prompt = self._settings.query_prompt

        def centred(found: _Encoded) -> Vectors:
            assert found.hidden is not None  # noqa: S101 - asked for below
            return late.centre(found.hidden, mean)

        return self._run(prompt, texts, centred, hidden=True)

    def offsets(self, text: str) -> list[tuple[int, int]]:
        """Characters (start, end) of each token that ``encode_tokens`` gives a vector for."""
        prompt = self._settings.query_prompt
        encoding = self._tokenizer.encode(prompt + text)
        own = encoding.offsets[1 + self._prompt_tokens[prompt] : self._settings.max_tokens - 1]
        size = len(prompt)
        return [(max(0, a - size), b - size) for a, b in own if b > size or a >= size]

    def token_states(self, texts: Sequence[str]) -> Vectors:
        """The last hidden states of all the texts' own tokens, (tokens, dimension)."""
        found = self._run(self._settings.passage_prompt, texts, _as_it_is, hidden=True)
        states: Vectors = np.concatenate([one.hidden for one in found if one.hidden is not None])
        return states

    def _embed(self, prompt: str, texts: Sequence[str], progress: Progress | None) -> Vectors:
        found = self._run(prompt, texts, _as_it_is, hidden=False, progress=progress)
        return self._stacked([one.vector for one in found])

    def _stacked(self, vectors: list[Vector]) -> Vectors:
        return np.stack(vectors) if vectors else np.zeros((0, self._dimension), np.float32)

    def _run(
        self,
        prompt: str,
        texts: Sequence[str],
        finish: Callable[[_Encoded], Result],
        *,
        hidden: bool,
        progress: Progress | None = None,
    ) -> list[Result]:
        """What ``finish`` makes of each text, in order; it runs beside the other texts."""
        encodings = self._tokenizer.encode_batch_fast([prompt + text for text in texts])

        def one(ids: list[int]) -> Result:
            return finish(self._encoded(self._truncated(ids), prompt, hidden=hidden))

        ids = [encoding.ids for encoding in encodings]
        found: list[Result] = []
        # A question is not worth waking another thread.
        for result in map(one, ids) if len(ids) < 2 else self._beside(one, ids):
            found.append(result)
            if progress:
                progress(len(found), len(ids))
        return found

    def _beside(
        self, work: Callable[[list[int]], Result], texts: Sequence[list[int]]
    ) -> Iterator[Result]:
        """Results in order, a few texts ahead: who asks meanwhile does not wait for them all."""
        waiting: deque[Future[Result]] = deque()
        for text in texts:
            waiting.append(self._pool.submit(work, text))
            if len(waiting) > 2 * self._threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _encoded(self, ids: list[int], prompt: str, *, hidden: bool) -> _Encoded:
        tokens = np.array([ids], dtype=np.int64)
        outputs = ["embedding", "tokens"] if hidden else ["embedding"]
        inputs = {"input_ids": tokens, "attention_mask": np.ones_like(tokens)}
        found = self._session.run(outputs, inputs)
        # The states of the text itself: without special tokens and prompt.
        own = found[1][0, 1 + self._prompt_tokens[prompt] : -1] if hidden else None
        return _Encoded(found[0][0], own)

    def _truncated(self, ids: list[int]) -> list[int]:
        most = self._settings.max_tokens
        return ids if len(ids) <= most else [*ids[: most - 1], ids[-1]]

    def _lengths_of_prompts(self) -> dict[str, int]:
        prompts = (self._settings.query_prompt, self._settings.passage_prompt)
        return dict(zip(prompts, self.count_tokens([p.strip() for p in prompts]), strict=True))


def _as_it_is(found: _Encoded) -> _Encoded:
    return found
