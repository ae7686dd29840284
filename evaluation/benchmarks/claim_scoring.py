"""Claims through a verifier, sentence by sentence as at run time, with the time it took."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from evaluation.benchmarks.report import progress
from evaluation.datasets import LabelledClaim
from vraagbaak.answer.verify import said_before
from vraagbaak.errors import VraagbaakError
from vraagbaak.grounding import (
    Evidence,
    Sentence,
    Verdict,
    Verification,
    Verifier,
    split_sentences,
)

EVERY = 500
"""Claims between lines of progress."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A claim, or a whole answer, as a verifier judged its sentences."""

    claim: LabelledClaim
    lowest: float
    """Of its sentences' scores: an answer holds only where all of it does."""
    mean: float
    supported: bool
    """Every sentence that states something is SUPPORTED at the verifier's own threshold."""
    sentences: int
    """Those that state something. A claim without any passes, as it does at run time."""
    unsupported: tuple[tuple[int, int], ...]
    """Characters of the claim that the verifier found no support for."""

    @property
    def share(self) -> float:
        """Share of the claim's characters that are not among those."""
        marked = {place for start, end in self.unsupported for place in range(start, end)}
        return 1 - len(marked) / max(1, len(self.claim.claim))


@dataclass(frozen=True)
class ScoredSet:
    """All claims of a set by one verifier, in order, as arrays where metrics want them."""

    verifier: str
    scored: tuple[Scored, ...]
    failed: tuple[str, ...]
    """Why claims could not be scored, one reason a claim; they are in no figure."""
    seconds: float

    @cached_property
    def holds(self) -> NDArray[np.bool_]:
        """The labels."""
        return np.asarray([item.claim.holds is True for item in self.scored], dtype=bool)

    @cached_property
    def ratings(self) -> NDArray[np.float64]:
        """Mean human ratings; NaN where a set has none."""
        found = [item.claim.rating for item in self.scored]
        return np.asarray([np.nan if r is None else r for r in found], dtype=np.float64)

    @cached_property
    def lowest(self) -> NDArray[np.float64]:
        """Each claim's worst sentence."""
        return np.asarray([item.lowest for item in self.scored], dtype=np.float64)

    @cached_property
    def mean(self) -> NDArray[np.float64]:
        """Each claim's sentences on average."""
        return np.asarray([item.mean for item in self.scored], dtype=np.float64)

    @cached_property
    def share(self) -> NDArray[np.float64]:
        """How much of each claim's text has support."""
        return np.asarray([item.share for item in self.scored], dtype=np.float64)

    @cached_property
    def supported(self) -> NDArray[np.bool_]:
        """The verdicts."""
        return np.asarray([item.supported for item in self.scored], dtype=bool)

    @property
    def documents(self) -> list[str]:
        """What intervals are clustered by."""
        return [item.claim.document for item in self.scored]

    @property
    def domains(self) -> list[str]:
        """The part of the set that each claim is of."""
        return [item.claim.domain for item in self.scored]

    @property
    def stating_nothing(self) -> int:
        """Claims without a sentence that states something."""
        return sum(not item.sentences for item in self.scored)

    @property
    def seconds_per_1000(self) -> float:
        """For a thousand sentences that were verified; NaN without any."""
        count = sum(item.sentences for item in self.scored)
        return 1000 * self.seconds / count if count else float("nan")


def score_set(name: str, verifier: Verifier, claims: Sequence[LabelledClaim]) -> ScoredSet:
    """Every claim judged; the results are in the claims' own order.

    A document's claims follow one another, so that a verifier that remembers its evidence prepares
    it once.
    """
    order = sorted(range(len(claims)), key=lambda i: (claims[i].document, claims[i].evidence))
    found: dict[int, Scored] = {}
    failed: list[str] = []
    start = time.perf_counter()
    for done, index in enumerate(order, start=1):
        try:
            found[index] = score_claim(verifier, claims[index])
        except VraagbaakError as exc:
            failed.append(f"{claims[index].id}: {exc.message}")
        if done % EVERY == 0:
            progress(f"  {name}: {done:,} of {len(order):,}")
    seconds = time.perf_counter() - start
    return ScoredSet(name, tuple(found[i] for i in sorted(found)), tuple(failed), seconds)


def score_claim(verifier: Verifier, claim: LabelledClaim) -> Scored:
    """The claim's sentences, each against all of the evidence."""
    evidence = _evidence(claim.evidence)
    judged: list[tuple[Sentence, Verification]] = []
    for sentence in split_sentences(claim.claim):
        before = said_before("", [said.text for said, _ in judged])
        judged.append((sentence, verifier.verify(sentence.text, evidence, before.strip())))
    stated = [(s, found) for s, found in judged if found.verdict is not Verdict.NOT_A_CLAIM]
    scores = [found.score for _, found in stated]
    return Scored(
        claim,
        lowest=min(scores, default=1.0),
        mean=fmean(scores) if scores else 1.0,
        supported=all(found.verdict is Verdict.SUPPORTED for _, found in stated),
        sentences=len(stated),
        unsupported=tuple(_unsupported(stated)),
    )


@lru_cache(maxsize=64)
def _evidence(texts: tuple[str, ...]) -> tuple[Evidence, ...]:
    return tuple(Evidence(str(number), text) for number, text in enumerate(texts, start=1))


def _unsupported(judged: Iterable[tuple[Sentence, Verification]]) -> Iterable[tuple[int, int]]:
    """Spans of failed sentences, in the claim's characters; a whole sentence where none is named.

    A supported sentence has none: what its verifier marks there did not make it fail.
    """
    for sentence, found in judged:
        if found.verdict is Verdict.SUPPORTED:
            continue
        marked = [span for span in found.spans if not span.supported]
        for span in marked:
            yield sentence.start + span.start, sentence.start + span.end
        if not marked:
            yield sentence.start, sentence.end
