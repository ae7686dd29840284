"""Step 4: is there enough to answer at all?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from anyio.to_thread import run_sync

from vraagbaak.answer.context import Context, Scored, Stop
from vraagbaak.answer.names import unknown_names
from vraagbaak.answer.question_type import demanded
from vraagbaak.answer.scoring import holding, score_units
from vraagbaak.answer.sufficiency import Sufficiency, shipped_sufficiency, signals
from vraagbaak.answer.types import Status
from vraagbaak.answer.units import Unit
from vraagbaak.answer.validity import period_asked
from vraagbaak.answer.window import around, headed, header_of, told
from vraagbaak.answer.words import content_stems, matched
from vraagbaak.embedding.cross_encoder import PairScorer
from vraagbaak.embedding.types import Embedder
from vraagbaak.index.types import Hit, Passage
from vraagbaak.language import Language

READ = 3
"""Places that are read together with the question; on two cores each takes some 15 ms."""
EVIDENCE = 6
"""Passages an answer is made from: more bring other subjects in, and cost the model time."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What evidence must reach that was not read beside the question.

    Calibrated on 313 questions of seven tenants. Of the 236 that documents answer 12 are refused
    (0.05); of the 77 that none answers, 30 (0.39). Those are near misses, made of the documents'
    own words, on which a passage's score says nothing (AUROC 0.40): only the best sentence does
    (0.76), and most of them only a reader can tell.
    """

    min_score: float = 0.25
    """Fused relevance of the best passage; a tenant may set its own (`min_evidence`)."""
    min_score_unknown_name: float = 0.45
    """The same for a question with a name that no passage holds: 3 of 9 had none."""
    weak_score: float = 0.30
    min_coverage: float = 0.15
    """Below ``weak_score``: share of the question's content words in the best passages. Citizens
    use other words than documents, so it says little where meaning agrees."""
    min_sentence: float = 0.844
    """Cosine of the best sentence and the question, on the scale of e5 models only."""
    other_language: float = 0.01
    """How much lower that cosine may be when the question and the best passage differ in
    language."""
    relative_score: float = 0.5
    """A passage scoring less than this share of the best one is left out."""

    def for_model(self, name: str) -> Thresholds:
        """The thresholds for an embedding model: cosines of other models are not compared."""
        return self if "e5" in name.lower() else replace(self, min_sentence=-1.0)


DEFAULT_THRESHOLDS = Thresholds()


@dataclass(frozen=True, slots=True)
class JudgeEvidence:
    """Leaves out what is not valid or not relevant, and refuses when nothing is left."""

    embedder: Embedder
    thresholds: Thresholds = DEFAULT_THRESHOLDS
    sufficiency: Sufficiency = field(default_factory=shipped_sufficiency)
    reader: PairScorer | None = None
    """Reads the question together with the sentences that come nearest to an answer."""
    limit: int = EVIDENCE
    name: str = "judge_evidence"

    async def run(self, context: Context) -> Stop | None:
        """Fills ``evidence`` and ``scored``. Stops with `no_evidence` or `out_of_date`."""
        period = period_asked(context.standalone, context.today)
        valid = [hit for hit in context.found if period.covers(hit.passage)]
        if not valid and self._enough(context, context.found):
            return Stop(Status.REFUSED, "out_of_date")
        if not (self._to_be_weighed(context, valid) or self._enough(context, valid)):
            return Stop(Status.REFUSED, "no_evidence")
        floor = valid[0].score * self.thresholds.relative_score
        context.evidence = tuple(hit for hit in valid if hit.score >= floor)[: self.limit]
        context.scored = tuple(await run_sync(score_units, context, self.embedder))
        suffices = await run_sync(self._suffices, context)
        if not (suffices and self._holds_what_is_asked_for(context)):
            return Stop(Status.REFUSED, "no_evidence")
        return None

    def _to_be_weighed(self, context: Context, hits: Sequence[Hit]) -> bool:
        """What was read is weighed as a whole below; only a tenant's own bar stands before that."""
        if not hits or math.isnan(hits[0].answers):
            return False
        own_bar = context.tenant.answer.min_evidence
        return own_bar is None or hits[0].score >= own_bar

    def _suffices(self, context: Context) -> bool:
        """Whether what was read answers; by the best sentence alone where nothing was read."""
        if math.isnan(context.evidence[0].answers):
            best = max((item.cosine for item in context.scored), default=-1.0)
            return best >= self._sentence_bar(context)
        context.signals = signals(context.evidence, self._read(context))
        context.sufficiency = self.sufficiency.probability(context.signals)
        return context.sufficiency >= self.sufficiency.threshold

    def _read(self, context: Context) -> list[float]:
        """Logits that the question is answered around the best pieces, best piece first."""
        if self.reader is None:
            return []
        return [one.logit for one in self.reader.score(windows(context))]

    def _holds_what_is_asked_for(self, context: Context) -> bool:
        """False where an amount, a term or a number is asked for and nothing near it has one."""
        wanted = demanded(context.standalone)
        if wanted is None or not context.scored:
            return True
        return bool(holding(wanted, context.scored))

    def _sentence_bar(self, context: Context) -> float:
        bars = self.thresholds.for_model(self.embedder.name)
        foreign = context.question_language not in {context.evidence[0].passage.language, None}
        return bars.min_sentence - (bars.other_language if foreign else 0.0)

    def _enough(self, context: Context, hits: Sequence[Hit]) -> bool:
        if not hits:
            return False
        bars, score = self.thresholds, hits[0].score
        own_bar = context.tenant.answer.min_evidence
        if score < (bars.min_score if own_bar is None else own_bar):
            return False
        language = context.question_language
        if unknown_names(context.standalone, language, context.found):
            return score >= bars.min_score_unknown_name
        share = coverage(context.standalone, language, hits[:3])
        return score >= bars.weak_score or share is None or share >= bars.min_coverage


def windows(context: Context) -> list[tuple[str, str]]:
    """The question beside the sentences around the best piece of each of the best passages."""
    best: dict[str, Scored] = {}
    for item in sorted(context.scored, key=lambda item: item.score, reverse=True):
        best.setdefault(item.unit.passage.id, item)
    return [(context.standalone, _headed(item.unit)) for item in list(best.values())[:READ]]


def _headed(unit: Unit) -> str:
    passage = unit.passage
    start, end = unit.start - passage.start, unit.end - passage.start
    window = around(passage.text, start, end)
    header = header_of(passage, passage.text.find(window))
    return headed(passage.above, told(window, header))


def coverage(question: str, language: Language | None, hits: Sequence[Hit]) -> float | None:
    """Share of the question's content words that the passages hold; None where it says nothing.

    It says nothing of a question without content words, nor of passages in another language.
    """
    wanted = content_stems(question, language)
    same = [h.passage for h in hits if h.passage.language in {language, None} or language is None]
    if not wanted or not same:
        return None
    present = frozenset[str]().union(*(_stems(passage) for passage in same))
    return len(matched(wanted, present)) / len(wanted)


def _stems(passage: Passage) -> frozenset[str]:
    text = f"{passage.title} {passage.heading} {passage.context} {passage.text}"
    return content_stems(text, passage.language)
