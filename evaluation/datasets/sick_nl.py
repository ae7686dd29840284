"""SICK-NL (Wijnholds and Moortgat, 2021): Dutch sentence pairs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from evaluation.datasets.claims import LabelledClaim
from evaluation.datasets.rows import json_rows

LABELS = ("ENTAILMENT", "CONTRADICTION", "NEUTRAL")
SPLITS = ("TRAIN", "TRIAL", "TEST")


def sick_nl(folder: Path, split: str | None = None) -> Iterator[LabelledClaim]:
    """Hypotheses as claims, premises as evidence; only ENTAILMENT holds.

    ``split`` is one of TRAIN, TRIAL and TEST, all of them without one. Raises ConfigurationError
    naming file and line.
    """
    for row in json_rows(folder / "sick_nl.jsonl"):
        label = row.one_of("label", LABELS)
        part = row.one_of("split", SPLITS)
        if split is None or part == split:
            yield LabelledClaim(
                id=row.text("id"),
                claim=row.text("hypothesis"),
                evidence=(row.text("premise"),),
                holds=label == "ENTAILMENT",
                kind=label.lower(),
                domain=part.lower(),
                # A premise stands in several pairs.
                document=row.text("premise"),
                language="nl",
            )
