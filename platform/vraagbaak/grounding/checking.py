"""What verifiers by checks share: the claim is taken apart, places are judged, one decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from vraagbaak.grounding.case import CheckOptions
from vraagbaak.grounding.claim import Claim, take_apart
from vraagbaak.grounding.claims import is_claim
from vraagbaak.grounding.clauses import Clause
from vraagbaak.grounding.deciding import decide, together
from vraagbaak.grounding.facts.validity import ended
from vraagbaak.grounding.judging import CHECKS, THRESHOLDS, Judge, Judged, Parts, Thresholds
from vraagbaak.grounding.likeness import SentenceLikeness
from vraagbaak.grounding.pieces import pieces
from vraagbaak.grounding.prepared import Prepared, Preparer
from vraagbaak.grounding.references import refer
from vraagbaak.grounding.types import Evidence, Span, Support, Verdict, Verification
from vraagbaak.grounding.verbatim import verbatim
from vraagbaak.grounding.words import small_words
from vraagbaak.language import Language, LanguageDetector


@dataclass(frozen=True, slots=True)
class Examined:
    """A claim beside the most promising places in the evidence, with what speaks against each."""

    parts: Parts
    """The claim taken apart for evidence of each language."""
    passages: tuple[Prepared, ...]
    judged: tuple[Judged, ...]
    """Best first; empty without evidence, and where the claim stands word for word."""
    quoted: Support | None = None
    """Where the claim stands word for word."""


def _holds_still(quoted: Support | None, passages: Sequence[Prepared]) -> bool:
    """Whether no line after the quotation takes it back: "It was abolished in 2024."."""
    if quoted is None:
        return False
    passage = next(p for p in passages if p.evidence.passage_id == quoted.passage_id)
    after = [line for line in passage.lines if line.sentence.start >= quoted.end][:1]
    return not any(line.leans and ended(line.text) for line in after)


class CheckingVerifier:
    """Code of the verifiers that find a claim's words and check its facts. Thread-safe."""

    def __init__(
        self,
        likeness: SentenceLikeness | None = None,
        thresholds: Thresholds = THRESHOLDS,
        checks: CheckOptions = CHECKS,
        detect: Callable[[str], Language | None] | None = None,
    ) -> None:
        self._judge = Judge(likeness, thresholds, checks)
        self._limits = thresholds
        self._detect = detect or LanguageDetector().detect
        self._prepare = Preparer(self._detect, Language.NL)

    def examine(self, claim: str, evidence: Sequence[Evidence], context: str = "") -> Examined:
        """The judged places with their findings: what other verifiers may weigh in their way.

        ``context`` is what was said just before the claim, the question included: "this premium"
        is then the one spoken of there.
        """
        read = self._read(claim, evidence, context)
        if read.quoted is not None:
            return read
        return replace(read, judged=tuple(self._judge.judge(read.parts, read.passages)))

    def verify(self, claim: str, evidence: Sequence[Evidence], context: str = "") -> Verification:
        """The verdict for one sentence, clause by clause where no one place holds the whole.

        ``context`` as in :meth:`examine`.
        """
        if not is_claim(claim):
            return Verification(Verdict.NOT_A_CLAIM, 0.0, reason="states nothing")
        return self._decided(claim, evidence, context, self._whole(claim, evidence, context))

    def _decided(
        self, claim: str, evidence: Sequence[Evidence], context: str, whole: Verification
    ) -> Verification:
        """The verdict on the whole claim, or on its clauses together where no place holds it."""
        said = pieces(claim) if evidence and whole.verdict is not Verdict.SUPPORTED else []
        if len(said) < 2:
            return whole
        found = [self._piece(claim, said, n, evidence, context) for n in range(len(said))]
        return together(whole, found)

    def _whole(self, claim: str, evidence: Sequence[Evidence], context: str) -> Verification:
        return self._told(claim, self.examine(claim, evidence, context))

    def _told(self, claim: str, examined: Examined) -> Verification:
        """What the examined places say of the whole claim."""
        if examined.quoted is not None:
            spans = (Span(0, len(claim), True),)
            return Verification(Verdict.SUPPORTED, 1.0, spans, (examined.quoted,), "verbatim")
        return decide(examined.parts, examined.judged, self._limits)

    def _piece(
        self,
        claim: str,
        said: Sequence[Clause],
        number: int,
        evidence: Sequence[Evidence],
        context: str,
    ) -> Verification:
        """The verdict for one clause, which may refer to those before it."""
        clause = said[number]
        before = f"{context}\n{claim[: clause.start]}" if number else context
        found = self._whole(claim[clause.start : clause.end].strip(), evidence, before)
        spans = (
            replace(s, start=s.start + clause.start, end=s.end + clause.start) for s in found.spans
        )
        return replace(found, spans=tuple(spans))

    def _read(self, claim: str, evidence: Sequence[Evidence], context: str) -> Examined:
        passages = tuple(self._prepare(item) for item in evidence)
        languages = {passage.language for passage in passages}
        parts = {language: self._part(claim, language, context) for language in languages}
        refers = any(part.referred for part in parts.values())
        quoted = None if refers else verbatim(claim, passages)
        return Examined(parts, passages, (), quoted if _holds_still(quoted, passages) else None)

    def _part(self, claim: str, evidence_language: Language, context: str) -> Claim:
        """The claim for evidence in that language; without a clear language it is in that one."""
        language = self._detect(claim) or evidence_language
        # Detection errs on short sentences full of names; their small words do not.
        if small_words(claim, evidence_language) > small_words(claim, language):
            language = evidence_language
        reference = refer(claim, context, language) if context else None
        return take_apart(claim, language, evidence_language, reference, context)
