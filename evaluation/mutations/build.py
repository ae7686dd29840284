"""Labelled claims of a corpus: as many a kind as asked, or all there are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest
from random import Random

from evaluation.datasets.claims import LabelledClaim
from evaluation.mutations.kinds import KINDS
from evaluation.mutations.statements import statements
from evaluation.mutations.types import Edit, Kind, Scene, SourcePassage, Statement
from evaluation.mutations.world import World, survey
from vraagbaak.errors import ConfigurationError
from vraagbaak.language import Language, parse_language

_ONCE_A_PASSAGE = {"list_to_sentence"}
"""Kinds that look at the whole passage; each passage gives one at most."""


def mutate(
    passages: Sequence[SourcePassage],
    seed: int = 7,
    per_kind: int = 200,
    kinds: Sequence[str] | None = None,
    distractors: int = 0,
) -> list[LabelledClaim]:
    """Up to ``per_kind`` claims of each kind, spread over the documents; the same for a seed.

    ``evidence[0]`` is the passage that the sentence stands in. ``distractors`` passages of the
    corpus follow; no bad claim's new value stands in them either. A kind that the corpus offers
    fewer of gives fewer. Raises ConfigurationError for a kind that does not exist.
    """
    chosen = _kinds(kinds)
    world = _world(passages)
    found: list[LabelledClaim] = []
    for kind in chosen:
        # A seed of its own: asking for fewer kinds does not change the others.
        rng = Random(f"{seed}:{kind.name}")  # noqa: S311 - reproducible, nothing secret
        claims = _claims(kind, _spread(world.statements, rng), world, rng, distractors)
        found += islice(claims, per_kind)
    return found


def stream(
    passages: Sequence[SourcePassage],
    seed: int = 7,
    kinds: Sequence[str] | None = None,
    distractors: int = 0,
) -> Iterator[LabelledClaim]:
    """Claims for training, sentence by sentence and kind by kind, round after round without end.

    Each round visits every sentence in another order and edits it in another way, so that a
    claim may come back only where the sentence offers one edit. It ends if nothing can be made.
    """
    chosen = _kinds(kinds)
    world = _world(passages)
    turn = 0
    while True:
        made = 0
        for claim in _round(chosen, world, Random(f"{seed}:{turn}"), distractors):  # noqa: S311
            made += 1
            yield claim
        if not made:
            return
        turn += 1


def _kinds(names: Sequence[str] | None) -> list[Kind]:
    unknown = sorted(set(names or ()) - set(KINDS))
    if unknown:
        raise ConfigurationError(
            f"No such kind of claim: {', '.join(unknown)}. There are {', '.join(KINDS)}."
        )
    return [KINDS[name] for name in (names if names is not None else KINDS)]


def _world(passages: Sequence[SourcePassage]) -> World:
    found: list[Statement] = []
    for passage in passages:
        if language := _language(passage):
            found += statements(passage.id, passage.document, passage.text, language)
    return survey(found, {passage.id: passage.text for passage in passages})


def _language(passage: SourcePassage) -> Language | None:
    return parse_language(passage.language) if passage.language else None


def _spread(found: Sequence[Statement], rng: Random) -> Iterator[Statement]:
    """One statement of each document in turn, documents and statements shuffled."""
    by_document: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in rng.sample(found, len(found)):
        by_document[statement.document].append(statement)
    for turn in zip_longest(*by_document.values()):
        yield from (statement for statement in turn if statement is not None)


def _claims(
    kind: Kind, found: Iterator[Statement], world: World, rng: Random, distractors: int
) -> Iterator[LabelledClaim]:
    seen: set[str] = set()
    for statement in found:
        if kind.name in _ONCE_A_PASSAGE and statement.passage in seen:
            continue
        seen.add(statement.passage)
        claim = _claim(kind, statement, world, rng, distractors)
        if claim and claim.claim not in seen:
            seen.add(claim.claim)
            yield claim


def _round(
    kinds: Sequence[Kind], world: World, rng: Random, distractors: int
) -> Iterator[LabelledClaim]:
    listed: set[str] = set()
    for statement in rng.sample(world.statements, len(world.statements)):
        for kind in kinds:
            if kind.name in _ONCE_A_PASSAGE:
                if statement.passage in listed:
                    continue
                listed.add(statement.passage)
            if claim := _claim(kind, statement, world, rng, distractors):
                yield claim


def _claim(
    kind: Kind, statement: Statement, world: World, rng: Random, distractors: int
) -> LabelledClaim | None:
    evidence = (world.texts[statement.passage], *_distractors(statement, world, rng, distractors))
    edit = kind.mutate(Scene(statement, evidence, world, rng))
    if edit is None:
        return None
    claim = edit if isinstance(edit, Edit) else Edit(edit)
    if not kind.holds and _stands(claim.claim, (*evidence, *claim.beside)):
        return None
    if not kind.holds and claim.claim == statement.text:
        return None
    return LabelledClaim(
        id=f"{statement.passage}/{kind.name}/{rng.getrandbits(32):08x}",
        claim=claim.claim,
        evidence=(evidence[0], *claim.beside, *evidence[1:]),
        holds=kind.holds,
        kind=kind.name,
        document=statement.document,
        language=statement.language.value,
    )


def _stands(claim: str, evidence: Sequence[str]) -> bool:
    """Whether the edited sentence stands in the evidence after all, as a sentence of its own."""
    bare = re.escape(claim.rstrip("."))
    sentence = re.compile(rf"(?:^|[.!?:]\s|\n[-*\s]*){bare}\s*(?:[.!?]|$)", re.IGNORECASE)
    first = claim[:12].lower()
    return any(first in text.lower() and sentence.search(text) is not None for text in evidence)


def _distractors(statement: Statement, world: World, rng: Random, count: int) -> Iterator[str]:
    if not count:
        return
    ids = [
        key
        for key in rng.sample(world.order, min(count + 1, len(world.order)))
        if key != statement.passage
    ]
    yield from (world.texts[key] for key in ids[:count])
