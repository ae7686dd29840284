"""Questions of our own to real corpora: every answer as its reader gets it, for a person to judge.

Quoted always, and written by a language model where the settings name one. Which answers are good
is no figure of this benchmark: a person reads them, and writes the verdicts beside them.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from evaluation.benchmarks.report import Report, Table, progress
from evaluation.models import model_folder
from vraagbaak.answer.types import Answer, Ask
from vraagbaak.app import Services, open_services
from vraagbaak.errors import ConfigurationError
from vraagbaak.language import Language
from vraagbaak.settings import Settings
from vraagbaak.tenancy import AnswerSettings, Localised, Tenant

QUESTIONS = Path(__file__).parents[1] / "datasets" / "first_answers.jsonl"
AGENCIES = {
    "inbo": "Instituut voor Natuur- en Bosonderzoek",
    "abb": "Agentschap Binnenlands Bestuur",
    "vbp": "Vlaams Biodiversiteitsportaal",
    "algoritmekader": "Algoritmekader",
}
QUOTE_CHARS = 80

Composer = Literal["extractive", "model"]


@dataclass(frozen=True, slots=True)
class Question:
    """One line of the questions' file."""

    id: str
    tenant: str
    lang: str
    question: str


def read_asked(path: Path = QUESTIONS) -> list[Question]:
    """All questions, in order. Raises ConfigurationError naming file and line."""
    questions = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            questions.append(Question(**json.loads(line)))
        except (json.JSONDecodeError, TypeError) as exc:
            raise ConfigurationError(f"{path}:{number}: is no question: {exc}") from exc
    return questions


def run(data: Path, small: bool) -> Report:
    """All forty questions (two to the smallest corpus for a smoke run)."""
    asked = read_asked()
    if small:
        asked = [question for question in asked if question.tenant == "vbp"][:2]
    counts: Counter[tuple[str, str, str]] = Counter()
    table = Table("Answers", ("question", "composer", "status", "answer", "cited", "dropped", "s"))
    for question, composer, answer in _answers(data, asked):
        progress(f"{question.id} {composer}: {answer.status}")
        counts[question.tenant, composer, answer.status] += 1
        table.rows.append(answer_row(question, composer, answer))
    summary = Table("How they ended", ("tenant", "composer", "status", "questions"))
    summary.rows.extend((*key, count) for key, count in sorted(counts.items()))
    return Report([summary, table])


def answer_row(question: Question, composer: str, answer: Answer) -> tuple[object, ...]:
    """A row of the table; ``composer`` is the one asked for, which a model's failure overrides."""
    status = f"{answer.status} ({answer.reason})" if answer.reason else str(answer.status)
    written = composer if answer.composer in ("", composer) else f"{composer} → {answer.composer}"
    cited = [
        f"[{number}] {citation.document}: “{citation.quote[:QUOTE_CHARS]}”"
        for number, sentence in enumerate(answer.sentences, start=1)
        for citation in sentence.citations[:1]
    ]
    said = [f"{s.text} [{number}]" for number, s in enumerate(answer.sentences, start=1)]
    dropped = [f"{sentence.text} ({sentence.reason})" for sentence in answer.dropped]
    texts = (said or [answer.answer], cited, dropped)
    cells = (_cell("<br>".join(text)) for text in texts)
    seconds = answer.timings_ms.get("total", 0.0) / 1000
    return (_cell(f"{question.id}: {question.question}"), written, status, *cells, seconds)


def _answers(data: Path, asked: list[Question]) -> Iterator[tuple[Question, Composer, Answer]]:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            data_dir=Path(folder),
            models_dir=model_folder().parent,
            database_url=None,
            chroma_url=None,
        )
        composers: tuple[Composer, ...] = ("extractive", "model")
        # One event loop for all questions: a model's connections live in the loop that opened them.
        with closing(open_services(settings)) as parts, asyncio.Runner() as runner:
            tenants = {slug: _tenant(parts, slug, data) for slug in {q.tenant for q in asked}}
            for composer in composers if settings.chat_model else composers[:1]:
                answering = AnswerSettings(composer=composer)
                for question in asked:
                    tenant = tenants[question.tenant].model_copy(update={"answer": answering})
                    asked_of = parts.answers.ask(tenant, Ask(question.question))
                    yield question, composer, runner.run(asked_of)


def _tenant(parts: Services, slug: str, data: Path) -> Tenant:
    progress(f"ingesting {slug}")
    tenant = Tenant(slug=slug, name=Localised({Language.NL: AGENCIES[slug]}))
    parts.tenants.apply(tenant)
    parts.ingestor.ingest(parts.index.for_tenant(slug), slug, [data / "corpora" / slug])
    return tenant


def _cell(text: str) -> str:
    return text.replace("\n", " ").replace("|", "\\|")
