"""Golden questions: the `questions.jsonl` format."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from vraagbaak.errors import ConfigurationError


class Kind(StrEnum):
    """What a golden question tests."""

    ANSWERABLE = "answerable"
    UNANSWERABLE = "unanswerable"
    CROSS_LINGUAL = "cross_lingual"
    CROSS_TENANT = "cross_tenant"
    MULTI_PASSAGE = "multi_passage"
    CONVERSATION = "conversation"


@dataclass(frozen=True, slots=True)
class GoldenQuestion:
    """One line of a questions.jsonl. Only id, question and kind are required."""

    id: str
    question: str
    kind: Kind
    tenant: str = ""
    lang: str = "nl"
    answer: str = ""
    gold_files: tuple[str, ...] = ()
    alt_gold_files: tuple[str, ...] = ()
    """Copies and translations that answer as well; agencies' folders are full of them."""
    evidence: tuple[str, ...] = ()
    nuggets: tuple[str, ...] = ()
    history: tuple[dict[str, str], ...] = ()
    gold_tenant: str = ""

    @property
    def answering_files(self) -> tuple[str, ...]:
        """Any of these among the first results is a find."""
        return (*self.gold_files, *self.alt_gold_files)


@dataclass(frozen=True, slots=True)
class ReadQuestions:
    """What a questions file holds."""

    questions: tuple[GoldenQuestion, ...]
    bad_lines: tuple[str, ...]
    """Each as ``file:line: what is wrong``."""


def read_what_can_be_read(path: Path) -> ReadQuestions:
    """The questions of the file, and the lines that are none or repeat an id.

    Raises ConfigurationError where the file cannot be read at all.
    """
    questions: dict[str, GoldenQuestion] = {}
    bad: list[str] = []
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            question = _question(path, number, line)
        except ConfigurationError as exc:
            bad.append(exc.message)
            continue
        if question.id in questions:
            bad.append(f"{path}:{number}: repeats the id {question.id!r}")
        questions.setdefault(question.id, question)
    return ReadQuestions(tuple(questions.values()), tuple(bad))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as exc:
        raise ConfigurationError(f"{path}: cannot be read: {exc.strerror}") from exc
    except UnicodeDecodeError as exc:
        raise ConfigurationError(f"{path}: is not UTF-8 (byte {exc.start})") from exc


def read_questions(path: Path) -> list[GoldenQuestion]:
    """All questions of the file, in order. Raises ConfigurationError naming file and line."""
    questions = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            questions.append(_question(path, number, line))
    return questions


def _question(path: Path, number: int, line: str) -> GoldenQuestion:
    try:
        data: dict[str, Any] = json.loads(line)
        _check(data)
        known = {k: data[k] for k in GoldenQuestion.__slots__ if k in data}
        lists = ("gold_files", "alt_gold_files", "evidence", "nuggets", "history")
        known |= {k: tuple(known[k]) for k in lists if k in known}
        return GoldenQuestion(**known | {"kind": Kind(data["kind"])})
    except KeyError as exc:
        raise ConfigurationError(f"{path}:{number}: is no golden question: lacks {exc}") from exc
    except (json.JSONDecodeError, RecursionError, TypeError, ValueError) as exc:
        raise ConfigurationError(f"{path}:{number}: is no golden question: {exc}") from exc


def _check(data: object) -> None:
    """Raises TypeError or ValueError naming the field that is not as it should be."""
    if not isinstance(data, dict):
        raise TypeError("is not a JSON object")
    if data.get("accepted") is False:
        raise ValueError("is a draft; accept it first with `vraagbaak evaluate accept`")
    texts = ("id", "question", "kind", "tenant", "lang", "answer", "gold_tenant")
    wrong = [name for name in texts if not isinstance(data.get(name, ""), str)]
    for name in ("gold_files", "alt_gold_files", "evidence", "nuggets"):
        value = data.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            wrong.append(name)
    if wrong:
        raise TypeError(f"{', '.join(wrong)}: texts, or lists of texts, are expected")
    history = data.get("history", [])
    if not isinstance(history, list) or not all(map(_is_turn, history)):
        raise TypeError("history: a list of turns with role and content is expected")


def _is_turn(turn: object) -> bool:
    if not isinstance(turn, dict) or turn.get("role") not in {"user", "assistant"}:
        return False
    return isinstance(turn.get("content", turn.get("text")), str)
