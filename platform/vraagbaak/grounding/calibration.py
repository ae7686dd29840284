"""From raw scores to the probability that a claim is borne out, and the bar it must reach.

Fitted on a development split (`python -m evaluation.training calibrate`) and frozen in
`calibration.json`: a logistic combination of features (Platt, 1999), then a monotone map by
isotonic regression (Zadrozny and Elkan, 2002), and the threshold.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("calibration.json")


@dataclass(frozen=True, slots=True)
class Calibration:
    """A verifier's frozen calibration."""

    weights: Mapping[str, float]
    bias: float
    knots: tuple[tuple[float, float], ...]
    """(logit, probability), rising in both; between two knots linear, beyond them constant."""
    threshold: float
    """Probability from which a claim counts as supported."""
    threshold_abroad: float = 0.0
    """The same where claim and evidence differ in language, and more passes wrongly; a lower one
    than ``threshold`` has no effect."""
    vetoed: tuple[float, float] = (0.0, -3.0)
    """Slope and intercept over the logit where a check speaks against the claim: it is not shown,
    but how far it is from it still orders claims."""
    version: str = "1"
    """Changes with every fit: verdicts of different versions are not compared."""

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Calibration:
        """As it is stored in JSON. Raises KeyError for a part that is missing."""
        return cls(
            stored["weights"],
            stored["bias"],
            tuple((x, y) for x, y in stored["knots"]),
            stored["threshold"],
            stored.get("threshold_abroad", 0.0),
            tuple(stored.get("vetoed", (0.0, -3.0))),
            stored["version"],
        )

    def bar(self, features: Mapping[str, float]) -> float:
        """The threshold for a claim with these features."""
        abroad = bool(features.get("abroad"))
        return max(self.threshold, self.threshold_abroad) if abroad else self.threshold

    def logit(self, features: Mapping[str, float]) -> float:
        """The combination before the map. Raises KeyError for a missing feature."""
        return self.bias + sum(
            weight * features[name] for name, weight in self.weights.items() if weight
        )

    def probability(self, features: Mapping[str, float]) -> float:
        """Probability of support, 0..1."""
        return self._mapped(self.logit(features))

    def against(self, features: Mapping[str, float]) -> float:
        """Probability of support of a vetoed claim, always below its bar."""
        slope, intercept = self.vetoed
        return min(_logistic(slope * self.logit(features) + intercept), 0.9 * self.threshold)

    def _mapped(self, logit: float) -> float:
        if not self.knots:
            return _logistic(logit)
        place = bisect_right([x for x, _ in self.knots], logit)
        if place == 0:
            return self.knots[0][1]
        if place == len(self.knots):
            return self.knots[-1][1]
        (x0, y0), (x1, y1) = self.knots[place - 1], self.knots[place]
        return y0 + (y1 - y0) * (logit - x0) / (x1 - x0)


def _logistic(logit: float) -> float:
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, logit))))


IDENTITY = Calibration({}, 0.0, (), 0.5, version="none")
"""Says one half of everything."""


@lru_cache(maxsize=1)
def calibrations() -> Mapping[str, Calibration]:
    """All frozen calibrations by the verifier's name."""
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    return {name: Calibration.of(one) for name, one in stored.items()}
