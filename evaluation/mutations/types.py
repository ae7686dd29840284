"""What passes through the making of labelled claims: passage, statement, scene, kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from evaluation.mutations.world import World
from vraagbaak.language import Language

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SourcePassage:
    """A passage that claims are made from. Ids are unique within a corpus."""

    id: str
    document: str
    text: str
    language: str
    """nl, fr, de or en; passages in other languages are passed over."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A full sentence of a passage, without markup."""

    text: str
    language: Language
    passage: str
    """Id of the passage that it stands in."""
    document: str
    after: str = ""
    """The statement that directly follows in the passage, if one does."""


@dataclass(frozen=True, slots=True)
class Scene:
    """All that an edit may look at."""

    statement: Statement
    evidence: tuple[str, ...]
    world: World
    rng: Random

    @property
    def text(self) -> str:
        """The words that are edited."""
        return self.statement.text

    @property
    def language(self) -> Language:
        """The language of the sentence."""
        return self.statement.language

    def says(self, words: str) -> bool:
        """Whether these words stand in the evidence, whatever their case."""
        pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
        return any(re.search(pattern, one, re.IGNORECASE) for one in self.evidence)

    def shuffled(self, options: Sequence[T]) -> list[T]:
        """The options in an order that the seed decides."""
        return self.rng.sample(options, len(options))


@dataclass(frozen=True, slots=True)
class Edit:
    """A claim, with what must stand beside the source passage for it to be judged."""

    claim: str
    beside: tuple[str, ...] = ()


Mutate = Callable[[Scene], Edit | str | None]
"""A claim made of the scene's sentence; None where the sentence offers nothing to edit."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to make claims; ``holds`` is the label of all of them."""

    name: str
    holds: bool
    mutate: Mutate
