"""What every verifier promises."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vraagbaak.embedding.memory import HashingEmbedder
from vraagbaak.embedding.types import Embedder
from vraagbaak.grounding import Evidence, ScriptedVerifier, Verdict, Verifier, citations
from vraagbaak.grounding.llm import Judgement
from vraagbaak.grounding.registry import Parts, build_verifier, verifier_names
from vraagbaak.language import LanguageDetector
from vraagbaak.settings import Settings

TEXT = "De premie bedraagt 250 euro. U vraagt ze aan vóór 1 mei 2027."
anything = st.text(alphabet="aeinrtDE 1250.,€-\n|?!é'niet", max_size=60)


class WordJudge:
    """A chat model's twin: supported is what stands there word for word."""

    name = "words"

    def judge(self, system: str, user: str) -> Judgement:
        asked = json.loads(user)
        texts = " ".join(passage["text"] for passage in asked["passages"])
        if asked["claim"] in texts:
            return Judgement(verdict="supported", confidence=1.0, quote=asked["claim"])
        return Judgement(verdict="not_found", confidence=0.8, unsupported=[asked["claim"]])


@pytest.fixture(scope="session")
def nli_model(default_model_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A cross-encoder of one small layer, untrained, as an operator might name a real one."""
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    folder = tmp_path_factory.mktemp("nli")
    tokenizer = AutoTokenizer.from_pretrained(default_model_dir)
    labels = {0: "contradiction", 1: "entailment", 2: "neutral"}
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        id2label=labels,
        label2id={name: number for number, name in labels.items()},
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return str(folder)


@pytest.fixture(scope="session")
def embedder(default_model_dir: Path) -> Embedder:
    from vraagbaak.embedding.onnx import OnnxEmbedder

    return OnnxEmbedder(default_model_dir, default_model_dir.name)


@pytest.fixture(scope="session", params=[*verifier_names(), "scripted", "facts over any embedder"])
def verifier(
    request: pytest.FixtureRequest, models_dir: Path, embedder: Embedder, nli_model: str
) -> Verifier:
    if request.param == "scripted":
        return ScriptedVerifier()
    settings = Settings(models_dir=models_dir, nli_model=nli_model)
    detect = LanguageDetector().detect
    if request.param == "facts over any embedder":
        return build_verifier("facts", Parts(settings, HashingEmbedder(), detect))
    return build_verifier(request.param, Parts(settings, embedder, detect, WordJudge))


def test_has_a_name(verifier: Verifier) -> None:
    assert verifier.name


def test_nothing_is_found_without_evidence(verifier: Verifier) -> None:
    result = verifier.verify("De premie bedraagt 250 euro.", [])
    assert (result.verdict, result.support) == (Verdict.NOT_FOUND, ())


def test_a_quotation_is_supported_and_can_be_cited(verifier: Verifier) -> None:
    items = [Evidence("p", TEXT), Evidence("q", "")]
    result = verifier.verify("De premie bedraagt 250 euro.", items)
    assert result.verdict is Verdict.SUPPORTED
    assert result.score >= 0.9
    assert citations(result, items)


@settings(
    max_examples=40,
    deadline=None,
    # A verifier keeps nothing between claims that could change a verdict.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
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


def test_an_amount_that_is_not_there_is_not_supported(verifier: Verifier) -> None:
    if verifier.name.startswith("overlap") or isinstance(verifier, ScriptedVerifier):
        pytest.skip("says so of anything")
    result = verifier.verify("De premie bedraagt 300 euro.", [Evidence("p", TEXT)])
    assert result.verdict is not Verdict.SUPPORTED
    wrong = [(s.start, s.end) for s in result.spans if not s.supported]
    assert any(start <= len("De premie bedraagt ") < end for start, end in wrong)


def test_the_scripted_one_says_what_it_was_told() -> None:
    verifier = ScriptedVerifier({"Fout.": Verdict.CONTRADICTED}, default=Verdict.NOT_FOUND)
    items = [Evidence("p", TEXT)]
    assert verifier.verify("Fout.", items).verdict is Verdict.CONTRADICTED
    assert verifier.verify("Anders.", items).verdict is Verdict.NOT_FOUND
    assert verifier.claims == ["Fout.", "Anders."]
