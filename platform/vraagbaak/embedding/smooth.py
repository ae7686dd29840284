"""Making a network's int8 form stay near it: outliers move from activations into weights.

What comes out of a GELU has a few channels a hundred times larger than the rest; one scale for all
of them, as int8 has, leaves the rest hardly a bit. Each channel is divided by s and its weights are
multiplied by s, which changes nothing before quantisation, with s = max|x|^0.7 / max|w|^0.3
(SmoothQuant: Xiao et al., 2023; 0.7 strayed least here).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torch import Tensor, nn

MIGRATED = 0.7
LEAST = 1e-3


def smooth(network: nn.Module, layers: Iterable[Any], inputs: Iterable[Tensor]) -> None:
    """Scale the second feed-forward matrix of each of a BERT's ``layers``, in place.

    ``inputs`` are token ids (1, length) of texts as the network will read them.
    """
    import torch

    highest: dict[nn.Module, Tensor] = {}

    def note(module: nn.Module, seen: tuple[Tensor]) -> None:
        peak = seen[0].abs().amax(dim=(0, 1))
        highest[module] = torch.maximum(highest.get(module, peak), peak)

    outputs = [layer.output for layer in layers]
    hooks = [output.dense.register_forward_pre_hook(note) for output in outputs]
    with torch.no_grad():
        for ids in inputs:
            network(ids, torch.ones_like(ids))
        for output, hook in zip(outputs, hooks, strict=True):
            hook.remove()
            dense = output.dense
            weight = dense.weight.abs().amax(dim=0).clamp(min=LEAST)
            scale = highest[dense].clamp(min=LEAST) ** MIGRATED / weight ** (1 - MIGRATED)
            output.dense = _scaled(dense, scale.clamp(min=LEAST))


def _scaled(dense: nn.Linear, scale: Tensor) -> nn.Module:
    import torch

    class Scaled(torch.nn.Module):
        """The same layer, its input divided and its weights multiplied."""

        def __init__(self) -> None:
            super().__init__()
            self.inverse = torch.nn.Parameter(1 / scale, requires_grad=False)
            self.dense = torch.nn.Linear(dense.in_features, dense.out_features)
            self.dense.weight.copy_(dense.weight * scale)
            self.dense.bias.copy_(dense.bias)

        def forward(self, hidden: Tensor) -> Tensor:
            found: Tensor = self.dense(hidden * self.inverse)
            return found

    return Scaled()
