"""Shipped cross-encoders: written, read, built and asked."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from vraagbaak.embedding.cross_build import (
    build_cross_encoder,
    load_cross_encoder,
    read_shipped,
    shipped_models,
    write_shipped,
)
from vraagbaak.errors import ConfigurationError, ModelNotBuilt

PAIRS = [
    ("De premie bedraagt 250 euro.", "De premie bedraagt 250 euro per jaar."),
    ("De premie bedraagt 900 euro.", "De premie bedraagt 250 euro per jaar."),
]


def test_matrices_keep_their_values_to_half_a_step(tmp_path: Path) -> None:
    rng = np.random.default_rng(7)
    matrix = rng.standard_normal((6, 9)).astype(np.float32)
    tensors = {"m": matrix, "b": matrix[0], "zero": np.zeros((2, 3), np.float32)}
    write_shipped(tmp_path / "x.npz", tensors, [("a", "b", 1.5)], layers=3, frozen=1)
    found = read_shipped(tmp_path / "x.npz")
    assert (found.layers, found.frozen, found.samples) == (3, 1, (("a", "b", 1.5),))
    step = np.abs(matrix).max(axis=1, keepdims=True) / 127
    assert (np.abs(found.tensors["m"] - matrix) <= step / 2 + 1e-6).all()
    assert (found.tensors["b"] == matrix[0]).all()
    assert not found.tensors["zero"].any()


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.npz").write_bytes(b"PK nothing")
    with pytest.raises(ConfigurationError, match=r"x\.npz is damaged"):
        read_shipped(tmp_path / "x.npz")


def test_an_unknown_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no weights for magic"):
        build_cross_encoder(tmp_path, "magic")


@pytest.mark.parametrize("name", shipped_models())
def test_a_shipped_model_scores_each_pair_as_if_alone(models_dir: Path, name: str) -> None:
    scorer = load_cross_encoder(models_dir, name)
    together = scorer.score(PAIRS)
    alone = [scorer.score([pair])[0] for pair in PAIRS]
    assert together == alone
    assert scorer.score([]) == []
    for (first, _), score in zip(PAIRS, together, strict=True):
        assert all(0 <= w.start < w.end <= len(first) for w in score.words)
        assert all(0 <= w.lacking <= 1 for w in score.words)


@pytest.mark.parametrize("name", shipped_models())
def test_a_very_long_text_is_cut_not_refused(models_dir: Path, name: str) -> None:
    scorer = load_cross_encoder(models_dir, name)
    assert len(scorer.score([("woord " * 2000, "tekst " * 5000)])) == 1


def test_before_the_build_the_command_is_named(tmp_path: Path) -> None:
    for name in shipped_models():
        with pytest.raises(ModelNotBuilt, match="vraagbaak models build"):
            load_cross_encoder(tmp_path, name)
