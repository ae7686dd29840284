"""Question → passage sets: `vac` and `xquad-<question language>-<passage language>`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vraagbaak.errors import ConfigurationError
from vraagbaak.language import Language


@dataclass(frozen=True, slots=True)
class RetrievalDocument:
    """A short document that is one unit of relevance."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class RetrievalQuestion:
    """A question with the ids of the documents that answer it."""

    id: str
    text: str
    gold: frozenset[str]


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """Documents in one language, questions in the same or another one."""

    name: str
    documents: tuple[RetrievalDocument, ...]
    questions: tuple[RetrievalQuestion, ...]
    document_language: Language
    question_language: Language


def load_retrieval_set(data: Path, name: str) -> RetrievalSet:
    """The set of that name under ``data/retrieval``. Raises ConfigurationError."""
    if name == "vac":
        return _vac(data / "retrieval" / "vac" / "vac.jsonl")
    match name.split("-"):
        case ["xquad", question, document]:
            return _xquad(
                data / "retrieval" / "xquad", name, Language(question), Language(document)
            )
    raise ConfigurationError(f"There is no retrieval set {name!r}; try vac or xquad-en-nl.")


def _vac(path: Path) -> RetrievalSet:
    """The answers are the documents; a title would repeat the question, so there is none."""
    rows = _read(path)
    documents = tuple(RetrievalDocument(row["id"], "", row["answer"]) for row in rows)
    questions = tuple(
        RetrievalQuestion(row["id"], row["question"], frozenset([row["id"]])) for row in rows
    )
    return RetrievalSet("vac", documents, questions, Language.NL, Language.NL)


def _xquad(folder: Path, name: str, question: Language, document: Language) -> RetrievalSet:
    """Without titles: an article's name would give the topic away."""
    documents = tuple(
        RetrievalDocument(row["id"], "", row["text"])
        for row in _read(folder / f"corpus.{document}.jsonl")
    )
    questions = tuple(
        RetrievalQuestion(row["id"], row["question"], frozenset(row["gold_doc_ids"]))
        for row in _read(folder / f"questions.{question}.jsonl")
    )
    return RetrievalSet(name, documents, questions, document, question)


def _read(path: Path) -> list[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as exc:
        raise ConfigurationError(
            f"{path}: cannot be read; give the data folder with --data"
        ) from exc
    return [json.loads(line) for line in lines if line.strip()]
