"""The `vraagbaak` command."""

from __future__ import annotations

import sys

import typer

from vraagbaak.commands import asking, documents, index, models, tenants
from vraagbaak.commands.output import err
from vraagbaak.commands.serve import serve
from vraagbaak.errors import VraagbaakError

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Vraagbaak: an agency's documents answer questions, every sentence verified and cited.",
)
app.add_typer(tenants.app, name="tenants")
app.add_typer(models.app, name="models")
app.add_typer(index.app, name="index")
app.command()(documents.ingest)
app.command()(documents.sync)
app.command()(asking.search)
app.command()(asking.ask)
app.command()(asking.verify)
app.command()(serve)


def main() -> None:
    """Run a command; an error of ours is one clear line on standard error and status 1."""
    try:
        app()
    except VraagbaakError as exc:
        err.print(f"vraagbaak: {exc.message}", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
