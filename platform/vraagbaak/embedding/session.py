"""One ONNX encoder: token ids in, unit vectors out."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from vraagbaak.embedding.types import Vectors
from vraagbaak.errors import ConfigurationError


class OnnxSession:
    """ONNX Runtime on CPU over one file.

    The graph's first output is either the vectors, shape (batch, dimension), or the hidden states
    of the tokens, shape (batch, tokens, dimension), which are then averaged. Thread-safe.
    """

    def __init__(self, path: Path, pad_id: int, threads: int = 0) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # The arena keeps the memory of the longest batch ever seen; without it use falls back.
        options.enable_cpu_mem_arena = False
        try:
            self._session = onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )
        except Exception as exc:  # noqa: BLE001 - bare C++ errors, derived from Exception only
            raise ConfigurationError(f"{path} cannot be loaded: {exc}") from exc
        self._pad_id = pad_id
        self._inputs = {item.name for item in self._session.get_inputs()}
        self.dimension = int(self._session.get_outputs()[0].shape[-1])

    def run(self, ids: list[list[int]]) -> Vectors:
        """Vectors of shape (len(ids), dimension), float32, L2-normalised."""
        width = max(len(item) for item in ids)
        tokens = np.full((len(ids), width), self._pad_id, dtype=np.int64)
        mask = np.zeros((len(ids), width), dtype=np.int64)
        for row, item in enumerate(ids):
            tokens[row, : len(item)] = item
            mask[row, : len(item)] = 1
        inputs = {"input_ids": tokens, "attention_mask": mask}
        if "token_type_ids" in self._inputs:
            inputs["token_type_ids"] = np.zeros_like(tokens)
        found: Vectors = self._session.run(None, inputs)[0]
        return found if found.ndim == 2 else _pooled(found, mask)


def _pooled(hidden: Vectors, mask: np.ndarray) -> Vectors:
    weights = mask[:, :, None].astype(np.float32)
    mean = (hidden * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-9)
    norm = np.linalg.norm(mean, axis=1, keepdims=True)
    vectors: Vectors = mean / np.maximum(norm, np.float32(1e-12))
    return vectors
