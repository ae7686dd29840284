"""`vraagbaak evaluate list`, `show` and `compare`: stored runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from vraagbaak.commands.output import JsonFlag, out, print_json
from vraagbaak.commands.session import settings

if TYPE_CHECKING:
    from evaluation.harness.records import RunRecord
    from evaluation.harness.store import RunStore
    from evaluation.report import JudgeMeasured


def list_(
    tenant: Annotated[str | None, typer.Option(help="Only this tenant's runs.")] = None,
    json_: JsonFlag = False,
) -> None:
    """The runs that are stored, the newest first."""
    runs = [run for run in _store().list() if tenant in {None, run.tenant}]
    if json_:
        print_json([run.model_dump(mode="json", exclude={"items"}) for run in runs])
        return
    table = Table("run", "state", "questions", "groundedness", "answered", box=None)
    table.columns[0].no_wrap = True
    for run in runs:
        figures = run.summary.get("all", {})
        shown = (figures.get(name) for name in ("sentence_groundedness", "answered"))
        count = figures["answered"].count if "answered" in figures else 0
        table.add_row(
            escape(run.id),
            "finished" if run.finished else "unfinished",
            str(count),
            *(f"{figure.mean:.3f}" if figure else "–" for figure in shown),
        )
    out.print(table)


def show(
    run: str,
    report: Annotated[
        Path | None, typer.Option(help="Folder for report.html, run.json and junit.xml.")
    ] = None,
    json_: JsonFlag = False,
) -> None:
    """A stored run; its report again with --report."""
    from evaluation.harness.outputs import write_outputs
    from evaluation.harness.views import print_run

    record = _store().load(run)
    if report:
        write_outputs(report, record, (), None, _judge_of(record))
    if json_:
        print_json(record.model_dump(mode="json"))
    else:
        print_run(out, record)


def compare(
    first: str,
    second: str,
    report: Annotated[
        Path | None, typer.Option(help="Folder for the second run's report beside the first.")
    ] = None,
    json_: JsonFlag = False,
) -> None:
    """What got better and worse from the FIRST run to the SECOND, and whether by chance."""
    from evaluation.harness import compare as comparing
    from evaluation.harness.outputs import write_outputs
    from evaluation.harness.views import print_comparison

    store = _store()
    old, new = store.load(first), store.load(second)
    comparison = comparing.compare(old, new)
    if report:
        write_outputs(report, new, (), old, _judge_of(new))
    if json_:
        print_json(comparison)
    else:
        print_comparison(out, comparison)


def _judge_of(run: RunRecord) -> JudgeMeasured | None:
    from evaluation.harness.judge_store import load_measured

    return load_measured(settings().data_dir, run.settings.get("judge_version", ""))


def _store() -> RunStore:
    from evaluation.harness.store import RunStore

    return RunStore(settings().data_dir)
