"""Documents that are in memory already: for benchmarks and tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from connectors.types import Change, Done, Known, SourceItem


@dataclass(frozen=True, slots=True)
class MemoryConnector:
    """A document for each key."""

    documents: Mapping[str, bytes]

    def items(self) -> Iterator[SourceItem]:
        """Every document, in the mapping's order."""
        for key, data in self.documents.items():
            yield SourceItem(key=key, read=partial(bytes, data))

    def changes(
        self, cursor: str = "", known: Mapping[str, Known] | None = None
    ) -> Iterator[Change]:
        """Every document."""
        del cursor, known
        yield from self.items()
        yield Done(complete=True)
