"""Settings to an embedder."""

from __future__ import annotations

from pathlib import Path

from vraagbaak.embedding.build import MODEL, RECIPE, default_model_path
from vraagbaak.embedding.export import ONNX_FILE, exported_model
from vraagbaak.embedding.manifest import checksum, verify_model
from vraagbaak.embedding.onnx import OnnxEmbedder
from vraagbaak.embedding.torch_backend import TorchEmbedder
from vraagbaak.embedding.types import Embedder
from vraagbaak.errors import ConfigurationError, ModelNotBuilt
from vraagbaak.settings import Settings

DEFAULT = "default"
DEFAULT_NAME = f"{MODEL}-r{RECIPE}"


def load_embedder(settings: Settings) -> Embedder:
    """The embedder that the settings name.

    Raises ModelNotBuilt where the default is absent or damaged, ConfigurationError for a folder,
    device or model that does not work, ModelUnavailable for a name that the hub does not give.
    """
    model, name = _located(settings)
    if settings.embedding_backend == "torch":
        return TorchEmbedder(model, name, settings.embedding_device, settings.threads)
    folder = Path(model)
    if not (folder / ONNX_FILE).is_file():
        folder = exported_model(model, name, settings.models_dir)
    return OnnxEmbedder(folder, name, settings.threads)


def _located(settings: Settings) -> tuple[str, str]:
    """Folder or hub name, and what its vector space is called (docs/adr/0001)."""
    model = settings.embedding_model
    if model == DEFAULT:
        return str(_default(settings.models_dir)), DEFAULT_NAME
    folder = Path(model).expanduser()
    if folder.is_dir():
        return str(folder), f"{folder.resolve().name}#{_fingerprint(folder)}"
    if model.startswith((".", "/", "~")):
        raise ConfigurationError(f"VRAAGBAAK_EMBEDDING_MODEL: the folder {model} does not exist.")
    return model, model


def _default(models_dir: Path) -> Path:
    folder = default_model_path(models_dir)
    if not folder.is_dir():
        raise ModelNotBuilt(
            f"The embedding model has not been built in {models_dir}; run `vraagbaak models build`."
        )
    if problems := verify_model(folder):
        raise ModelNotBuilt(
            f"The embedding model is damaged ({problems[0]}); run `vraagbaak models build`."
        )
    return folder


def _fingerprint(folder: Path) -> str:
    """Eight digits over the weights: the same folder name may come to hold another model."""
    weights = sorted((*folder.glob("*.safetensors"), *folder.glob("pytorch_model*.bin")))
    if not weights:
        weights = sorted(folder.glob("onnx/*.onnx"))
    if not weights:
        raise ConfigurationError(f"{folder} holds no model weights.")
    return "-".join(checksum(path)[:8] for path in weights[:1])
