"""From settings to an embedder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vraagbaak.embedding import load_embedder
from vraagbaak.embedding.export import export_int8
from vraagbaak.errors import ConfigurationError, ModelNotBuilt
from vraagbaak.settings import Settings


def settings(models_dir: Path, **given: object) -> Settings:
    return Settings.model_validate({"models_dir": models_dir, "threads": 2, **given})


def test_default_is_int8(default_model_dir: Path) -> None:
    found = load_embedder(settings(default_model_dir.parent))
    assert found.name == "multilingual-e5-small@int8"
    assert (found.dimension, found.max_tokens) == (384, 512)


def test_each_precision_is_a_space_of_its_own(default_model_dir: Path) -> None:
    found = load_embedder(settings(default_model_dir.parent, embedding_backend="torch"))
    assert found.name == "multilingual-e5-small@fp32"
    assert found.dimension == 384


def test_a_folder_can_be_named(default_model_dir: Path, tmp_path: Path) -> None:
    found = load_embedder(settings(tmp_path, embedding_model=str(default_model_dir)))
    assert found.embed_query("huur").shape == (384,)


def test_before_the_build_it_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(ModelNotBuilt, match="vraagbaak models build"):
        load_embedder(settings(tmp_path))


def test_a_folder_without_onnx_says_what_to_set(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    with pytest.raises(ConfigurationError, match="BACKEND=torch"):
        load_embedder(settings(tmp_path, embedding_model=str(tmp_path / "mine")))


def test_a_folder_that_is_no_model_is_a_wrong_setting(tmp_path: Path) -> None:
    given = {"embedding_model": str(tmp_path), "embedding_backend": "torch"}
    with pytest.raises(ConfigurationError, match="cannot be loaded"):
        load_embedder(settings(tmp_path, **given))


def test_a_device_that_is_not_there_is_a_wrong_setting(default_model_dir: Path) -> None:
    given = {"embedding_backend": "torch", "embedding_device": "nonsense"}
    with pytest.raises(ConfigurationError, match="cannot be loaded"):
        load_embedder(settings(default_model_dir.parent, **given))


@pytest.mark.parametrize("mode", ["cls", "max"])
def test_other_pooling_than_the_mean_is_refused(tmp_path: Path, mode: str) -> None:
    parts = [{"type": f"x.{name}"} for name in ("Transformer", "Pooling")]
    (tmp_path / "modules.json").write_text(json.dumps(parts))
    (tmp_path / "1_Pooling").mkdir()
    (tmp_path / "1_Pooling" / "config.json").write_text(json.dumps({"pooling_mode": mode}))
    with pytest.raises(ConfigurationError, match="mean pooling"):
        export_int8(tmp_path)
