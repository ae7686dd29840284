"""Drafts of a tenant's questions, spread over its documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice, pairwise, zip_longest
from random import Random

from langchain_core.language_models import BaseChatModel

from evaluation.datasets.golden import Kind
from evaluation.drafts.asking import ASKED, about, questions_of
from evaluation.drafts.by_model import model_drafts
from evaluation.drafts.near_misses import near_misses
from evaluation.drafts.types import Draft, Said
from evaluation.mutations.statements import is_statement, plain
from vraagbaak.answer.readable import is_noise
from vraagbaak.grounding import split_sentences
from vraagbaak.grounding.facts import extract_facts
from vraagbaak.index.types import Passage
from vraagbaak.language import Language

UNANSWERABLE = 0.25
"""Share of near-misses among the drafts."""
_LEANS = re.compile(r"(?:dan|alors|dann|then|dat|die|daar\w*|cela|das)\b", re.IGNORECASE)
"""A reply that begins so speaks of the question's case: the question sets a scene."""
_SHORTEST = 4
"""Words of a question that a document asks itself."""

PassagesOf = Mapping[str, Sequence[Passage]]
"""The passages of each document, by its key."""


def draft_questions(
    passages: PassagesOf, count: int, model: BaseChatModel | None = None, seed: int = 7
) -> list[Draft]:
    """About ``count`` drafts, the same for a seed; fewer where the documents offer fewer.

    Where a model is given it writes the answerable ones, and templates fill up what it could not.
    Raises ModelUnavailable.
    """
    rng = Random(seed)  # noqa: S311 - reproducible, nothing secret
    documents = {key: list(_said(found)) for key, found in passages.items()}
    templated = _spread([list(_of_document(said)) for said in documents.values()], rng)
    misses = _distinct(near_misses(templated, documents, rng), round(count * UNANSWERABLE))
    wanted = count - len(misses)
    chosen = [found for of_document in passages.values() for found in of_document]
    written = model_drafts(model, rng.sample(chosen, len(chosen))) if model else iter(())
    return [*_distinct(chain(written, templated), wanted), *misses]


def _of_document(said: Sequence[Said]) -> Iterator[Draft]:
    """One question a sentence: the best template's."""
    yield from _asked_by_itself(said)
    for sentence in said:
        if is_statement(sentence.plain, sentence.language):
            yield from islice(questions_of(sentence), 1)


def _asked_by_itself(said: Sequence[Said]) -> Iterator[Draft]:
    """A question in the document, with the sentence that follows it."""
    for question, reply in pairwise(said):
        if not question.plain.endswith("?") or reply.plain.endswith("?"):
            continue
        if len(question.plain.split()) < _SHORTEST or len(reply.plain.split()) < _SHORTEST:
            continue
        if question.plain.startswith(("...", "…")) or _LEANS.match(reply.plain):
            continue
        facts = extract_facts(reply.plain, reply.language)
        yield Draft(
            question=about(question.title, question.plain, question),
            kind=Kind.ANSWERABLE,
            language=question.language,
            document=question.document,
            how="asked_by_document",
            answer=reply.plain,
            evidence=(reply.text,),
            nuggets=tuple(fact.text for fact in facts if fact.kind in ASKED) or (reply.plain,),
            core=question.plain,
        )


def _said(passages: Sequence[Passage]) -> Iterator[Said]:
    """The sentences of a document in order, without notices; a heading that asks is one."""
    heading = ""
    for passage in passages:
        language = passage.language or Language.NL
        last = passage.heading.split(" › ")[-1]
        if last.endswith("?") and passage.heading != heading:
            yield Said(last, last, passage.document, passage.title, language)
        heading = passage.heading
        for sentence in split_sentences(passage.text):
            if not is_noise(sentence.text):
                text = sentence.text
                yield Said(text, plain(text), passage.document, passage.title, language)


def _spread(drafts: Sequence[list[Draft]], rng: Random) -> list[Draft]:
    """From each document in turn."""
    mixed = [rng.sample(found, len(found)) for found in drafts]
    return [draft for turn in zip_longest(*mixed) for draft in turn if draft]


def _distinct(drafts: Iterable[Draft], count: int) -> list[Draft]:
    found: dict[str, Draft] = {}
    for draft in drafts:
        if len(found) >= count:
            break
        found.setdefault(draft.question.lower(), draft)
    return list(found.values())
