"""From a trained network to the file that the package carries."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch

from evaluation.training.model import Network
from evaluation.training.pairs import Pair
from vraagbaak.embedding.cross_build import untrained, write_shipped


def ship(network: Network, samples: Sequence[Pair], path: Path, layers: int) -> None:
    """Write all trained tensors, and samples with the logits that they have here."""
    network.eval()
    state = network.cross.model.state_dict()
    tensors = {
        name: value.float().numpy()
        for name, value in state.items()
        if not name.startswith(untrained(network.frozen))
    }
    tensors |= {f"words.{k}": v.float().numpy() for k, v in network.words.state_dict().items()}
    tokenizer = network.cross.tokenizer
    found = []
    for pair in samples:
        read = tokenizer(pair.claim, pair.evidence, return_tensors="pt", truncation="only_second")
        with torch.no_grad():
            logit, _ = network(read["input_ids"], read["attention_mask"])
        found.append((pair.claim, pair.evidence, float(logit[0])))
    write_shipped(path, tensors, found, layers, network.frozen)
