"""Citation precision and recall, as ALCE defines them (Gao et al., 2023), with verbatim quotes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evaluation.metrics.share import Share
from vraagbaak.grounding.types import Evidence

Supports = Callable[[str, Sequence[Evidence]], bool]
"""Whether evidence supports a sentence, by whoever judges."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A delivered sentence that states something, and what it cites."""

    text: str
    quotes: tuple[Evidence, ...]
    verbatim: tuple[bool, ...]
    """For each quote, whether the passage holds it at its place."""


def citation_recall(sentences: Sequence[Cited], supports: Supports) -> Share | None:
    """The share of sentences that their own quotes together support; uncited ones are not."""
    return Share.of(_supported(sentence, supports) for sentence in sentences)


def citation_precision(sentences: Sequence[Cited], supports: Supports) -> Share | None:
    """The share of citations that are verbatim and bear their sentence out.

    One does when it supports the sentence alone, or when all of the sentence's citations together
    do and without this one they do not. None where nothing is cited.
    """
    return Share.of(
        verbatim and _needed(sentence, quote, supports)
        for sentence in sentences
        for quote, verbatim in zip(sentence.quotes, sentence.verbatim, strict=True)
    )


def _supported(sentence: Cited, supports: Supports) -> bool:
    return bool(sentence.quotes) and supports(sentence.text, sentence.quotes)


def _needed(sentence: Cited, quote: Evidence, supports: Supports) -> bool:
    if supports(sentence.text, (quote,)):
        return True
    others = tuple(other for other in sentence.quotes if other is not quote)
    return bool(others) and _supported(sentence, supports) and not supports(sentence.text, others)
