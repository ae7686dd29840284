"""Does the evidence suffice to answer? Weighed from what was read of it.

A logistic combination (Platt, 1999) fitted on answerable and unanswerable questions of the
development split (`python -m evaluation.training sufficiency`) and frozen in `sufficiency.json`.
Figures: ``docs/benchmarks/end-to-end.md``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from vraagbaak.grounding.calibration import Calibration
from vraagbaak.index.types import Hit

FILE = Path(__file__).with_name("sufficiency.json")
FAR = 8.0
"""Logits beyond this are as sure as sure gets."""
HITS = 3


def signals(hits: Sequence[Hit], read: Sequence[float] = ()) -> dict[str, float]:
    """What the networks said of these hits, best first, at least one.

    ``read`` are logits that the question is answered around the best pieces. How near vectors and
    words are is no signal: its scale is each corpus's own.
    """
    logits = sorted((_bounded(hit.answers) for hit in hits), reverse=True)
    return {
        "answers": logits[0],
        "answers_next": sum(logits[1:HITS]) / (len(logits[1:HITS]) or 1),
        "answers_of_first": _bounded(hits[0].answers),
        "read": max(map(_bounded, read), default=0.0),
        "read_first": _bounded(read[0]) if read else 0.0,
    }


def _bounded(logit: float) -> float:
    return max(-FAR, min(FAR, -FAR if math.isnan(logit) else logit))


@dataclass(frozen=True, slots=True)
class Sufficiency:
    """The frozen weights and bars."""

    calibration: Calibration
    sure: float
    """Probability from which evidence is quoted even though a language model found no answer."""

    def probability(self, seen: Mapping[str, float]) -> float:
        """That the evidence answers, 0..1."""
        return self.calibration.probability(seen)

    @property
    def threshold(self) -> float:
        """Probability from which an answer is composed at all."""
        return self.calibration.threshold


@lru_cache(maxsize=1)
def shipped_sufficiency() -> Sufficiency:
    """What the package carries."""
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    return Sufficiency(Calibration.of(stored), stored["sure"])
