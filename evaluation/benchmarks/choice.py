"""What a benchmark measures, where not everything is wanted."""

from __future__ import annotations

from dataclasses import dataclass

from vraagbaak.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class Choice:
    """Which parts, and how much of each; the empty choice is everything."""

    verifiers: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    """Names of sets."""
    limit: int | None = None
    """Items of each set, drawn at random with a fixed seed."""


def listed(text: str) -> tuple[str, ...]:
    """The names in "a,b"."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def among(
    names: tuple[str, ...], known: tuple[str, ...], what: str, also: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """``names``, or all known ones without any; ``also`` ones must be named.

    Raises ConfigurationError for an unknown one.
    """
    every = (*known, *also)
    for name in names:
        if name not in every:
            raise ConfigurationError(f"There is no {what} {name!r}; there are: {', '.join(every)}.")
    return names or known
