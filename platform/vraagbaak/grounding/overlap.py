"""The floor: a verifier that only counts words."""

from __future__ import annotations

from collections.abc import Sequence

from vraagbaak.grounding.calibration import Calibration
from vraagbaak.grounding.claims import is_claim
from vraagbaak.grounding.normal import fold
from vraagbaak.grounding.sentences import split_sentences
from vraagbaak.grounding.types import Evidence, Sentence, Span, Support, Verdict, Verification
from vraagbaak.grounding.words import Token, tokens

AS_IT_IS = Calibration({"overlap": 1.0}, 0.0, ((0.0, 0.0), (1.0, 1.0)), 0.7, version="1")
"""The share itself as score: where edits keep most words, a fitted map would turn it round."""


class OverlapVerifier:
    """Supports a claim whose words stand in one sentence of the evidence, whatever they say.

    It goes by the share of the claim's words of four letters or more, and numbers, that stand
    there. What better verifiers are measured against; do not serve it.
    """

    def __init__(self, calibration: Calibration = AS_IT_IS) -> None:
        self.name = f"overlap-{calibration.version}"
        self._calibration = calibration

    def verify(
        self,
        claim: str,
        evidence: Sequence[Evidence],
        context: str = "",  # noqa: ARG002 - part of the protocol
    ) -> Verification:
        """The verdict by the sentence that shares most words."""
        if not is_claim(claim):
            return Verification(Verdict.NOT_A_CLAIM, 0.0, reason="states nothing")
        wanted = [t for t in tokens(claim) if len(t.folded) > 3 or t.folded.isdigit()]
        if not evidence or not wanted:
            return Verification(Verdict.NOT_FOUND, 0.0, reason="nothing to compare")
        candidates = [(item, s) for item in evidence for s in split_sentences(item.text)]
        if not candidates:
            return Verification(Verdict.NOT_FOUND, 0.0, reason="no words in the evidence")
        item, sentence = max(candidates, key=lambda pair: _share(wanted, pair[1]))
        share = _share(wanted, sentence)
        score = self._calibration.probability({"overlap": share})
        spans = _spans(wanted, sentence)
        if score < self._calibration.threshold:
            reason = f"{share:.2f} of the words in one sentence"
            return Verification(Verdict.NOT_FOUND, score, spans, reason=reason)
        quote = Support(item.passage_id, sentence.text, sentence.start, sentence.end, score)
        return Verification(Verdict.SUPPORTED, score, spans, (quote,))


def _share(wanted: list[Token], sentence: Sentence) -> float:
    present = {token.folded for token in tokens(sentence.text)}
    return sum(token.folded in present for token in wanted) / len(wanted)


def _spans(wanted: list[Token], sentence: Sentence) -> tuple[Span, ...]:
    present = {fold(token.folded) for token in tokens(sentence.text)}
    return tuple(Span(t.start, t.end, t.folded in present) for t in wanted)
