"""All claims that the grounding models learn from, and the split that keeps some of them apart."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from evaluation.datasets.claims import LabelledClaim
from evaluation.mutations import BAD, GOOD, SourcePassage, mutate
from evaluation.training import pairs, sources
from evaluation.training.chunks import Chunk, chunks
from evaluation.training.development import is_held_out
from evaluation.training.pairs import Pair
from evaluation.training.written import read_written
from vraagbaak.index.text import embedding_text

LANGUAGES = ("nl", "fr", "de", "en")
SHARE = {"nl": 0.46, "fr": 0.18, "de": 0.18, "en": 0.18}
"""Dutch first."""
TURNS = 2
"""Kinds of claims that texts offer seldom are made in so many ways."""
HELD_OUT = 20
"""One document in so many is kept apart, by a stable number of its name."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the open texts lie; `README.md` says how to get them."""

    statutes: Path
    libreoffice: Path
    gnome: Path


@dataclass(frozen=True, slots=True)
class Claims:
    """Pairs to train on and pairs to check with, edited ones and ones that people wrote."""

    edited: list[Pair]
    written: list[Pair]
    held_edited: list[Pair]
    held_written: list[Pair]


def claims(found: Sources, most: int, seed: int) -> Claims:
    """About ``most`` edited claims, and all written ones."""
    documents = read(found, seed)
    edited = list(
        chain(
            pairs.mutated(documents, _mutate(seed, most), LANGUAGES, seed),
            islice(pairs.elsewhere(documents, LANGUAGES, seed), most // 15),
        )
    )
    random.Random(seed).shuffle(edited)  # noqa: S311 - an order, no secret
    records = list(read_written())
    return Claims(
        edited=[pair for pair in edited if not held_out(pair.document)],
        written=list(pairs.written(r for r in records if not is_held_out(r))),
        held_edited=[pair for pair in edited if held_out(pair.document)],
        held_written=list(pairs.written(r for r in records if is_held_out(r))),
    )


def read(found: Sources, seed: int) -> list[Chunk]:
    """All chunks, pages whole and in random order."""
    texts = [
        *chunks(sources.libreoffice(found.libreoffice), seed),
        # GNOME's English pages are of another version than their translations.
        *chunks((t for t in sources.gnome(found.gnome) if t.language != "en"), seed),
        *chunks(sources.statutes(found.statutes), seed),
    ]
    pages: dict[str, list[Chunk]] = {}
    for chunk in texts:
        pages.setdefault(chunk.document, []).append(chunk)
    names = sorted(pages)
    random.Random(seed).shuffle(names)  # noqa: S311 - an order, no secret
    return [chunk for name in names for chunk in pages[name]]


def fill(found: Sources, most: int, taken: Set[str], seed: int) -> list[str]:
    """Passages of all sources, in their own language or one of them, but those ``taken``."""
    rng = random.Random(seed)  # noqa: S311 - a sample, no secret
    kept = [chunk for chunk in read(found, seed) if not taken & set(chunk.keys)]
    texts = []
    for chunk in rng.sample(kept, min(most, len(kept))):
        language = rng.choice(sorted(chunk.texts))
        texts.append(embedding_text(chunk.headings[language], "", "", chunk.texts[language]))
    return texts


def held_out(document: str, one_in: int = HELD_OUT) -> bool:
    """Whether a document is for checking and calibration only."""
    return sum(document.encode()) % one_in == 0


def _mutate(seed: int, most: int) -> pairs.Mutate:
    """As many claims of each kind, as far as the texts offer them, half of them true."""

    def made(found: Sequence[Chunk], language: str) -> Iterable[LabelledClaim]:
        passages = [
            SourcePassage(" ".join(c.keys), c.document, c.texts[language], language) for c in found
        ]
        quota = SHARE[language] * most / 2
        for kinds in (BAD, GOOD):
            yield from _of(kinds, passages, round(quota / len(kinds)), seed)

    return made


def _of(
    kinds: Sequence[str], passages: Sequence[SourcePassage], quota: int, seed: int
) -> Iterator[LabelledClaim]:
    """Kinds that a text offers seldom are edited in more ways than one."""
    seen: Counter[str] = Counter()
    for turn in range(TURNS):
        wanted = [kind for kind in kinds if seen[kind] < quota]
        for claim in mutate(passages, seed + turn, quota, wanted):
            if seen[claim.kind] < quota:
                seen[claim.kind] += 1
                yield claim
