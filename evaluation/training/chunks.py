"""Paragraphs joined into evidence of a passage's length, with their translations."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from evaluation.training.sources import Text

LONGEST = 240
"""Characters of a chunk: what the cross-encoder reads at run time is a few sentences."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Neighbouring paragraphs of a page in every language that has them all."""

    document: str
    keys: tuple[str, ...]
    texts: Mapping[str, str]
    headings: Mapping[str, str]


def chunks(texts: Iterable[Text], seed: int = 7) -> Iterator[Chunk]:
    """Runs of one to three neighbouring paragraphs, no paragraph twice; order of the pages."""
    rng = random.Random(seed)  # noqa: S311 - a sample, no secret
    by_key: dict[str, dict[str, Text]] = defaultdict(dict)
    for text in texts:
        by_key[text.key][text.language] = text
    ordered = [group for group in by_key.values() if _translated(group)]
    for _, page in groupby(ordered, key=lambda group: next(iter(group.values())).document):
        yield from _runs(list(page), rng)


def _translated(group: Mapping[str, Text]) -> bool:
    """Left untranslated, a paragraph stands there in English under every language."""
    found = [text.text for text in group.values()]
    return len(set(found)) == len(found)


def _runs(page: Sequence[Mapping[str, Text]], rng: random.Random) -> Iterator[Chunk]:
    at = 0
    while at < len(page):
        size, taken = rng.randint(1, 3), 1
        while taken < size and _length(page[at : at + taken + 1]) <= LONGEST:
            taken += 1
        run = page[at : at + taken]
        if 40 <= _length(run) <= 3 * LONGEST:
            yield _chunk(run)
        at += taken


def _length(run: Sequence[Mapping[str, Text]]) -> int:
    return max(
        sum(len(group[language].text) for group in run if language in group) for language in run[0]
    )


def _chunk(run: Sequence[Mapping[str, Text]]) -> Chunk:
    languages = [x for x in run[0] if all(x in group for group in run)]
    first = run[0][languages[0]] if languages else next(iter(run[0].values()))
    return Chunk(
        document=first.document,
        keys=tuple(next(iter(group.values())).key for group in run),
        texts={x: " ".join(group[x].text for group in run) for x in languages},
        headings={x: run[0][x].heading for x in languages},
    )
