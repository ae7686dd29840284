"""The contract of a document source."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SourceItem:
    """One document at its source, not yet read."""

    key: str
    """Names the document within its source for good, such as a relative path."""
    read: Callable[[], bytes]
    """Its bytes. Raises OSError when they cannot be had."""
    uri: str = ""
    """Where a citizen can open it; empty where the service is to make it from the key."""
    media_type: str = ""
    """Empty where the key's suffix says it."""
    size: int | None = None
    """Bytes, where the source can tell without reading: what is too large is then not read."""
    title_hint: str = ""
    """The title where the document itself has none."""


class Connector(Protocol):
    """A source of documents. A connector is one module of this package."""

    def items(self) -> Iterator[SourceItem]:
        """Every document there is now, each key once. Raises OSError when the source is gone."""
