"""What most metrics of an answer are: a share of some things."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """``value`` in 0..1 of ``count`` things, at least one."""

    value: float
    count: int

    @classmethod
    def of(cls, marks: Iterable[bool]) -> Share | None:
        """The share of true marks; None where there are none to take a share of."""
        listed = list(marks)
        return cls(sum(listed) / len(listed), len(listed)) if listed else None
