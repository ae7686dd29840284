"""An evaluation run from beginning to end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import reduce

from evaluation.harness.examine import Examiner
from evaluation.harness.plan import Plan, evidence_mode
from evaluation.harness.records import ItemRecord, RunRecord, Usage
from evaluation.harness.runner import MAX_FAILURES, run_all
from evaluation.harness.scoring import Reader
from evaluation.harness.store import RunStore
from evaluation.harness.summary import summarise
from evaluation.harness.usage import added
from evaluation.judges import FLOORS
from vraagbaak.app import Services

Progress = Callable[[int, int], None]
"""Called with (done, total) as the run goes on."""


def evaluate(
    parts: Services,
    store: RunStore,
    plan: Plan,
    progress: Progress | None = None,
    max_failures: int = MAX_FAILURES,
    loop: asyncio.Runner | None = None,
) -> RunRecord:
    """Run the plan's questions; every item is stored as soon as it is scored.

    The record that is returned is stored too, unfinished where the run stopped early. A run that
    is killed can be taken up again. Several runs in one process must share a ``loop``: a chat
    model's connections live in the event loop that opened them.
    """
    count = plan.total - len(plan.todo)
    tell: Progress = progress or (lambda *_: None)
    with store.appending(plan.run.id) as writer:
        store.save(plan.run)
        tell(count, plan.total)

        def done(item: ItemRecord) -> None:
            nonlocal count
            writer.add(item)
            count += 1
            tell(count, plan.total)

        examine = examiner(parts, plan).examine
        concurrency = int(plan.run.settings["concurrency"])
        work = run_all(plan.todo, examine, done, concurrency, max_failures)
        stopped = loop.run(work) if loop else asyncio.run(work)
        return _finished(store, plan, stopped)


def examiner(parts: Services, plan: Plan) -> Examiner:
    """Asks the tenant that the plan names."""
    index = parts.index.for_tenant(plan.tenant.id)
    return Examiner(
        answers=parts.answers,
        tenant=plan.tenant,
        index=index,
        judge=plan.judge.verifier,
        independent=plan.judge.independent,
        reader_of=Reader(plan.tenant.own_language(), parts.detector.detect),
        floors={name: make() for name, make in FLOORS.items()},
        evidence=evidence_mode(plan.run.settings["evidence"]),
        indexed=frozenset(document.key for document in index.documents()),
    )


def _finished(store: RunStore, plan: Plan, stopped: str) -> RunRecord:
    """With items in the order of the file, whatever order they ended in."""
    stored = {item.id: item for item in store.load(plan.run.id).items}
    items = tuple(stored[name] for name in plan.order if name in stored)
    run = plan.run.model_copy(
        update={
            "finished": not stopped,
            "stopped": stopped,
            "items": items,
            "summary": summarise(items),
            "usage": reduce(added, (added(i.usage, i.judge_usage) for i in items), Usage()),
        }
    )
    store.save(run)
    return run
