"""Training the small network of `grounding/interaction.py`; the encoder stays as it is."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from evaluation.metrics.auroc import auroc
from evaluation.training.claims import Claims
from evaluation.training.pairs import Pair
from vraagbaak.embedding.onnx import OnnxEmbedder

INNER, UNITS = 128, 128
WRITTEN_TIMES = 3
PACE = 3e-3
"""Highest learning rate."""
STATISTICS = 5
Report = Callable[[str], None]


class AlignedNetwork(nn.Module):
    """The network of ``Interaction``, for padded batches."""

    def __init__(self, dimension: int) -> None:
        super().__init__()
        self.projection = nn.Linear(dimension, INNER, bias=False)
        self.sharpness = nn.Parameter(torch.tensor(12.0))
        self.hidden = nn.Linear(4 * INNER + 2, UNITS)
        self.token = nn.Linear(UNITS, 1)
        self.pooled = nn.Linear(STATISTICS, 1)
        self.dropout = nn.Dropout(0.15)

    def forward(
        self, claim: Tensor, own: Tensor, evidence: Tensor, other: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Logits (n,) and (n, claim tokens); ``own`` and ``other`` are masks."""
        near = claim @ evidence.transpose(1, 2)
        near = near.masked_fill(~other[:, None, :], -2.0)
        weights = torch.softmax(self.sharpness * near, dim=-1)
        a, b = self.projection(claim), weights @ self.projection(evidence)
        best = near.max(dim=-1, keepdim=True).values
        mean = (weights * near).sum(dim=-1, keepdim=True)
        seen = torch.cat([a, b, a - b, a * b, best, mean], dim=-1)
        words = self.token(self.dropout(torch.relu(self.hidden(seen)))).squeeze(-1)
        return self._pair(words, best.squeeze(-1), own), words

    def _pair(self, words: Tensor, best: Tensor, own: Tensor) -> Tensor:
        low = words.masked_fill(~own, -1e4)
        count = own.sum(dim=1)
        statistics = torch.stack(
            [
                low.max(dim=1).values,
                words.masked_fill(~own, 0).sum(dim=1) / count,
                torch.logsumexp(low, dim=1),
                best.masked_fill(~own, 2.0).min(dim=1).values,
                best.masked_fill(~own, 0).sum(dim=1) / count,
            ],
            dim=1,
        )
        logits: Tensor = self.pooled(statistics).squeeze(-1)
        return logits


@dataclass(frozen=True, slots=True)
class Encoded:
    """Token vectors of a claim and its evidence, and which claim tokens lack support (or None)."""

    claim: np.ndarray
    evidence: np.ndarray
    holds: bool
    marks: np.ndarray | None


def make(
    found: Claims, embedder: OnnxEmbedder, path: Path, say: Report, seed: int, epochs: int = 5
) -> None:
    """Encode all claims, train, and write the weights.

    Written claims are few, and the only ones that are reworded as people do: each is read
    ``WRITTEN_TIMES`` times in an epoch.
    """
    parts = (found.edited, found.written, found.held_edited, found.held_written)
    every = [pair for part in parts for pair in part]
    encoded = iter(encode(every, embedder, say))
    edited, written, held, held_written = ([next(encoded) for _ in part] for part in parts)
    network = train(edited + written * WRITTEN_TIMES, held, say, epochs, seed)
    say(f"held-out edited claims: {score(network, held)}")
    say(f"held-out written claims: {score(network, held_written)}")
    ship(network, path)


def encode(pairs: Sequence[Pair], embedder: OnnxEmbedder, say: Report) -> list[Encoded]:
    """Each distinct text once."""
    texts = list(dict.fromkeys([p.claim for p in pairs] + [p.evidence for p in pairs]))
    say(f"encoding {len(texts)} texts")
    vectors = {
        t: v.astype(np.float16) for t, v in zip(texts, embedder.encode_tokens(texts), strict=True)
    }
    return [
        Encoded(vectors[p.claim], vectors[p.evidence], p.holds, _marks(p, embedder)) for p in pairs
    ]


def _marks(pair: Pair, embedder: OnnxEmbedder) -> np.ndarray | None:
    if pair.wrong is None:
        return None
    offsets = embedder.offsets(pair.claim)
    return np.array(
        [any(a < end and start < b for start, end in pair.wrong) for a, b in offsets], np.float32
    )


def train(
    pairs: Sequence[Encoded], held: Sequence[Encoded], say: Report, epochs: int = 6, seed: int = 7
) -> AlignedNetwork:
    """Train with AdamW and a cosine schedule."""
    torch.manual_seed(seed)
    rng = random.Random(seed)  # noqa: S311 - an order, no secret
    network = AlignedNetwork(pairs[0].claim.shape[1])
    optimiser = torch.optim.AdamW(network.parameters(), lr=PACE, weight_decay=0.01)
    steps = epochs * (len(pairs) // 64 + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, PACE, total_steps=steps)
    for epoch in range(epochs):
        network.train()
        total = 0.0
        for batch in _batches(pairs, rng):
            value = _loss(network, batch)
            value.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            total += float(value.detach())
        say(f"epoch {epoch + 1}: loss {total / (len(pairs) // 64 + 1):.4f}, {score(network, held)}")
    return network


def _loss(network: AlignedNetwork, batch: Sequence[Encoded]) -> Tensor:
    logits, words = network(*_padded(batch))
    bce = nn.functional.binary_cross_entropy_with_logits
    labels = torch.tensor([float(one.holds) for one in batch])
    total: Tensor = bce(logits, labels)
    known = [i for i, one in enumerate(batch) if one.marks is not None]
    if known:
        found = torch.cat([words[i, : len(batch[i].claim)] for i in known])
        marks = torch.from_numpy(np.concatenate([batch[i].marks for i in known]))
        total = total + 0.5 * bce(found, marks)
    return total


def _padded(batch: Sequence[Encoded]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    return (*_pad([one.claim for one in batch]), *_pad([one.evidence for one in batch]))


def _pad(texts: Sequence[np.ndarray]) -> tuple[Tensor, Tensor]:
    longest = max(len(text) for text in texts)
    values = torch.zeros(len(texts), longest, texts[0].shape[1])
    mask = torch.zeros(len(texts), longest, dtype=torch.bool)
    for row, text in enumerate(texts):
        values[row, : len(text)] = torch.from_numpy(text.astype(np.float32))
        mask[row, : len(text)] = True
    return values, mask


def _batches(pairs: Sequence[Encoded], rng: random.Random) -> Iterator[list[Encoded]]:
    order = rng.sample(range(len(pairs)), len(pairs))
    for start in range(0, len(order), 64 * 40):
        part = sorted(order[start : start + 64 * 40], key=lambda i: len(pairs[i].evidence))
        groups = [part[i : i + 64] for i in range(0, len(part), 64)]
        rng.shuffle(groups)
        yield from ([pairs[i] for i in group] for group in groups)


def predict(network: AlignedNetwork, pairs: Sequence[Encoded]) -> list[float]:
    """Logits, in order."""
    network.eval()
    found: list[float] = []
    with torch.no_grad():
        for start in range(0, len(pairs), 64):
            found += network(*_padded(pairs[start : start + 64]))[0].tolist()
    return found


def score(network: AlignedNetwork, pairs: Sequence[Encoded]) -> str:
    """AUROC and accuracy over held-out pairs."""
    found, labels = predict(network, pairs), [one.holds for one in pairs]
    right = sum((p > 0) == y for p, y in zip(found, labels, strict=True)) / len(labels)
    return f"AUROC {auroc(labels, found):.4f} accuracy {right:.4f}"


def ship(network: AlignedNetwork, path: Path) -> None:
    """Write the weights that ``interaction()`` reads."""
    state = {name: value.detach().numpy() for name, value in network.state_dict().items()}
    np.savez_compressed(
        path,
        projection=state["projection.weight"].T,
        sharpness=state["sharpness"],
        hidden=state["hidden.weight"].T,
        hidden_bias=state["hidden.bias"],
        token=state["token.weight"][0],
        token_bias=state["token.bias"][0],
        pooled=state["pooled.weight"][0],
        pooled_bias=state["pooled.bias"][0],
    )
