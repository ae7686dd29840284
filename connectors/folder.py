"""Files and folders on this machine."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from connectors.types import SourceItem

_LEFTOVERS = ("~$", "thumbs.db", "desktop.ini")
"""Office lock files and what Windows leaves in folders."""


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
                    yield SourceItem(key=key, read=file.read_bytes, size=_size(file))


def _files(path: Path) -> Iterator[tuple[str, Path]]:
    if path.is_dir():
        root = path.resolve()
        yield from ((file.relative_to(path).as_posix(), file) for file in _walk(path, root))
    elif path.is_file():
        yield path.name, path
    else:
        raise FileNotFoundError(f"{path} does not exist.")


def _size(file: Path) -> int | None:
    """None for a file that went away since it was listed; reading it tells why."""
    try:
        return file.stat().st_size
    except OSError:
        return None


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
