"""The default verifier: words, meaning and facts of a claim agree with a place in the evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from vraagbaak.embedding.types import Embedder
from vraagbaak.grounding.checks import CheckOptions, Finding, Weight, check
from vraagbaak.grounding.claim import Claim, take_apart
from vraagbaak.grounding.claims import is_claim
from vraagbaak.grounding.facts import Kind
from vraagbaak.grounding.likeness import SentenceLikeness
from vraagbaak.grounding.prepared import Prepared, Preparer
from vraagbaak.grounding.types import Evidence, Span, Verdict, Verification
from vraagbaak.grounding.verbatim import verbatim
from vraagbaak.grounding.windows import Window, windows
from vraagbaak.language import Language, LanguageDetector


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
class _Judged:
    """A window, its score, and what speaks against it."""

    window: Window
    base: float
    score: float
    findings: tuple[Finding, ...]

    def has(self, weight: Weight) -> bool:
        return any(finding.weight is weight for finding in self.findings)

    @property
    def clean(self) -> bool:
        """Nothing but doubts."""
        return not (self.has(Weight.CONFLICT) or self.has(Weight.MISSING))


class AgreementVerifier:
    """A :class:`~vraagbaak.grounding.types.Verifier` without a trained judge.

    A claim is supported by one to three neighbouring sentences that hold its words (or its
    meaning, by ``embedder``), all of its numbers, dates and names, and deny nothing it affirms.
    Without an embedder claims in another language than the evidence are hardly ever supported.
    Thread-safe.
    """

    name = "agreement-1"

    def __init__(
        self,
        embedder: Embedder | None = None,
        thresholds: Thresholds = THRESHOLDS,
        checks: CheckOptions = CHECKS,
        detect: Callable[[str], Language | None] | None = None,
    ) -> None:
        self._likeness = SentenceLikeness(embedder) if embedder is not None else None
        self._limits = thresholds
        self._checks = checks
        self._detect = detect or LanguageDetector().detect
        self._prepare = Preparer(self._detect, Language.NL)

    def verify(self, claim: str, evidence: Sequence[Evidence]) -> Verification:
        """The verdict for one sentence; see the class."""
        if not is_claim(claim):
            return Verification(Verdict.NOT_A_CLAIM, 0.0, reason="states nothing")
        passages = [self._prepare(item) for item in evidence]
        quoted = verbatim(claim, passages)
        if quoted is not None:
            whole = (Span(0, len(claim), True),)
            return Verification(Verdict.SUPPORTED, 1.0, whole, (quoted,), "verbatim")
        parts = {language: self._part(claim, language) for language in _languages(passages)}
        judged = self._judge(parts, passages)
        if not judged:
            return Verification(Verdict.NOT_FOUND, 0.0, reason="no evidence")
        return self._verdict(parts, judged)

    def _part(self, claim: str, evidence_language: Language) -> Claim:
        """The claim for evidence in that language; without a clear language it is in that one."""
        return take_apart(claim, self._detect(claim) or evidence_language, evidence_language)

    def _judge(self, parts: dict[Language, Claim], passages: Sequence[Prepared]) -> list[_Judged]:
        """The most promising windows, judged, best first."""
        found = list(chain.from_iterable(windows(parts[p.language].words, p) for p in passages))
        chosen = self._promising(found, parts)
        judged = [self._judge_one(parts[w.passage.language], w) for w in chosen]
        return sorted(judged, key=lambda j: (j.clean, j.score), reverse=True)

    def _promising(self, found: Sequence[Window], parts: dict[Language, Claim]) -> Iterable[Window]:
        limit = self._limits.candidates
        by_words = sorted(found, key=self._rank, reverse=True)[:limit]
        abroad = [w for w in found if parts[w.passage.language].language is not w.passage.language]
        if not abroad or self._likeness is None:
            return by_words
        text = next(iter(parts.values())).text
        alike = self._likeness.of(text, [w.text for w in abroad])
        ranked = sorted(zip(alike, abroad, strict=True), key=lambda pair: pair[0], reverse=True)
        best = [window for _, window in ranked[:limit]]
        return [*best, *(w for w in by_words if w not in best)]

    def _rank(self, window: Window) -> float:
        return window.coverage - self._limits.longer * (window.last - window.first)

    def _judge_one(self, claim: Claim, window: Window) -> _Judged:
        findings = tuple(check(claim, window, self._checks))
        base = self._base(claim, window)
        doubts = sum(finding.weight is Weight.DOUBT for finding in findings)
        return _Judged(window, base, base * self._limits.doubt**doubts, findings)

    def _base(self, claim: Claim, window: Window) -> float:
        """Agreement in words and meaning, 0..1, before any check."""
        limits = self._limits
        words = self._words(claim, window)
        rank = words - limits.longer * (window.last - window.first)
        if self._likeness is None:
            return max(0.0, rank)
        cosine = self._likeness.of(claim.text, [window.text])[0]
        if claim.language is not window.passage.language:
            return max(_scaled(cosine, limits.alike_abroad), rank * limits.word_share)
        meaning = _scaled(cosine, limits.alike)
        return max(0.0, limits.word_share * rank + (1 - limits.word_share) * meaning)

    def _words(self, claim: Claim, window: Window) -> float:
        """Agreement in words, to which facts lend some weight: those that fail stop it anyhow."""
        limits = self._limits
        if not claim.words:
            return limits.without_words if claim.facts else 0.0
        facts = sum(fact.kind is not Kind.NAME for fact in claim.facts)
        extra = limits.fact_weight * min(facts, limits.counted_facts)
        total = sum(word.weight for word in claim.words)
        return (window.coverage * total + extra) / (total + extra)

    def _verdict(self, parts: dict[Language, Claim], judged: Sequence[_Judged]) -> Verification:
        best = judged[0]
        against = self._contradiction(parts, judged)
        claim = parts[best.window.passage.language]
        outweighed = against is not None and against.base > best.base + self._limits.clearer
        if best.clean and best.score >= self._limits.supported and not outweighed:
            support = (best.window.quoted(best.score),)
            spans, reason = _spans(claim, best), _reasons(best)
            return Verification(Verdict.SUPPORTED, best.score, spans, support, reason)
        if against is not None:
            claim = parts[against.window.passage.language]
            score = min(0.2, against.score)
            return Verification(
                Verdict.CONTRADICTED, score, _spans(claim, against), (), _reasons(against)
            )
        score = best.score if best.clean else best.score / 2
        reason = _reasons(best) or f"only {best.base:.2f} of it is in the evidence"
        return Verification(Verdict.NOT_FOUND, score, _spans(claim, best), (), reason)

    def _contradiction(
        self, parts: dict[Language, Claim], judged: Sequence[_Judged]
    ) -> _Judged | None:
        """The window that speaks most clearly of the same matter and says otherwise."""
        conflicts = [j for j in judged if j.has(Weight.CONFLICT) and self._same_matter(parts, j)]
        return max(conflicts, key=lambda j: j.base, default=None)

    def _same_matter(self, parts: dict[Language, Claim], judged: _Judged) -> bool:
        claim, window = parts[judged.window.passage.language], judged.window
        if claim.language is not window.passage.language:
            return judged.base >= self._limits.same_matter_abroad
        return window.coverage >= self._limits.same_matter


def _scaled(cosine: float, bounds: tuple[float, float]) -> float:
    low, high = bounds
    return min(1.0, max(0.0, (cosine - low) / (high - low)))


def _languages(passages: Sequence[Prepared]) -> set[Language]:
    return {passage.language for passage in passages}


def _reasons(judged: _Judged) -> str:
    return "; ".join(dict.fromkeys(finding.reason for finding in judged.findings))


def _spans(claim: Claim, judged: _Judged) -> tuple[Span, ...]:
    """Each word and fact of the claim, supported or not, in order and apart."""
    bad = [(f.start, f.end) for f in judged.findings if f.weight is not Weight.DOUBT]
    marks = {(fact.start, fact.end): True for fact in claim.facts}
    abroad = claim.language is not judged.window.passage.language
    for word, share in zip(claim.words, judged.window.found, strict=True):
        if not any(start <= word.start < end for start, end in marks):
            marks[word.start, word.end] = abroad or share >= 0.5
    return tuple(
        Span(start, end, good and not any(a < end and start < b for a, b in bad))
        for (start, end), good in sorted(marks.items())
    )
