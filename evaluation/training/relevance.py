"""Questions beside passages that answer them, that nearly do, and that search offers instead."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.metrics.auroc import auroc
from evaluation.training.asked import Asked
from vraagbaak.embedding.late import maxsim
from vraagbaak.embedding.types import EmbeddedPassages, EmbeddedQuery, Embedder
from vraagbaak.index.text import embedding_text

BARE = 0.25
"""Share of passages that are read without their heading."""
OFFERED = 2
"""Wrong passages for a question, the best that search finds."""
NEIGHBOURS = 16
"""Compared word by word to find those, as the service's own search does."""
EVERY = 1000

Report = Callable[[str], None]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Case:
    """A question beside a passage; both are places in ``Cases``."""

    question: int
    passage: int
    answered: bool
    kind: str
    """`own`, `near` (the passage is on the matter but does not say) or `other`."""
    held_out: bool
    source: str


@dataclass(frozen=True, slots=True)
class Cases:
    """Everything encoded once."""

    texts: list[str]
    """What was encoded of each passage."""
    headed: list[tuple[str, str]]
    """Heading, empty where it was left out, and text of each passage; of fillers the text."""
    asked: list[str]
    passages: EmbeddedPassages
    questions: list[EmbeddedQuery]
    cases: list[Case]


def cases(
    found: Sequence[Asked], fillers: Sequence[str], embedder: Embedder, say: Report, seed: int
) -> Cases:
    """All questions, each beside its own passage; answered ones beside what search offers too.

    ``fillers`` are passages that nothing is asked of, which make that search harder.
    """
    rng = random.Random(seed)  # noqa: S311 - a sample, no secret
    headings = ["" if rng.random() < BARE else one.heading for one in found]
    headed = [(heading, one.text) for heading, one in zip(headings, found, strict=True)]
    headed += [("", text) for text in fillers]
    texts = [embedding_text(heading, "", "", text) for heading, text in headed]
    say(f"encoding {len(texts)} passages")
    passages = embedder.encode_passages(texts)
    made: list[Case] = []
    asked: list[str] = []
    questions: list[EmbeddedQuery] = []
    held = np.array([one.held_out for one in found] + [False] * len(fillers))
    for place, one in enumerate(found):
        for question in one.questions:
            number = len(asked)
            asked.append(question.text)
            questions.append(embedder.encode_query(question.text))
            own = Case(
                number,
                place,
                question.answered,
                "own" if question.answered else "near",
                one.held_out,
                source_of(one),
            )
            made.append(own)
            if question.answered:
                made += _others(own, questions[-1], passages, held)
            if len(asked) % EVERY == 0:
                say(f"  {len(asked)} questions")
    return Cases(texts, headed, asked, passages, questions, made)


def _others(
    own: Case, query: EmbeddedQuery, passages: EmbeddedPassages, held: NDArray[np.bool_]
) -> list[Case]:
    """The best wrong passages; to train on none that is held out."""
    cosines = passages.vectors @ query.vector
    cosines[own.passage] = -1
    if not own.held_out:
        cosines[held] = -1
    near = np.argsort(-cosines, kind="stable")[:NEIGHBOURS]
    scores = cosines[near] + maxsim(query.tokens, [passages.tokens[i] for i in near])
    chosen = near[np.argsort(-scores, kind="stable")[:OFFERED]]
    return [Case(own.question, int(i), False, "other", own.held_out, own.source) for i in chosen]


def areas(chosen: Sequence[Case], logits: Sequence[float]) -> dict[str, float]:
    """AUROC of own passages against near misses, and against others, by source."""
    scored = list(zip(chosen, logits, strict=True))
    found = {}
    for source in sorted({case.source for case in chosen}):
        for kind in ("near", "other"):
            rows = [(c, x) for c, x in scored if c.source == source and c.kind in {"own", kind}]
            found[f"{source} {kind}"] = auroc([c.answered for c, _ in rows], [x for _, x in rows])
    return found


def source_of(one: Asked) -> str:
    """Records of claims, articles of acts, or agencies' documents."""
    if one.document.startswith("law/"):
        return "acts"
    return "records" if one.document == one.id else "documents"
