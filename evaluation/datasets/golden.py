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
    evidence: tuple[str, ...] = ()
    nuggets: tuple[str, ...] = ()
    history: tuple[dict[str, str], ...] = ()
    gold_tenant: str = ""


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
        known = {k: data[k] for k in GoldenQuestion.__slots__ if k in data}
        lists = ("gold_files", "evidence", "nuggets", "history")
        known |= {k: tuple(known[k]) for k in lists if k in known}
        return GoldenQuestion(**known | {"kind": Kind(data["kind"])})
    except (json.JSONDecodeError, KeyError, TypeError, ValueError) as exc:
        raise ConfigurationError(f"{path}:{number}: is no golden question: {exc}") from exc
