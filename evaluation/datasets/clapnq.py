"""CLAP NQ (Rosenthal et al., 2025): questions with the passage that answers them, or does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from evaluation.datasets.claims import LabelledClaim
from evaluation.datasets.passages import passages
from evaluation.datasets.rows import Row, json_rows

FILES = {"clapnq_dev_answerable.jsonl": True, "clapnq_dev_unanswerable.jsonl": False}


def clapnq(folder: Path) -> Iterator[LabelledClaim]:
    """Questions as claims; ``holds`` says whether the passage answers the question.

    Raises ConfigurationError naming file and line.
    """
    for name, answerable in FILES.items():
        for row in json_rows(folder / name):
            yield _question(row, answerable)


def _question(row: Row, answerable: bool) -> LabelledClaim:
    try:
        shown = row.get("passages")
        evidence = tuple(piece for passage in shown for piece in passages(passage["text"]))
        title = shown[0]["title"]
    except (KeyError, IndexError, TypeError, AttributeError) as exc:
        raise row.wrong(f"has no passages with text and title: {exc!r}") from exc
    return LabelledClaim(
        id=row.text("id"),
        claim=row.text("input"),
        evidence=evidence,
        holds=answerable,
        kind="answerable" if answerable else "unanswerable",
        document=title,
        language="en",
    )
