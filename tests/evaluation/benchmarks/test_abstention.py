"""The abstention benchmark: its figures by hand, and its questions through the real steps."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluation.benchmarks import run_benchmark
from evaluation.benchmarks.abstention import Exam, Judged, cells, measure
from evaluation.benchmarks.choice import Choice
from evaluation.benchmarks.claim_sets import ClaimSet
from evaluation.benchmarks.figures import UNSCORED
from evaluation.datasets import LabelledClaim, clapnq
from vraagbaak.embedding import HashingEmbedder
from vraagbaak.errors import ConfigurationError


def judged(number: int, answerable: bool, refused: bool, score: float) -> Judged:
    question = LabelledClaim(str(number), "Why?", (), answerable, document=str(number))
    return Judged(question, refused, score, score, 0.5)


def test_the_figures_by_hand() -> None:
    rows = [
        judged(1, True, False, 0.9),
        judged(2, True, True, 0.3),
        judged(3, False, True, 0.1),
        judged(4, False, True, 0.2),
        judged(5, False, False, 0.5),
    ]
    count, prevalence, false_answers, false_refusals, balanced, passage, sentence, pace = cells(
        rows
    )
    assert (count, prevalence, pace) == (5, 0.6, 0.5)
    assert str(false_answers).startswith("0.333 [")
    assert str(false_refusals).startswith("0.500 [")
    assert str(balanced).startswith("0.583 [")
    # Of six pairs one is out of order.
    assert passage == sentence == pytest.approx(5 / 6)


def test_questions_of_one_kind_leave_the_rest_unscored() -> None:
    found = cells([judged(1, True, False, 0.9)])
    assert found[2] == UNSCORED
    assert found[4:7] == [UNSCORED] * 3


def write(folder: Path, name: str, question: str, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    row = {"id": question, "input": question, "passages": [{"title": text[:9], "text": text}]}
    (folder / name).write_text(json.dumps(row) + "\n", encoding="utf-8")


def test_questions_take_the_pipelines_steps(tmp_path: Path) -> None:
    write(
        tmp_path,
        "clapnq_dev_answerable.jsonl",
        "When does the old water mill open its doors to visitors?",
        "The old water mill opens its doors to visitors every Monday morning in summer.",
    )
    write(
        tmp_path,
        "clapnq_dev_unanswerable.jsonl",
        "How many volcanoes erupted near Reykjavik?",
        "A bakery sells bread with seeds and dark crust to its neighbours.",
    )
    asked = tuple(clapnq(tmp_path))
    report = measure([Exam(ClaimSet("clapnq", asked, 9), asked)], HashingEmbedder())
    (row,) = report.tables[0].rows
    found = dict(zip(report.tables[0].columns, row, strict=True))
    assert found["questions"] == 2
    assert "2 questions drawn with seed 7 from 9" in str(found["set"])
    assert str(found["balanced accuracy"]).startswith("1.000 [")
    assert found["AUROC, best passage"] == 1.0


def test_a_wrong_choice_says_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no set 'x'; there are: clapnq, mtrag"):
        run_benchmark("abstention", tmp_path, True, Choice(only=("x",)))
    with pytest.raises(ConfigurationError, match="leave --verifiers out"):
        run_benchmark("abstention", tmp_path, True, Choice(verifiers=("overlap",)))
