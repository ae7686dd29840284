"""The sets of `bench groundedness`, and a sample of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from evaluation.benchmarks.mutation_set import mutations
from evaluation.datasets import (
    LabelledClaim,
    aggrefact,
    begin,
    mtrag_ratings,
    ragtruth,
    sick_nl,
    summedits,
)

SEED = 7


@dataclass(frozen=True, slots=True)
class ClaimSet:
    """Claims of one set; ``whole`` counts those that they were drawn from."""

    name: str
    claims: tuple[LabelledClaim, ...]
    whole: int

    @property
    def documents(self) -> int:
        """What intervals are clustered by."""
        return len({claim.document for claim in self.claims})

    def caption(self, title: str, what: str = "claims") -> str:
        """A title with how much was measured."""
        drawn = f" drawn with seed {SEED} from {self.whole:,}" if self.sampled else ""
        return f"{title}: {len(self.claims):,} {what}{drawn}, {self.documents:,} documents"

    @property
    def sampled(self) -> bool:
        """Whether this is only a part of the set."""
        return len(self.claims) < self.whole


Loader = Callable[[Path], Iterable[LabelledClaim]]

SETS: Mapping[str, Loader] = {
    "summedits": lambda data: summedits(data / "grounding" / "summedits"),
    "mtrag": lambda data: mtrag_ratings(data / "grounding" / "mtrag"),
    "sick_nl": lambda data: sick_nl(data / "grounding" / "sick_nl", "TEST"),
    "begin": lambda data: begin(data / "grounding" / "begin"),
    "mutations": lambda data: mutations(data / "corpora"),
}
DOWNLOADS: Mapping[str, Loader] = {
    "ragtruth": lambda data: ragtruth(data / "grounding" / "ragtruth"),
    "aggrefact": lambda data: aggrefact(data / "grounding" / "aggrefact"),
}
"""Sets that are measured where somebody has put them."""


def load(name: str, data: Path, limit: int | None) -> ClaimSet:
    """The set, or ``limit`` claims of it. Raises ConfigurationError."""
    claims = list({**SETS, **DOWNLOADS}[name](data))
    return ClaimSet(name, tuple(sample(claims, limit)), len(claims))


def names(data: Path) -> tuple[str, ...]:
    """The sets that are in the data folder, or should be."""
    there = (name for name in DOWNLOADS if (data / "grounding" / name).exists())
    return (*SETS, *there)


def sample(claims: list[LabelledClaim], limit: int | None, seed: int = SEED) -> list[LabelledClaim]:
    """``limit`` claims at random, every domain and kind in proportion, in their own order."""
    if limit is None or limit >= len(claims):
        return claims
    order = list(range(len(claims)))
    Random(seed).shuffle(order)  # noqa: S311 - a sample, no secret
    order.sort(key=lambda i: (claims[i].domain, claims[i].kind))
    chosen = sorted(order[place * len(claims) // limit] for place in range(limit))
    return [claims[i] for i in chosen]
