"""Judges that fail, the chat model as judge, and what it costs."""

from __future__ import annotations

import threading
import time

import pytest

from evaluation.harness.judging import JudgeFailed, Judging
from evaluation.harness.usage import counted_tokens
from evaluation.judges import JUDGES, AllSupported, choose_judge
from vraagbaak.answer.judge_model import LangChainJudge, judge_settings
from vraagbaak.answer.model import chat_model
from vraagbaak.answer.scripted import ScriptedChatModel
from vraagbaak.errors import ConfigurationError, ModelUnavailable
from vraagbaak.grounding import ScriptedVerifier
from vraagbaak.grounding.llm import LlmVerifier, prompt_hash
from vraagbaak.grounding.prepared import Preparer
from vraagbaak.grounding.quoting import Quoter
from vraagbaak.grounding.types import Evidence, Verdict, Verification
from vraagbaak.language import Language
from vraagbaak.settings import Settings

CLAIM = "De premie bedraagt 710 euro."
EVIDENCE = (Evidence("p", "De premie bedraagt 170 euro."),)
NO = '{"verdict": "contradicted", "confidence": 0.8, "unsupported": ["710 euro"], "quote": ""}'


def llm(model, name="m"):
    quoter = Quoter(Preparer(lambda _: Language.NL, Language.NL))
    return LlmVerifier(LangChainJudge(model, name), quoter)


class Replies:
    name = "replies"

    def __init__(self, reply) -> None:
        self.reply, self.calls = reply, 0

    def verify(self, claim, evidence, context=""):
        self.calls += 1
        return self.reply() if callable(self.reply) else self.reply


def test_each_claim_is_asked_once():
    judge = ScriptedVerifier()
    judging = Judging(judge)
    assert judging.supports(CLAIM, EVIDENCE)
    assert judging.supports(CLAIM, list(EVIDENCE))
    assert judge.claims == [CLAIM]


def test_a_judge_that_hangs_is_given_up_and_not_asked_again():
    hung = threading.Event()
    judge = Replies(hung.wait)
    judging = Judging(judge, timeout_s=0.05)
    began = time.perf_counter()
    for claim in ("Een.", "Twee."):
        with pytest.raises(JudgeFailed, match=r"no verdict within 0\.05 seconds"):
            judging.verify(claim, EVIDENCE)
    hung.set()
    assert judge.calls == 1
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (None, "no verdict"),
        ("supported", "no verdict"),
        (Verification(Verdict.SUPPORTED, 1.7), r"1\.7 is not in 0\.\.1"),
        (Verification(Verdict.SUPPORTED, float("nan")), "nan"),
        (Verification("yes", 1.0), "no verdict"),
    ],
)
def test_nonsense_is_a_failure(reply, why):
    with pytest.raises(JudgeFailed, match=why):
        Judging(Replies(reply)).verify(CLAIM, EVIDENCE)


def test_a_mistake_in_the_judges_code_is_not_hidden_as_its_failure():
    class Broken:
        name = "broken"

        def verify(self, claim, evidence, context=""):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Judging(Broken(), timeout_s=5).verify(CLAIM, EVIDENCE)


def test_a_chat_model_judges_and_names_the_words():
    model = ScriptedChatModel(script=[f"Sure!\n```json\n{NO}\n```"])
    judge = llm(model, "scripted")
    found = judge.verify(CLAIM, EVIDENCE)
    assert found.verdict is Verdict.CONTRADICTED
    assert found.score == pytest.approx(0.1)
    assert [CLAIM[s.start : s.end] for s in found.spans if not s.supported] == ["710 euro"]
    prompt = "".join(str(message.content) for message in model.prompts[0])
    assert CLAIM in prompt
    assert EVIDENCE[0].text in prompt
    assert prompt_hash() in judge.name


def test_braces_in_a_document_do_not_upset_the_prompt():
    model = ScriptedChatModel(script=[NO])
    evidence = (Evidence("p", 'Een {veld} en {"json": 1}.'),)
    assert llm(model).verify("Een {veld}.", evidence).verdict is Verdict.CONTRADICTED


def test_without_evidence_the_model_is_not_asked():
    model = ScriptedChatModel(script=[NO])
    assert llm(model).verify(CLAIM, ()).verdict is Verdict.NOT_FOUND
    assert model.prompts == []


@pytest.mark.parametrize(
    "reply",
    ["bananas", "{}", '{"verdict": "perhaps", "confidence": 1}', NO.replace("0.8", "7"), "["],
)
def test_a_model_that_gives_no_verdict_has_failed(reply):
    judge = llm(ScriptedChatModel(script=[reply]))
    with pytest.raises(ModelUnavailable, match="no verdict"):
        judge.verify(CLAIM, EVIDENCE)
    with pytest.raises(JudgeFailed, match="no verdict"):
        Judging(judge).verify(CLAIM, EVIDENCE)


def test_over_http_with_what_it_costs(model_server):
    model_server.script = [NO]
    settings = Settings(
        judge_model="openai:judge",
        judge_base_url=model_server.url,
        chat_model="openai:writer",
        chat_base_url="http://127.0.0.1:9/v1",
    )
    judge = llm(chat_model(judge_settings(settings), count_tokens=True), "judge")
    with counted_tokens() as count:
        found = Judging(judge).verify(CLAIM, EVIDENCE)
    assert found.verdict is Verdict.CONTRADICTED
    assert model_server.requests[0]["model"] == "judge"
    assert (count.usage.calls, count.usage.prompt_tokens, count.usage.completion_tokens) == (
        1,
        1,
        1,
    )


def test_a_server_that_fails_is_a_failed_judge(model_server):
    model_server.fail = True
    settings = Settings(chat_model="openai:m", chat_base_url=model_server.url)
    judge = llm(chat_model(settings))
    with pytest.raises(JudgeFailed, match="judge's model m failed"):
        Judging(judge).verify(CLAIM, EVIDENCE)


def test_judges_by_name(parts):
    assert not choose_judge(None, parts).independent
    assert choose_judge("overlap", parts).independent
    assert set(JUDGES) >= {"service", "facts", "overlap", "llm"}
    with pytest.raises(ConfigurationError, match="there are: service"):
        choose_judge("oracle", parts)
    with pytest.raises(ConfigurationError, match="VRAAGBAAK_JUDGE_MODEL"):
        choose_judge("llm", parts)


def test_the_floor_believes_every_claim_but_greetings():
    floor = AllSupported()
    assert floor.verify(CLAIM, ()).verdict is Verdict.SUPPORTED
    assert floor.verify("Goedemorgen!", ()).verdict is Verdict.NOT_A_CLAIM


def test_the_judge_knows_what_was_said_before():
    class Listens:
        name = "listens"
        heard: list[str] = []  # noqa: RUF012

        def verify(self, claim, evidence, context=""):
            self.heard.append(context)
            return Verification(Verdict.SUPPORTED, 1.0)

    judge = Listens()
    judging = Judging(judge, before={CLAIM: "Hoeveel bedraagt de premie?"})
    judging.verify(CLAIM, EVIDENCE)
    judging.verify("Iets anders.", EVIDENCE)
    assert judge.heard == ["Hoeveel bedraagt de premie?", ""]
