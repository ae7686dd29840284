"""MTRAG (Katsis et al., 2025): answers in conversations, rated by people, and answerability."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import fmean
from typing import Any, Literal

from evaluation.datasets.claims import LabelledClaim
from evaluation.datasets.passages import passages
from evaluation.datasets.rows import json_rows
from vraagbaak.answer.types import Turn
from vraagbaak.errors import ConfigurationError

RATED = "mtrag-human__evaluations__reference_subset_with_human_evaluations.json"
TASKS = "mtragun-human__generation_tasks__reference.jsonl"
TURN = "<::>"
ROLES: Mapping[str, Literal["user", "assistant"]] = {"user": "user", "agent": "assistant"}
ANSWERABLE = {
    "ANSWERABLE": True,
    "UNANSWERABLE": False,
    "PARTIAL": None,
    "UNDERSPECIFIED": None,
    "CONVERSATIONAL": None,
}


def mtrag_ratings(folder: Path) -> Iterator[LabelledClaim]:
    """Whole answers with their contexts; ``rating`` is the mean faithfulness, 1 to 4.

    ``domain`` is the model that answered, ``kind`` the question's answerability, ``document`` the
    conversation. Raises ConfigurationError naming the file and the answer.
    """
    path = folder / RATED
    data = _read(path)
    try:
        texts = {item["document_id"]: item["text"] for item in data["documents"]}
        tasks = {item["task_id"]: item for item in data["tasks"]}
        answers = data["evaluations"]
    except (KeyError, TypeError) as exc:
        raise ConfigurationError(f"{path}: is no file of MTRAG evaluations: {exc!r}") from exc
    for number, answer in enumerate(answers, start=1):
        try:
            yield _rated(answer, tasks[answer["task_id"]], texts)
        except (KeyError, TypeError, ValueError) as exc:
            raise ConfigurationError(f"{path}: evaluation {number} is broken: {exc!r}") from exc


def mtrag_answerability(folder: Path) -> Iterator[LabelledClaim]:
    """The last question of each task as the claim; ``holds`` says whether it can be answered.

    None for what is partly answerable, underspecified or small talk: ``kind`` tells which. All
    unanswerable tasks and a few others come without contexts, so that a judge of evidence is
    tested by them only on what it does with nothing. Raises ConfigurationError naming file and
    line.
    """
    for row in json_rows(folder / TASKS):
        try:
            kind = row.get("answerability")[0]
            shown = [context["text"] for context in row.get("contexts")]
            evidence = tuple(piece for text in shown for piece in passages(text))
            *earlier, last = row.get("input")
            question = last["text"]
            history = tuple(Turn(ROLES[turn["speaker"]], turn["text"]) for turn in earlier)
            holds = ANSWERABLE[kind]
        except (KeyError, IndexError, TypeError, ValueError) as exc:
            raise row.wrong(f"is no MTRAG task: {exc!r}") from exc
        yield LabelledClaim(
            id=row.text("task_id"),
            claim=question,
            evidence=evidence,
            holds=holds,
            kind=kind.lower(),
            domain=row.text("Collection"),
            document=row.text("task_id").split(TURN)[0],
            language="en",
            history=history,
        )


def _rated(
    answer: Mapping[str, Any], task: Mapping[str, Any], texts: Mapping[str, str]
) -> LabelledClaim:
    shown = [texts[context["document_id"]] for context in task["contexts"]]
    ratings = [float(r["value"]) for r in answer["annotations"]["faithfulness"].values()]
    return LabelledClaim(
        id=f"{answer['task_id']}-{answer['model_id']}",
        claim=answer["model_response"],
        evidence=tuple(piece for text in shown for piece in passages(text)),
        rating=fmean(ratings),
        kind=task["Answerability"][0].lower(),
        domain=answer["model_id"],
        document=answer["task_id"].split(TURN)[0],
        language="en",
    )


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as exc:
        raise ConfigurationError(
            f"{path}: cannot be read ({exc.strerror}); give the folder that holds it with --data"
        ) from exc
    except json.JSONDecodeError as exc:
        raise ConfigurationError(f"{path}:{exc.lineno}: is not JSON: {exc.msg}") from exc
