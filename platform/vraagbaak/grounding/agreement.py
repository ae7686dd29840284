"""The default verifier: words, meaning and facts of a claim agree with a place in the evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from vraagbaak.embedding.types import Embedder
from vraagbaak.grounding.checks import CheckOptions, Weight
from vraagbaak.grounding.claim import Claim, take_apart
from vraagbaak.grounding.claims import is_claim
from vraagbaak.grounding.judging import CHECKS, THRESHOLDS, Judge, Judged, Parts, Thresholds
from vraagbaak.grounding.likeness import SentenceLikeness
from vraagbaak.grounding.prepared import Prepared, Preparer
from vraagbaak.grounding.types import Evidence, Span, Verdict, Verification
from vraagbaak.grounding.verbatim import verbatim
from vraagbaak.grounding.words import small_words
from vraagbaak.language import Language, LanguageDetector


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
        likeness = SentenceLikeness(embedder) if embedder is not None else None
        self._judge = Judge(likeness, thresholds, checks)
        self._limits = thresholds
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
        judged = self._judge.judge(parts, passages)
        if not judged:
            return Verification(Verdict.NOT_FOUND, 0.0, reason="no evidence")
        return self._verdict(parts, judged)

    def _part(self, claim: str, evidence_language: Language) -> Claim:
        """The claim for evidence in that language; without a clear language it is in that one."""
        language = self._detect(claim) or evidence_language
        # Detection errs on short sentences full of names; their small words do not.
        if small_words(claim, evidence_language) > small_words(claim, language):
            language = evidence_language
        return take_apart(claim, language, evidence_language)

    def _verdict(self, parts: Parts, judged: Sequence[Judged]) -> Verification:
        best = judged[0]
        against = self._contradiction(parts, judged)
        claim = parts[best.window.passage.language]
        outweighed = against is not None and self._outweighs(against, best)
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

    def _outweighs(self, against: Judged, best: Judged) -> bool:
        """Whether a conflict is clearer than the support: nearer in words, as near in facts.

        A sentence that lacks the one fact in question may be what the claim is really about; one
        that lacks two is another row of the table.
        """
        nearer = against.base > best.base + self._limits.clearer
        return nearer and against.agreeing >= best.agreeing - 1

    def _contradiction(self, parts: Parts, judged: Sequence[Judged]) -> Judged | None:
        """The window that speaks most clearly of the same matter and says otherwise."""
        conflicts = [j for j in judged if j.has(Weight.CONFLICT) and self._same_matter(parts, j)]
        return max(conflicts, key=lambda j: j.base, default=None)

    def _same_matter(self, parts: Parts, judged: Judged) -> bool:
        claim, window = parts[judged.window.passage.language], judged.window
        if claim.language is not window.passage.language:
            return judged.base >= self._limits.same_matter_abroad
        return window.coverage >= self._limits.same_matter


def _languages(passages: Sequence[Prepared]) -> set[Language]:
    return {passage.language for passage in passages}


def _reasons(judged: Judged) -> str:
    return "; ".join(dict.fromkeys(finding.reason for finding in judged.findings))


def _spans(claim: Claim, judged: Judged) -> tuple[Span, ...]:
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
