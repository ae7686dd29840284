"""Claims beside evidence, labelled, for the entailment model.

Every label follows from how the pair was made: a claim that was edited so that it says something
else does not hold, one that was only recast does. The recipe, its sources and their licences stand
in `card-entailment.md`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain, pairwise

from evaluation.datasets.claims import LabelledClaim
from evaluation.training.chunks import Chunk
from evaluation.training.written import Written
from vraagbaak.grounding import split_sentences
from vraagbaak.grounding.words import tokens

Mutate = Callable[[Sequence[Chunk], str], Iterable[LabelledClaim]]
"""Claims from the chunks' texts in one language; evidence[0] is the chunk's text."""

ABROAD = 0.35
"""Share of claims whose evidence is given in another language."""
TITLED = 0.3
"""Share of evidence with its heading before it, as at run time."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One training example.

    ``wrong`` holds the spans of the claim that lack support; None where they are not known.
    """

    claim: str
    evidence: str
    holds: bool
    document: str
    kind: str
    wrong: tuple[tuple[int, int], ...] | None


def mutated(
    found: Sequence[Chunk], mutate: Mutate, languages: Sequence[str], seed: int
) -> Iterator[Pair]:
    """Pairs from edited sentences, some beside a translation of their evidence."""
    rng = random.Random(seed)  # noqa: S311 - a sample, no secret
    for language in languages:
        own = [chunk for chunk in found if language in chunk.texts]
        by_text = {chunk.texts[language]: chunk for chunk in own}
        for case in mutate(own, language):
            chunk = by_text[case.evidence[0]]
            yield _pair(case, chunk, language, rng)


def _pair(case: LabelledClaim, chunk: Chunk, language: str, rng: random.Random) -> Pair:
    others = [x for x in chunk.texts if x != language]
    spoken = rng.choice(others) if others and rng.random() < ABROAD else language
    evidence = chunk.texts[spoken]
    if spoken == language:
        evidence = _around(case.claim, evidence, rng)
    if rng.random() < TITLED:
        evidence = f"{chunk.headings[spoken]}: {evidence}"
    wrong = _wrong(case.claim, chunk.texts[language], holds=bool(case.holds), kind=case.kind)
    return Pair(case.claim, evidence, bool(case.holds), chunk.document, case.kind, wrong)


def _around(claim: str, text: str, rng: random.Random) -> str:
    """The sentence that the claim was made from, and some before and after it.

    Scorers read such windows at run time, and short texts are read in a fraction of the time.
    """
    found = split_sentences(text)
    if len(found) < 3:
        return text
    own = {token.folded for token in tokens(claim)}
    shared = [len(own & {t.folded for t in tokens(sentence.text)}) for sentence in found]
    place = shared.index(max(shared))
    first, last = max(0, place - rng.randint(0, 1)), min(len(found) - 1, place + rng.randint(0, 1))
    # Claims that join sentences need both of them.
    near = [i for i in (place - 1, place + 1) if 0 <= i < len(found) and shared[i] > 4]
    first, last = min([first, *near]), max([last, *near])
    return text[found[first].start : found[last].end]


def _wrong(
    claim: str, source: str, *, holds: bool, kind: str
) -> tuple[tuple[int, int], ...] | None:
    """The words that the edit put in; None where it only took some away."""
    if holds:
        return ()
    if kind == "elsewhere":
        return ((0, len(claim)),)
    own = tokens(claim)
    nearest = max(
        (tokens(sentence.text) for sentence in split_sentences(source)),
        key=lambda other: _matcher(own, other).ratio(),
        default=(),
    )
    spans = [
        (own[a].start, own[b - 1].end)
        for tag, a, b, _, _ in _matcher(own, nearest).get_opcodes()
        if tag in {"replace", "delete"}
    ]
    return tuple(spans) or None


def _matcher(own: Sequence[object], other: Sequence[object]) -> SequenceMatcher[str]:
    words = [token.folded for token in own]  # type: ignore[attr-defined]
    others = [token.folded for token in other]  # type: ignore[attr-defined]
    return SequenceMatcher(None, words, others, autojunk=False)


def elsewhere(found: Sequence[Chunk], languages: Sequence[str], seed: int) -> Iterator[Pair]:
    """True sentences beside another paragraph of the same page: on the subject, not in it."""
    rng = random.Random(seed)  # noqa: S311 - a sample, no secret
    for one, other in pairwise(found):
        if one.document != other.document:
            continue
        language = rng.choice(languages)
        spoken = rng.choice(languages)
        if language not in one.texts or spoken not in other.texts:
            continue
        claims = [s.text for s in split_sentences(one.texts[language]) if len(s.text) > 30]
        near = other.texts[spoken]
        kept = [claim for claim in claims if claim not in other.texts.get(language, "")]
        if kept:
            claim = rng.choice(kept)
            yield Pair(claim, near, False, one.document, "elsewhere", ((0, len(claim)),))


def written(records: Iterable[Written]) -> Iterator[Pair]:
    """What people wrote: the claims of each record, in its own and in another language."""
    for record in records:
        sides = chain(
            ((text, True, "written") for text in record.holds),
            ((text, False, kind) for text, kind in record.fails),
        )
        for text, holds, kind in sides:
            wrong = () if holds else None
            yield Pair(text, record.evidence, holds, record.id, kind, wrong)
