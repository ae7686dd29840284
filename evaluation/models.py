"""The models that measuring and training start from."""

from __future__ import annotations

from pathlib import Path

from vraagbaak.embedding.build import DEFAULT_MODEL, build_default_model
from vraagbaak.embedding.onnx import OnnxEmbedder
from vraagbaak.settings import Settings


def model_folder() -> Path:
    """The default embedding model, built first where it is not there yet."""
    return build_default_model(Settings().models_dir).path


def default_encoder() -> OnnxEmbedder:
    """The default embedding model as it runs in the service."""
    return OnnxEmbedder(model_folder(), DEFAULT_MODEL)
