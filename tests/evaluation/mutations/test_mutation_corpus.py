"""Folders to passages."""

from __future__ import annotations

import pytest

from evaluation.mutations import read_corpus
from vraagbaak.errors import ConfigurationError

DUTCH = "De stad betaalt de premie aan elk gezin dat een woning huurt in de gemeente. " * 3
FRENCH = "La commune verse la prime à chaque famille qui loue un logement dans la ville. " * 3


def test_documents_become_passages_with_their_language(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "premie.md").write_text(f"# Premie\n\n{DUTCH}", encoding="utf-8")
    (tmp_path / "prime.txt").write_text(FRENCH, encoding="utf-8")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    found = read_corpus(tmp_path)
    assert {(one.document, one.language) for one in found} == {
        ("sub/premie.md", "nl"), ("prime.txt", "fr"),
    }  # fmt: skip
    assert len({one.id for one in found}) == len(found)
    assert all("#" not in one.text for one in found)


def test_a_missing_or_empty_folder_is_an_error_that_names_it(tmp_path):
    with pytest.raises(ConfigurationError, match="nowhere"):
        read_corpus(tmp_path / "nowhere")
    with pytest.raises(ConfigurationError, match="could be read"):
        read_corpus(tmp_path)
