"""Training: one pass over shuffled, length-bucketed pairs, bf16 on a CPU, checked as it goes."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from transformers import BatchEncoding

from evaluation.metrics.auroc import auroc
from evaluation.training.claims import Claims
from evaluation.training.model import IGNORED, MAX_TOKENS, WORDS, Batch, Network, collate, loss
from evaluation.training.pairs import Pair
from evaluation.training.ship import ship
from vraagbaak.embedding.build import build_default_model
from vraagbaak.settings import Settings

Report = Callable[[str], None]
HELD = 400
"""Held-out claims of each sort that are looked at during training: enough to see it go wrong."""
SAMPLES = 40
"""Held-out claims that are shipped with their logits, to check every build against."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a run of training depends on, beside its data."""

    layers: int = 12
    frozen: int = 6
    batch: int = 32
    rate: float = 1.5e-4
    warmup: float = 0.06
    token_weight: float = 1.0
    seed: int = 7
    minutes: float = 60.0
    """Training stops after that long; the learning rate falls by then at the latest."""
    final: float = 0.0
    """Share of the learning rate that is left at the end: a first of two stages ends high."""
    check_every: int = 200


def make(name: str, found: Claims, options: Options, out: Path, say: Report) -> None:
    """Train on edited and, twice, written claims; write the model and the file to ship."""
    torch.set_num_threads(len(os.sched_getaffinity(0)))
    kept = [*found.edited, *found.written, *found.written]
    held = [*found.held_edited[:HELD], *found.held_written[:HELD]]
    folder = build_default_model(Settings().models_dir).path
    network = Network(folder, options.layers, options.frozen)
    train(network, kept, held, options, say)
    save(network, out)
    ship(network, held[:SAMPLES], out / f"{name}.npz", options.layers)


def train(
    network: Network, pairs: Sequence[Pair], held_out: Sequence[Pair], options: Options, say: Report
) -> None:
    """Train in place."""
    torch.manual_seed(options.seed)
    groups = _parameters(network)
    optimiser = torch.optim.AdamW(groups, lr=options.rate, weight_decay=0.01)
    tests = list(_batches(network, held_out, options, shuffled=False))
    batches = list(_batches(network, pairs, options, shuffled=True))
    began, seen = time.monotonic(), 0.0
    for number, batch in enumerate(batches):
        spent = (time.monotonic() - began) / (60 * options.minutes)
        done = max(number / len(batches), spent)
        if done >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = options.rate * _pace(done, options)
        seen += _step(network, batch, optimiser, options)
        if number % options.check_every == options.check_every - 1:
            say(
                f"{number + 1}/{len(batches)} loss {seen / options.check_every:.4f} "
                f"minutes {(time.monotonic() - began) / 60:.1f} {score(network, tests)}"
            )
            seen = 0.0
    say(f"end: {score(network, tests)}")


def _pace(done: float, options: Options) -> float:
    """Warm up, then fall in a straight line."""
    return min(done / options.warmup, options.final + (1 - options.final) * (1 - done))


def _step(
    network: Network, batch: Batch, optimiser: torch.optim.Optimizer, options: Options
) -> float:
    network.train()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        value = loss(network, batch, options.token_weight)
    value.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()
    optimiser.zero_grad()
    return float(value.detach())


def _parameters(network: Network) -> list[dict[str, object]]:
    heads = [
        *network.words.parameters(),
        *network.cross.model.classifier.parameters(),
        *network.cross.model.bert.pooler.parameters(),
    ]
    kept = {id(parameter) for parameter in heads}
    rest = [p for p in network.parameters() if p.requires_grad and id(p) not in kept]
    return [{"params": rest}, {"params": heads}]


def score(network: Network, batches: Sequence[Batch]) -> str:
    """AUROC and accuracy at 0.5 over held-out pairs."""
    network.eval()
    found, labels = [], []
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for batch in batches:
            found += torch.sigmoid(network(batch.ids, batch.mask)[0].float()).tolist()
            labels += batch.labels.tolist()
    right = sum((p > 0.5) == bool(y) for p, y in zip(found, labels, strict=True)) / len(labels)
    return f"AUROC {auroc([bool(y) for y in labels], found):.4f} accuracy {right:.4f}"


def predict(network: Network, pairs: Sequence[Pair], options: Options) -> list[float]:
    """Logits, in order."""
    network.eval()
    order = sorted(range(len(pairs)), key=lambda i: len(pairs[i].claim) + len(pairs[i].evidence))
    found = [0.0] * len(pairs)
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for start in range(0, len(order), options.batch):
            chosen = order[start : start + options.batch]
            encoded = encode(network, [pairs[i] for i in chosen])
            batch = collate(encoded, [0.0] * len(chosen), network.cross.tokenizer.pad_token_id)
            for i, logit in zip(chosen, network(batch.ids, batch.mask)[0].tolist(), strict=True):
                found[i] = logit
    return found


def _batches(
    network: Network, pairs: Sequence[Pair], options: Options, *, shuffled: bool
) -> Iterator[Batch]:
    """Pairs of like length together: padding costs as much as words."""
    rng = random.Random(options.seed)  # noqa: S311 - an order, no secret
    order = list(range(len(pairs)))
    if shuffled:
        rng.shuffle(order)
    encoded = encode(network, pairs)
    pad = network.cross.tokenizer.pad_token_id
    pool, made = options.batch * 40, []
    for start in range(0, len(order), pool):
        part = sorted(order[start : start + pool], key=lambda i: len(encoded[i][0]))
        groups = [part[i : i + options.batch] for i in range(0, len(part), options.batch)]
        rng.shuffle(groups)
        made += groups
    for group in made:
        yield collate([encoded[i] for i in group], [float(pairs[i].holds) for i in group], pad)


def encode(network: Network, pairs: Sequence[Pair]) -> list[tuple[list[int], list[int]]]:
    """Token ids and labels of each pair: 1 where a word of the claim lacks support, else 0."""
    tokenizer = network.cross.tokenizer
    found = tokenizer(
        [p.claim for p in pairs],
        [p.evidence for p in pairs],
        truncation="only_second",
        max_length=MAX_TOKENS,
        return_offsets_mapping=True,
    )
    return [(found["input_ids"][i], _marks(found, i, pair)) for i, pair in enumerate(pairs)]


def _marks(found: BatchEncoding, row: int, pair: Pair) -> list[int]:
    texts, offsets = found.sequence_ids(row), found["offset_mapping"][row]
    if pair.wrong is None:
        return [IGNORED] * len(texts)
    return [
        int(any(a < end and start < b for start, end in pair.wrong)) if text == 0 else IGNORED
        for text, (a, b) in zip(texts, offsets, strict=True)
    ]


def save(network: Network, folder: Path) -> None:
    """A CrossEncoder folder, and the second head beside it."""
    network.cross.save_pretrained(str(folder))
    torch.save(network.words.state_dict(), folder / WORDS)
