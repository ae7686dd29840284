"""Golden questions through the real pipeline, and what goes wrong on the way."""

from __future__ import annotations

import asyncio
import time

import pytest

from evaluation.harness.evaluate import examiner
from evaluation.harness.plan import Request, plan_run
from evaluation.harness.records import ScoreStatus
from evaluation.harness.runner import MAX_FAILURES, run_all
from vraagbaak.answer.scripted import ScriptedChatModel
from vraagbaak.errors import ConfigurationError, ModelUnavailable, VraagbaakError
from vraagbaak.grounding import ScriptedVerifier
from vraagbaak.grounding.types import Verdict, Verification

PREMIUM = "De huurpremie bedraagt 170 euro per maand."


class FailingJudge:
    """Fails from the given call on."""

    name = "failing"

    def __init__(self, error: Exception, after: int = 0) -> None:
        self.error, self.left = error, after

    def verify(self, claim, evidence, context=""):
        self.left -= 1
        if self.left < 0:
            raise self.error
        return Verification(Verdict.SUPPORTED, 1.0)


def score(run, item_id, metric):
    return next(item for item in run.items if item.id == item_id).scores[metric]


def test_a_run_scores_what_the_design_lists(harness):
    run = harness.run()
    assert run.finished
    assert [item.id for item in run.items] == ["q1", "q2", "q3"]
    assert [item.status for item in run.items] == ["answered", "answered", "refused"]
    figures = run.summary["answerable"]
    assert figures["answered"].mean == 1.0
    assert figures["false_refusals"].mean == 0.0
    assert figures["recall_at_5"].mean == 1.0
    assert figures["ndcg_at_10"].count == 2
    assert figures["nugget_recall"].mean == 1.0
    assert figures["sentence_groundedness"].mean == 1.0
    assert figures["citation_precision"].mean == 1.0
    assert 0 < figures["p50_ms"].mean <= figures["p95_ms"].mean
    assert run.summary["unanswerable"]["false_answers"].mean == 0.0
    assert "recall_at_5" not in run.summary["unanswerable"]
    assert run.summary["all"]["floor:all_supported:sentence_groundedness"].mean == 1.0
    assert "floor:overlap:citation_recall" in run.summary["all"]
    assert run.settings["judge_independent"] == "no"


def test_an_item_keeps_its_sentences_citations_and_passages(harness):
    [first, *_] = harness.run().items
    cited = {c.quote: c for s in first.sentences for c in s.citations}
    assert PREMIUM in cited
    passage = next(p for p in first.retrieved if p.passage_id == cited[PREMIUM].passage_id)
    assert passage.text[cited[PREMIUM].start : cited[PREMIUM].end] == PREMIUM
    assert first.cluster == "premies/huurpremie.md"
    assert first.timings_ms["total"] > 0


def test_a_judge_of_its_own_leaves_its_verdicts_beside_the_services(harness):
    judge = ScriptedVerifier({PREMIUM: Verdict.NOT_FOUND})
    run = harness.run(judge)
    sentence = next(s for s in run.items[0].sentences if s.text == PREMIUM)
    assert (sentence.verdict, sentence.judged) == ("supported", "not_found")
    assert sentence.unsupported == ((0, len(PREMIUM)),)
    grounded = score(run, "q1", "sentence_groundedness")
    assert grounded.value < 1.0
    assert grounded.weight == len([s for s in run.items[0].sentences if s.delivered])
    assert score(run, "q1", "citation_recall").value < 1.0


def test_what_the_check_removed_shows_in_the_composed_groundedness(harness, with_model):
    model = ScriptedChatModel(script=[f"{PREMIUM} [1] De huurpremie bedraagt 950 euro. [1]"])
    harness.parts = with_model(model)
    run = harness.run(limit=1)
    assert score(run, "q1", "sentence_groundedness").value == 1.0
    assert score(run, "q1", "composed_passed").value < 1.0
    assert score(run, "q1", "composed_groundedness").value < 1.0
    dropped = [s for s in run.items[0].sentences if not s.delivered]
    assert "950" in dropped[0].text
    assert run.usage.calls >= 1
    assert run.settings["composer"] == "model"


def test_a_model_that_does_not_answer_is_not_scored_by_the_quotations(harness, with_model):
    harness.parts = with_model(ScriptedChatModel(script=["x"], fail_after=0))
    run = harness.run(limit=1)
    answered = score(run, "q1", "answered")
    assert answered.status is ScoreStatus.COULD_NOT_SCORE
    assert "chat model" in answered.reason
    assert score(run, "q1", "recall_at_5").value == 1.0


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ModelUnavailable("You exceeded your current quota"), "quota"),
        (TimeoutError("timed out"), "timed out"),
        (ValueError("no verdict in 'bananas'"), "bananas"),
    ],
)
def test_a_failing_judge_is_a_reason_and_never_a_zero(harness, error, reason):
    run = harness.run(FailingJudge(error))
    grounded = score(run, "q1", "sentence_groundedness")
    assert (grounded.status, grounded.value) == (ScoreStatus.COULD_NOT_SCORE, None)
    assert reason in grounded.reason
    assert score(run, "q1", "recall_at_5").value == 1.0
    assert score(run, "q1", "answered").value == 1.0
    assert "sentence_groundedness" not in run.summary["all"]
    assert run.finished


def test_a_run_stops_when_nothing_can_be_judged_any_more(harness, questions, store):
    many = [{**QUESTION, "id": f"q{n}"} for n in range(MAX_FAILURES + 3)]
    harness.file = questions(*many)
    run = harness.run(FailingJudge(ModelUnavailable("over quota")))
    assert not run.finished
    assert "5 questions in a row failed" in run.stopped
    assert "over quota" in run.stopped
    assert len(run.items) == MAX_FAILURES
    assert store.load(run.id).stopped == run.stopped


def test_single_failures_do_not_stop_it(harness, questions):
    harness.file = questions(*({**QUESTION, "id": f"q{n}"} for n in range(8)))

    class Moody:
        name = "moody"
        calls = 0

        def verify(self, claim, evidence, context=""):
            self.calls += 1
            if self.calls % 4 == 0:
                raise ModelUnavailable("now and then")
            return Verification(Verdict.SUPPORTED, 1.0)

    run = harness.run(Moody())
    assert run.finished
    assert len(run.items) == 8


QUESTION = {
    "id": "q1",
    "kind": "answerable",
    "lang": "nl",
    "question": "Hoeveel bedraagt de huurpremie per maand?",
    "gold_files": ["premies/huurpremie.md"],
}


def test_a_stopped_run_goes_on_with_what_is_left_and_what_failed(harness, questions):
    harness.file = questions(*({**QUESTION, "id": f"q{n}"} for n in range(9)))
    stopped = harness.run(FailingJudge(ModelUnavailable("over quota"), after=8))
    scored = [i.id for i in stopped.items if i.scores["sentence_groundedness"].value is not None]
    assert not stopped.finished
    assert scored
    plan = harness.plan(resume=stopped.id)
    assert plan.run.id == stopped.id
    assert not {question.id for question in plan.todo} & set(scored)
    run = harness.run(resume=stopped.id)
    assert run.finished
    assert [item.id for item in run.items] == [f"q{n}" for n in range(9)]
    assert all(i.scores["sentence_groundedness"].value == 1.0 for i in run.items)


def test_a_run_that_was_killed_loses_only_its_half_line(harness, store):
    run = harness.run()
    path = store.folder(run.id) / "items.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + lines[1][:40])
    store.save(run.model_copy(update={"finished": False, "summary": {}}))
    assert [question.id for question in harness.plan(resume=run.id).todo] == ["q2", "q3"]
    again = harness.run(resume=run.id)
    assert again.finished
    assert [item.id for item in again.items] == ["q1", "q2", "q3"]
    assert again.summary.keys() == run.summary.keys()


def test_a_run_cannot_go_on_as_something_else(harness, questions):
    run = harness.run()
    harness.file = questions(QUESTION)
    with pytest.raises(VraagbaakError, match=r"questions\.jsonl has changed"):
        harness.plan(resume=run.id)


def test_a_run_cannot_go_on_with_another_judge(harness):
    run = harness.run()
    again = Request("wonen", harness.file, "overlap", resume=run.id)
    with pytest.raises(VraagbaakError, match="judge was 'service' and is 'overlap'"):
        plan_run(harness.parts, harness.store, again)


def test_a_broken_line_is_named_and_the_rest_runs(harness, questions):
    bad = ["{", {"id": "x", "question": "?"}, {**QUESTION, "kind": "odd"}, [1]]
    harness.file = questions(QUESTION, *bad, QUESTION, {**QUESTION, "id": "d", "accepted": False})
    run = harness.run()
    assert [item.id for item in run.items] == ["q1"]
    named = [line.split(":")[1] for line in run.bad_lines]
    assert named == ["2", "3", "4", "5", "6", "7"]
    assert "lacks 'kind'" in run.bad_lines[1]
    assert "odd" in run.bad_lines[2]
    assert "repeats the id 'q1'" in run.bad_lines[4]
    assert "is a draft" in run.bad_lines[5]


def test_a_file_without_any_question_is_an_error(harness, questions):
    harness.file = questions("{")
    with pytest.raises(VraagbaakError, match=r"no question that can be run.*questions\.jsonl:1"):
        harness.run()


def test_a_missing_file_says_what_to_do(harness, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(VraagbaakError, match="--questions FILE"):
        harness.plan(questions=None)
    with pytest.raises(ConfigurationError, match="cannot be read"):
        harness.plan(questions=harness.file.with_name("none.jsonl"))


def test_gold_that_is_not_ingested_cannot_be_scored(harness, questions):
    harness.file = questions({**QUESTION, "gold_files": ["elders.md"]}, {**QUESTION, "id": "none"})
    run = harness.run()
    missing = score(run, "q1", "recall_at_5")
    assert (missing.status, missing.value) == (ScoreStatus.COULD_NOT_SCORE, None)
    assert "elders.md" in missing.reason
    assert run.summary["all"]["recall_at_5"].count == 1
    assert run.summary["all"]["recall_at_5"].not_scored == 1


def test_generation_is_scored_apart_from_gold_evidence(harness):
    run = harness.run(evidence="both")
    first, _, last = run.items
    assert first.with_gold is not None
    assert "170 euro" in first.with_gold.answer
    assert {p.document for p in first.with_gold.evidence} == {"premies/huurpremie.md"}
    assert run.summary["answerable"]["gold:nugget_recall"].mean == 1.0
    assert last.with_gold is None


def test_from_gold_evidence_alone_only_what_has_an_answer_is_asked(harness):
    run = harness.run(evidence="gold")
    assert [item.id for item in run.items] == ["q1", "q2"]
    assert run.summary["all"]["nugget_recall"].mean == 1.0
    assert "recall_at_5" not in run.summary["all"]


def test_gold_evidence_that_is_in_no_passage_is_named(harness, questions):
    wrong = {**QUESTION, "evidence": ["De gemeente schenkt iedereen een fiets met twee bellen."]}
    harness.file = questions({**QUESTION, "id": "without"}, wrong)
    run = harness.run(evidence="both")
    assert "names no" in score(run, "without", "gold:answered").reason
    assert "schenkt iedereen" in score(run, "q1", "gold:answered").reason
    assert score(run, "q1", "answered").value == 1.0


def test_the_questions_beside_the_tenants_documents_are_the_default(harness, home, questions):
    path = home / "questions.jsonl"
    path.write_text(harness.file.read_text(encoding="utf-8"), encoding="utf-8")
    try:
        assert harness.plan(questions=None).run.questions_file == str(path)
    finally:
        path.unlink()


def test_limit_spreads_over_the_file(harness):
    assert [item.id for item in harness.run(limit=2).items] == ["q1", "q2"]
    assert [question.id for question in harness.plan(limit=1).todo] == ["q1"]


def test_questions_run_at_the_same_time_when_asked_to(harness, questions):
    harness.file = questions(*({**QUESTION, "id": f"q{n}"} for n in range(6)))

    class Slow:
        name = "slow"
        now = most = 0

        def verify(self, claim, evidence, context=""):
            self.now += 1
            self.most = max(self.most, self.now)
            time.sleep(0.02)
            self.now -= 1
            return Verification(Verdict.SUPPORTED, 1.0)

    slow = Slow()
    run = harness.run(slow, concurrency=3)
    assert [item.id for item in run.items] == [f"q{n}" for n in range(6)]
    assert 1 < slow.most <= 3


def test_a_record_that_cannot_be_kept_is_one_clear_error(harness, store):
    plan = harness.plan()
    store.save(plan.run)
    written = []

    def done(item):
        if written:
            raise VraagbaakError(f"Item {item.id} cannot be kept (No space left on device)")
        written.append(item)

    examine = examiner(harness.parts, plan).examine
    with pytest.raises(VraagbaakError, match="Item q2 cannot be kept"):
        asyncio.run(run_all(plan.todo, examine, done))
    assert [item.id for item in written] == ["q1"]


def test_two_processes_do_not_write_to_one_run(harness, store):
    run = harness.run()
    head = (store.folder(run.id) / "run.json").read_bytes()
    with store.appending(run.id), pytest.raises(VraagbaakError, match="Another process"):
        harness.run(resume=run.id)
    assert (store.folder(run.id) / "run.json").read_bytes() == head
