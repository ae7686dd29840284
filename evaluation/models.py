"""The models that measuring and training start from."""

from __future__ import annotations

from pathlib import Path

from vraagbaak.embedding.build import DEFAULT_MODEL, build_default_model
from vraagbaak.embedding.cross_build import answering_reader, build_models
from vraagbaak.embedding.cross_encoder import PairScorer
from vraagbaak.embedding.onnx import OnnxEmbedder
from vraagbaak.embedding.reranker import reranker_for
from vraagbaak.embedding.types import Embedder
from vraagbaak.settings import Settings


def model_folder() -> Path:
    """The default embedding model, built first where it is not there yet."""
    return build_default_model(Settings().models_dir).path


def default_encoder() -> OnnxEmbedder:
    """The default embedding model as it runs in the service."""
    return OnnxEmbedder(model_folder(), DEFAULT_MODEL)


def answer_reader(embedder: Embedder) -> PairScorer | None:
    """What the service reads evidence with beside that embedder; built where it is not yet."""
    if reranker_for(embedder) is None:
        return None
    settings = Settings()
    build_models(settings.models_dir)
    return answering_reader(settings)
