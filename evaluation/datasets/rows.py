"""Files of rows, read one at a time; a broken one is named by file and line."""

from __future__ import annotations

import csv
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from vraagbaak.errors import ConfigurationError

csv.field_size_limit(2**24)
"""Documents stand in one field."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its place, so that whoever finds fault with it can say where."""

    place: str
    """File and line."""
    fields: Mapping[str, Any]

    def wrong(self, what: str) -> ConfigurationError:
        """The error to raise for this row."""
        return ConfigurationError(f"{self.place}: {what}")

    def text(self, name: str) -> str:
        """A field that must be there and hold text. Raises ConfigurationError."""
        value = self.get(name)
        if not isinstance(value, str):
            raise self.wrong(f"{name!r} must be a text, and is {type(value).__name__}")
        return value

    def one_of(self, name: str, allowed: Collection[str]) -> str:
        """A field with one of those values, numbers as text. Raises ConfigurationError."""
        value = str(self.get(name))
        if value not in allowed:
            raise self.wrong(f"{name!r} is {value!r}, which is none of: {', '.join(allowed)}")
        return value

    def get(self, name: str) -> Any:
        """A field that must be there. Raises ConfigurationError."""
        if name not in self.fields:
            raise self.wrong(f"lacks {name!r}")
        return self.fields[name]


def json_rows(path: Path) -> Iterator[Row]:
    """The objects of a JSON-lines file. Raises ConfigurationError naming file and line."""
    with _opened(path) as file:
        # Not splitlines(): JSON text may hold U+2028 and its like as they are.
        for number, line in enumerate(_decoded(path, file), start=1):
            if line.strip():
                yield _json_row(f"{path}:{number}", line)


def table_rows(path: Path, delimiter: str = ",", *, quoted: bool = True) -> Iterator[Row]:
    """The rows of a file with a header line. Raises ConfigurationError naming file and line."""
    with _opened(path) as file:
        reader = csv.DictReader(
            _decoded(path, file),
            delimiter=delimiter,
            quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
        )
        try:
            for fields in reader:
                row = Row(f"{path}:{reader.line_num}", fields)
                if None in fields or None in fields.values():
                    raise row.wrong(f"has not the {len(reader.fieldnames or ())} fields of line 1")
                yield row
        except csv.Error as exc:
            raise ConfigurationError(f"{path}:{reader.line_num}: is no row: {exc}") from exc


def _opened(path: Path) -> TextIO:
    try:
        return path.open(encoding="utf-8-sig", newline="\n" if path.suffix == ".jsonl" else "")
    except OSError as exc:
        raise ConfigurationError(
            f"{path}: cannot be read ({exc.strerror}); give the folder that holds it with --data"
        ) from exc


def _decoded(path: Path, file: TextIO) -> Iterator[str]:
    try:
        yield from file
    except UnicodeDecodeError as exc:
        raise ConfigurationError(f"{path}: is not UTF-8: {exc.reason}") from exc


def _json_row(place: str, line: str) -> Row:
    try:
        fields = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as exc:
        raise ConfigurationError(f"{place}: is not JSON: {exc}") from exc
    if not isinstance(fields, dict):
        raise ConfigurationError(f"{place}: is not a JSON object")
    return Row(place, fields)
