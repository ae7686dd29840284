"""Step 4: is there enough to answer at all?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from vraagbaak.answer.context import Context, Stop
from vraagbaak.answer.types import Status
from vraagbaak.answer.validity import period_asked
from vraagbaak.answer.words import content_stems, matched
from vraagbaak.index.types import Hit, Passage
from vraagbaak.language import Language

EVIDENCE = 6
"""Passages an answer is made from: more bring other subjects in, and cost the model time."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What evidence must reach. To be calibrated on questions that have and lack an answer."""

    min_score: float = 0.35
    """Fused relevance of the best passage; a tenant may set its own (`min_evidence`)."""
    min_coverage: float = 0.34
    """Share of the question's content words in the best passages, in one language."""
    relative_score: float = 0.5
    """A passage scoring less than this share of the best one is left out."""


DEFAULT_THRESHOLDS = Thresholds()


@dataclass(frozen=True, slots=True)
class JudgeEvidence:
    """Leaves out what is not valid or not relevant, and refuses when nothing is left."""

    thresholds: Thresholds = DEFAULT_THRESHOLDS
    limit: int = EVIDENCE
    name: str = "judge_evidence"

    async def run(self, context: Context) -> Stop | None:
        """Fills ``evidence``. Stops with `no_evidence` or `out_of_date`."""
        period = period_asked(context.standalone, context.today)
        valid = [hit for hit in context.found if period.covers(hit.passage)]
        if context.found and not valid and self._enough(context, context.found):
            return Stop(Status.REFUSED, "out_of_date")
        if not self._enough(context, valid):
            return Stop(Status.REFUSED, "no_evidence")
        floor = valid[0].score * self.thresholds.relative_score
        context.evidence = tuple(hit for hit in valid if hit.score >= floor)[: self.limit]
        return None

    def _enough(self, context: Context, hits: Sequence[Hit]) -> bool:
        if not hits:
            return False
        own_bar = context.tenant.answer.min_evidence
        bar = self.thresholds.min_score if own_bar is None else own_bar
        if hits[0].score < bar:
            return False
        share = coverage(context.standalone, context.question_language, hits[:3])
        return math.isnan(share) or share >= self.thresholds.min_coverage


def coverage(question: str, language: Language | None, hits: Sequence[Hit]) -> float:
    """Share of the question's content words that the passages hold; NaN where it says nothing.

    It says nothing of a question without content words, nor of passages in another language.
    """
    wanted = content_stems(question, language)
    same = [h.passage for h in hits if h.passage.language in {language, None} or language is None]
    if not wanted or not same:
        return math.nan
    present = frozenset[str]().union(*(_stems(passage) for passage in same))
    return len(matched(wanted, present)) / len(wanted)


def _stems(passage: Passage) -> frozenset[str]:
    text = f"{passage.title} {passage.heading} {passage.context} {passage.text}"
    return content_stems(text, passage.language)
