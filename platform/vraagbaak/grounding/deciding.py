"""From judged places to one verdict."""

from __future__ import annotations

from collections.abc import Sequence

from vraagbaak.grounding.claim import Claim
from vraagbaak.grounding.findings import Weight
from vraagbaak.grounding.judging import Judged, Parts, Thresholds
from vraagbaak.grounding.types import Span, Verdict, Verification


def decide(parts: Parts, judged: Sequence[Judged], limits: Thresholds) -> Verification:
    """The verdict by the best place, unless another one contradicts more clearly."""
    if not judged:
        return Verification(Verdict.NOT_FOUND, 0.0, reason="no evidence")
    best = judged[0]
    against = _contradiction(parts, judged, limits)
    claim = parts[best.window.passage.language]
    outweighed = against is not None and _outweighs(against, best, limits)
    if best.clean and best.score >= limits.supported and not outweighed:
        support = (best.window.quoted(best.score),)
        return Verification(
            Verdict.SUPPORTED, best.score, _spans(claim, best), support, _reasons(best)
        )
    if against is not None:
        claim = parts[against.window.passage.language]
        score = min(0.2, against.score)
        spans = _spans(claim, against)
        return Verification(Verdict.CONTRADICTED, score, spans, (), _reasons(against))
    score = best.score if best.clean else best.score / 2
    reason = _reasons(best) or f"only {best.base:.2f} of it is in the evidence"
    return Verification(Verdict.NOT_FOUND, score, _spans(claim, best), (), reason)


def together(whole: Verification, pieces: Sequence[Verification]) -> Verification:
    """The verdict over a compound claim: it holds if every statement of it does.

    Each statement brings its own support. Where one fails, the claim fails as that one does.
    """
    stated = [piece for piece in pieces if piece.verdict is not Verdict.NOT_A_CLAIM]
    failed = [piece for piece in stated if piece.verdict is not Verdict.SUPPORTED]
    score = min((piece.score for piece in stated), default=0.0)
    spans = tuple(span for piece in pieces for span in piece.spans)
    if not failed and stated:
        support = tuple(dict.fromkeys(found for piece in stated for found in piece.support))
        best_first = tuple(sorted(support, key=lambda found: -found.score))
        return Verification(Verdict.SUPPORTED, score, spans, best_first, "clause by clause")
    contradicted = [piece for piece in failed if piece.verdict is Verdict.CONTRADICTED]
    # A statement that is told elsewhere in other words may be taken for a contradiction there.
    if not contradicted or whole.verdict is Verdict.CONTRADICTED:
        return whole
    reason = contradicted[0].reason
    return Verification(Verdict.CONTRADICTED, min(whole.score, score), spans, (), reason)


def _outweighs(against: Judged, best: Judged, limits: Thresholds) -> bool:
    """Whether a conflict is clearer than the support: nearer in words, as near in facts.

    A sentence that lacks the one fact in question may be what the claim is really about; one
    that lacks two is another row of the table.
    """
    nearer = against.base > best.base + limits.clearer
    return nearer and against.agreeing >= best.agreeing - 1


def _contradiction(parts: Parts, judged: Sequence[Judged], limits: Thresholds) -> Judged | None:
    """The window that speaks most clearly of the same matter and says otherwise."""
    conflicts = [j for j in judged if j.has(Weight.CONFLICT) and _same_matter(parts, j, limits)]
    return max(conflicts, key=lambda j: j.base, default=None)


def _same_matter(parts: Parts, judged: Judged, limits: Thresholds) -> bool:
    claim, window = parts[judged.window.passage.language], judged.window
    if claim.language is not window.passage.language:
        return judged.base >= limits.same_matter_abroad
    return window.coverage >= limits.same_matter


def _reasons(judged: Judged) -> str:
    return "; ".join(dict.fromkeys(finding.reason for finding in judged.findings))


def _spans(claim: Claim, judged: Judged) -> tuple[Span, ...]:
    """Each word and fact of the claim, supported or not, in order and apart."""
    bad = [(f.start, f.end) for f in judged.findings if f.weight is not Weight.DOUBT]
    marks = {(fact.start, fact.end): True for fact in claim.facts}
    abroad = claim.language is not judged.window.passage.language
    for word, share in zip(claim.words, judged.window.found, strict=True):
        if not any(start <= word.start < end for start, end in marks):
            key = (word.start, word.end)
            marks[key] = marks.get(key, True) and (abroad or share >= 0.5)
    return tuple(
        Span(start, end, good and not any(a < end and start < b for a, b in bad))
        for (start, end), good in sorted(marks.items())
    )
