"""What every verifier promises."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vraagbaak.embedding import HashingEmbedder
from vraagbaak.grounding import (
    AgreementVerifier,
    Evidence,
    FactsVerifier,
    OverlapVerifier,
    ScriptedVerifier,
    Verdict,
    Verifier,
    citations,
)

VERIFIERS: list[Verifier] = [
    AgreementVerifier(),
    AgreementVerifier(HashingEmbedder()),
    FactsVerifier(),
    OverlapVerifier(),
    ScriptedVerifier(),
]
TEXT = "De premie bedraagt 250 euro. U vraagt ze aan vóór 1 mei 2027."
every = pytest.mark.parametrize("verifier", VERIFIERS, ids=lambda v: v.name)
anything = st.text(alphabet="aeinrtDE 1250.,€-\n|?!é'niet", max_size=60)


@every
def test_has_a_name(verifier: Verifier) -> None:
    assert verifier.name


@every
def test_nothing_is_found_without_evidence(verifier: Verifier) -> None:
    result = verifier.verify("De premie bedraagt 250 euro.", [])
    assert (result.verdict, result.support) == (Verdict.NOT_FOUND, ())


@every
def test_a_quotation_is_supported_and_can_be_cited(verifier: Verifier) -> None:
    items = [Evidence("p", TEXT), Evidence("q", "")]
    result = verifier.verify("De premie bedraagt 250 euro.", items)
    assert result.verdict is Verdict.SUPPORTED
    assert result.score >= 0.9
    assert citations(result, items)


@every
@settings(max_examples=60, deadline=None)
@given(claim=anything, text=anything, context=anything)
def test_verdict_score_spans_and_support_fit_together(
    verifier: Verifier, claim: str, text: str, context: str
) -> None:
    items = [Evidence("p", text, context)]
    result = verifier.verify(claim, items)
    assert 0.0 <= result.score <= 1.0
    assert all(0 <= s.start <= s.end <= len(claim) for s in result.spans)
    assert all(s.quote == text[s.start : s.end] for s in result.support)
    if not isinstance(verifier, ScriptedVerifier):
        assert bool(result.support) is (result.verdict is Verdict.SUPPORTED)


def test_the_scripted_one_says_what_it_was_told() -> None:
    verifier = ScriptedVerifier({"Fout.": Verdict.CONTRADICTED}, default=Verdict.NOT_FOUND)
    items = [Evidence("p", TEXT)]
    assert verifier.verify("Fout.", items).verdict is Verdict.CONTRADICTED
    assert verifier.verify("Anders.", items).verdict is Verdict.NOT_FOUND
    assert verifier.claims == ["Fout.", "Anders."]
