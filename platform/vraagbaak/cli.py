"""The `vraagbaak` command."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points

import typer

from vraagbaak.commands import asking, documents, index, models, tenants
from vraagbaak.commands.output import complain
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

COMMANDS = "vraagbaak.commands"
"""The entry-point group of commands that other packages bring: a name and a typer application."""


def add_commands(to: typer.Typer, points: Iterable[EntryPoint]) -> None:
    """The commands that installed packages bring; one that cannot be loaded is named and left out.

    The service does not know the packages that build on it: they register here.
    """
    for point in points:
        try:
            to.add_typer(point.load(), name=point.name)
        except (ImportError, AttributeError) as exc:
            complain(f"the command {point.name!r} ({point.value}) is left out: {exc}")


add_commands(app, entry_points(group=COMMANDS))

# The root of what typer raises for a wrong command line; it exports only this branch of it.
_WrongUse: type[Exception] = typer.BadParameter.__bases__[0]


def main() -> None:
    """Run a command; what goes wrong is one clear line on standard error and a status above 0."""
    try:
        status = app(standalone_mode=False)
    except VraagbaakError as exc:
        complain(exc.message)
        status = 1
    except _WrongUse as exc:
        complain(_advice(exc))
        status = 2
    except (KeyboardInterrupt, typer.Abort):
        status = 130
    except BrokenPipeError:
        # The reader has left; what is still buffered must not fail again at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    sys.exit(status if isinstance(status, int) else 0)


def _advice(wrong: Exception) -> str:
    """What is wrong, and where the right way stands."""
    context = getattr(wrong, "ctx", None)
    path = getattr(context, "command_path", "vraagbaak")
    message = wrong.format_message() if hasattr(wrong, "format_message") else str(wrong)
    return f"{message} See `{path} --help`." if message else f"See `{path} --help`."
