"""From a verdict to the exact words of a passage, right by construction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vraagbaak.grounding.types import Evidence, Support, Verdict, Verification


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of a passage that bear a sentence out; make it with :func:`cite`."""

    evidence: Evidence
    quote: str
    start: int
    end: int
    score: float


def cite(support: Support, evidence: Iterable[Evidence]) -> Citation:
    """The citation of a support.

    Raises ValueError when the passage is not among the evidence, or does not hold the quote at
    its place: such a support must never reach a reader.
    """
    item = next((item for item in evidence if item.passage_id == support.passage_id), None)
    if item is None:
        raise ValueError(f"passage {support.passage_id} is not among the evidence")
    if not support.quote or item.text[support.start : support.end] != support.quote:
        raise ValueError(f"{support.start}:{support.end} of {item.passage_id} is not the quote")
    if not 0 <= support.start < support.end:
        raise ValueError(f"{support.start}:{support.end} is no place in a text")
    return Citation(item, support.quote, support.start, support.end, support.score)


def citations(
    verification: Verification, evidence: Sequence[Evidence], most: int = 3
) -> tuple[Citation, ...]:
    """The citations of a supported sentence, best first, none inside another."""
    if verification.verdict is not Verdict.SUPPORTED:
        return ()
    kept: list[Citation] = []
    for support in sorted(verification.support, key=lambda s: (-s.score, s.end - s.start)):
        made = cite(support, evidence)
        if not any(_overlap(made, other) for other in kept):
            kept.append(made)
    return tuple(kept[:most])


def _overlap(one: Citation, other: Citation) -> bool:
    same = one.evidence.passage_id == other.evidence.passage_id
    return same and one.start < other.end and other.start < one.end
