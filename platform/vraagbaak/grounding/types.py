"""Words of grounding: claims, evidence, verdicts, citations; used at run time and in evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Verdict(StrEnum):
    """What the evidence says of a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not_found"
    NOT_A_CLAIM = "not_a_claim"
    """The sentence states no fact (a greeting, a question)."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its place in the text that it was cut from."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage as the verifier sees it."""

    passage_id: str
    text: str
    """Verbatim passage text; quotes are spans of this."""
    context: str = ""
    """Title, heading path, table header: may support a word of a claim, is never quoted."""


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start:end`` of the claim, and whether the evidence supports them."""

    start: int
    end: int
    supported: bool


@dataclass(frozen=True, slots=True)
class Support:
    """Where in the evidence a claim is found: ``quote == evidence.text[start:end]``."""

    passage_id: str
    quote: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Verification:
    """The verdict over one claim."""

    verdict: Verdict
    score: float
    """Support in 0..1."""
    spans: tuple[Span, ...] = ()
    support: tuple[Support, ...] = ()
    """Best first; empty unless the verdict is SUPPORTED."""
    reason: str = ""
    """For maintainers, for instance "number 250 is not in the evidence"."""


class Verifier(Protocol):
    """Says whether the evidence supports a claim. Blocking; call it in a worker thread."""

    @property
    def name(self) -> str:
        """Names the method and its version in reports."""

    def verify(self, claim: str, evidence: Sequence[Evidence], context: str = "") -> Verification:
        """The verdict for one sentence. Empty evidence gives NOT_FOUND.

        ``context`` is what was said just before, the question included: "this premium" is the one
        spoken of there. Raises JudgeUnavailable where a verifier asks a model that does not answer.
        """
