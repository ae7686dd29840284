"""The most promising places in the evidence, and how far each bears a claim out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from vraagbaak.grounding.case import CheckOptions
from vraagbaak.grounding.checks import check
from vraagbaak.grounding.claim import Claim
from vraagbaak.grounding.facts import Kind
from vraagbaak.grounding.facts.match import agrees
from vraagbaak.grounding.findings import Finding, Weight
from vraagbaak.grounding.likeness import SentenceLikeness
from vraagbaak.grounding.prepared import Prepared
from vraagbaak.grounding.windows import Window, windows
from vraagbaak.language import Language

Parts = Mapping[Language, Claim]
"""The claim taken apart for evidence of each language."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where agreement begins; measured on our own sentences in four languages."""

    supported: float = 0.65
    """Score from which a claim is supported."""
    same_matter: float = 0.6
    """Word agreement from which a conflict is a contradiction and not another subject."""
    same_matter_abroad: float = 0.5
    """The same for agreement in meaning, where the languages differ."""
    word_share: float = 0.75
    """Weight of the words beside the meaning, within one language."""
    alike: tuple[float, float] = (0.85, 0.98)
    """Cosine of sentences of one language that share a subject, and that say the same."""
    alike_abroad: tuple[float, float] = (0.80, 0.93)
    """The same between languages, where vectors lie further apart."""
    fact_weight: float = 0.5
    """What an agreeing fact counts beside a word, which counts 1."""
    counted_facts: int = 2
    """Facts that count so."""
    doubt: float = 0.85
    """What remains of the score for each doubt."""
    longer: float = 0.03
    """What each further sentence of a window costs."""
    clearer: float = 0.12
    """How much better the words of a conflicting sentence must agree to outweigh support."""
    candidates: int = 6
    """Windows that are looked at closely."""
    without_words: float = 0.66
    """Score of a claim that holds nothing but agreeing facts."""


THRESHOLDS = Thresholds()
CHECKS = CheckOptions()


@dataclass(frozen=True, slots=True)
class Judged:
    """A window, its score, and what speaks against it."""

    window: Window
    base: float
    score: float
    findings: tuple[Finding, ...]
    agreeing: int
    """How many of the claim's facts the window holds."""

    def has(self, weight: Weight) -> bool:
        """Whether anything of that weight was found."""
        return any(finding.weight is weight for finding in self.findings)

    @property
    def clean(self) -> bool:
        """Nothing but doubts."""
        return not (self.has(Weight.CONFLICT) or self.has(Weight.MISSING))


@dataclass(frozen=True, slots=True)
class Judge:
    """Finds windows by words and, between languages, by meaning; checks and scores them."""

    likeness: SentenceLikeness | None
    limits: Thresholds = THRESHOLDS
    checks: CheckOptions = CHECKS

    def judge(self, parts: Parts, passages: Sequence[Prepared]) -> list[Judged]:
        """The most promising windows, judged, best first."""
        found = list(chain.from_iterable(windows(parts[p.language].words, p) for p in passages))
        chosen = self._promising(found, parts)
        judged = [self._one(parts[w.passage.language], w) for w in chosen]
        return sorted(judged, key=lambda j: (j.clean, j.score), reverse=True)

    def _promising(self, found: Sequence[Window], parts: Parts) -> Iterable[Window]:
        limit = self.limits.candidates
        by_words = sorted(found, key=self._rank, reverse=True)[:limit]
        by_facts = sorted(
            found,
            key=lambda w: _agreeing(parts[w.passage.language], w) + self._rank(w),
            reverse=True,
        )[:limit]
        abroad = [w for w in found if parts[w.passage.language].language is not w.passage.language]
        by_meaning: list[Window] = []
        if abroad and self.likeness is not None:
            text = next(iter(parts.values())).text
            alike = self.likeness.of(text, [w.text for w in abroad])
            ranked = sorted(zip(alike, abroad, strict=True), key=lambda pair: -pair[0])
            by_meaning = [window for _, window in ranked[:limit]]
        return {id(w): w for w in chain(by_meaning, by_words, by_facts)}.values()

    def _rank(self, window: Window) -> float:
        return window.coverage - self.limits.longer * (window.last - window.first)

    def _one(self, claim: Claim, window: Window) -> Judged:
        findings = tuple(check(claim, window, self.checks))
        base = self._base(claim, window)
        facts = _agreeing(claim, window)
        doubts = sum(finding.weight is Weight.DOUBT for finding in findings)
        return Judged(window, base, base * self.limits.doubt**doubts, findings, facts)

    def _base(self, claim: Claim, window: Window) -> float:
        """Agreement in words and meaning, 0..1, before any check."""
        limits = self.limits
        words = self._words(claim, window)
        rank = words - limits.longer * (window.last - window.first)
        if self.likeness is None:
            return max(0.0, rank)
        cosine = self.likeness.of(claim.text, [window.text])[0]
        if claim.language is not window.passage.language:
            return max(_scaled(cosine, limits.alike_abroad), rank * limits.word_share)
        meaning = _scaled(cosine, limits.alike)
        return max(0.0, limits.word_share * rank + (1 - limits.word_share) * meaning)

    def _words(self, claim: Claim, window: Window) -> float:
        """Agreement in words, to which facts lend some weight: those that fail stop it anyhow."""
        limits = self.limits
        if not claim.words:
            return limits.without_words if claim.facts else 0.0
        facts = sum(fact.kind is not Kind.NAME for fact in claim.facts)
        extra = limits.fact_weight * min(facts, limits.counted_facts)
        total = sum(word.weight for word in claim.words)
        return (window.coverage * total + extra) / (total + extra)


def _agreeing(claim: Claim, window: Window) -> int:
    """How many facts of the claim the window holds."""
    others = [fact for line in window.lines for fact in line.facts]
    return sum(any(agrees(fact, other, None) for other in others) for fact in claim.facts)


def _scaled(cosine: float, bounds: tuple[float, float]) -> float:
    low, high = bounds
    return min(1.0, max(0.0, (cosine - low) / (high - low)))
