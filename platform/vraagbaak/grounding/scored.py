"""Verifiers that weigh trained scores with the checks of facts, calibrated to a probability."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from vraagbaak.grounding.calibration import Calibration
from vraagbaak.grounding.checking import CheckingVerifier, Examined
from vraagbaak.grounding.claims import is_claim
from vraagbaak.grounding.features import fact_features, score_features, vetoed
from vraagbaak.grounding.judging import Judged
from vraagbaak.grounding.likeness import SentenceLikeness
from vraagbaak.grounding.readable import unreadable
from vraagbaak.grounding.scorers import WindowScore, WindowScorer
from vraagbaak.grounding.types import Evidence, Span, Support, Verdict, Verification
from vraagbaak.language import Language

WINDOWS = 5
"""Places in the evidence that the scorers read: each costs some milliseconds."""
LACKING = 0.5
NOTHING = -6.0
"""The logit of a claim beside no evidence."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the scorers and checks found, before the calibration."""

    examined: Examined
    decided: Verification
    """The checks' own verdict."""
    chosen: tuple[Judged, ...]
    scores: Mapping[str, tuple[WindowScore, ...]]
    """By scorer, in the order of ``chosen``."""
    features: Mapping[str, float]


class ScoredVerifier(CheckingVerifier):
    """A :class:`~vraagbaak.grounding.types.Verifier` over scorers of (claim, place) pairs.

    Without scorers it is the checks of facts alone, calibrated. A verbatim sentence is supported
    whatever the scorers say. Thread-safe.
    """

    def __init__(
        self,
        name: str,
        scorers: Sequence[WindowScorer],
        calibration: Calibration,
        likeness: SentenceLikeness | None = None,
        detect: Callable[[str], Language | None] | None = None,
    ) -> None:
        super().__init__(likeness, detect=detect)
        self.name = name
        self._scorers = tuple(scorers)
        self._calibration = calibration

    @property
    def threshold(self) -> float:
        """Probability from which a claim counts as supported."""
        return self._calibration.threshold

    def verify(self, claim: str, evidence: Sequence[Evidence], context: str = "") -> Verification:
        """The verdict for one sentence; ``context`` is what was said just before it."""
        if not is_claim(claim):
            return Verification(Verdict.NOT_A_CLAIM, 0.0, reason="states nothing")
        if not evidence:
            return Verification(Verdict.NOT_FOUND, 0.0, reason="no evidence")
        wrong = unreadable(claim)
        if wrong:
            return Verification(Verdict.NOT_FOUND, 0.0, (Span(0, len(claim), False),), (), wrong)
        weighed = self.weigh(claim, evidence, context)
        if weighed.examined.quoted is not None:
            return weighed.decided
        return self._verdict(claim, weighed, self._probability(weighed))

    def _probability(self, weighed: Weighed) -> float:
        if vetoed(weighed.features):
            return self._calibration.against(weighed.features)
        return self._calibration.probability(weighed.features)

    def weigh(self, claim: str, evidence: Sequence[Evidence], context: str = "") -> Weighed:
        """Everything that the verdict rests on."""
        examined = self.examine(claim, evidence, context)
        decided = self._decided(claim, evidence, context, self._told(claim, examined))
        features = fact_features(examined, decided)
        # A quotation needs no second opinion.
        chosen = () if examined.quoted else examined.judged[:WINDOWS]
        scores: dict[str, tuple[WindowScore, ...]] = {}
        for scorer in self._scorers:
            found = scorer.score(claim, [judged.window for judged in chosen])
            scores[scorer.name] = tuple(found)
            features |= score_features(scorer.name, [one.logit for one in found], NOTHING)
        return Weighed(examined, decided, chosen, scores, features)

    def _verdict(self, claim: str, weighed: Weighed, probability: float) -> Verification:
        decided = weighed.decided
        spans = self._spans(claim, weighed)
        if probability >= self._calibration.bar(weighed.features):
            support = self._support(weighed, probability)
            if support:
                agreed = decided.verdict is Verdict.SUPPORTED
                reason = decided.reason if agreed else f"support {probability:.2f} by meaning"
                spans = spans if agreed else (Span(0, len(claim), True),)
                return Verification(Verdict.SUPPORTED, probability, spans, support, reason)
        denied = decided.verdict is Verdict.CONTRADICTED
        verdict = Verdict.CONTRADICTED if denied else Verdict.NOT_FOUND
        reason = decided.reason or f"support {probability:.2f}"
        if decided.verdict is Verdict.SUPPORTED:
            reason = f"the words are there, but support is only {probability:.2f}"
        return Verification(verdict, probability, spans, (), reason)

    def _support(self, weighed: Weighed, probability: float) -> tuple[Support, ...]:
        """The checks' own places where they agree, else the place that the scorers prefer."""
        if weighed.decided.support:
            return tuple(replace(one, score=probability) for one in weighed.decided.support)
        best = max(
            range(len(weighed.chosen)), key=lambda i: self._preference(weighed, i), default=None
        )
        return () if best is None else (weighed.chosen[best].window.quoted(probability),)

    def _preference(self, weighed: Weighed, place: int) -> float:
        """Scorers' logits together; among equals the shorter place comes first."""
        window = weighed.chosen[place].window
        length = 0.2 * (window.last - window.first)
        return sum(scores[place].logit for scores in weighed.scores.values()) - length

    def _spans(self, claim: str, weighed: Weighed) -> tuple[Span, ...]:
        """The checks' spans; unsupported too where every scorer that marks words agrees."""
        marks = [_lacking(scores) for scores in weighed.scores.values()]
        known = [mark for mark in marks if mark is not None]
        spans = weighed.decided.spans or (Span(0, len(claim), False),)
        if not known:
            return spans
        return tuple(
            replace(span, supported=span.supported and not all(_touches(m, span) for m in known))
            for span in spans
        )


def _lacking(scores: Sequence[WindowScore]) -> list[tuple[int, int]] | None:
    """The claim's words that the best place does not bear out; None where nothing was scored."""
    best = max(scores, key=lambda score: score.logit, default=None)
    if best is None:
        return None
    return [(word.start, word.end) for word in best.words if word.lacking >= LACKING]


def _touches(marks: Sequence[tuple[int, int]], span: Span) -> bool:
    return any(start < span.end and span.start < end for start, end in marks)
