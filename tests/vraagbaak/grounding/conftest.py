"""Sentences about fictional schemes in four languages, with paraphrases and falsified twins."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from vraagbaak.grounding import Evidence, FactsVerifier, Verdict, Verification

SCHEMES = [
    json.loads(line)
    for line in (Path(__file__).parent / "schemes.jsonl").read_text("utf-8").splitlines()
]


def passages() -> dict[str, list[Evidence]]:
    """Two passages of five sentences a scheme."""
    texts: dict[str, list[str]] = defaultdict(list)
    for item in SCHEMES:
        texts[item["scheme"]].append(item["text"])
    return {
        scheme: [
            Evidence(f"{scheme}-{n}", " ".join(sentences[n : n + 5]), scheme)
            for n in range(0, len(sentences), 5)
        ]
        for scheme, sentences in texts.items()
    }


@pytest.fixture(scope="session")
def evidence() -> dict[str, list[Evidence]]:
    return passages()


@pytest.fixture(scope="session")
def verifier() -> FactsVerifier:
    """Without an embedder: what must hold even then."""
    return FactsVerifier()


@pytest.fixture
def verdict(verifier: FactsVerifier) -> Callable[..., Verdict]:
    def ask(claim: str, text: str, context: str = "") -> Verdict:
        return _checked(verifier.verify(claim, [Evidence("p", text, context)]), text).verdict

    return ask


def _checked(result: Verification, text: str) -> Verification:
    assert all(text[s.start : s.end] == s.quote for s in result.support)
    return result


@pytest.fixture(scope="session")
def meaning(default_model_dir: Path) -> FactsVerifier:
    """With the default embedding model."""
    from vraagbaak.embedding.onnx import OnnxEmbedder

    return FactsVerifier(OnnxEmbedder(default_model_dir, "small", threads=2))
