"""The key promise: what was not verified reaches no reader, in the stream or in the answer."""

import asyncio
from dataclasses import asdict

import pytest

from vraagbaak.answer.context import Outcome
from vraagbaak.answer.gate import Gate
from vraagbaak.answer.scripted import ScriptedChatModel
from vraagbaak.answer.types import (
    AnswerSentence,
    Ask,
    DoneEvent,
    DroppedSentence,
    SentenceEvent,
    Status,
    StatusEvent,
)
from vraagbaak.grounding.types import Verdict

QUESTION = "Hoeveel bedraagt de huurpremie?"
RIGHT = "De huurpremie bedraagt 170 euro per maand."
WRONG = "De huurpremie bedraagt 710 euro per maand."
EXTRA = "Voor elke persoon ten laste komt daar 25 euro bij."


def shown(events):
    """Everything that a reader can see of these events."""
    done = events[-1].answer
    visible = {k: v for k, v in asdict(done).items() if k != "dropped"}
    return repr([e for e in events if not isinstance(e, DoneEvent)]) + repr(visible)


@pytest.mark.parametrize("chunk_chars", [1, 3, 1000])
@pytest.mark.parametrize("marks", ["[1]", "[1][2]", ""])
def test_a_wrong_number_reaches_nobody(service, tenant, collect, chunk_chars, marks):
    script = f"{RIGHT} {marks} De premie bedraagt 710 euro voor iedereen. {marks} {EXTRA} {marks}"
    model = ScriptedChatModel(script=[script], chunk_chars=chunk_chars)
    events = collect(service(model), tenant, QUESTION)
    assert "710" not in shown(events)
    assert [e.sentence.text for e in events if isinstance(e, SentenceEvent)] == [RIGHT, EXTRA]
    answer = events[-1].answer
    assert answer.status is Status.PARTIAL
    assert answer.reason == "sentences_dropped"
    assert [d.text for d in answer.dropped] == ["De premie bedraagt 710 euro voor iedereen."]
    assert answer.notice.startswith("Niet alles")


def test_a_wrong_sentence_is_replaced_by_the_words_of_the_source(service, tenant, collect):
    model = ScriptedChatModel(script=[f"{WRONG} [1] {EXTRA} [1]"])
    events = collect(service(model), tenant, QUESTION)
    assert "710" not in shown(events)
    answer = events[-1].answer
    assert answer.answer == f"{RIGHT} {EXTRA}"
    assert answer.status is Status.ANSWERED
    assert [d.text for d in answer.dropped] == [WRONG]


def test_nothing_but_wrong_sentences_is_a_refusal(service, tenant, collect):
    model = ScriptedChatModel(script=["Iedereen krijgt 9999 euro. Bel nu 0800 12 345."])
    events = collect(service(model), tenant, QUESTION)
    assert "9999" not in shown(events)
    assert not [e for e in events if isinstance(e, SentenceEvent)]
    answer = events[-1].answer
    assert (answer.status, answer.reason) == (Status.REFUSED, "not_grounded")
    assert "1700" in answer.answer


def test_every_sentence_cites_the_exact_words(service, tenant, answer, index):
    result = answer(service(), tenant, QUESTION)
    texts = {p.document: (p.start, p.text) for p in index.passages}
    assert result.sentences
    for sentence in result.sentences:
        assert sentence.verdict is Verdict.SUPPORTED
        for citation in sentence.citations:
            start, text = texts[citation.document]
            assert text[citation.start - start : citation.end - start] == citation.quote


def test_model_sentences_cite_in_document_offsets(service, tenant, answer):
    result = answer(service(ScriptedChatModel(script=[RIGHT + " [1]"])), tenant, QUESTION)
    [citation] = result.sentences[0].citations
    assert citation.document == "huurpremie.md"
    assert citation.quote == RIGHT
    assert citation.start > 100


def test_sentences_come_before_the_model_has_finished(service, tenant):
    model = ScriptedChatModel(script=[f"{RIGHT} [1] {EXTRA} [1]"], hang_after=9, chunk_chars=7)

    async def first():
        stream = service(model).stream(tenant, Ask(QUESTION))
        async for event in stream:
            if isinstance(event, SentenceEvent):
                await stream.aclose()
                return event.sentence.text
        return None

    assert asyncio.run(first()) == RIGHT
    assert model.cancelled == 1


def test_a_reader_who_leaves_cancels_the_model(service, tenant):
    model = ScriptedChatModel(script=[f"{RIGHT} " * 50], chunk_chars=5, hang_after=12)

    async def leave():
        task = asyncio.create_task(service(model).ask(tenant, Ask(QUESTION)))
        while not model.chunks_sent:  # noqa: ASYNC110 - the model is another's object
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(leave())
    assert model.cancelled == 1


def test_events_are_in_order_and_numbered(service, tenant, collect):
    events = collect(service(), tenant, "Welke documenten heb ik nodig voor de huurpremie?")
    steps = [e.step for e in events if isinstance(e, StatusEvent)]
    assert steps == ["retrieve", "compose"]
    sentences = [e.sentence for e in events if isinstance(e, SentenceEvent)]
    assert [s.index for s in sentences] == list(range(len(sentences)))
    assert isinstance(events[-1], DoneEvent)
    assert events[-1].answer.sentences == tuple(sentences)
    assert {"screen", "retrieve", "compose", "verify", "total"} <= set(events[-1].answer.timings_ms)


def sentence(text, verdict=Verdict.SUPPORTED, separator=" "):
    return AnswerSentence(0, text, verdict, 1.0, (), separator)


LOST = Outcome(None, (DroppedSentence("x", Verdict.NOT_FOUND, 0.0, "r"),))


def test_the_gate_holds_what_follows_a_lost_core():
    gate = Gate()
    assert gate.push(LOST) == []
    assert gate.push(LOST) == []
    assert gate.push(Outcome(sentence("a"))) == []
    assert gate.finish() == []
    assert gate.sent == []
    assert [d.text for d in gate.dropped] == ["x", "x", "a"]


def test_the_gate_lets_through_what_outweighs_the_loss():
    gate = Gate()
    gate.push(LOST)
    gate.push(Outcome(sentence("a")))
    assert [s.text for s in gate.finish()] == ["a"]


def test_a_lead_in_waits_for_its_items():
    gate = Gate()
    assert gate.push(Outcome(sentence("U hebt nodig:"), lead=True)) == []
    assert gate.push(LOST) == []
    assert [s.text for s in gate.push(Outcome(sentence("een foto", separator="\n- ")))] == []
    assert [s.text for s in gate.finish()] == ["U hebt nodig:", "een foto"]


def test_a_lead_in_without_items_is_not_sent():
    gate = Gate()
    gate.push(Outcome(sentence("U hebt nodig:"), lead=True))
    assert [s.text for s in gate.push(Outcome(sentence("De premie is 5 euro.")))] == [
        "De premie is 5 euro."
    ]
    gate.push(Outcome(sentence("Verder:"), lead=True))
    assert gate.finish() == []


def test_a_greeting_waits_for_a_claim():
    gate = Gate()
    assert gate.push(Outcome(sentence("Goede vraag!", Verdict.NOT_A_CLAIM))) == []
    assert [s.index for s in gate.push(Outcome(sentence("De premie is 5 euro.")))] == [0, 1]
