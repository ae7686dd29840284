"""The contract of a document source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
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
    version: str = ""
    """An ETag, a time of change or a revision: the same version is the same bytes, and is not read
    again. Empty where the source cannot say."""
    note: str = ""
    """What the connector wants to know of this item at its next run (:class:`Known`)."""
    language: str = ""
    """ISO 639-1, where the source says it."""
    modified: datetime | None = None
    """When it was last changed, with a time zone, where the source says it."""
    valid_from: date | None = None
    """First day it is in force, where the source says it; before what the document itself says."""
    valid_until: date | None = None
    """Last day."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The item is there, and the source said that it is as it was."""

    key: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """The item is there but is no document for citizens; what is stored of it goes."""

    key: str
    reason: str
    version: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Removed:
    """A tombstone: the source says that the item is gone."""

    key: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """The item is there, or may be, but could not be had this time; what is stored is kept."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """All changes up to here were yielded: a run that breaks off later goes on from the cursor."""

    cursor: str


@dataclass(frozen=True, slots=True)
class Done:
    """The end of a run, always the last that is yielded."""

    complete: bool
    """Whether every item there is was named in this run: what was not is then gone."""
    cursor: str = ""
    """Where the next run begins; empty for one that always lists everything."""


Change = SourceItem | Unchanged | Skipped | Removed | Failed | Checkpoint | Done


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier run told of an item."""

    version: str
    note: str = ""


class Connector(Protocol):
    """A source of documents. A connector is one module of this package.

    Blocking, one run at a time, restartable: an iterator may be left at any point, and
    :meth:`changes` called again with the cursor of the last checkpoint.
    """

    def changes(
        self, cursor: str = "", known: Mapping[str, Known] | None = None
    ) -> Iterator[Change]:
        """What there is, or what changed since the cursor; each key once, :class:`Done` last.

        ``known`` is what earlier runs told of items, skipped ones included. Raises OSError
        (:mod:`connectors.errors`) when the source as a whole cannot be had; an item that cannot is
        :class:`Failed`. A cursor that the source no longer takes begins a complete run.
        """
