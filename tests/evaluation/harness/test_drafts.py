"""Drafted questions: their templates, their near-misses, and a human's yes."""

from __future__ import annotations

import json
from random import Random

import pytest

from evaluation.datasets import read_what_can_be_read
from evaluation.datasets.golden import Kind
from evaluation.drafts import accept, draft_questions, read_drafts, write_drafts
from evaluation.drafts.asking import questions_of
from evaluation.drafts.near_misses import near_misses
from evaluation.drafts.types import Draft, Said
from vraagbaak.answer.scripted import ScriptedChatModel
from vraagbaak.errors import ConfigurationError, ModelUnavailable, VraagbaakError
from vraagbaak.language import Language


def said(text, language="nl", title="", document="a.md"):
    return Said(text, text, document, title, Language(language))


@pytest.mark.parametrize(
    ("language", "text", "question", "nugget"),
    [
        (
            "nl",
            "De minimumhuur is 155 euro per maand.",
            "Hoeveel is de minimumhuur?",
            "155 euro per maand",
        ),
        (
            "nl",
            "U krijgt een beslissing binnen 4 maanden.",
            "Binnen welke termijn krijgt u een beslissing?",
            "4 maanden",
        ),
        (
            "nl",
            "U staat minstens 3 jaar zonder onderbreking op de wachtlijst.",
            "Hoe lang staat u zonder onderbreking op de wachtlijst?",
            "3 jaar",
        ),
        (
            "nl",
            "Een herziening is een echte verhoging of verlaging van de huurprijs.",
            "Wat is een herziening?",
            "een echte verhoging of verlaging van de huurprijs",
        ),
        (
            "nl",
            "De woonmaatschappij berekent de huur elk jaar opnieuw.",
            "Wie berekent de huur elk jaar opnieuw?",
            "De woonmaatschappij",
        ),
        (
            "de",
            "Sie erhalten innerhalb von 5 Wochen eine Entscheidung.",
            "Innerhalb welcher Frist erhalten Sie eine Entscheidung?",
            "5 Wochen",
        ),
        (
            "fr",
            "Vous recevez 75 euros pour les clés.",
            "Combien recevez-vous pour les clés ?",
            "75 euros",
        ),
        (
            "en",
            "The coach helps families with their search for a home.",
            "Who helps families with their search for a home?",
            "The coach",
        ),
    ],
)
def test_templates_ask_in_the_documents_language(language, text, question, nugget):
    draft = next(questions_of(said(text, language)))
    assert draft.question == question
    assert draft.nuggets == (nugget,)
    assert draft.evidence == (text,)
    assert draft.kind is Kind.ANSWERABLE


@pytest.mark.parametrize(
    "text",
    [
        "U krijgt die premie binnen 4 maanden.",
        "Dat is 155 euro per maand.",
        "De looptijd is minstens 10 en hoogstens 25 jaar.",
        "Dien uw aanvraag in met het formulier.",
    ],
)
def test_sentences_that_lean_on_others_or_are_joined_give_no_question(text):
    assert list(questions_of(said(text))) == []


def test_the_subject_is_put_before_a_question_that_does_not_name_it():
    draft = next(questions_of(said("U krijgt een beslissing binnen 4 maanden.", title="Huurstart")))
    assert draft.question == "Huurstart: binnen welke termijn krijgt u een beslissing?"
    named = next(questions_of(said("De huurstart is 155 euro per maand.", title="Huurstart")))
    assert named.question == "Hoeveel is de huurstart?"


def drafted(title="Huurstart", document="a.md"):
    text = "U krijgt een beslissing binnen 4 maanden."
    return next(questions_of(said(text, title=title, document=document)))


def test_a_near_miss_asks_what_the_other_document_does_not_say():
    silent = [said("De klacht gaat naar de klachtendienst.", title="Klacht", document="b.md")]
    [miss] = near_misses([drafted()], {"b.md": silent}, Random(1))
    assert miss.question == "Klacht: binnen welke termijn krijgt u een beslissing?"
    assert (miss.kind, miss.evidence, miss.nuggets) == (Kind.UNANSWERABLE, (), ())


@pytest.mark.parametrize(
    "text",
    ["U krijgt een beslissing na 2 weken.", "De beslissing komt binnen 10 dagen bij u toe."],
)
def test_no_near_miss_where_the_other_document_may_answer(text):
    other = [said(text, title="Klacht", document="b.md")]
    assert list(near_misses([drafted()], {"b.md": other}, Random(1))) == []


@pytest.fixture
def passages(parts):
    index = parts.index.for_tenant("wonen")
    return {document.key: index.of_document(document.key) for document in index.documents()}


def test_drafts_of_a_tenants_documents_are_the_same_for_a_seed(passages):
    drafts = draft_questions(passages, 6)
    assert drafts == draft_questions(passages, 6)
    answerable = [draft for draft in drafts if draft.kind is Kind.ANSWERABLE]
    assert len({draft.document for draft in answerable}) > 1
    texts = {key: "\n".join(p.text for p in found) for key, found in passages.items()}
    assert all(e in texts[draft.document] for draft in answerable for e in draft.evidence)
    assert any("170 euro" in draft.nuggets[0] for draft in answerable)


GOOD = {
    "question": "Hoeveel huurpremie krijg ik?",
    "answer": "170 euro.",
    "evidence": "De huurpremie bedraagt 170 euro per maand.",
    "nuggets": ["170 euro"],
}


def test_a_model_writes_and_what_it_invents_is_left_out(passages):
    invented = {**GOOD, "evidence": "De huurpremie bedraagt 999 euro."}
    model = ScriptedChatModel(script=["nonsense", json.dumps(invented), json.dumps(GOOD)])
    drafts = draft_questions(passages, 20, model)
    written = [draft for draft in drafts if draft.how == "model"]
    assert {draft.evidence for draft in written} <= {(GOOD["evidence"],)}
    assert all("999" not in e for draft in drafts for e in draft.evidence)
    assert any(draft.how != "model" for draft in drafts)


def test_a_model_that_is_gone_is_an_error(passages, model_server):
    from vraagbaak.answer.model import chat_model
    from vraagbaak.settings import Settings

    model_server.fail = True
    model = chat_model(Settings(chat_model="openai:m", chat_base_url=model_server.url))
    with pytest.raises(ModelUnavailable, match="failed 3 times"):
        draft_questions({k: v * 3 for k, v in passages.items()}, 9, model)


@pytest.fixture
def drafts_file(tmp_path):
    drafts = [drafted(), drafted("Huurpremie", "c.md")]
    path = tmp_path / "questions.drafts.jsonl"
    assert write_drafts(path, "wonen", drafts) == 2
    return path


def test_drafts_are_added_once_and_are_never_run(drafts_file):
    assert write_drafts(drafts_file, "wonen", [drafted()]) == 0
    lines = read_drafts(drafts_file)
    assert [line["accepted"] for line in lines] == [False, False]
    read = read_what_can_be_read(drafts_file)
    assert read.questions == ()
    assert all("is a draft" in line for line in read.bad_lines)


def test_accepting_moves_a_draft_to_the_golden_questions(drafts_file, tmp_path):
    golden = tmp_path / "questions.jsonl"
    golden.write_text('{"id": "g", "question": "?", "kind": "answerable"}', encoding="utf-8")
    first, second = [line["id"] for line in read_drafts(drafts_file)]
    assert accept(drafts_file, [second], golden) == [second]
    assert [q.id for q in read_what_can_be_read(golden).questions] == ["g", second]
    assert read_what_can_be_read(golden).bad_lines == ()
    assert [line["id"] for line in read_drafts(drafts_file)] == [first]


def test_what_cannot_be_accepted_changes_nothing(drafts_file, tmp_path):
    golden = tmp_path / "questions.jsonl"
    first, _ = [line["id"] for line in read_drafts(drafts_file)]
    before = drafts_file.read_bytes()
    with pytest.raises(VraagbaakError, match="holds no draft draft-0"):
        accept(drafts_file, [first, "draft-0"], golden)
    assert not golden.exists()
    golden.write_text(f'{{"id": "{first}", "question": "?", "kind": "answerable"}}\n')
    with pytest.raises(VraagbaakError, match="already holds"):
        accept(drafts_file, [first], golden)
    assert drafts_file.read_bytes() == before


def test_a_file_of_golden_questions_is_no_drafts_file(tmp_path):
    path = tmp_path / "questions.jsonl"
    path.write_text('{"id": "g", "question": "?", "kind": "answerable"}\n', encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"questions\.jsonl:1: is no draft"):
        write_drafts(path, "wonen", [drafted()])


def test_ids_hang_on_document_and_question():
    assert drafted().id == drafted().id
    assert drafted().id != drafted("Andere").id
    assert isinstance(drafted(), Draft)
