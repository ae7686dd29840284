"""`vraagbaak search`, `ask` and `verify`: a question, or a file of questions, on the terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from pydantic import AliasChoices, BaseModel, Field, TypeAdapter, ValidationError
from rich.markup import escape

from vraagbaak.answer.types import Answer, Ask, Turn
from vraagbaak.app import Services
from vraagbaak.commands.output import (
    JsonFlag,
    Line,
    out,
    print_json,
    print_line,
    read_lines,
    read_text,
)
from vraagbaak.commands.session import services
from vraagbaak.commands.views import answer_view, hit_view, verification_view
from vraagbaak.errors import VraagbaakError
from vraagbaak.grounding.types import Evidence
from vraagbaak.index.types import Hit
from vraagbaak.language import Language, parse_language
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
    lines = _batch(question, questions)
    with services() as parts:
        find = _finder(parts, slug, limit)
        if lines is not None:
            for line in lines:
                results = [hit_view(hit) for hit in find(line.item["question"])]
                print_line({"id": line.item["id"], "results": results})
            return
        hits = find(question or "")
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
    lines = _batch(question, questions)
    if lines is not None and history is not None:
        raise VraagbaakError("--history goes with one question; in a file it is a field of a line.")
    asked = [_ask(line, language) for line in lines or ()]
    turns = () if history is None else _turns(read_text(history), str(history))
    with services() as parts:
        tenant = parts.tenants.get(slug)
        if lines is not None:
            asyncio.run(_answer_lines(parts, tenant, lines, asked))
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
    if pairs is not None and evidence is None and claim is None:
        _verify_lines(read_lines(pairs, ("id", "claim", "evidence")))
        return
    if evidence is None or claim is None or pairs is not None:
        raise VraagbaakError("Give --evidence FILE and --claim TEXT, or --pairs FILE.")
    texts = [read_text(evidence)]
    with services() as parts:
        result = parts.verifier.verify(claim, _evidence(texts))
    if json_:
        print_json(verification_view(result))
    else:
        out.print(
            f"{result.verdict} ({result.score:.2f}) {result.reason}", highlight=False, markup=False
        )


def _batch(question: str | None, questions: Path | None) -> list[Line] | None:
    """The lines of the questions' file; None for one question."""
    if (question is None) == (questions is None):
        raise VraagbaakError("Give either a question or --questions FILE.")
    return None if questions is None else read_lines(questions, ("id", "question"))


def _finder(parts: Services, slug: str, limit: int) -> Callable[[str], list[Hit]]:
    """Searches as the answer pipeline does: the question's language decides how words weigh."""
    index = parts.index.for_tenant(parts.tenants.get(slug).id)
    return lambda question: index.search(question, limit, parts.detector.detect(question))


def _ask(line: Line, language: Language | None) -> Ask:
    """One line's question; its own `lang` goes before the language of the whole file."""
    own = parse_language(str(line.item.get("lang") or ""))
    turns = _turns(line.item.get("history") or [], line.place)
    return Ask(line.item["question"], own or language, turns)


async def _answer_lines(
    parts: Services, tenant: Tenant, lines: Sequence[Line], asked: Sequence[Ask]
) -> None:
    for line, ask in zip(lines, asked, strict=True):
        answer = await parts.answers.ask(tenant, ask)
        print_line({"id": line.item["id"], **answer_view(answer)})


def _verify_lines(lines: Sequence[Line]) -> None:
    evidence = [_evidence(_texts(line)) for line in lines]
    with services() as parts:
        for line, texts in zip(lines, evidence, strict=True):
            result = parts.verifier.verify(line.item["claim"], texts)
            print_line({"id": line.item["id"], **verification_view(result)})


class _TurnLine(BaseModel):
    """A turn as people write it down; sets of questions say `text` as often as `content`."""

    role: Literal["user", "assistant"]
    content: str = Field(validation_alias=AliasChoices("content", "text"))


def _turns(value: Any, origin: str) -> tuple[Turn, ...]:
    adapter = TypeAdapter(list[_TurnLine])
    try:
        read = adapter.validate_json if isinstance(value, str) else adapter.validate_python
        return tuple(Turn(turn.role, turn.content) for turn in read(value))
    except ValidationError as exc:
        raise VraagbaakError(
            f"{origin}: the history must be a list of turns "
            '{"role": "user" or "assistant", "content": text}'
        ) from exc


def _texts(line: Line) -> list[str]:
    value = line.item["evidence"]
    if isinstance(value, list) and all(isinstance(text, str) for text in value):
        return value
    raise VraagbaakError(f"{line.place}: evidence must be a list of passage texts")


def _evidence(texts: Sequence[str]) -> list[Evidence]:
    return [Evidence(str(number), text) for number, text in enumerate(texts, start=1)]


def _print_hits(hits: Sequence[Hit]) -> None:
    for number, hit in enumerate(hits, start=1):
        passage = hit.passage
        place = f" p. {passage.page}" if passage.page else ""
        title = escape(passage.title)
        out.print(f"[bold]{number}. {title}[/bold] {hit.score:.2f}", highlight=False)
        where = escape(f"   {passage.document}{place} · {passage.heading}")
        out.print(where, style="dim", highlight=False)
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
