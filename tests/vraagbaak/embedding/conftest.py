"""The three embedders, each loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from vraagbaak.embedding.memory import HashingEmbedder
from vraagbaak.embedding.onnx import OnnxEmbedder
from vraagbaak.embedding.torch_backend import TorchEmbedder
from vraagbaak.embedding.types import Embedder


@pytest.fixture(scope="session")
def onnx(default_model_dir: Path) -> OnnxEmbedder:
    return OnnxEmbedder(default_model_dir, "small", threads=2)


@pytest.fixture(scope="session")
def torch(default_model_dir: Path) -> TorchEmbedder:
    return TorchEmbedder(str(default_model_dir), "small", threads=2)


@pytest.fixture(scope="session", params=["onnx", "torch", "hashing"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    if request.param == "hashing":
        return HashingEmbedder()
    found: Embedder = request.getfixturevalue(request.param)
    return found
