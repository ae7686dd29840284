"""How commands speak: people read tables and bars, scripts read one JSON document.

With ``--json`` standard output holds the JSON and nothing else; progress, warnings and errors go
to standard error.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, is_dataclass
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

_TEXTS = ("question", "claim")
"""Fields of a batch that must hold text."""


def complain(message: str) -> None:
    """What went wrong, as one line on standard error."""
    line = "; ".join(part.strip() for part in message.splitlines() if part.strip())
    err.print(f"vraagbaak: {line}", markup=False, highlight=False, soft_wrap=True)


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


@dataclass(frozen=True, slots=True)
class Line:
    """One object of a JSON-lines file."""

    place: str
    """File and line, for messages."""
    item: dict[str, Any]


def read_text(path: Path) -> str:
    """A UTF-8 file; ``-`` is standard input. Raises VraagbaakError."""
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        return data.decode("utf-8-sig")
    except OSError as exc:
        raise VraagbaakError(f"{path}: cannot be read: {exc.strerror}") from exc
    except UnicodeDecodeError as exc:
        raise VraagbaakError(f"{path}: is not UTF-8 (byte {exc.start})") from exc


def read_lines(path: Path, required: Sequence[str]) -> list[Line]:
    """The objects of a JSON-lines file; ``-`` is standard input.

    Raises VraagbaakError naming file and line for a line that is no object or lacks a field. All
    lines are read before the first one is worked on, so that a mistake costs no time.
    """
    # Not splitlines(): JSON text may hold U+2028 and its like as they are.
    lines = enumerate(read_text(path).split("\n"), start=1)
    return [_parse(f"{path}:{number}", line, required) for number, line in lines if line.strip()]


def _parse(place: str, line: str, required: Sequence[str]) -> Line:
    try:
        item = json.loads(line)
    except json.JSONDecodeError as exc:
        raise VraagbaakError(f"{place}: is not JSON: {exc.msg}") from exc
    except (RecursionError, ValueError) as exc:
        raise VraagbaakError(f"{place}: is nested too deeply or holds too long a number") from exc
    if not isinstance(item, dict):
        raise VraagbaakError(f"{place}: is not a JSON object")
    lacking = [field for field in required if field not in item]
    if lacking:
        raise VraagbaakError(f"{place}: lacks {', '.join(lacking)}")
    for field in _TEXTS:
        if field in required and not isinstance(item[field], str):
            raise VraagbaakError(f"{place}: {field} must be a text")
    return Line(place, item)


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
