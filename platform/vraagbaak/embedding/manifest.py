"""What a model folder holds, with checksums, so that damage is found and not searched for."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from vraagbaak.errors import ConfigurationError

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class File:
    """One file of the folder: bytes and hexadecimal SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Origin:
    """What the folder was made from: two folders of equal origin are interchangeable."""

    source: str
    version: str
    recipe: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """Origin, files by path relative to the folder, and what else is worth knowing."""

    origin: Origin
    files: dict[str, File]
    notes: dict[str, str | float | None] = field(default_factory=dict)


def seal(folder: Path, origin: Origin, notes: dict[str, str | float | None]) -> Manifest:
    """Write the manifest over all files in ``folder`` and flush everything to disk."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    files = {
        path.relative_to(folder).as_posix(): File(path.stat().st_size, checksum(path))
        for path in paths
    }
    manifest = Manifest(origin, files, notes)
    target = folder / MANIFEST
    target.write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    for path in (*paths, target):
        # Some writers leave files that only their owner may read.
        path.chmod(0o644)
    for path in (*paths, target, *(p for p in folder.rglob("*") if p.is_dir()), folder):
        flush(path)
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """The folder's manifest. Raises ConfigurationError where it is missing or unreadable."""
    path = folder / MANIFEST
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        files = {name: File(**found) for name, found in raw["files"].items()}
        return Manifest(Origin(**raw["origin"]), files, raw["notes"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as exc:
        raise ConfigurationError(f"{path} is missing or damaged: {exc}") from exc


def verify_model(folder: Path, *, full: bool = False) -> tuple[str, ...]:
    """What is wrong with the folder, one line a file; empty where all is well.

    Compares names and sizes, which takes under a millisecond; ``full`` also compares checksums,
    which reads every byte.
    """
    try:
        manifest = read_manifest(folder)
    except ConfigurationError as exc:
        return (exc.message,)
    found = (_problem(folder / name, file, full) for name, file in manifest.files.items())
    return tuple(problem for problem in found if problem)


def _problem(path: Path, file: File, full: bool) -> str | None:
    if not path.is_file():
        return f"{path} is missing"
    if path.stat().st_size != file.size:
        return f"{path} has {path.stat().st_size} bytes, not {file.size}"
    if full and checksum(path) != file.sha256:
        return f"{path} has another checksum than when it was made"
    return None


def checksum(path: Path) -> str:
    """Hexadecimal SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def flush(path: Path) -> None:
    """Make a file's contents, or a folder's entries, survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
