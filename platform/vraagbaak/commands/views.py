"""The JSON that commands print: field names that others script against."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from vraagbaak.answer.types import Answer
from vraagbaak.grounding.types import Verification
from vraagbaak.index.types import Hit


def hit_view(hit: Hit) -> dict[str, Any]:
    """One search result."""
    passage = hit.passage
    return {
        "passage_id": passage.id,
        "document": passage.document,
        "uri": passage.uri,
        "title": passage.title,
        "heading": passage.heading,
        "page": passage.page,
        "text": passage.text,
        "score": round(hit.score, 6),
        "language": passage.language,
    }


def answer_view(answer: Answer) -> dict[str, Any]:
    """An answer as `ask --json` prints it."""
    return asdict(answer)


def verification_view(result: Verification) -> dict[str, Any]:
    """A verdict as `verify --json` prints it."""
    return {
        "verdict": result.verdict,
        "score": round(result.score, 6),
        "spans": [asdict(span) for span in result.spans],
        "support": [asdict(support) for support in result.support],
        "reason": result.reason,
    }
