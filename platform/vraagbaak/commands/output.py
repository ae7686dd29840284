"""How commands speak: people read tables and bars, scripts read one JSON document.

With ``--json`` standard output holds the JSON and nothing else; progress, warnings and errors go
to standard error.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from vraagbaak.errors import VraagbaakError

JsonFlag = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]

out = Console()
err = Console(stderr=True)


def to_json(value: object) -> object:
    """Dataclasses, dates, paths and sets as JSON can hold them."""
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Path):
        return value.as_posix()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def dumps(value: object, *, indent: int | None = None) -> str:
    """JSON with its letters as they are; NaN, which JSON does not know, as null."""
    plain = json.loads(json.dumps(value, default=to_json), parse_constant=lambda _: None)
    return json.dumps(plain, ensure_ascii=False, indent=indent, allow_nan=False)


def print_json(value: object) -> None:
    """The one document on standard output."""
    sys.stdout.write(dumps(value, indent=2) + "\n")
    sys.stdout.flush()


def print_line(value: object) -> None:
    """One line of a batch."""
    sys.stdout.write(dumps(value) + "\n")
    sys.stdout.flush()


def read_lines(path: Path, required: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-lines file; ``-`` is standard input.

    Raises VraagbaakError naming file and line for a line that is no object or lacks a field.
    """
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        raise VraagbaakError(f"{path}: cannot be read: {exc}") from exc
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield _parse(path, number, line, required)


def _parse(path: Path, number: int, line: str, required: tuple[str, ...]) -> dict[str, Any]:
    try:
        item = json.loads(line)
    except json.JSONDecodeError as exc:
        raise VraagbaakError(f"{path}:{number}: is not JSON: {exc.msg}") from exc
    if not isinstance(item, dict):
        raise VraagbaakError(f"{path}:{number}: is not a JSON object")
    lacking = [field for field in required if field not in item]
    if lacking:
        raise VraagbaakError(f"{path}:{number}: lacks {', '.join(lacking)}")
    return item


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Progress]:
    """A bar with counts and time left, on standard error so that pipes stay clean."""
    columns = (
        TextColumn("{task.description:<12}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, disable=quiet or not err.is_terminal) as progress:
        yield progress
