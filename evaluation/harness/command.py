"""`vraagbaak evaluate`: found by the `vraagbaak` command through an entry point."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from evaluation.harness.commands import drafts, judges, run, runs


class RunByDefault(TyperGroup):
    """`evaluate SLUG` is `evaluate run SLUG`; a tenant named as a command needs the long form."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Puts `run` before the arguments where no command is named."""
        first = next((arg for arg in args if not arg.startswith("-")), None)
        if first is not None and first not in self.commands:
            args = ["run", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=RunByDefault,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Measure a tenant's answers: `evaluate SLUG` runs its golden questions.",
)
app.command(name="run")(run.run)
app.command(name="list")(runs.list_)
app.command()(runs.show)
app.command()(runs.compare)
app.command()(drafts.generate)
app.command()(drafts.accept)
app.command()(judges.judge)
app.command()(judges.labels)
