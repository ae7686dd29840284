"""Human labels of a run's sentences: do people agree, does the judge agree with them, what follows.

A file of labels is CSV with a header, or JSON lines, with the fields `item` (the question's id),
`sentence` (its number in the item's record, from 0), `annotator` and `label`.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.harness.records import RunRecord, SentenceRecord
from evaluation.metrics import (
    Detection,
    Interval,
    detection,
    krippendorff_alpha,
    or_none,
    prediction_powered_mean,
    raw_agreement,
)
from vraagbaak.commands.output import read_lines, read_text
from vraagbaak.errors import VraagbaakError
from vraagbaak.grounding.types import Verdict

FIELDS = ("item", "sentence", "annotator", "label")
SUPPORTED = frozenset({"supported", "yes", "true", "1", "ja", "ondersteund"})
UNSUPPORTED = frozenset(
    {"unsupported", "not_supported", "contradicted", "not_found", "no", "false", "0", "nee"}
)
UNSURE = frozenset({"unclear", "unsure", "skip", ""})
"""Counts as no label: alpha allows for missing ones."""

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Label:
    """What one annotator says of one sentence."""

    item: str
    sentence: int
    annotator: str
    label: str

    @property
    def holds(self) -> bool | None:
        """Whether it is supported; None where the annotator could not say."""
        return None if self.label in UNSURE else self.label in SUPPORTED


@dataclass(frozen=True, slots=True)
class Labelled:
    """What people's labels say of the run and of its judge."""

    labels: int
    sentences: int
    """With at least one label."""
    annotators: int
    agreement: float | None
    alpha: float | None
    ties: int
    """Sentences left out because as many say yes as no."""
    judge: Detection
    """The judge against the majority of people."""
    groundedness: Interval | None
    """Share of delivered claims that people would call supported, prediction-powered; None where
    fewer than two sentences are labelled or two are not."""
    judge_alone: float | None
    """What the judge says of all delivered claims."""


def read_labels(path: Path) -> list[Label]:
    """The labels of the file. Raises VraagbaakError naming file and line."""
    rows = _csv(path) if path.suffix.lower() == ".csv" else _json_lines(path)
    return [_label(place, row) for place, row in rows]


def measure_labels(run: RunRecord, labels: Sequence[Label]) -> Labelled:
    """Agreement, judge against people, and the run's groundedness as people would see it.

    Raises VraagbaakError for a label of an item or a sentence that the run does not have.
    """
    judged = _judged(run)
    by_place: dict[Place, list[Label]] = defaultdict(list)
    for label in labels:
        _check(run, label)
        by_place[label.item, label.sentence].append(label)
    majority = {place: _majority(found) for place, found in by_place.items()}
    human = {place: holds for place, holds in majority.items() if holds is not None}
    both = [place for place in human if place in judged]
    delivered = {place for place in judged if _sentence(run, place).delivered}
    ratings = [[x.holds for x in found if x.holds is not None] for found in by_place.values()]
    return Labelled(
        labels=len(labels),
        sentences=len(by_place),
        annotators=len({label.annotator for label in labels}),
        agreement=raw_agreement(ratings),
        alpha=krippendorff_alpha(ratings),
        ties=sum(holds is None for holds in majority.values()),
        judge=detection([human[p] for p in both], [judged[p] for p in both]),
        groundedness=_groundedness(human, judged, delivered),
        judge_alone=sum(judged[p] for p in delivered) / len(delivered) if delivered else None,
    )


def template(run: RunRecord) -> str:
    """CSV with every judged sentence, its citations, and empty columns to fill in."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow([*FIELDS, "question", "text", "cited"])
    for item in run.items:
        for number, sentence in enumerate(item.sentences):
            cited = " […] ".join(citation.quote for citation in sentence.citations)
            row = [item.id, number, "", "", item.question, sentence.text, cited]
            writer.writerow(_inert(cell) for cell in row)
    return sheet.getvalue()


def _inert(cell: object) -> object:
    """A spreadsheet would calculate with a text that begins as a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in tuple("=+-@\t\r") else cell


def _groundedness(
    human: dict[Place, bool], judged: dict[Place, bool], delivered: set[Place]
) -> Interval | None:
    seen = [place for place in human if place in delivered]
    unseen = [place for place in delivered if place not in human]
    return or_none(
        prediction_powered_mean,
        [human[p] for p in seen],
        [judged[p] for p in seen],
        [judged[p] for p in unseen],
    )


def _judged(run: RunRecord) -> dict[Place, bool]:
    """The judge's verdict on every sentence that states something."""
    verdicts = {
        (item.id, number): sentence.judged or sentence.verdict
        for item in run.items
        for number, sentence in enumerate(item.sentences)
    }
    claims = {p: v for p, v in verdicts.items() if v != Verdict.NOT_A_CLAIM}
    return {place: verdict == Verdict.SUPPORTED for place, verdict in claims.items()}


def _majority(labels: Sequence[Label]) -> bool | None:
    votes = Counter(label.holds for label in labels if label.holds is not None)
    return None if votes[True] == votes[False] else votes[True] > votes[False]


def _sentence(run: RunRecord, place: Place) -> SentenceRecord:
    item = next(item for item in run.items if item.id == place[0])
    return item.sentences[place[1]]


def _check(run: RunRecord, label: Label) -> None:
    item = next((item for item in run.items if item.id == label.item), None)
    if item is None:
        raise VraagbaakError(f"Run {run.id} has no item {label.item!r}, which has a label.")
    if not 0 <= label.sentence < len(item.sentences):
        raise VraagbaakError(
            f"Item {label.item!r} has {len(item.sentences)} sentences, counted from 0; "
            f"there is a label for number {label.sentence}."
        )


def _json_lines(path: Path) -> Iterator[tuple[str, dict[str, object]]]:
    return ((line.place, line.item) for line in read_lines(path, FIELDS))


def _csv(path: Path) -> Iterator[tuple[str, dict[str, object]]]:
    reader = csv.DictReader(io.StringIO(read_text(path)))
    missing = [field for field in FIELDS if field not in (reader.fieldnames or ())]
    if missing:
        raise VraagbaakError(f"{path}:1: lacks the columns {', '.join(missing)}")
    for row in reader:
        yield f"{path}:{reader.line_num}", dict(row)


def _label(place: str, row: dict[str, object]) -> Label:
    label = str(row["label"] or "").strip().lower()
    if label not in SUPPORTED | UNSUPPORTED | UNSURE:
        raise VraagbaakError(f"{place}: label {label!r} is neither supported nor unsupported")
    try:
        number = int(json.loads(str(row["sentence"])))
    except (ValueError, TypeError) as exc:
        raise VraagbaakError(f"{place}: sentence must be a number, counted from 0") from exc
    return Label(str(row["item"]), number, str(row["annotator"] or ""), label)
