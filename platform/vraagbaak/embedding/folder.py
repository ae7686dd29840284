"""What a model folder says of itself, read alike by every backend."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from vraagbaak.embedding.late import Floats
from vraagbaak.errors import ConfigurationError

TOKEN_MEAN = "onnx/token_mean.npy"  # noqa: S105 - a file, no password


@dataclass(frozen=True, slots=True)
class FolderSettings:
    """Prompts, limits and the mean token vector of a sentence-transformers folder."""

    query_prompt: str
    passage_prompt: str
    max_tokens: int
    token_mean: Floats | None


def read_folder(folder: Path) -> FolderSettings:
    """The folder's settings. Raises ConfigurationError where a file is damaged."""
    try:
        prompts = _json(folder / "config_sentence_transformers.json").get("prompts") or {}
        limits = _json(folder / "sentence_bert_config.json")
        mean = folder / TOKEN_MEAN
        return FolderSettings(
            query_prompt=str(prompts.get("query") or ""),
            passage_prompt=str(prompts.get("passage") or prompts.get("document") or ""),
            max_tokens=int(str(limits.get("max_seq_length") or 512)),
            token_mean=np.load(mean).astype(np.float32) if mean.is_file() else None,
        )
    except (OSError, ValueError) as exc:
        raise ConfigurationError(f"The model folder {folder} is damaged: {exc}") from exc


def _json(path: Path) -> dict[str, dict[str, object]]:
    if not path.is_file():
        return {}
    found: dict[str, dict[str, object]] = json.loads(path.read_text(encoding="utf-8"))
    return found
