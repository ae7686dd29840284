"""The newest version of each product, on disk: the stream tells all that ever were."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

from connectors.ipdc_stream import Version

_TABLE = (
    "CREATE TABLE newest (key TEXT PRIMARY KEY, at TEXT, page INTEGER, gone INTEGER, body BLOB)"
)
_PUT = (
    "INSERT INTO newest VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET at = excluded.at, "
    "page = excluded.page, gone = excluded.gone, body = excluded.body WHERE excluded.at >= at"
)


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest version of one product."""

    key: str
    at: str
    """ISO 8601 in UTC."""
    page: int
    gone: bool
    body: bytes
    """Its node, as compressed JSON: a thousand of them may wait to be read."""

    @property
    def node(self) -> Any:
        """What :class:`~connectors.ipdc_stream.Version` had."""
        return json.loads(zlib.decompress(self.body))


class Versions:
    """A file that lives as long as one run."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)  # of a run that was killed
        self._path = path
        self._database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute(_TABLE)

    def put(self, page: int, version: Version) -> None:
        """Take a version in, if none is newer; of two at one moment the later one in the stream."""
        body = zlib.compress(json.dumps(version.node, sort_keys=True).encode())
        at = version.at.astimezone(UTC).isoformat(timespec="microseconds")
        self._database.execute(_PUT, (version.key, at, page, int(version.gone), body))

    def __iter__(self) -> Iterator[Newest]:
        """In the order of the pages that they stand on."""
        for key, at, page, gone, body in self._database.execute(
            "SELECT key, at, page, gone, body FROM newest ORDER BY page, rowid"
        ):
            yield Newest(key, at, page, bool(gone), body)

    def close(self) -> None:
        """Take the file away."""
        self._database.close()
        self._path.unlink(missing_ok=True)
