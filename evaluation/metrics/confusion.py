"""A judge against people: who says unsupported where the other does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Confusion:
    """Counts with "unsupported" as the positive class: finding errors is a judge's work."""

    found: int
    """People and judge say unsupported."""
    false_alarms: int
    """Only the judge does."""
    missed: int
    """Only people do."""
    agreed: int
    """Both say supported."""

    @property
    def precision(self) -> float | None:
        """Of what the judge calls unsupported, the share that is; None without such."""
        return _ratio(self.found, self.found + self.false_alarms)

    @property
    def recall(self) -> float | None:
        """Of what is unsupported, the share that the judge finds; None where nothing is."""
        return _ratio(self.found, self.found + self.missed)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both; None where neither people nor judge call anything unsupported."""
        return _ratio(2 * self.found, 2 * self.found + self.false_alarms + self.missed)


def confusion(human: Sequence[bool], judge: Sequence[bool]) -> Confusion:
    """Of labels that are true where the sentence is supported, in the same order."""
    pairs = list(zip(human, judge, strict=True))
    return Confusion(
        pairs.count((False, False)),
        pairs.count((True, False)),
        pairs.count((False, True)),
        pairs.count((True, True)),
    )


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
