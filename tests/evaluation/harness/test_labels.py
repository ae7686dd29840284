"""People's labels, and the mutation test of a judge."""

from __future__ import annotations

import csv
import json

import pytest

from evaluation.datasets.claims import LabelledClaim
from evaluation.harness.judge_measure import judge_claims
from evaluation.harness.judge_store import load_measured, save_measured
from evaluation.harness.labels import measure_labels, read_labels, template
from evaluation.harness.records import SentenceRecord
from vraagbaak.errors import ModelUnavailable, VraagbaakError
from vraagbaak.grounding import OverlapVerifier, ScriptedVerifier
from vraagbaak.grounding.types import Verdict, Verification


def sentences(*judged, delivered=True):
    return tuple(
        SentenceRecord(
            text=f"Zin {n}.", verdict="supported", score=1.0, judged=verdict, delivered=delivered
        )
        for n, verdict in enumerate(judged)
    )


@pytest.fixture
def run(item, run_record):
    items = [
        item("q1", sentences=sentences("supported", "not_found", "supported", "not_a_claim")),
        item("q2", sentences=sentences("supported", "supported", "contradicted")),
    ]
    return run_record(items)


def rows(*labels):
    return "\n".join(["item,sentence,annotator,label", *(",".join(map(str, x)) for x in labels)])


LABELS = (
    ("q1", 0, "an", "supported"),
    ("q1", 0, "bo", "supported"),
    ("q1", 1, "an", "unsupported"),
    ("q1", 1, "bo", "Not_Found"),
    ("q1", 2, "an", "contradicted"),
    ("q1", 2, "bo", "no"),
    ("q2", 0, "an", "yes"),
    ("q2", 0, "bo", "no"),
    ("q2", 1, "an", "unclear"),
)


def test_people_and_the_judge(tmp_path, run):
    path = tmp_path / "labels.csv"
    path.write_text(rows(*LABELS), encoding="utf-8")
    found = measure_labels(run, read_labels(path))
    assert (found.labels, found.sentences, found.annotators, found.ties) == (9, 5, 2, 2)
    assert found.agreement == 0.75
    assert found.alpha is not None
    assert 0 < found.alpha < found.agreement
    judge = found.judge
    assert (judge.caught, judge.missed, judge.alarms, judge.passed) == (1, 1, 0, 1)
    assert found.judge_alone == pytest.approx(4 / 6)
    assert found.groundedness is not None
    assert found.groundedness.count == 3
    assert found.groundedness.low <= found.groundedness.mean <= found.groundedness.high


def test_json_lines_say_the_same_as_csv(tmp_path, run):
    names = ("item", "sentence", "annotator", "label")
    lines = tmp_path / "labels.jsonl"
    texts = [json.dumps(dict(zip(names, label, strict=True))) for label in LABELS]
    lines.write_text("\n".join(texts), encoding="utf-8")
    sheet = tmp_path / "labels.csv"
    sheet.write_text(rows(*LABELS), encoding="utf-8")
    assert measure_labels(run, read_labels(lines)) == measure_labels(run, read_labels(sheet))


def test_too_few_labels_give_no_estimate(run, tmp_path):
    path = tmp_path / "labels.csv"
    path.write_text(rows(LABELS[0]), encoding="utf-8")
    found = measure_labels(run, read_labels(path))
    assert found.groundedness is None
    assert (found.agreement, found.alpha) == (None, None)


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("item,label\nq1,yes", r"labels\.csv:1: lacks the columns sentence, annotator"),
        (rows(("q1", 0, "an", "maybe")), r"labels\.csv:2: label 'maybe'"),
        (rows(("q1", "x", "an", "yes")), r"labels\.csv:2: sentence must be a number"),
        (rows(("q9", 0, "an", "yes")), "no item 'q9'"),
        (rows(("q2", 3, "an", "yes")), "has 3 sentences"),
        (rows(("q2", -1, "an", "yes")), "number -1"),
    ],
)
def test_wrong_labels_are_named(tmp_path, run, text, mistake):
    path = tmp_path / "labels.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(VraagbaakError, match=mistake):
        measure_labels(run, read_labels(path))


def test_a_template_to_fill_in_that_no_spreadsheet_calculates_with(item, run_record):
    danger = SentenceRecord(text='=HYPERLINK("x")', verdict="supported", score=1.0)
    sheet = template(run_record([item("q1", sentences=(danger,))]))
    [line] = list(csv.DictReader(sheet.splitlines()))
    assert (line["item"], line["sentence"], line["label"]) == ("q1", "0", "")
    assert line["text"].startswith("'=")


def claim(number, text, holds, kind):
    evidence = ("De premie bedraagt 170 euro.",)
    return LabelledClaim(f"c{number}", text, evidence, holds, kind=kind, document=f"d{number}")


CLAIMS = [
    claim(0, "De premie bedraagt 170 euro.", True, "verbatim"),
    claim(1, "De premie bedraagt 710 euro.", False, "amount"),
    claim(2, "De premie bedraagt 170 euro niet.", False, "negation"),
    claim(3, "Per maand is dat 170 euro.", True, "synonym"),
]


def test_detection_by_kind_and_false_alarms():
    judge = ScriptedVerifier(
        {CLAIMS[1].claim: Verdict.CONTRADICTED, CLAIMS[3].claim: Verdict.NOT_FOUND}
    )
    found = judge_claims(judge, CLAIMS, {"model": "none", "prompt": "abc"}, repeats=1)
    assert found.detected["amount"].mean == 1.0
    assert found.detected["negation"].mean == 0.0
    assert found.detected["all"].mean == 0.5
    assert found.false_alarms["verbatim"].mean == 0.0
    assert found.false_alarms["synonym"].mean == 1.0
    card = found.measured.card
    assert (card.name, card.model, card.prompt_hash, card.stability) == (
        "scripted",
        "none",
        "abc",
        1.0,
    )
    assert card.p50_ms <= card.p95_ms


def test_a_wrong_claim_that_passes_as_none_is_missed():
    judge = ScriptedVerifier({CLAIMS[1].claim: Verdict.NOT_A_CLAIM})
    assert judge_claims(judge, [CLAIMS[1]], {}).detected["amount"].mean == 0.0


def test_an_unstable_judge_shows():
    class Fickle:
        name = "fickle"
        calls = 0

        def verify(self, claim, evidence, context=""):
            self.calls += 1
            verdict = Verdict.SUPPORTED if self.calls % 2 else Verdict.NOT_FOUND
            return Verification(verdict, 0.5)

    assert judge_claims(Fickle(), CLAIMS, {}, repeats=3).measured.card.stability < 1.0


def test_a_judge_that_fails_now_and_then_and_one_that_is_gone():
    class Failing:
        name = "failing"

        def __init__(self, every):
            self.every, self.calls = every, 0

        def verify(self, claim, evidence, context=""):
            self.calls += 1
            if self.calls % self.every == 0:
                raise ModelUnavailable("over quota")
            return Verification(Verdict.NOT_FOUND, 0.2)

    found = judge_claims(Failing(4), CLAIMS, {}, repeats=0)
    assert found.false_alarms["all"].not_scored == 1
    assert found.false_alarms["all"].count == 1
    with pytest.raises(VraagbaakError, match=r"5 times in a row.*over quota"):
        judge_claims(Failing(1), CLAIMS * 2, {})
    with pytest.raises(VraagbaakError, match="No claims"):
        judge_claims(Failing(9), [], {})


def test_the_last_test_of_a_judge_is_kept(tmp_path):
    measured = judge_claims(OverlapVerifier(), CLAIMS, {}).measured
    save_measured(tmp_path, measured)
    assert load_measured(tmp_path, "overlap-1") == measured
    assert load_measured(tmp_path, "overlap-2") is None
