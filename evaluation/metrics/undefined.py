"""Figures that are not defined: ValueError where they are computed, None where they are shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def or_none(measure: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
    """What is measured; None where that raises ValueError: never a zero in its place."""
    try:
        return measure(*args, **kwargs)
    except ValueError:
        return None
