"""Many questions, a few at a time, until all are done or it makes no sense to go on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from evaluation.datasets import GoldenQuestion
from evaluation.harness.examine import ERROR
from evaluation.harness.records import ItemRecord, ScoreStatus
from vraagbaak.errors import VraagbaakError

MAX_FAILURES = 5
"""Failures in a row after which a run stops: a judge over its quota does not recover by asking."""

_BREAKS = ("judge failed", "the chat model did not answer")


def failure(item: ItemRecord) -> str:
    """Why the item has to be run again: asking or judging failed; empty where neither did.

    A score that could not be had because the gold is missing is no failure: it will be missing
    again.
    """
    if item.status == ERROR:
        return item.reason
    reasons = (
        score.reason
        for score in item.scores.values()
        if score.status is ScoreStatus.COULD_NOT_SCORE and score.reason.startswith(_BREAKS)
    )
    return next(reasons, "")


async def run_all(
    questions: Sequence[GoldenQuestion],
    examine: Callable[[GoldenQuestion], Awaitable[ItemRecord]],
    done: Callable[[ItemRecord], None],
    concurrency: int = 1,
    max_failures: int = MAX_FAILURES,
) -> str:
    """Examine the questions, ``concurrency`` at a time; ``done`` gets each record at once.

    Returns why it stopped early, or an empty text. Questions already begun are finished. Raises
    VraagbaakError where ``done`` does: a record that cannot be kept ends the run.
    """
    waiting = iter(questions)
    in_a_row, stopped = 0, ""

    async def work() -> None:
        nonlocal in_a_row, stopped
        for question in waiting:
            item = await examine(question)
            done(item)
            why = failure(item)
            in_a_row = in_a_row + 1 if why else 0
            if in_a_row >= max_failures:
                stopped = f"{in_a_row} questions in a row failed, the last one because: {why}"
            if stopped:
                return

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(max(1, concurrency)):
                group.create_task(work())
    except* VraagbaakError as failed:
        # One clear error, as everywhere else, not a group of them.
        raise failed.exceptions[0] from None
    return stopped
