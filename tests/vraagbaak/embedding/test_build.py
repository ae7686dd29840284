"""Building the default model: whole or not at all."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from vraagbaak.embedding.build import (
    DEFAULT_MODEL,
    BuiltModel,
    build_default_model,
    is_whole,
    require_whole,
)
from vraagbaak.embedding.onnx import OnnxEmbedder
from vraagbaak.embedding.samples import SAMPLES
from vraagbaak.embedding.torch_backend import TorchEmbedder
from vraagbaak.errors import ModelNotBuilt


class Stop(Exception):
    """The build is interrupted here."""


def stop_at(wanted: str) -> object:
    def report(stage: str, _done: int, _total: int) -> None:
        if stage == wanted:
            raise Stop

    return report


@pytest.fixture
def models(default_model_dir: Path, tmp_path: Path) -> Path:
    """A models folder with the model in it; its files are links, so replace, never write."""
    for path in default_model_dir.rglob("*"):
        target = tmp_path / DEFAULT_MODEL / path.relative_to(default_model_dir)
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file():
            link(path, target)
    return tmp_path


def link(path: Path, target: Path) -> None:
    try:
        os.link(path, target)
    except OSError:  # another file system
        target.symlink_to(path)


def replace(path: Path, content: bytes) -> None:
    path.unlink()
    path.write_bytes(content)


def snapshot(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and size of each file: a rebuilt one has another inode."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): (path.stat().st_ino, path.stat().st_size) for path in files}


def test_a_second_run_does_nothing(models: Path) -> None:
    before = snapshot(models / DEFAULT_MODEL)
    again = build_default_model(models, stop_at("weights"))
    assert again == BuiltModel(models / DEFAULT_MODEL, built=False)
    assert snapshot(models / DEFAULT_MODEL) == before


def test_two_at_once_do_not_clash(models: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(build_default_model, [models, models]))
    assert [model.built for model in found] == [False, False]


def test_an_interrupted_build_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(Stop):
        build_default_model(tmp_path, stop_at("encoder"))
    assert not (tmp_path / DEFAULT_MODEL).exists()
    assert [path.name for path in tmp_path.iterdir()] == [f".{DEFAULT_MODEL}.lock"]


def test_leftovers_of_a_killed_build_are_cleared(models: Path) -> None:
    leftover = models / f".{DEFAULT_MODEL}-killed"
    leftover.mkdir()
    (leftover / "model.safetensors").write_bytes(b"half")
    build_default_model(models)
    assert not leftover.exists()


def test_a_damaged_model_stays_until_its_replacement_is_whole(models: Path) -> None:
    folder = models / DEFAULT_MODEL
    replace(folder / "config.json", b"{}")
    before = snapshot(folder)
    with pytest.raises(Stop):
        build_default_model(models, stop_at("weights"))
    assert snapshot(folder) == before


def test_a_changed_byte_is_found_by_checksum_only(models: Path) -> None:
    folder = models / DEFAULT_MODEL
    path = folder / "config.json"
    content = path.read_bytes()
    replace(path, bytes([content[0] ^ 1]) + content[1:])
    assert is_whole(folder, checksums=False)
    assert not is_whole(folder)


@pytest.mark.parametrize("name", ["onnx/model_int8.onnx", "tokenizer.json", "manifest.json"])
def test_a_missing_file_is_found_at_start(models: Path, name: str) -> None:
    folder = models / DEFAULT_MODEL
    require_whole(folder)
    (folder / name).unlink()
    with pytest.raises(ModelNotBuilt, match="vraagbaak models build"):
        require_whole(folder)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"recipe": 1}', "{"])
def test_a_damaged_manifest_is_no_model(models: Path, text: str) -> None:
    folder = models / DEFAULT_MODEL
    replace(folder / "manifest.json", text.encode())
    assert not is_whole(folder)


def test_a_folder_without_a_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelNotBuilt, match="vraagbaak models build"):
        require_whole(tmp_path / DEFAULT_MODEL)


def test_int8_stays_near_full_precision(onnx: OnnxEmbedder, torch: TorchEmbedder) -> None:
    """Nederlands, français, Deutsch, English: ten sentences each."""
    small, full = onnx.embed_passages(SAMPLES), torch.embed_passages(SAMPLES)
    assert (small * full).sum(axis=1).min() >= 0.98
    assert onnx.count_tokens(SAMPLES) == torch.count_tokens(SAMPLES)


def test_both_precisions_rank_alike(onnx: OnnxEmbedder, torch: TorchEmbedder) -> None:
    question = "Hoe ga ik in beroep tegen een beslissing?"
    ranks = [
        np.argsort(-(e.embed_passages(SAMPLES) @ e.embed_query(question)))[:3]
        for e in (onnx, torch)
    ]
    assert ranks[0][0] == ranks[1][0]
    assert onnx.name != torch.name


@pytest.mark.slow
def test_a_damaged_model_is_rebuilt_whole(models: Path) -> None:
    folder = models / DEFAULT_MODEL
    replace(folder / "onnx" / "model_int8.onnx", b"damaged")
    stages: list[str] = []
    found = build_default_model(models, lambda stage, _done, _total: stages.append(stage))
    assert found == BuiltModel(folder, built=True)
    assert stages == ["weights", "encoder", "int8", "check", "checksums", "checksums"]
    assert is_whole(folder)
    assert not build_default_model(models).built
