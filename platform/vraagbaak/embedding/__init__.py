"""Texts to vectors: one Protocol, three embedders, and the default model built offline."""

from vraagbaak.embedding.build import BuiltModel, build_default_model, default_model_path
from vraagbaak.embedding.load import load_embedder
from vraagbaak.embedding.manifest import verify_model
from vraagbaak.embedding.memory import HashingEmbedder
from vraagbaak.embedding.onnx import OnnxEmbedder
from vraagbaak.embedding.torch_backend import TorchEmbedder
from vraagbaak.embedding.types import Embedder, Progress, Vectors

__all__ = [
    "BuiltModel",
    "Embedder",
    "HashingEmbedder",
    "OnnxEmbedder",
    "Progress",
    "TorchEmbedder",
    "Vectors",
    "build_default_model",
    "default_model_path",
    "load_embedder",
    "verify_model",
]
