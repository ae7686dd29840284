"""Training the network of ``vraagbaak/embedding/reranker.py``; the encoder stays as it is."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from evaluation.training.relevance import Case, Cases, areas
from vraagbaak.embedding.late import unpack
from vraagbaak.embedding.ragged import HEADS
from vraagbaak.embedding.reranker import MOST_TOKENS, SHARPNESS

WIDTH, UNITS = 128, 256
NEARNESS = 3
"""Statistics of how near question and passage are to begin with."""
PACE = 1.2e-3
"""Highest learning rate."""
BATCH = 64
FORGOTTEN = 0.1
"""Share of all tokens that a batch leaves out: no single word may decide."""
Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Side:
    """Token vectors (n, length, dimension) and which of them are there (n, length)."""

    tokens: Tensor
    there: Tensor


class RerankerNetwork(nn.Module):
    """The network of ``LateReranker``, for padded batches."""

    def __init__(self, dimension: int, depth: int) -> None:
        super().__init__()
        self.proj = nn.Linear(dimension, WIDTH)
        self.match_q = nn.Linear(2, WIDTH)
        self.match_p = nn.Linear(2, WIDTH)
        self.L = nn.ModuleList(_Layer() for _ in range(depth))
        self.pw = nn.Linear(WIDTH, 1)
        self.qw = nn.Linear(WIDTH, 1)
        self.out = _forward(4 * WIDTH + NEARNESS, UNITS, 1)
        self.drop = nn.Dropout(0.1)

    def forward(self, question: Side, passage: Side) -> Tensor:
        """Logits (n,)."""
        near = passage.tokens @ question.tokens.transpose(1, 2)
        of_passage = _nearness(near, question.there)
        of_question = _nearness(near.transpose(1, 2), passage.there)
        words = self.drop(self.proj(question.tokens) + self.match_q(of_question))
        read = self.drop(self.proj(passage.tokens) + self.match_p(of_passage))
        for layer in self.L:
            words, read = layer(words, read, question.there, passage.there)
        parts = (
            *_pooled(read, self.pw(read), passage.there),
            *_pooled(words, self.qw(words), question.there),
            _statistics(of_question, question.there),
        )
        logits: Tensor = self.out(torch.cat(parts, dim=1)).squeeze(-1)
        return logits


class _Layer(nn.Module):
    """The passage is read with the question in mind, then the reverse."""

    def __init__(self) -> None:
        super().__init__()
        self.pq, self.qp, self.qq = (
            nn.MultiheadAttention(WIDTH, HEADS, dropout=0.1, batch_first=True) for _ in range(3)
        )
        self.pf, self.qf = (_forward(WIDTH, WIDTH, WIDTH) for _ in range(2))
        self.n1, self.n2, self.n3, self.n4, self.n5 = (nn.LayerNorm(WIDTH) for _ in range(5))

    def forward(
        self, words: Tensor, read: Tensor, asked: Tensor, there: Tensor
    ) -> tuple[Tensor, Tensor]:
        read = self.n1(read + self.pq(read, words, words, ~asked, need_weights=False)[0])
        read = self.n2(read + self.pf(read))
        words = self.n3(words + self.qp(words, read, read, ~there, need_weights=False)[0])
        words = self.n4(words + self.qq(words, words, words, ~asked, need_weights=False)[0])
        return self.n5(words + self.qf(words)), read


def _forward(width: int, units: int, out: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(width, units), nn.ReLU(), nn.Dropout(0.1), nn.Linear(units, out))


def _nearness(near: Tensor, there: Tensor) -> Tensor:
    """Cosine with the nearest of the other side, and mean weighed towards it; (n, length, 2)."""
    near = near.masked_fill(~there[:, None, :], -2.0)
    weights = torch.softmax(float(SHARPNESS) * near, dim=-1)
    return torch.stack([near.max(dim=-1).values, (weights * near).sum(dim=-1)], dim=-1)


def _pooled(states: Tensor, attention: Tensor, there: Tensor) -> tuple[Tensor, Tensor]:
    weights = torch.softmax(attention.squeeze(-1).masked_fill(~there, -1e4), dim=-1)
    highest = states.masked_fill(~there[..., None], -1e4).max(dim=1).values
    return (weights[:, None, :] @ states).squeeze(1), highest


def _statistics(nearness: Tensor, there: Tensor) -> Tensor:
    count = there.sum(dim=1)
    best, mean = nearness[..., 0], nearness[..., 1]
    return torch.stack(
        [
            best.masked_fill(~there, 0).sum(dim=1) / count,
            best.masked_fill(~there, 2.0).min(dim=1).values,
            mean.masked_fill(~there, 0).sum(dim=1) / count,
        ],
        dim=1,
    )


def train(
    found: Cases, say: Report, epochs: int = 6, depth: int = 1, seed: int = 7
) -> RerankerNetwork:
    """Train with AdamW and a one-cycle schedule; says how held-out cases are ordered."""
    torch.manual_seed(seed)
    rng = random.Random(seed)  # noqa: S311 - an order, no secret
    kept = [case for case in found.cases if not case.held_out]
    held = [case for case in found.cases if case.held_out]
    say(f"{len(kept)} cases, {len(held)} held out; by cosine: {score(found, held, None)}")
    network = RerankerNetwork(found.passages.vectors.shape[1], depth)
    optimiser = torch.optim.AdamW(network.parameters(), lr=PACE, weight_decay=0.02)
    steps = epochs * (len(kept) // BATCH + 40)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, PACE, total_steps=steps)
    for epoch in range(epochs):
        network.train()
        began, total, batches = time.monotonic(), 0.0, 0
        for batch in _batches(found, kept, rng):
            logits = network(*_padded(found, batch, forgotten=FORGOTTEN))
            labels = torch.tensor([float(case.answered) for case in batch])
            value = nn.functional.binary_cross_entropy_with_logits(logits, labels)
            value.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            total, batches = total + float(value.detach()), batches + 1
        spent = (time.monotonic() - began) / 60
        say(
            f"epoch {epoch + 1}: loss {total / batches:.4f}, minutes {spent:.1f}, "
            f"{score(found, held, network)}"
        )
    return network


def score(found: Cases, held: Sequence[Case], network: RerankerNetwork | None) -> str:
    """AUROC of own passages against near misses, and against others, by source."""
    found_areas = areas(held, _scores(found, held, network))
    return ", ".join(f"{name} {value:.3f}" for name, value in found_areas.items())


def _scores(found: Cases, held: Sequence[Case], network: RerankerNetwork | None) -> list[float]:
    if network is None:
        vectors = found.passages.vectors
        return [float(vectors[c.passage] @ found.questions[c.question].vector) for c in held]
    return predict(network, found, held)


def predict(network: RerankerNetwork, found: Cases, chosen: Sequence[Case]) -> list[float]:
    """Logits, in order."""
    network.eval()
    logits: list[float] = []
    with torch.no_grad():
        for start in range(0, len(chosen), BATCH):
            logits += network(*_padded(found, chosen[start : start + BATCH])).tolist()
    return logits


def ship(network: RerankerNetwork, path: Path) -> None:
    """Write the weights that ``reranker_for`` reads, in half precision."""
    state = {n: v.detach().numpy().astype(np.float16) for n, v in network.state_dict().items()}
    np.savez_compressed(path, **state)


def _padded(found: Cases, batch: Sequence[Case], forgotten: float = 0.0) -> tuple[Side, Side]:
    questions = [found.questions[case.question].tokens for case in batch]
    passages = [unpack(found.passages.tokens[case.passage][:MOST_TOKENS]) for case in batch]
    return _pad(questions, forgotten), _pad(passages, forgotten)


def _pad(texts: Sequence[np.ndarray], forgotten: float) -> Side:
    longest = max(len(text) for text in texts)
    tokens = torch.zeros(len(texts), longest, texts[0].shape[1])
    there = torch.zeros(len(texts), longest, dtype=torch.bool)
    for row, text in enumerate(texts):
        tokens[row, : len(text)] = torch.from_numpy(text)
        there[row, : len(text)] = True
    if forgotten:
        kept = there & (torch.rand(there.shape) >= forgotten)
        kept[:, 0] = True
        there = kept
    return Side(tokens, there)


def _batches(found: Cases, cases: Sequence[Case], rng: random.Random) -> Iterator[list[Case]]:
    """Passages of like length together."""
    order = rng.sample(list(cases), len(cases))
    pool = BATCH * 40
    for start in range(0, len(order), pool):
        part = sorted(
            order[start : start + pool], key=lambda c: len(found.passages.tokens[c.passage])
        )
        groups = [part[i : i + BATCH] for i in range(0, len(part), BATCH)]
        rng.shuffle(groups)
        yield from groups
