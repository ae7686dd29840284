"""What is told right passes; one changed number, date, name, negation or unit does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vraagbaak.grounding import Evidence, FactsVerifier, OverlapVerifier, Verdict

SCHEMES = [
    json.loads(line)
    for line in (Path(__file__).parent / "schemes.jsonl").read_text("utf-8").splitlines()
]
TRUE = [(s["scheme"], text) for s in SCHEMES for text in [s["text"], *s["paraphrases"]]]
FALSE = [
    (s["scheme"], kind, text)
    for s in SCHEMES
    for kind, texts in s["mutants"].items()
    for text in texts
]


@pytest.mark.parametrize(("scheme", "claim"), TRUE)
def test_the_truth_is_supported(
    scheme: str, claim: str, evidence: dict[str, list[Evidence]], verifier: FactsVerifier
) -> None:
    result = verifier.verify(claim, evidence[scheme])
    assert result.verdict is Verdict.SUPPORTED, result.reason
    texts = {item.passage_id: item.text for item in evidence[scheme]}
    assert result.support
    assert all(texts[s.passage_id][s.start : s.end] == s.quote for s in result.support)


@pytest.mark.parametrize(("scheme", "kind", "claim"), FALSE)
def test_a_changed_fact_is_caught(
    scheme: str,
    kind: str,
    claim: str,
    evidence: dict[str, list[Evidence]],
    verifier: FactsVerifier,
) -> None:
    result = verifier.verify(claim, evidence[scheme])
    assert result.verdict in {Verdict.CONTRADICTED, Verdict.NOT_FOUND}, kind
    assert not result.support
    assert result.reason


def test_counting_words_catches_almost_none(evidence: dict[str, list[Evidence]]) -> None:
    floor = OverlapVerifier()
    caught = [
        floor.verify(claim, evidence[scheme]).verdict is not Verdict.SUPPORTED
        for scheme, _, claim in FALSE
    ]
    assert sum(caught) < 0.1 * len(caught)


@pytest.mark.parametrize(("scheme", "claim"), TRUE[::4])
def test_other_evidence_supports_nothing(
    scheme: str, claim: str, evidence: dict[str, list[Evidence]], verifier: FactsVerifier
) -> None:
    others = [item for name, items in evidence.items() if name != scheme for item in items]
    assert verifier.verify(claim, others).verdict is not Verdict.SUPPORTED
