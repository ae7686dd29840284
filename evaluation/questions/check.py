"""Is a file of golden questions sound? Its form always, its evidence where the corpora are at hand.

`python -m evaluation.questions.check [FILE...] [--data DIR]`; without files, the ones kept here.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from evaluation.datasets import GoldenQuestion, read_questions
from evaluation.datasets.golden import Kind
from evaluation.questions import QUESTION_FILES
from vraagbaak.commands.output import err
from vraagbaak.errors import ConfigurationError, VraagbaakError
from vraagbaak.language import Language

MOST_NUGGETS = 4
LANGUAGES = frozenset(language.value for language in Language)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one question."""

    question: str
    problem: str

    def __str__(self) -> str:
        return f"{self.question}: {self.problem}"


def form_faults(questions: Sequence[GoldenQuestion]) -> list[Fault]:
    """What the questions' own fields show; ids and questions must be unique over all of them."""
    faults = [Fault(q.id, problem) for q in questions for problem in _form(q)]
    for name, values in (
        ("id", [q.id for q in questions]),
        ("question", [q.question.casefold() for q in questions]),
    ):
        counts = Counter(values)
        faults += [
            Fault(q.id, f"its {name} is used {counts[value]} times")
            for q, value in zip(questions, values, strict=True)
            if counts[value] > 1
        ]
    return faults


def evidence_faults(questions: Sequence[GoldenQuestion], corpora: Path) -> list[Fault]:
    """What the documents show: each gold file exists and each quote stands in one, verbatim."""
    return [Fault(q.id, problem) for q in questions for problem in _evidence(q, corpora)]


def alternative_faults(path: Path, corpora: Path) -> list[Fault]:
    """`alt_gold_files` (near-duplicates that also answer) must exist too."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [
        Fault(row["id"], f"there is no alternative gold file {name!r}")
        for row in rows
        for name in row.get("alt_gold_files", ())
        if not (corpora / (row.get("gold_tenant") or row["tenant"]) / name).is_file()
    ]


def _form(question: GoldenQuestion) -> Iterator[str]:
    if not question.question.strip() or not question.tenant:
        yield "question and tenant must be filled in"
    if question.lang not in LANGUAGES:
        yield f"lang {question.lang!r} is none of {', '.join(sorted(LANGUAGES))}"
    if (question.kind is Kind.CROSS_TENANT) != bool(question.gold_tenant):
        yield "gold_tenant belongs to cross_tenant questions, and to all of these"
    if question.gold_tenant and question.gold_tenant == question.tenant:
        yield "gold_tenant must be another tenant"
    if question.kind is Kind.MULTI_PASSAGE and len(question.evidence) < 2:
        yield "a multi_passage question needs at least two quotes"
    yield from _history(question)
    yield from _gold(question)


def _gold(question: GoldenQuestion) -> Iterator[str]:
    gold = (question.answer, question.gold_files, question.evidence, question.nuggets)
    if question.kind is Kind.UNANSWERABLE:
        if any(gold):
            yield "an unanswerable question has no answer, gold_files, evidence or nuggets"
    elif not all(gold):
        yield "answer, gold_files, evidence and nuggets must be filled in"
    if len(question.nuggets) > MOST_NUGGETS:
        yield f"{len(question.nuggets)} nuggets; at most {MOST_NUGGETS}"


def _history(question: GoldenQuestion) -> Iterator[str]:
    turns = [turn.get("role") for turn in question.history if turn.get("text", "").strip()]
    if question.kind is not Kind.CONVERSATION:
        if question.history:
            yield "only a conversation has a history"
    elif not turns or turns != ["user", "assistant"] * (len(question.history) // 2):
        yield "history must be pairs of a user's turn and an assistant's, each with text"


def _evidence(question: GoldenQuestion, corpora: Path) -> Iterator[str]:
    folder = corpora / (question.gold_tenant or question.tenant)
    texts = []
    for name in question.gold_files:
        if not (folder / name).is_file():
            yield f"there is no gold file {name!r}"
            continue
        texts.append((folder / name).read_text(encoding="utf-8"))
        if not any(quote in texts[-1] for quote in question.evidence):
            yield f"no quote stands in {name!r}"
    for quote in question.evidence:
        if not any(quote in text for text in texts):
            yield f"not verbatim in its gold files: {quote!r}"


def check(
    files: Annotated[list[Path] | None, typer.Argument(help="Files of questions.")] = None,
    data: Annotated[Path | None, typer.Option(help="Folder with `corpora/<tenant>`.")] = None,
) -> None:
    """Check files of golden questions; a line on standard error for each fault."""
    paths = files or list(QUESTION_FILES)
    questions = [question for path in paths for question in read_questions(path)]
    faults = form_faults(questions)
    if data is not None:
        if not (data / "corpora").is_dir():
            raise ConfigurationError(f"{data}: holds no folder 'corpora'; give another --data.")
        faults += evidence_faults(questions, data / "corpora")
        faults += [fault for path in paths for fault in alternative_faults(path, data / "corpora")]
    for fault in faults:
        err.print(str(fault), markup=False, highlight=False, soft_wrap=True)
    sys.stdout.write(f"{len(questions)} questions, {len(faults)} faults\n")
    if faults:
        raise typer.Exit(1)


def main() -> None:
    """Run; an error of ours is one line on standard error and status 1."""
    try:
        typer.run(check)
    except VraagbaakError as exc:
        err.print(f"check: {exc.message}", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
