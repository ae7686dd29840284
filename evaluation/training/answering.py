"""Training a cross-encoder on questions beside the sentences that come nearest to an answer."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch

from evaluation.training.model import Network
from evaluation.training.pairs import Pair
from evaluation.training.relevance import Case, Cases, areas
from evaluation.training.ship import ship
from evaluation.training.train import Options, Report, predict, save, train
from vraagbaak.answer.window import around, headed
from vraagbaak.embedding.types import Embedder
from vraagbaak.grounding.sentences import split_sentences

OTHERS = 0.3
"""Share of the passages that search offers instead; near misses are the hard part."""
HELD = 500
"""Held-out pairs that are looked at during training."""
SAMPLES = 40


def make(
    found: Cases, embedder: Embedder, start: Path, options: Options, out: Path, say: Report
) -> None:
    """Train on from the network in ``start``; write the model and the file to ship."""
    torch.set_num_threads(len(os.sched_getaffinity(0)))
    rng = random.Random(options.seed)  # noqa: S311 - a sample, no secret
    chosen = [c for c in found.cases if c.held_out or c.kind != "other" or rng.random() < OTHERS]
    pairs = list(zip(chosen, _pairs(found, chosen, embedder), strict=True))
    say(f"{len(pairs)} pairs")
    held = [pair for case, pair in pairs if case.held_out]
    few = rng.sample(held, min(HELD, len(held)))
    network = Network(start, options.layers, options.frozen)
    train(network, [pair for case, pair in pairs if not case.held_out], few, options, say)
    save(network, out)
    ship(network, few[:SAMPLES], out / "answering.npz", options.layers)
    logits = predict(network, held, options)
    for name, value in areas([case for case in chosen if case.held_out], logits).items():
        say(f"{name} {value:.3f}")


def _pairs(found: Cases, chosen: Sequence[Case], embedder: Embedder) -> Iterator[Pair]:
    """Each question beside the sentences around the one that is nearest to it."""
    places = sorted({case.passage for case in chosen})
    split = {place: split_sentences(found.headed[place][1]) for place in places}
    texts = [sentence.text for place in places for sentence in split[place]]
    vectors = iter(embedder.embed_passages(texts))
    by_place = {place: np.stack([next(vectors) for _ in split[place]]) for place in places}
    for case in chosen:
        heading, text = found.headed[case.passage]
        cosines = by_place[case.passage] @ found.questions[case.question].vector
        best = split[case.passage][int(cosines.argmax())]
        shown = headed(heading, around(text, best.start, best.end))
        yield Pair(
            found.asked[case.question], shown, case.answered, str(case.passage), case.kind, None
        )
