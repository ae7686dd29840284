"""Questions beside passages, in our own words: `asked/*.jsonl`; `asked/README.md` tells how."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.training.claims import held_out
from evaluation.training.sources import Text, statutes
from evaluation.training.written import Written, read_written
from vraagbaak.errors import ConfigurationError
from vraagbaak.language import Language

FOLDER = Path(__file__).parent / "asked"
HELD_OUT = 10
"""One document in so many is kept apart, by a stable number of its name."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and whether the passage it stands beside answers it."""

    text: str
    language: Language | None
    answered: bool
    """False for a near miss: on the same matter, but the passage does not say."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A passage and questions about its matter."""

    id: str
    document: str
    heading: str
    text: str
    questions: tuple[Question, ...]

    @property
    def held_out(self) -> bool:
        """Whether it is for checking and calibration only."""
        return held_out(self.document, HELD_OUT)


def read_asked(acts: Path, folder: Path = FOLDER) -> list[Asked]:
    """All passages with their questions; a passage that stands elsewhere is looked up by its id.

    ``acts`` holds articles of Dutch acts, see ``sources.statutes``. Raises ConfigurationError
    naming a line that is broken or whose passage is nowhere.
    """
    records = {record.id: record for record in read_written()}
    articles = {text.key: text for text in statutes(acts)}
    found = {one.id: one for one in _lines(folder, records, articles)}
    rest = [record for record in records.values() if record.id not in found and record.questions]
    return [*found.values(), *(_of_record(record, ()) for record in rest)]


def _lines(
    folder: Path, records: Mapping[str, Written], articles: Mapping[str, Text]
) -> Iterator[Asked]:
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                yield _passage(json.loads(line), records, articles)
            except (json.JSONDecodeError, KeyError, TypeError, ValueError) as exc:
                message = f"{path}:{number}: is no passage with questions: {exc!r}"
                raise ConfigurationError(message) from exc


def _passage(
    row: Mapping[str, Any], records: Mapping[str, Written], articles: Mapping[str, Text]
) -> Asked:
    questions = (
        *(_question(one, answered=True) for one in row["questions"]),
        *(_question(one, answered=False) for one in row["near"]),
    )
    name = row["id"]
    if name in records:
        return _of_record(records[name], questions)
    if name in articles:
        article = articles[name]
        return Asked(name, article.document, article.heading, article.text, questions)
    return Asked(name, row["document"], row["heading"], row["evidence"], questions)


def _of_record(record: Written, questions: tuple[Question, ...]) -> Asked:
    """Its own questions too; their language is not noted where it is another."""
    own = (
        *(Question(text, None, answered=True) for text in record.questions),
        *(Question(text, None, answered=False) for text in record.near_misses),
    )
    return Asked(record.id, record.id, record.topic, record.evidence, own + questions)


def _question(row: Mapping[str, str], *, answered: bool) -> Question:
    return Question(row["t"], Language(row["l"]), answered)
