"""Runs on disk, their gates, their comparison, and the files that leave the command."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from evaluation.harness.compare import compare
from evaluation.harness.gates import check_gates, parse_gate
from evaluation.harness.outputs import write_outputs
from evaluation.harness.store import ItemWriter, UnknownRun
from vraagbaak.errors import VraagbaakError


def test_a_run_comes_back_as_it_was(store, item, run_record):
    run = run_record([item("a", {"answered": 1.0}), item("b", {"answered": None})])
    store.save(run)
    with store.appending(run.id) as writer:
        for one in run.items:
            writer.add(one)
    assert store.load(run.id) == run
    assert [found.id for found in store.list()] == [run.id]


def test_the_later_record_of_an_item_counts(store, item, run_record):
    run = run_record([])
    store.save(run)
    with store.appending(run.id) as writer:
        writer.add(item("a", {"answered": 0.0}))
        writer.add(item("a", {"answered": 1.0}))
    [only] = store.load(run.id).items
    assert only.scores["answered"].value == 1.0


def test_a_half_line_is_cut_off_before_more_is_written(store, item, run_record):
    run = run_record([])
    store.save(run)
    path = store.folder(run.id) / "items.jsonl"
    path.write_bytes(item("a").model_dump_json().encode() + b"\n" + b'{"id": "b", "ten')
    assert [i.id for i in store.load(run.id).items] == ["a"]
    with store.appending(run.id) as writer:
        writer.add(item("c"))
    assert [i.id for i in store.load(run.id).items] == ["a", "c"]


def test_a_full_disk_is_a_clear_error(item):
    with (
        Path("/dev/full").open("ab", buffering=0) as full,
        pytest.raises(VraagbaakError, match=r"Item a cannot be kept \(No space left on device\)"),
    ):
        ItemWriter(full).add(item("a"))


def test_damage_in_the_middle_is_named(store, item, run_record):
    run = run_record([])
    store.save(run)
    path = store.folder(run.id) / "items.jsonl"
    path.write_bytes(b"{}\n" + item("a").model_dump_json().encode() + b"\n")
    with pytest.raises(VraagbaakError, match=r"items\.jsonl:1: is no item: id"):
        store.load(run.id)


@pytest.mark.parametrize(
    "name", ["nothing-here", "../wonen", "/etc/passwd", "a/b", "", ".", "x" * 99]
)
def test_what_is_no_run_cannot_be_reached(store, name):
    with pytest.raises(UnknownRun, match="evaluate list"):
        store.load(name)


def test_a_damaged_run_does_not_hide_the_others(store, run_record):
    store.save(run_record([]))
    broken = run_record([], "wonen-20260301-120000-ffff")
    store.save(broken)
    (store.folder(broken.id) / "run.json").write_text("{", encoding="utf-8")
    assert len(store.list()) == 1
    with pytest.raises(VraagbaakError, match="no run of this version"):
        store.load(broken.id)


def test_gates(item, run_record):
    run = run_record(
        [
            item("a", {"answered": 1.0, "sentence_groundedness": None, "latency_ms": 80.0}),
            item("b", {"answered": 0.0, "sentence_groundedness": None, "latency_ms": 90.0}),
        ]
    )
    texts = [
        "answered>=0.5",
        "answered > 0.5",
        "answerable/answered<=0.5",
        "p95_ms<100",
        "sentence_groundedness>=0.9",
        "unanswerable/answered<=1",
        "odd>=1",
    ]
    results = check_gates(run, [parse_gate(text) for text in texts])
    assert [r.passed for r in results] == [True, False, True, True, False, False, False]
    assert results[1].line.startswith("answered > 0.5: not met: 0.500 [")
    assert "none of 2 could be scored: judge failed: gone" in results[4].line
    assert "no questions of kind unanswerable (it has: all, answerable)" in results[5].line
    assert "no such metric; there are: answered, p50_ms, p95_ms" in results[6].line
    assert all("\n" not in result.line for result in results)


def test_a_mean_of_what_could_be_scored_opens_no_gate(item, run_record):
    right, unknown = {"sentence_groundedness": 1.0}, {"sentence_groundedness": None}
    gate = parse_gate("sentence_groundedness>=0.98")
    few = run_record([*(item(f"a{n}", right) for n in range(9)), item("b", unknown)])
    [met] = check_gates(few, [gate])
    assert met.passed
    many_unknown = [item(f"b{n}", unknown) for n in range(2)]
    [missed] = check_gates(
        run_record([*(item(f"a{n}", right) for n in range(9)), *many_unknown]), [gate]
    )
    assert not missed.passed
    assert missed.line.endswith("2 could not be scored (at most 10% may be missing)")


@pytest.mark.parametrize("text", ["answered", "answered=1", "answered>=", ">=1", "answered>=lots"])
def test_a_gate_that_is_none(text):
    with pytest.raises(VraagbaakError, match="give metric>=number"):
        parse_gate(text)


def many(item, value, metric="answered", **fields):
    return [item(f"q{n}", {metric: value}, cluster=f"d{n}", **fields) for n in range(12)]


def test_what_got_better_and_worse(item, run_record):
    old = run_record([*many(item, 0.0), item("same", {"answered": 1.0})])
    new = run_record([*many(item, 1.0), item("same", {"answered": 1.0})], "wonen-20260302-1-bbbb")
    found = compare(old, new)
    change = next(c for c in found.metrics if (c.kind, c.metric) == ("all", "answered"))
    assert change.better is True
    assert change.difference.low > 0
    assert [i.id for i in found.items] == [f"q{n}" for n in range(12)]
    assert found.items[0].scores == {"answered": (0.0, 1.0)}
    back = compare(new, old).metrics[0]
    assert back.better is False


def test_fewer_false_answers_are_better(item, run_record):
    old = run_record(many(item, 1.0, "false_answers"))
    new = run_record(many(item, 0.0, "false_answers"), "wonen-20260302-1-bbbb")
    assert compare(old, new).metrics[0].better is True


def test_a_change_in_one_item_is_listed_but_not_significant(item, run_record):
    items = many(item, 1.0)
    changed = [item("q0", {"answered": 0.0}, cluster="d0", status="refused"), *items[1:]]
    found = compare(run_record(items), run_record(changed, "wonen-20260302-1-bbbb"))
    assert found.metrics[0].better is None
    assert [(i.id, i.status) for i in found.items] == [("q0", ("answered", "refused"))]


def test_what_could_not_be_scored_is_no_difference(item, run_record):
    old = run_record([item("a", {"answered": None}), item("b", {"answered": 1.0})])
    new = run_record([item("a", {"answered": 1.0}), item("b", {"answered": 1.0})], "wonen-2-bbbb")
    found = compare(old, new)
    assert found.metrics[0].difference.count == 1
    assert found.items == []


def test_runs_without_a_common_question(item, run_record):
    with pytest.raises(VraagbaakError, match="no question in common"):
        compare(run_record([item("a")]), run_record([item("b")]))


def test_the_files_of_a_run(tmp_path, item, run_record):
    items = [
        item("right", {"answered": 1.0, "sentence_groundedness": 1.0}),
        item("wrong", {"false_answers": 1.0}, kind="unanswerable", answer="\x0b<b>Ja</b> & nee"),
        item("loose", {"sentence_groundedness": 0.5}),
        item("broken", {"sentence_groundedness": None}),
    ]
    run = run_record(items)
    gates = check_gates(run, [parse_gate("answered>=1"), parse_gate("false_answers<=0")])
    write_outputs(tmp_path / "out", run, gates)
    assert json.loads((tmp_path / "out" / "run.json").read_text())["items"][0]["id"] == "right"
    html = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "<b>Ja</b>" not in html
    assert run.id in html
    root = ET.fromstring((tmp_path / "out" / "junit.xml").read_text(encoding="utf-8"))
    questions, requirements = root
    assert (questions.get("tests"), questions.get("failures"), questions.get("skipped")) == (
        "4",
        "2",
        "1",
    )
    cases = {case.get("name").split(":")[0]: case for case in questions}
    assert "answered what it cannot know" in cases["wrong"].find("failure").get("message")
    assert "judge does not support" in cases["loose"].find("failure").get("message")
    assert "gone" in cases["broken"].find("skipped").get("message")
    assert cases["right"].find("failure") is None
    assert (requirements.get("tests"), requirements.get("failures")) == ("2", "1")


def test_a_folder_that_cannot_be_written(tmp_path, run_record, item):
    (tmp_path / "file").write_text("")
    with pytest.raises(VraagbaakError, match="cannot be written"):
        write_outputs(tmp_path / "file", run_record([item("a", {"answered": 1.0})]), ())
