"""Files and folders on this machine."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import StringConstraints

from connectors.config import HttpUrl, SourceConfig
from connectors.errors import SourceUnavailable
from connectors.types import Change, Done, Known, SourceItem

if TYPE_CHECKING:
    from connectors.registry import Tools

_LEFTOVERS = ("~$", "thumbs.db", "desktop.ini")
"""Office lock files and what Windows leaves in folders."""


class Config(SourceConfig):
    """A folder that this machine can read: a share, a mounted disk, what was uploaded."""

    path: Annotated[str, StringConstraints(min_length=1, max_length=1000)]
    """Relative to the folder of tenant.yaml."""
    uri_base: HttpUrl | None = None
    """Public address under which the documents stand; a document's path is appended."""


def connect(config: Config, tools: Tools) -> FolderConnector:
    """The connector for a configuration."""
    return FolderConnector((tools.base / config.path,))


@dataclass(frozen=True, slots=True)
class FolderConnector:
    """The files of some folders, and single files.

    A file's key is its POSIX path relative to the folder that was named; of a file that was named
    itself, its name. Hidden files, lock files and links that lead outside the folder or in a
    circle are left out. Of two files with one key the first counts.
    """

    paths: Sequence[Path]

    def items(self) -> Iterator[SourceItem]:
        """Every file, folders in the order given and sorted within. Raises FileNotFoundError."""
        seen: set[str] = set()
        for path in self.paths:
            for key, file in _files(path):
                if key not in seen:
                    seen.add(key)
                    yield _item(key, file)

    def changes(
        self, cursor: str = "", known: Mapping[str, Known] | None = None
    ) -> Iterator[Change]:
        """Every file; a folder has no memory of what was in it."""
        del cursor, known
        try:
            yield from self.items()
        except FileNotFoundError as exc:
            raise SourceUnavailable(f"{exc} Is its disk there?") from exc
        yield Done(complete=True)


def _files(path: Path) -> Iterator[tuple[str, Path]]:
    if path.is_dir():
        root = path.resolve()
        yield from ((file.relative_to(path).as_posix(), file) for file in _walk(path, root))
    elif path.is_file():
        yield path.name, path
    else:
        raise FileNotFoundError(f"{path} does not exist.")


def _item(key: str, file: Path) -> SourceItem:
    try:
        found = file.stat()
    except OSError:  # it went away since it was listed; reading it tells why
        return SourceItem(key=key, read=file.read_bytes)
    # The time of change too: tools that copy files set the time of modification back.
    version = f"{found.st_size}-{found.st_mtime_ns}-{found.st_ctime_ns}"
    modified = datetime.fromtimestamp(found.st_mtime, UTC)
    return SourceItem(key, file.read_bytes, size=found.st_size, version=version, modified=modified)


def _stays_within(link: Path, root: Path) -> bool:
    try:
        return link.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):  # leads nowhere, or (RuntimeError) in a circle
        return False


def _walk(folder: Path, root: Path) -> Iterator[Path]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.name.startswith(".") or entry.name.lower().startswith(_LEFTOVERS):
            continue
        path = folder / entry.name
        if entry.is_symlink() and not _stays_within(path, root):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path, root)
        elif entry.is_file():  # links to files are followed, links to folders are not
            yield path
