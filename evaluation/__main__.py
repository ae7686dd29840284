"""`python -m evaluation bench NAME`: the benchmarks, run again by anyone; and `evaluate`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from evaluation.benchmarks import BENCHMARKS, run_benchmark
from evaluation.benchmarks.choice import Choice, listed
from evaluation.benchmarks.report import machine
from evaluation.harness.command import app as evaluate
from vraagbaak.commands.output import JsonFlag, err, print_json
from vraagbaak.errors import VraagbaakError

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, help="Measure Vraagbaak.")
# The same as `vraagbaak evaluate`, also where the package was installed before it had that command.
app.add_typer(evaluate, name="evaluate")


@app.command()
def bench(
    name: Annotated[str, typer.Argument(help=f"One of: {', '.join(BENCHMARKS)}.")],
    data: Annotated[Path, typer.Option(help="Folder with the data.")] = Path("data"),
    small: Annotated[bool, typer.Option(help="A smoke run: less of everything.")] = False,
    verifiers: Annotated[str, typer.Option(help="Only these, as a,b (groundedness).")] = "",
    only: Annotated[
        str, typer.Option(help="Only these sets, as a,b (groundedness, abstention).")
    ] = "",
    limit: Annotated[
        int | None,
        typer.Option(min=1, help="Items of each set, drawn at random (groundedness, abstention)."),
    ] = None,
    json_: JsonFlag = False,
) -> None:
    """Run a benchmark, its peers in the same run, and print what was measured."""
    before = machine()
    report = run_benchmark(name, data, small, Choice(listed(verifiers), listed(only), limit))
    if json_:
        print_json({"benchmark": name, "small": small, "machine": before, "tables": report.tables})
    else:
        sys.stdout.write(report.markdown(name, before))


def main() -> None:
    """Run; an error of ours is one line on standard error and status 1."""
    try:
        app()
    except VraagbaakError as exc:
        err.print(f"evaluation: {exc.message}", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
