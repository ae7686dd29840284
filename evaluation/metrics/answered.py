"""Whether a question was answered, and whether it should have been."""

from __future__ import annotations

ANSWERED = frozenset({"answered", "partial"})
SHOULD_BE = frozenset({"answerable", "cross_lingual", "multi_passage", "conversation"})
SHOULD_NOT_BE = frozenset({"unanswerable", "cross_tenant"})


def answered(status: str) -> float:
    """1.0 where a reader got an answer, in part or whole; else 0.0."""
    return float(status in ANSWERED)


def false_answer(kind: str, status: str) -> float | None:
    """1.0 where a question that this tenant cannot answer got an answer; None for other kinds.

    A question for another agency that is redirected or refused is right.
    """
    return answered(status) if kind in SHOULD_NOT_BE else None


def false_refusal(kind: str, status: str) -> float | None:
    """1.0 where a question that the documents answer got none; None for other kinds."""
    return 1.0 - answered(status) if kind in SHOULD_BE else None
