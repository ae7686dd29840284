"""A sentence-transformers encoder as int8 ONNX, pooling and normalisation inside the graph."""

from __future__ import annotations

import json
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from vraagbaak.errors import ConfigurationError

if TYPE_CHECKING:
    from torch import Tensor, nn

ONNX_FILE = "onnx/model_int8.onnx"
OPSET = 17
QUANTISER_ADVICE = "pre-processing before quantization"


def export_int8(folder: Path) -> Path:
    """Write ``folder/onnx/model_int8.onnx`` from the encoder in ``folder``; returns its path.

    Inputs `input_ids` and `attention_mask`, int64 of shape (batch, tokens). Outputs `embedding`,
    float32 (batch, dimension), mean over the attended tokens, L2-normalised; and `tokens`, float32
    (batch, tokens, dimension), the last hidden states.

    Raises ConfigurationError for a model that is not encoder and mean pooling.
    """
    _require_mean_pooling(folder)
    target = folder / ONNX_FILE
    target.parent.mkdir(exist_ok=True)
    with quantised(target) as plain:
        write_onnx(_pooled(folder), plain, "embedding", "tokens")
    return target


@contextmanager
def quantised(target: Path) -> Iterator[Path]:
    """Where to write a fp32 ONNX file; afterwards ``target`` is its int8 form, the file is gone."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    plain = target.with_name("model_fp32.onnx")
    with warnings.catch_warnings():
        # torch announces its newer exporter, which takes minutes where this one takes seconds.
        warnings.simplefilter("ignore")
        yield plain
    # The quantiser advises, on the root logger, a step that is for convolutional networks.
    logging.getLogger().addFilter(_not_advice)
    try:
        quantize_dynamic(plain, target, weight_type=QuantType.QInt8, per_channel=True)
    finally:
        logging.getLogger().removeFilter(_not_advice)
    for part in plain.parent.glob(f"{plain.name}*"):
        part.unlink()


def _require_mean_pooling(folder: Path) -> None:
    """Other models would get vectors that are wrong without any sign of it."""
    parts = [
        str(part["type"]).rpartition(".")[2]
        for part in json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    ]
    if parts in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]):
        pooling = json.loads((folder / "1_Pooling" / "config.json").read_text(encoding="utf-8"))
        if pooling.get("pooling_mode") == "mean":
            return
    raise ConfigurationError(
        f"{folder.name} is not an encoder with mean pooling, so it has no int8 form here; set "
        "VRAAGBAAK_EMBEDDING_BACKEND=torch."
    )


def _not_advice(record: logging.LogRecord) -> bool:
    return QUANTISER_ADVICE not in record.getMessage()


def write_onnx(network: nn.Module, target: Path, of_text: str, of_tokens: str) -> None:
    """Write a network over ids and mask, with an output a text and one a token, as fp32 ONNX."""
    import torch

    example = torch.ones(2, 8, dtype=torch.long)
    axes = {0: "batch", 1: "tokens"}
    with torch.no_grad():
        torch.onnx.export(
            network,
            (example, example),
            str(target),
            input_names=["input_ids", "attention_mask"],
            output_names=[of_text, of_tokens],
            dynamic_axes={
                "input_ids": axes,
                "attention_mask": axes,
                of_text: {0: "batch"},
                of_tokens: axes,
            },
            opset_version=OPSET,
            dynamo=False,
        )


def _pooled(folder: Path) -> nn.Module:
    import torch
    from transformers import AutoModel

    encoder = AutoModel.from_pretrained(folder, attn_implementation="eager").eval()

    class Pooled(torch.nn.Module):
        """The encoder with its mean over the attended tokens, at unit length."""

        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor]:
            hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask)[0]
            mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, dim=1), hidden

    return Pooled()
