"""Model folders that are made here: whole and checked, or not there at all.

A build happens in a folder of its own beside the target and is moved into place when it is whole
and checked, so an interrupted one leaves nothing that could be taken for a model. A manifest with
the SHA-256 of every file makes damage visible.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"


def is_whole(folder: Path, recipe: str, *, checksums: bool = True) -> bool:
    """Whether the folder holds what its manifest says. Sizes alone are a matter of microseconds."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        made_by, files = manifest["recipe"], dict[str, dict[str, Any]](manifest["files"])
        return bool(made_by == recipe) and all(
            _matches(folder / name, entry, checksums) for name, entry in files.items()
        )
    except (OSError, ValueError, TypeError, KeyError):
        # Missing, cut off, or JSON of another shape.
        return False


def write_manifest(folder: Path, model: str, recipe: str) -> None:
    """List the folder's files with sizes and checksums: the last step of a build."""
    files = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            entry = {"bytes": path.stat().st_size, "sha256": _sha256(path)}
            files[path.relative_to(folder).as_posix()] = entry
    manifest = {"model": model, "recipe": recipe, "files": files}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2), encoding="utf-8")


def _matches(path: Path, entry: dict[str, Any], checksums: bool) -> bool:
    if not path.is_file() or path.stat().st_size != entry["bytes"]:
        return False
    return not checksums or _sha256(path) == entry["sha256"]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _move_into_place(work: Path, target: Path) -> None:
    """Files reach the disk before the name does: after a power cut there is a model or none."""
    for path in work.rglob("*"):
        if path.is_file():
            # Some writers leave files that only their owner may read; the service is another.
            path.chmod(0o644)
            with path.open("rb") as file:
                os.fsync(file.fileno())
    work.chmod(0o755)
    if target.exists():
        shutil.rmtree(target)
    work.rename(target)


@contextlib.contextmanager
def locked(target: Path) -> Iterator[None]:
    """One process at a time makes ``target``; leftovers of killed ones are cleared."""
    with target.with_name(f".{target.name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        for leftover in target.parent.glob(f".{target.name}-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        yield


@contextlib.contextmanager
def making(target: Path) -> Iterator[Path]:
    """A folder to fill, which becomes ``target`` if nothing is raised. Hold ``locked``."""
    work = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        yield work
        _move_into_place(work, target)
    finally:
        shutil.rmtree(work, ignore_errors=True)
