"""The embedder that the settings name."""

from __future__ import annotations

from pathlib import Path

from vraagbaak.embedding.build import DEFAULT_MODEL, add_token_mean, require_whole
from vraagbaak.embedding.export import ONNX_FILE, export_int8
from vraagbaak.embedding.made import locked, making
from vraagbaak.embedding.types import Embedder
from vraagbaak.errors import ConfigurationError
from vraagbaak.settings import Settings


def load_embedder(settings: Settings) -> Embedder:
    """The configured model, loaded.

    Raises ModelNotBuilt for the default model before `vraagbaak models build`, ConfigurationError
    for a model or device that does not work, ModelUnavailable when a hub cannot be reached.
    """
    if settings.embedding_model == "default":
        folder = settings.models_dir / DEFAULT_MODEL
        require_whole(folder)
        return _open(settings, folder, DEFAULT_MODEL)
    given = Path(settings.embedding_model)
    if given.is_dir():
        return _open(settings, given, given.name)
    if settings.embedding_backend == "torch":
        from vraagbaak.embedding.torch_backend import TorchEmbedder

        name = settings.embedding_model
        return TorchEmbedder(name, name, settings.embedding_device, settings.threads)
    return _open(settings, _exported(settings), settings.embedding_model)


def _open(settings: Settings, folder: Path, name: str) -> Embedder:
    if settings.embedding_backend == "torch":
        from vraagbaak.embedding.torch_backend import TorchEmbedder

        return TorchEmbedder(str(folder), name, settings.embedding_device, settings.threads)
    from vraagbaak.embedding.onnx import OnnxEmbedder

    if not (folder / ONNX_FILE).is_file():
        raise ConfigurationError(
            f"{folder} holds no {ONNX_FILE}; set VRAAGBAAK_EMBEDDING_BACKEND=torch, or name the "
            "model by its hub name so that it is exported into the models directory."
        )
    return OnnxEmbedder(folder, name, settings.threads)


def _exported(settings: Settings) -> Path:
    """A hub model in the models directory, exported to ONNX at its first use."""
    folder = settings.models_dir / settings.embedding_model.replace("/", "--")
    settings.models_dir.mkdir(parents=True, exist_ok=True)
    with locked(folder):
        if not (folder / ONNX_FILE).is_file():
            with making(folder) as work:
                _export(settings.embedding_model, work)
    return folder


def _export(model: str, work: Path) -> None:
    from vraagbaak.embedding.torch_backend import load_model

    load_model(model, "cpu").save(str(work))
    export_int8(work)
    add_token_mean(work)
