"""How many of an answer's claims the evidence supports."""

from __future__ import annotations

from collections.abc import Sequence

from evaluation.metrics.share import Share
from vraagbaak.grounding.types import Verdict


def groundedness(verdicts: Sequence[Verdict]) -> Share | None:
    """The share of claims that are supported; None where nothing is claimed.

    Sentences that state nothing (a greeting) are left out, as in RAGTruth and FActScore: an answer
    does not become better grounded by being polite.
    """
    return Share.of(v is Verdict.SUPPORTED for v in verdicts if v is not Verdict.NOT_A_CLAIM)
