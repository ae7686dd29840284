"""Questions that no document answers, made of the documents' own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random

from evaluation.datasets.golden import Kind
from evaluation.drafts.asking import about
from evaluation.drafts.types import Draft, Said
from vraagbaak.grounding.facts import extract_facts
from vraagbaak.grounding.words import content_words

ALIKE = 0.5
"""Share of the question's words that a sentence holds which may answer it."""

Documents = Mapping[str, Sequence[Said]]
"""A document's sentences by its key."""


def near_misses(drafts: Sequence[Draft], documents: Documents, rng: Random) -> Iterator[Draft]:
    """A fact's question asked of another document's subject, which says nothing of the kind.

    Nothing of the kind: no sentence of the other document shares half of the question's words, or
    any of them beside a fact of the kind that is asked for. A person must still look: the answer
    may stand elsewhere.
    """
    for draft in rng.sample(drafts, len(drafts)):
        if draft.asks is None or draft.question == draft.core:
            continue
        for other in rng.sample(sorted(documents), len(documents)):
            said = documents[other]
            if other == draft.document or not said or said[0].language is not draft.language:
                continue
            question = about(said[0].title, draft.core, said[0])
            if question != draft.core and not _may_answer(draft, said):
                yield replace(
                    draft,
                    question=question,
                    kind=Kind.UNANSWERABLE,
                    document=other,
                    how="near_miss",
                    answer="",
                    evidence=(),
                    nuggets=(),
                )
                break


def _may_answer(draft: Draft, said: Sequence[Said]) -> bool:
    wanted = {word.stem for word in content_words(draft.core, draft.language)}
    for sentence in said:
        held = {word.stem for word in content_words(sentence.plain, sentence.language)} & wanted
        kinds = {fact.kind for fact in extract_facts(sentence.plain, sentence.language)}
        if len(held) >= ALIKE * len(wanted) or (held and draft.asks in kinds):
            return True
    return False
