"""A sentence-transformers encoder as int8 ONNX, pooling and normalisation inside the graph."""

from __future__ import annotations

import logging
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from vraagbaak.embedding.manifest import Origin, read_manifest, verify_model
from vraagbaak.embedding.publish import Notes, publish
from vraagbaak.errors import ConfigurationError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from torch import Tensor
    from torch.nn import Module

ONNX_FILE = "onnx/model_int8.onnx"
OPSET = 17
RECIPE = 1


def exported_model(model: str, name: str, models_dir: Path) -> Path:
    """The folder with ``model`` (a folder or hub name) as ONNX; made once under ``models_dir``.

    Raises ConfigurationError for a model that is not transformer, mean or first-token pooling
    and normalisation; ModelUnavailable for a name that the hub does not give.
    """
    target = models_dir / "exported" / re.sub(r"[^\w.-]+", "--", name)
    origin = Origin(name, "unpinned", RECIPE)
    if not (target.is_dir() and not verify_model(target) and read_manifest(target).origin == origin):
        publish(target, origin, lambda folder: _write(model, folder))
    return target


def _write(model: str, folder: Path) -> Notes:
    from vraagbaak.embedding.torch_backend import load_sentence_transformer

    loaded = load_sentence_transformer(model)
    loaded.save(str(folder), create_model_card=False)
    export_int8(loaded, folder)
    # The full-precision weights were only needed for the export.
    for path in folder.glob("*.safetensors"):
        path.unlink()
    return {}


def export_int8(model: SentenceTransformer, folder: Path) -> Path:
    """Write ``folder/onnx/model_int8.onnx`` from the model; returns its path.

    Inputs `input_ids` and `attention_mask`, int64 of shape (batch, tokens); output `embedding`,
    float32 of shape (batch, dimension), L2-normalised.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    target = folder / ONNX_FILE
    target.parent.mkdir(exist_ok=True)
    plain = target.with_name("model_fp32.onnx")
    _export_fp32(pooled(model), plain)
    # The quantiser advises a pre-processing step that is for convolutional networks.
    logging.getLogger().addFilter(_no_advice)
    try:
        quantize_dynamic(plain, target, weight_type=QuantType.QInt8, per_channel=True)
    finally:
        logging.getLogger().removeFilter(_no_advice)
    for part in plain.parent.glob(f"{plain.name}*"):
        part.unlink()
    return target


def _no_advice(record: logging.LogRecord) -> bool:
    return "pre-processing" not in record.getMessage()


def pooled(model: SentenceTransformer) -> Module:
    """The model as one module from token ids and mask to unit vectors.

    Raises ConfigurationError for a model with other parts.
    """
    import torch

    encoder, first_token = _parts(model)

    class Pooled(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
            hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask)[0]
            if first_token:
                return torch.nn.functional.normalize(hidden[:, 0], dim=1)
            mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, dim=1)

    return Pooled().eval()


def _parts(model: SentenceTransformer) -> tuple[Module, bool]:
    """The transformer, and whether its first token is the vector (else the mean of all)."""
    from sentence_transformers.models import Normalize, Pooling, Transformer

    modules = list(model)
    kinds = [type(module) for module in modules]
    if kinds not in ([Transformer, Pooling], [Transformer, Pooling, Normalize]):
        raise ConfigurationError(f"A model of {kinds} has no int8 form; use the torch backend.")
    mode = modules[1].get_pooling_mode_str()
    if mode not in ("mean", "cls"):
        raise ConfigurationError(f"Pooling {mode!r} has no int8 form; use the torch backend.")
    return modules[0].auto_model, mode == "cls"


def _export_fp32(model: Module, target: Path) -> None:
    import torch

    example = torch.ones(2, 8, dtype=torch.long)
    axes = {0: "batch", 1: "tokens"}
    with warnings.catch_warnings(), torch.no_grad():
        # torch announces its newer exporter, which takes minutes where this one takes seconds.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model,
            (example, example),
            str(target),
            input_names=["input_ids", "attention_mask"],
            output_names=["embedding"],
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "embedding": {0: "batch"}},
            opset_version=OPSET,
            dynamo=False,
        )
