"""The model that training starts from."""

from __future__ import annotations

from vraagbaak.embedding.build import DEFAULT_MODEL, build_default_model
from vraagbaak.embedding.onnx import OnnxEmbedder
from vraagbaak.settings import Settings


def default_encoder() -> OnnxEmbedder:
    """The default embedding model as it runs in the service."""
    return OnnxEmbedder(build_default_model(Settings().models_dir).path, DEFAULT_MODEL)
