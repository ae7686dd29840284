"""The network: a sentence-transformers CrossEncoder, with a second head over the claim's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from sentence_transformers import CrossEncoder
from torch import Tensor, nn

MAX_TOKENS = 192
IGNORED = -100
WORDS = "words.pt"
"""The second head, beside a model that was trained here before."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Token ids (n, length), attention mask alike, labels (n,) and of tokens (n, length)."""

    ids: Tensor
    mask: Tensor
    labels: Tensor
    tokens: Tensor


class Network(nn.Module):
    """Logits that a pair belongs together, and that each token of its first text lacks support.

    ``folder`` holds an embedding model to begin with, or a network that ``train.save`` wrote.
    """

    def __init__(self, folder: Path, layers: int, frozen: int) -> None:
        super().__init__()
        self.cross = CrossEncoder(str(folder), num_labels=1, max_length=MAX_TOKENS, device="cpu")
        bert = self.cross.model.bert
        bert.encoder.layer = bert.encoder.layer[:layers]
        self.cross.model.config.num_hidden_layers = layers
        trained = (folder / WORDS).is_file()
        if not trained:
            nn.init.normal_(bert.pooler.dense.weight, std=0.02)
        # The word vectors, four fifths of the weights, and the lowest layers stay the embedding
        # model's: they need not be shipped again, and training on a CPU takes half of the time.
        for part in (bert.embeddings, *bert.encoder.layer[:frozen]):
            part.requires_grad_(requires_grad=False)
        self.frozen = frozen
        self.words = nn.Linear(bert.config.hidden_size, 1)
        if trained:
            self.words.load_state_dict(torch.load(folder / WORDS, weights_only=True))

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Logits (n,) and (n, length)."""
        bert = self.cross.model.bert
        found = bert(input_ids=ids, attention_mask=mask)
        pooled = self.cross.model.dropout(found.pooler_output)
        return (
            self.cross.model.classifier(pooled).squeeze(-1),
            self.words(found.last_hidden_state).squeeze(-1),
        )


def loss(network: Network, batch: Batch, token_weight: float) -> Tensor:
    """Binary cross-entropy of the pairs, plus that of the words whose label is known."""
    logits, words = network(batch.ids, batch.mask)
    bce = nn.functional.binary_cross_entropy_with_logits
    total = bce(logits.float(), batch.labels)
    known = batch.tokens != IGNORED
    if token_weight and known.any():
        total = total + token_weight * bce(words.float()[known], batch.tokens[known].float())
    return total


def collate(
    encodings: Sequence[tuple[list[int], list[int]]], labels: Sequence[float], pad: int
) -> Batch:
    """One batch from (ids, token labels) of each pair."""
    longest = max(len(ids) for ids, _ in encodings)
    ids = torch.full((len(encodings), longest), pad)
    tokens = torch.full((len(encodings), longest), IGNORED)
    for row, (one, marks) in enumerate(encodings):
        ids[row, : len(one)] = torch.tensor(one)
        tokens[row, : len(marks)] = torch.tensor(marks)
    return Batch(ids, (ids != pad).long(), torch.tensor(labels, dtype=torch.float32), tokens)
