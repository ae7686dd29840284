"""What the sections say: names, floors, the check's work, times, comparison, what to look at."""

from __future__ import annotations

import re

import pytest

from evaluation.harness.records import IntervalRecord, ItemRecord, RunRecord, Score, ScoreStatus
from evaluation.report import Difference, GateResult
from evaluation.report.comparison import compare
from evaluation.report.evidence import Limits
from evaluation.report.items import item_view
from evaluation.report.measures import cards, tiles
from evaluation.report.names import duration, metric_name, share
from evaluation.report.overview import overview
from evaluation.report.plots import change_bar, interval_bar, latency_plot, stacked_bar
from evaluation.report.plots.latency import histogram, nice
from evaluation.report.plots.svg import number
from evaluation.report.removed import removed
from evaluation.report.sample import sample_run
from evaluation.report.times import times

NAN = float("nan")


def interval(mean: float, count: int = 10) -> IntervalRecord:
    return IntervalRecord(mean=mean, low=mean - 0.1, high=mean + 0.1, count=count)


def with_summary(**kinds: dict[str, IntervalRecord]) -> RunRecord:
    return sample_run(0).model_copy(update={"summary": kinds})


def question(number: int, status: str = "answered", **scores: float) -> ItemRecord:
    return ItemRecord(
        id=f"q-{number}",
        tenant="water",
        kind="answerable",
        language="nl",
        question=f"Vraag {number}?",
        status=status,
        scores={k: Score(status=ScoreStatus.SCORED, value=v) for k, v in scores.items()},
    )


def run_of(*items: ItemRecord, **means: float) -> RunRecord:
    summary = {"all": {name: interval(mean) for name, mean in means.items()}}
    return sample_run(0).model_copy(update={"items": items, "summary": summary})


def test_values_in_the_units_of_people() -> None:
    assert [duration(ms) for ms in (0.42, 8.44, 840.4, 1240, NAN, None)] == [
        "0.4 ms", "8.4 ms", "840 ms", "1.24 s", "not measured", "not measured",
    ]  # fmt: skip
    assert share(0.9784) == "0.978"
    assert metric_name("gold:nugget_recall").label == "Nugget recall, gold"
    assert metric_name("verify_ms").is_time
    assert metric_name("something_new").label == "Something new"


def test_floors_stand_under_all_questions_and_in_the_bars_of_the_kinds() -> None:
    metrics = {"answered": interval(0.8), "floor:overlap:answered": interval(0.5)}
    [card] = cards(with_summary(answerable=metrics, all=metrics), times=False)
    labels = [(row.label, row.value, row.floors) for row in card.rows]
    assert labels == [
        ("All questions", "0.800", ()),
        ("Floor: overlap", "0.500", ()),
        ("Answerable", "0.800", (("overlap", "0.500"),)),
    ]
    assert "floor-line" in card.rows[2].bar
    assert "fill-floor" in card.rows[1].bar


def test_times_have_their_own_cards_and_scale() -> None:
    run = with_summary(all={"p50_ms": interval(800), "answered": interval(0.5)})
    [card] = cards(run, times=True)
    assert (card.label, card.scale_end, card.rows[0].value) == ("Median time", "800 ms", "800 ms")
    assert [tile.label for tile in tiles(run)] == ["Answered"]


def test_a_mean_of_nothing_is_not_measured() -> None:
    [row] = tiles(with_summary(all={"answered": interval(0.0, count=0)}))
    assert row.value == "not measured"
    assert "<rect" not in row.bar


def test_what_the_check_removed_adds_up() -> None:
    run = sample_run(40)
    found = removed(run)
    assert found is not None
    composed, delivered, judged = found.stages
    sentences = [s for item in run.items for s in item.sentences]
    assert composed.total == sum(composed.counts) == len(sentences)
    assert delivered.total == sum(s.delivered for s in sentences) < composed.total
    assert judged.counts[1] + judged.counts[2] > 0
    assert sum(count for _, count in found.reasons) == composed.total - delivered.total
    assert removed(run_of(question(1))) is None


def test_times_by_step_ignore_what_is_no_time() -> None:
    timed = question(1).model_copy(
        update={"timings_ms": {"total": 100.0, "retrieve": 40.0, "bad": NAN, "worse": -1.0}}
    )
    found = times(run_of(timed))
    assert found is not None
    assert [(s.label, s.p50) for s in found.steps] == [
        ("Retrieve", "40 ms"),
        ("Whole answer", "100 ms"),
    ]
    assert sum(count for _, count in found.bins) == 1
    assert times(run_of(question(1))) is None


def test_one_stray_does_not_flatten_the_histogram() -> None:
    counts, width = histogram([100.0 + n for n in range(400)] + [90_000.0])
    assert width == 50
    assert sum(counts) == 401
    assert counts[-1] == 1
    assert [nice(v) for v in (0.3, 1.0, 3.0, 6.0, 0.0)] == [0.5, 1.0, 5.0, 10.0, 0.01]
    assert "nan" not in latency_plot([0.0], 0.0, 0.0)


def test_no_plot_draws_what_is_no_number() -> None:
    with pytest.raises(ValueError, match="cannot be drawn"):
        number(NAN)
    drawn = [
        interval_bar(NAN, NAN, 0.4),
        interval_bar(7.0),
        change_bar(None, NAN, full=1, tone="x"),
    ]
    drawn.append(stacked_bar([("good", 0)], 0))
    for bar in drawn:
        places = [float(v) for v in re.findall(r' (?:x|x1|x2|width)="([^"]+)"', bar)]
        assert all(0 <= place <= 100 for place in places)


def test_metrics_that_changed_with_their_significance() -> None:
    now = run_of(answered=0.9, false_answers=0.3, nugget_recall=0.5, recall_at_5=0.7)
    was = run_of(answered=0.8, false_answers=0.1, nugget_recall=0.5, recall_at_5=0.6)
    tested = [Difference("answered", 0.1, low=0.02, high=0.18, p_value=0.0001)]
    tested.append(Difference("recall_at_5", 0.1, p_value=0.3))
    found = {c.label: c for c in compare(now, was, tested).metrics}
    assert found["Answered"].outcome.label == "Better"
    assert found["Answered"].evidence == ("+0.020 to +0.180", "p < 0.001")
    assert found["False answers"].outcome.label == "Worse, not tested"
    assert found["False answers"].difference == "+0.200"
    assert found["Nugget recall"].outcome.label == "The same"
    assert found["Recall at 5"].outcome.label == "No clear change"


def test_questions_that_changed_are_sorted_by_how() -> None:
    now = run_of(
        question(1, answered=1.0),
        question(2, false_answers=1.0),
        question(3, "refused"),
        question(4, answered=1.0, nugget_recall=0.0),
        question(5, answered=1.0),
        question(6),
    )
    was = run_of(
        question(1, "refused", answered=0.0),
        question(2, false_answers=0.0),
        question(3, "answered"),
        question(4, answered=0.0, nugget_recall=1.0),
        question(5, answered=1.0),
        question(7),
    )
    found = compare(now, was, ())
    assert [c.id for c in found.better] == ["q-1"]
    assert [c.id for c in found.worse] == ["q-2"]
    assert [c.id for c in found.mixed] == ["q-3", "q-4"]
    assert (found.shared, found.added, found.gone) == (5, 1, 1)
    assert found.better[0].changes == ("Answered 0.00 → 1.00",)
    assert found.better[0].anchor == "q1"


def test_flags_lead_to_the_questions_and_gates_read_as_asked() -> None:
    run = run_of(
        question(1, "error"), question(2, false_answers=1.0), question(3, false_answers=0.0)
    )
    views = [item_view(n, item, Limits(100)) for n, item in enumerate(run.items)]
    gate = GateResult("false_answers", "<=", 0.1, 0.5, passed=False)
    found = overview(run, [gate], views)
    assert [(a.flag, [v.anchor for v in a.items]) for a in found.attention] == [
        ("failed", ["q1"]),
        ("false_answer", ["q2"]),
    ]
    assert (found.gates[0].required, found.gates[0].outcome.label) == ("≤ 0.100", "Not passed")
    assert found.gates_passed == 0


def test_nuggets_are_found_missing_or_not_looked_at() -> None:
    item = question(1).model_copy(update={"nuggets": ("a", "b"), "nuggets_found": ("b",)})
    assert [n.found for n in item_view(0, item, Limits(9)).nuggets] == [False, True]
    item = item.model_copy(update={"nuggets_found": None})
    assert [n.found for n in item_view(0, item, Limits(9)).nuggets] == [None, None]


def test_a_sentence_has_the_colour_of_the_judges_verdict() -> None:
    run = sample_run(40)
    views = [item_view(n, item, Limits(9)) for n, item in enumerate(run.items)]
    told = {
        (s.verdict.label, s.judged and s.judged.label, s.tone) for v in views for s in v.delivered
    }
    assert ("Supported", "Contradicted", "bad") in told
    assert ("Supported", "Supported", "good") in told
    assert ("Not a claim", None, "calm") in told
