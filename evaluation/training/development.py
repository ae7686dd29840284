"""The development split: claims beside evidence that no model was trained on, for calibration.

The demo agencies' documents, help pages and statutes that training held out, and every fifth of our
written records. None of it is a test set.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from evaluation.datasets.claims import LabelledClaim
from evaluation.mutations import SourcePassage, mutate, read_corpus
from evaluation.training.chunks import Chunk
from evaluation.training.pairs import ABROAD
from evaluation.training.written import Written

DISTRACTORS = 4
"""Passages beside the right one: at run time a claim meets about six."""
WRITTEN_HELD_OUT = 5


def is_held_out(record: Written) -> bool:
    """Whether a written record is for calibration, by its number."""
    return int(record.id.split("-")[-1]) % WRITTEN_HELD_OUT == 0


def of_agencies(folder: Path, per_kind: int, seed: int) -> Iterator[LabelledClaim]:
    """Edited sentences of each tenant's corpus below ``folder``."""
    for corpus in sorted(folder.glob("*/corpus")):
        yield from mutate(read_corpus(corpus), seed, per_kind, distractors=DISTRACTORS)


def of_pages(
    found: Sequence[Chunk], languages: Sequence[str], per_kind: int, seed: int
) -> Iterator[LabelledClaim]:
    """Edited sentences of held-out pages, a third beside a translation of the evidence."""
    rng = random.Random(seed)  # noqa: S311 - a sample, no secret
    for language in languages:
        own = {chunk.texts[language]: chunk for chunk in found if language in chunk.texts}
        passages = [
            SourcePassage(" ".join(chunk.keys), chunk.document, text, language)
            for text, chunk in own.items()
        ]
        for case in mutate(passages, seed, per_kind, distractors=DISTRACTORS):
            chunk = own[case.evidence[0]]
            others = [text for other, text in chunk.texts.items() if other != language]
            abroad = bool(others) and rng.random() < ABROAD
            first = rng.choice(others) if abroad else case.evidence[0]
            yield _with(case, (first, *case.evidence[1:]))


def of_written(records: Iterable[Written], seed: int) -> Iterator[LabelledClaim]:
    """The claims of held-out records, beside their own text and those of others."""
    rng = random.Random(seed)  # noqa: S311 - a sample, no secret
    kept = [record for record in records if is_held_out(record)]
    for record in kept:
        others = rng.sample(kept, min(DISTRACTORS, len(kept)))
        evidence = (record.evidence, *(o.evidence for o in others if o is not record))
        sides = [(text, True, "written") for text in record.holds]
        sides += [(text, False, f"written_{kind}") for text, kind in record.fails]
        for number, (text, holds, kind) in enumerate(sides):
            yield LabelledClaim(
                f"{record.id}-{number}",
                text,
                evidence,
                holds,
                kind=kind,
                document=record.id,
                language=record.language,
            )


def _with(case: LabelledClaim, evidence: tuple[str, ...]) -> LabelledClaim:
    return LabelledClaim(
        case.id,
        case.claim,
        evidence,
        case.holds,
        kind=case.kind,
        document=case.document,
        language=case.language,
    )
