"""Folders that appear whole or not at all, also when the maker is interrupted or not alone."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from vraagbaak.embedding.manifest import (
    Manifest,
    Origin,
    flush,
    read_manifest,
    seal,
    verify_model,
)

Notes = dict[str, str | float | None]
_UNFINISHED = ".unfinished-"


def publish(target: Path, origin: Origin, make: Callable[[Path], Notes]) -> tuple[Manifest, bool]:
    """Have ``target`` hold what ``make`` writes, and tell whether it had to be made now.

    A folder of the same origin whose checksums are right is left alone. Otherwise ``make`` fills
    a folder beside it, which is sealed and then renamed into place. Whoever comes second waits
    and finds it done. Leftovers of interrupted makers are removed.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(target.with_name(f".{target.name}.lock")):
        _sweep(target)
        if _is_good(target, origin):
            return read_manifest(target), False
        return _make(target, origin, make), True


def _is_good(target: Path, origin: Origin) -> bool:
    return not verify_model(target, full=True) and read_manifest(target).origin == origin


def _sweep(target: Path) -> None:
    """Safe under the lock: nobody else is making this target."""
    for leftover in target.parent.glob(f"{_UNFINISHED}{target.name}-*"):
        shutil.rmtree(leftover)


def _make(target: Path, origin: Origin, make: Callable[[Path], Notes]) -> Manifest:
    prefix = f"{_UNFINISHED}{target.name}-"
    room = Path(tempfile.mkdtemp(prefix=prefix, dir=target.parent))
    try:
        fresh = room / "new"
        fresh.mkdir()
        manifest = seal(fresh, origin, make(fresh))
        if target.exists():
            target.rename(room / "old")
        fresh.rename(target)
        flush(target.parent)
    finally:
        shutil.rmtree(room, ignore_errors=True)
    return manifest
