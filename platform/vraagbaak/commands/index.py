"""`vraagbaak index`: care for the vector index."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from vraagbaak.commands.output import JsonFlag, out, print_json
from vraagbaak.commands.session import services

app = typer.Typer(no_args_is_help=True, help="Check and repair the index.")


@app.callback()
def _group() -> None:
    """Keeps `reconcile` a sub-command while it is the only one."""


@app.command()
def reconcile(
    slug: Annotated[str | None, typer.Argument(help="One tenant; all where not given.")] = None,
    json_: JsonFlag = False,
) -> None:
    """Compare the vector index with the database and repair what differs, without embedding."""
    with services() as parts:
        slugs = [parts.tenants.get(slug)] if slug else parts.tenants.list()
        reports = {t.slug: parts.index.for_tenant(t.id).reconcile() for t in slugs}
    if json_:
        print_json({name: asdict(report) for name, report in reports.items()})
        return
    for name, report in reports.items():
        state = "clean" if report.clean else "repaired"
        out.print(
            f"{name}: {state}, {report.passages:,} passages, {report.missing} missing, "
            f"{report.surplus} surplus, {report.changed} changed",
            highlight=False,
        )
