"""Claims and questions in our own words: `written/*.jsonl`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vraagbaak.errors import ConfigurationError

FOLDER = Path(__file__).parent / "written"


@dataclass(frozen=True, slots=True)
class Written:
    """A short text, claims that it bears out and that it does not, and questions."""

    id: str
    language: str
    topic: str
    evidence: str
    holds: tuple[str, ...]
    fails: tuple[tuple[str, str], ...]
    """(claim, kind of error)"""
    questions: tuple[str, ...]
    near_misses: tuple[str, ...]
    """Questions on the same matter that the text does not answer."""


def read_written(folder: Path = FOLDER) -> Iterator[Written]:
    """All records, those in another language folded in. Raises ConfigurationError naming a line."""
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.strip():
                yield _record(path, number, line)


def _record(path: Path, number: int, line: str) -> Written:
    try:
        row = json.loads(line)
        other = row.get("other_language") or {}
        return Written(
            id=row["id"],
            language=row["language"],
            topic=row["topic"],
            evidence=row["evidence"],
            holds=(*row["holds"], *other.get("holds", ())),
            fails=(
                *((fail["text"], fail["kind"]) for fail in row["fails"]),
                *((_text(fail), "other_language") for fail in other.get("fails", ())),
            ),
            questions=(*row["questions"], *([other["question"]] if other.get("question") else [])),
            near_misses=tuple(row["near_misses"]),
        )
    except (json.JSONDecodeError, KeyError, TypeError) as exc:
        raise ConfigurationError(f"{path}:{number}: is no record: {exc!r}") from exc


def _text(fail: str | dict[str, str]) -> str:
    return fail if isinstance(fail, str) else fail["text"]
