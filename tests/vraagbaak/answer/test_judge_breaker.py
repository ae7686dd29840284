"""A judge that fails again and again does not make every sentence wait for it."""

import pytest

from vraagbaak.answer.judge_breaker import FAILURES, PAUSE_S, BreakingJudge
from vraagbaak.errors import JudgeUnavailable
from vraagbaak.grounding.llm import Judgement

FINE = Judgement(verdict="supported", confidence=1.0)


class Judge:
    """Fails while told to, and counts."""

    name = "qwen"
    failing = True
    asked = 0

    def judge(self, system: str, user: str) -> Judgement:
        self.asked += 1
        if self.failing:
            raise JudgeUnavailable("no answer in time")
        return FINE


class Clock:
    time = 100.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def judge() -> Judge:
    return Judge()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def guarded(judge: Judge, clock: Clock) -> BreakingJudge:
    return BreakingJudge(judge, clock)


def fail(guarded: BreakingJudge, times: int) -> None:
    for _ in range(times):
        with pytest.raises(JudgeUnavailable):
            guarded.judge("s", "u")


def test_after_some_failures_it_is_left_alone(guarded, judge):
    fail(guarded, FAILURES + 5)
    assert judge.asked == FAILURES
    with pytest.raises(JudgeUnavailable, match="qwen failed 3 times in a row; it is asked again"):
        guarded.judge("s", "u")


def test_after_the_pause_one_call_decides(guarded, judge, clock):
    fail(guarded, FAILURES)
    clock.time += PAUSE_S + 1
    fail(guarded, 2)
    assert judge.asked == FAILURES + 1
    clock.time += PAUSE_S + 1
    judge.failing = False
    assert [guarded.judge("s", "u") for _ in range(3)] == [FINE] * 3


def test_a_failure_now_and_then_changes_nothing(guarded, judge):
    for _ in range(4):
        judge.failing = True
        fail(guarded, FAILURES - 1)
        judge.failing = False
        assert guarded.judge("s", "u") == FINE
    assert judge.asked == 4 * FAILURES
    assert guarded.name == "qwen"
