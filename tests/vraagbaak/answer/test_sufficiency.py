"""Evidence that was weighed: refusals, and quotations where a model finds no answer in it."""

import math

import pytest

from vraagbaak.answer.scripted import ScriptedChatModel
from vraagbaak.answer.sufficiency import Sufficiency, shipped_sufficiency, signals
from vraagbaak.answer.types import Status
from vraagbaak.grounding.calibration import Calibration
from vraagbaak.index.types import Hit

QUESTION = "Hoeveel bedraagt de huurpremie?"
RIGHT = "De huurpremie bedraagt 170 euro per maand."
BY_LOGIT = Sufficiency(Calibration({"answers": 1.0}, 0.0, (), 0.3), sure=0.9)
"""Probability 0.5 at a logit of 0, 0.95 at 3."""


@pytest.fixture
def weighed(service, index):
    """A service whose index says of all passages that they answer, with that logit."""

    def build(logit, model=None):
        index.answers = logit
        return service(model, sufficiency=BY_LOGIT)

    return build


def test_what_does_not_answer_is_refused(weighed, tenant, answer):
    result = answer(weighed(-3.0), tenant, QUESTION)
    assert (result.status, result.reason) == (Status.REFUSED, "no_evidence")
    assert answer(weighed(0.0), tenant, QUESTION).status is Status.ANSWERED


def test_a_model_that_finds_nothing_gives_way_to_sure_evidence(weighed, tenant, answer):
    result = answer(weighed(3.0, ScriptedChatModel(script=["NO_ANSWER"])), tenant, QUESTION)
    assert (result.status, result.reason) == (Status.ANSWERED, "quoted_instead")
    assert result.composer == "extractive"
    assert RIGHT in result.answer


@pytest.mark.parametrize("script", ["NO_ANSWER", "Dat staat nergens, sorry. NO_ANSWER"])
def test_that_a_model_finds_nothing_outweighs_doubtful_evidence(weighed, tenant, answer, script):
    result = answer(weighed(0.0, ScriptedChatModel(script=[script])), tenant, QUESTION)
    assert (result.status, result.reason) == (Status.REFUSED, "no_answer")


def test_where_all_that_a_model_writes_is_false_the_source_is_quoted(weighed, tenant, answer):
    script = "Iedereen krijgt 9999 euro. Bel nu 0800 12 345. U krijgt ook nog 7000 euro."
    result = answer(weighed(0.0, ScriptedChatModel(script=[script])), tenant, QUESTION)
    # Three sentences were lost, but the quotation is an answer of its own, and a whole one.
    assert (result.status, result.reason) == (Status.ANSWERED, "quoted_instead")
    assert RIGHT in result.answer
    assert "9999" not in result.answer
    assert "Iedereen krijgt 9999 euro." in [d.text for d in result.dropped]


def test_what_a_model_said_rightly_stays_the_answer(weighed, tenant, answer):
    script = f"{RIGHT} [1] Iedereen krijgt 9999 euro. NO_ANSWER"
    result = answer(weighed(3.0, ScriptedChatModel(script=[script])), tenant, QUESTION)
    assert (result.composer, result.answer) == ("model", RIGHT)


def test_signals_of_what_was_read(make_passage):
    hits = [
        Hit(make_passage(f"{n}.md", "x", "X"), 0.5, 0.8, 1.0, logit)
        for n, logit in enumerate((1.0, 20.0, math.nan))
    ]
    found = signals(hits)
    assert (found["answers"], found["answers_of_first"], found["answers_next"]) == (8.0, 1.0, -3.5)
    assert (found["read"], found["read_first"]) == (0.0, 0.0)
    found = signals(hits, [-2.0, 3.0, 20.0])
    assert (found["read"], found["read_first"]) == (8.0, -2.0)


def test_the_shipped_weights_are_of_known_signals(make_passage):
    shipped = shipped_sufficiency()
    hit = Hit(make_passage("a.md", "x", "X"), 0.9, 0.95, 9.0, 6.0)
    sure = shipped.probability(signals([hit], [6.0]))
    poor = shipped.probability(signals([Hit(hit.passage, 0.1, 0.7, 0.0, -6.0)], [-6.0]))
    assert poor < shipped.threshold < shipped.sure < 1
    assert poor < sure
