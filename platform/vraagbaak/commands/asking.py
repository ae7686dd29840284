"""`vraagbaak search`, `ask` and `verify`: a question, or a file of questions, on the terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import TypeAdapter, ValidationError

from vraagbaak.answer.types import Answer, Ask, Turn
from vraagbaak.app import Services
from vraagbaak.commands.output import JsonFlag, out, print_json, print_line, read_lines
from vraagbaak.commands.session import services
from vraagbaak.commands.views import answer_view, hit_view, verification_view
from vraagbaak.errors import VraagbaakError
from vraagbaak.grounding.types import Evidence
from vraagbaak.index.types import Hit
from vraagbaak.language import Language
from vraagbaak.tenancy import Tenant

Questions = Annotated[
    Path | None, typer.Option("--questions", help="JSON lines with id and question; - is stdin.")
]


def search(
    slug: str,
    question: Annotated[str | None, typer.Argument()] = None,
    questions: Questions = None,
    limit: Annotated[int, typer.Option(min=1, max=100)] = 10,
    json_: JsonFlag = False,
) -> None:
    """The passages that fit the question, best first."""
    _one_of(question, questions)
    with services() as parts:
        index = parts.index.for_tenant(parts.tenants.get(slug).id)
        if questions is not None:
            for item in read_lines(questions, ("id", "question")):
                hits = index.search(item["question"], limit=limit)
                print_line({"id": item["id"], "results": [hit_view(hit) for hit in hits]})
            return
        hits = index.search(question or "", limit=limit)
    if json_:
        print_json([hit_view(hit) for hit in hits])
    else:
        _print_hits(hits)


def ask(
    slug: str,
    question: Annotated[str | None, typer.Argument()] = None,
    questions: Questions = None,
    language: Annotated[Language | None, typer.Option(help="The reader's language.")] = None,
    history: Annotated[
        Path | None, typer.Option(help="JSON list of earlier turns: role and content.")
    ] = None,
    json_: JsonFlag = False,
) -> None:
    """A verified answer with its citations, or a refusal with a way on."""
    _one_of(question, questions)
    turns = _turns_of_file(history)
    with services() as parts:
        tenant = parts.tenants.get(slug)
        if questions is not None:
            asyncio.run(_answer_lines(parts, tenant, questions))
            return
        answer = asyncio.run(parts.answers.ask(tenant, Ask(question or "", language, turns)))
    if json_:
        print_json(answer_view(answer))
    else:
        _print_answer(answer)


def verify(
    evidence: Annotated[Path | None, typer.Option(help="A text file with the evidence.")] = None,
    claim: Annotated[str | None, typer.Option(help="The sentence to check.")] = None,
    pairs: Annotated[
        Path | None, typer.Option(help="JSON lines with id, claim and evidence; - is stdin.")
    ] = None,
    json_: JsonFlag = False,
) -> None:
    """Whether evidence supports a claim, by the configured verifier."""
    with services() as parts:
        if pairs is not None:
            for item in read_lines(pairs, ("id", "claim", "evidence")):
                texts = _texts(item["evidence"], item["id"])
                result = parts.verifier.verify(str(item["claim"]), _evidence(texts))
                print_line({"id": item["id"], **verification_view(result)})
            return
        if evidence is None or claim is None:
            raise VraagbaakError("Give --evidence FILE and --claim TEXT, or --pairs FILE.")
        result = parts.verifier.verify(claim, _evidence([_read(evidence)]))
    view = verification_view(result)
    if json_:
        print_json(view)
    else:
        out.print(f"{result.verdict} ({result.score:.2f}) {result.reason}", highlight=False)


def _one_of(question: str | None, questions: Path | None) -> None:
    if (question is None) == (questions is None):
        raise VraagbaakError("Give either a question or --questions FILE.")


async def _answer_lines(parts: Services, tenant: Tenant, questions: Path) -> None:
    for item in read_lines(questions, ("id", "question")):
        language = Language(item["lang"]) if item.get("lang") in list(Language) else None
        turns = _turns(item.get("history", []), str(item["id"]))
        answer = await parts.answers.ask(tenant, Ask(str(item["question"]), language, turns))
        print_line({"id": item["id"], **answer_view(answer)})


def _turns_of_file(path: Path | None) -> tuple[Turn, ...]:
    if path is None:
        return ()
    return _turns(_read(path), str(path))


def _turns(value: Any, origin: str) -> tuple[Turn, ...]:
    adapter = TypeAdapter(tuple[Turn, ...])
    try:
        if isinstance(value, str):
            return adapter.validate_json(value)
        return adapter.validate_python(value)
    except ValidationError as exc:
        raise VraagbaakError(
            f"{origin}: the history must be a list of turns "
            '{"role": "user" or "assistant", "content": text}'
        ) from exc


def _texts(value: object, origin: object) -> list[str]:
    if isinstance(value, list) and all(isinstance(text, str) for text in value):
        return value
    raise VraagbaakError(f"{origin}: evidence must be a list of passage texts")


def _evidence(texts: Sequence[str]) -> list[Evidence]:
    return [Evidence(str(number), text) for number, text in enumerate(texts, start=1)]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        raise VraagbaakError(f"{path}: cannot be read: {exc}") from exc


def _print_hits(hits: Sequence[Hit]) -> None:
    for number, hit in enumerate(hits, start=1):
        passage = hit.passage
        place = f" p. {passage.page}" if passage.page else ""
        out.print(f"[bold]{number}. {passage.title}[/bold] {hit.score:.2f}", highlight=False)
        out.print(f"   {passage.document}{place} · {passage.heading}", style="dim", highlight=False)
        out.print(f"   {passage.text[:300]}", markup=False, highlight=False)


def _print_answer(answer: Answer) -> None:
    numbers: dict[tuple[str, int, int], int] = {}
    for sentence in answer.sentences:
        for citation in sentence.citations:
            key = (citation.passage_id, citation.start, citation.end)
            numbers.setdefault(key, len(numbers) + 1)
    if not answer.sentences:
        out.print(answer.answer, markup=False, highlight=False)
    for sentence in answer.sentences:
        marks = "".join(f"[{numbers[(c.passage_id, c.start, c.end)]}]" for c in sentence.citations)
        out.print(f"{sentence.text} {marks}", markup=False, highlight=False)
    if answer.notice:
        out.print(answer.notice, style="italic", markup=False, highlight=False)
    _print_sources(answer, numbers)


def _print_sources(answer: Answer, numbers: dict[tuple[str, int, int], int]) -> None:
    citations = {(c.passage_id, c.start, c.end): c for s in answer.sentences for c in s.citations}
    for key, number in numbers.items():
        citation = citations[key]
        page = f", p. {citation.page}" if citation.page else ""
        line = f"[{number}] {citation.title}{page}: “{citation.quote}”"
        out.print(line, style="dim", markup=False, highlight=False)
