"""`vraagbaak evaluate SLUG`: a tenant's golden questions through the real pipeline."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from vraagbaak.commands.output import JsonFlag, complain, err, out, print_json, progress_bar
from vraagbaak.commands.session import services
from vraagbaak.errors import VraagbaakError

if TYPE_CHECKING:
    from evaluation.harness.gates import GateResult
    from evaluation.harness.records import RunRecord

Require = Annotated[
    list[str] | None,
    typer.Option("--require", help="metric>=x, or kind/metric>=x; repeat for more. Else status 1."),
]
Evidence = Annotated[
    Literal["retrieved", "gold", "both"] | None,
    typer.Option(help="What answers are made from; gold tells generation from retrieval."),
]


def run(  # noqa: PLR0913, PLR0917 - typer knows positional parameters only
    slug: str,
    questions: Annotated[
        Path | None, typer.Option(help="Golden questions; the tenant's own by default.")
    ] = None,
    report: Annotated[
        Path | None, typer.Option(help="Folder for report.html, run.json and junit.xml.")
    ] = None,
    judge: Annotated[
        str | None,
        typer.Option(help="Who judges sentences: service, overlap, facts, aligned, llm, nli."),
    ] = None,
    evidence: Evidence = None,
    concurrency: Annotated[
        int, typer.Option(min=1, max=64, help="Questions at a time; times are honest at 1.")
    ] = 1,
    limit: Annotated[
        int | None, typer.Option(min=1, help="Only so many, evenly over the file.")
    ] = None,
    resume: Annotated[str | None, typer.Option(help="Go on with an unfinished run.")] = None,
    against: Annotated[
        str | None, typer.Option(help="An earlier run to set beside it in the report.")
    ] = None,
    require: Require = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Status 1 where the file has a bad line.")
    ] = False,
    json_: JsonFlag = False,
) -> None:
    """A tenant's golden questions through the real pipeline, scored with intervals."""
    from evaluation.harness.evaluate import evaluate
    from evaluation.harness.gates import check_gates, parse_gate
    from evaluation.harness.judge_store import load_measured
    from evaluation.harness.outputs import write_outputs
    from evaluation.harness.plan import Request, plan_run
    from evaluation.harness.store import RunStore

    gates = [parse_gate(text) for text in require or ()]
    request = Request(slug, questions, judge, evidence, limit, concurrency, resume)
    with services(count_tokens=True) as parts:
        store = RunStore(parts.settings.data_dir)
        compared = store.load(against) if against else None
        plan = plan_run(parts, store, request)
        for line in plan.run.bad_lines:
            complain(f"left out: {line}")
        with progress_bar(quiet=json_) as bar, _told_how_to_resume(plan.run.id, slug):
            task = bar.add_task(slug, total=plan.total)
            record = evaluate(
                parts,
                store,
                plan,
                lambda done, total: bar.update(task, completed=done, total=total),
            )
        results = check_gates(record, gates)
        judged = load_measured(parts.settings.data_dir, plan.judge.verifier.name)
    files = write_outputs(report, record, results, compared, judged) if report else []
    _show(record, results, files, json_=json_)
    _end(record, results, strict=strict)


@contextmanager
def _told_how_to_resume(run_id: str, slug: str) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        complain(f"interrupted; go on with `vraagbaak evaluate {slug} --resume {run_id}`")
        raise


def _show(record: RunRecord, results: list[GateResult], files: list[Path], *, json_: bool) -> None:
    from evaluation.harness.views import print_run

    if json_:
        gates = [{"require": r.gate.text, "passed": r.passed, "line": r.line} for r in results]
        shown = {**record.model_dump(mode="json"), "gates": gates}
        print_json({**shown, "files": [str(path) for path in files]})
        return
    print_run(out, record)
    for path in files:
        out.print(str(path), highlight=False, markup=False, soft_wrap=True)


def _end(record: RunRecord, results: list[GateResult], *, strict: bool) -> None:
    """Each requirement as one line on standard error. Status 1 where something is not met."""
    for result in results:
        style = "green" if result.passed else "red"
        err.print(result.line, style=style, highlight=False, markup=False, soft_wrap=True)
    if record.stopped:
        raise VraagbaakError(
            f"The run stopped: {record.stopped}. Mend it, and go on with "
            f"`vraagbaak evaluate {record.tenant} --resume {record.id}`."
        )
    if strict and record.bad_lines:
        raise VraagbaakError(f"{len(record.bad_lines)} lines of the questions file are bad.")
    if not all(result.passed for result in results):
        raise typer.Exit(1)
