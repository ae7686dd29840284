"""The drafts file, kept apart from the golden questions, and the way from the one to the other."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from evaluation.datasets import read_what_can_be_read
from evaluation.drafts.types import Draft
from evaluation.harness.store import write_atomically
from vraagbaak.commands.output import read_lines
from vraagbaak.errors import ConfigurationError, VraagbaakError

Lines = list[dict[str, Any]]


def write_drafts(path: Path, tenant: str, drafts: Sequence[Draft]) -> int:
    """Add the drafts that the file does not hold yet; returns how many those are.

    Raises ConfigurationError where the file holds accepted questions: they are never mixed.
    """
    there = read_drafts(path) if path.exists() else []
    known = {line["id"] for line in there}
    new = [_line(tenant, draft) for draft in drafts if draft.id not in known]
    _write(path, [*there, *new])
    return len(new)


def read_drafts(path: Path) -> Lines:
    """The drafts of the file. Raises ConfigurationError naming a line that is no draft."""
    lines = read_lines(path, ("id", "question", "kind"))
    for line in lines:
        if line.item.get("accepted") is not False:
            raise ConfigurationError(
                f'{line.place}: is no draft (it lacks "accepted": false); drafts are kept in a '
                "file of their own"
            )
    return [line.item for line in lines]


def accept(path: Path, ids: Collection[str], to: Path) -> list[str]:
    """Move these drafts to the golden questions; returns their ids in the file's order.

    The golden questions are written first: a crash between leaves a question in both files, never
    in none. Raises VraagbaakError naming ids that are not among the drafts or already golden.
    """
    drafts = read_drafts(path)
    unknown = sorted(set(ids) - {line["id"] for line in drafts})
    if unknown:
        raise VraagbaakError(f"{path}: holds no draft {', '.join(unknown)}")
    golden = to.read_text(encoding="utf-8") if to.exists() else ""
    known = {q.id for q in read_what_can_be_read(to).questions} if to.exists() else set()
    taken = sorted(set(ids) & known)
    if taken:
        raise VraagbaakError(f"{to}: already holds {', '.join(taken)}")
    chosen = [line for line in drafts if line["id"] in ids]
    accepted = [{k: v for k, v in line.items() if k not in {"accepted", "how"}} for line in chosen]
    before = golden if not golden or golden.endswith("\n") else f"{golden}\n"
    write_atomically(to, before + _text(accepted))
    _write(path, [line for line in drafts if line["id"] not in ids])
    return [line["id"] for line in chosen]


def _line(tenant: str, draft: Draft) -> dict[str, Any]:
    answerable = bool(draft.evidence)
    return {
        "id": draft.id,
        "tenant": tenant,
        "lang": draft.language.value,
        "kind": draft.kind.value,
        "question": draft.question,
        "answer": draft.answer,
        "gold_files": [draft.document] if answerable else [],
        "evidence": list(draft.evidence),
        "nuggets": list(draft.nuggets),
        "history": [],
        "how": draft.how,
        "accepted": False,
    }


def _write(path: Path, lines: Lines) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, _text(lines))
    except OSError as exc:
        raise VraagbaakError(f"{path}: cannot be written: {exc.strerror}") from exc


def _text(lines: Lines) -> str:
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
