"""A refusal is honest and offers a way on, in the reader's language."""

import pytest

from vraagbaak.answer.types import Ask, Contact, Status
from vraagbaak.language import Language


@pytest.mark.parametrize(
    "question",
    [
        "Wat kost een visvergunning?",
        "Hoe laat vertrekt de trein naar Oostende?",
        "Wie won de wereldbeker voetbal?",
    ],
)
def test_another_subject_is_refused(service, tenant, answer, question):
    result = answer(service(), tenant, question)
    assert (result.status, result.reason) == (Status.REFUSED, "no_evidence")
    assert result.sentences == ()
    assert question in result.answer
    assert "Agentschap Wonen" in result.answer
    assert "Wonen helpt u graag verder." in result.answer
    assert "1700" in result.answer
    assert "https://wonen.invalid/afspraak" in result.answer
    assert result.contact == Contact("Agentschap Wonen", "1700")


@pytest.mark.parametrize(
    "question",
    [
        "Op welk telefoonnummer vraag ik de huurpremie aan?",
        "Hoeveel procent van de huurpremie krijg ik?",
    ],
)
def test_what_no_sentence_holds_is_not_answered_with_its_neighbours(
    service, tenant, answer, question
):
    result = answer(service(), tenant, question)
    assert (result.status, result.reason) == (Status.REFUSED, "no_evidence")
    assert "Huurpremie" in [near.title for near in result.nearest]


def test_the_nearest_documents_are_offered_once_each(service, make_tenant, answer):
    tenant = make_tenant(min_evidence=1.0)
    result = answer(service(), tenant, "Welke premie krijgt mijn buurman voor zijn woning?")
    assert result.status is Status.REFUSED
    documents = [near.document for near in result.nearest]
    assert documents
    assert len(documents) == len(set(documents)) <= 3
    assert all(near.title in result.answer for near in result.nearest)


@pytest.mark.parametrize("language", list(Language))
def test_in_every_language(service, tenant, answer, language):
    result = answer(service(), tenant, Ask("Wat kost een visvergunning?", language))
    assert result.language is language
    assert "{" not in result.answer
    other = "Wonen helpt u graag verder."
    assert (other in result.answer) == (language is Language.NL)


def test_without_contact_the_information_line_is_named(service, make_tenant, answer):
    tenant = make_tenant().model_copy(update={"contact": None})
    result = answer(service(), tenant, "Wat kost een visvergunning?")
    assert "1700" in result.answer
    assert result.contact is None


def test_an_empty_index_is_a_refusal(service, tenant, answer, index):
    index.passages = ()
    result = answer(service(), tenant, "Hoeveel bedraagt de huurpremie?")
    assert (result.status, result.reason) == (Status.REFUSED, "no_evidence")
    assert result.nearest == ()


def test_a_bar_for_support_is_the_tenants(service, make_tenant, answer):
    result = answer(service(), make_tenant(min_support=1.0), "Hoeveel bedraagt de huurpremie?")
    assert result.status is Status.ANSWERED
