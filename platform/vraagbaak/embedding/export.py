"""A sentence-transformers encoder as int8 ONNX, pooling and normalisation inside the graph."""

from __future__ import annotations

import logging
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

ONNX_FILE = "onnx/model_int8.onnx"
OPSET = 17


def export_int8(folder: Path) -> Path:
    """Write ``folder/onnx/model_int8.onnx`` from the encoder in ``folder``; returns its path.

    Inputs `input_ids` and `attention_mask`, int64 of shape (batch, tokens); output `embedding`,
    float32 of shape (batch, dimension), L2-normalised.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    target = folder / ONNX_FILE
    target.parent.mkdir(exist_ok=True)
    plain = target.with_name("model_fp32.onnx")
    _export_fp32(folder, plain)
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


def _export_fp32(folder: Path, target: Path) -> None:
    import torch
    from transformers import AutoModel

    encoder = AutoModel.from_pretrained(folder, attn_implementation="eager").eval()

    class Pooled(torch.nn.Module):
        """Mean over the attended tokens, then unit length."""

        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
            hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask)[0]
            mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, dim=1)

    example = torch.ones(2, 8, dtype=torch.long)
    axes = {0: "batch", 1: "tokens"}
    with warnings.catch_warnings(), torch.no_grad():
        # torch announces its newer exporter, which takes minutes where this one takes seconds.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Pooled(),
            (example, example),
            str(target),
            input_names=["input_ids", "attention_mask"],
            output_names=["embedding"],
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "embedding": {0: "batch"}},
            opset_version=OPSET,
            dynamo=False,
        )
