"""Follow-ups without a model: the topic is carried over, and a question that stands is let be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vraagbaak.answer.follow_up import is_follow_up, stand_alone
from vraagbaak.answer.scripted import ScriptedChatModel
from vraagbaak.answer.types import Ask, Turn

TOPICS = {
    "nl": ("Hoeveel bedraagt de huurpremie?", "huurpremie"),
    "fr": ("Combien vaut la prime de naissance ?", "naissance"),
    "de": ("Wie hoch ist das Startgeld?", "startgeld"),
    "en": ("How much is the rent premium?", "premium"),
}
FOLLOW_UPS = [
    ("nl", "En als ik alleenstaande ben?"),
    ("nl", "En voor een gezin met 2 kinderen?"),
    ("nl", "Bedankt, en voor jongeren?"),
    ("nl", "Waar vraag ik dat aan?"),
    ("nl", "Hoe lang duurt dat?"),
    ("nl", "Welke documenten heb ik nodig?"),
    ("nl", "Wat zijn de voorwaarden?"),
    ("nl", "Geldt dat ook voor studenten?"),
    ("nl", "Moet ik daarvoor langskomen?"),
    ("nl", "Krijg ik die ook als ik werkloos ben?"),
    ("nl", "En in 2025?"),
    ("fr", "Et si j'ai deux enfants ?"),
    ("fr", "Comment la demander ?"),
    ("fr", "Quelles sont les conditions ?"),
    ("fr", "C'est combien par mois ?"),
    ("fr", "Quand est-elle payée ?"),
    ("de", "Und wenn ich alleinerziehend bin?"),
    ("de", "Und für Zwillinge?"),
    ("de", "Wie kann ich es beantragen?"),
    ("de", "Wann wird es ausgezahlt?"),
    ("en", "And if I live alone?"),
    ("en", "What about students?"),
    ("en", "How do I apply?"),
    ("en", "Do I need to pay it back?"),
]
STANDING = [
    ("nl", "Wat is een renovatiepremie?"),
    ("nl", "Hoe vraag ik een sociale lening aan?"),
    ("nl", "Wanneer krijg ik mijn schoolbonus?"),
    ("nl", "Heb ik recht op zorgtoeslag voor mijn kind met een handicap?"),
    ("nl", "Ik ben verhuisd naar Gent, moet ik dat melden aan het groeipakket?"),
    ("nl", "Is het verplicht om een conformiteitsattest te hebben als ik een huis verhuur?"),
    ("fr", "Comment demander un congé-éducation ?"),
    ("fr", "Quel est le montant du bonus scolaire ?"),
    ("de", "Wer hat Anspruch auf den Schulbonus?"),
    ("de", "Wie beantrage ich ein Sozialdarlehen?"),
    ("en", "Who can get a renovation grant?"),
    ("en", "Is it possible to combine work and career break credit?"),
]


def history(language):
    return (Turn("user", TOPICS[language][0]), Turn("assistant", "Dat is 170 euro."))


@pytest.mark.parametrize(("language", "question"), FOLLOW_UPS)
def test_a_follow_up_carries_the_topic(language, question):
    result = stand_alone(question, history(language))
    assert TOPICS[language][1] in result.lower()
    assert question in result


@pytest.mark.parametrize(("language", "question"), STANDING)
def test_a_question_that_stands_alone_is_let_be(language, question):
    assert not is_follow_up(question)
    assert stand_alone(question, history(language)) == question


def test_another_aspect_takes_the_topic_and_not_the_question():
    assert stand_alone("Waar vraag ik dat aan?", history("nl")) == (
        "Waar vraag ik dat aan? (huurpremie)"
    )


def test_other_circumstances_take_the_whole_question():
    assert stand_alone("En als ik alleen woon?", history("nl")) == (
        "Hoeveel bedraagt de huurpremie? En als ik alleen woon?"
    )


def test_a_chain_of_follow_ups_goes_back_to_the_subject():
    turns = (*history("nl"), Turn("user", "En als ik alleen woon?"), Turn("assistant", "150"))
    assert "huurpremie" in stand_alone("Hoe lang duurt dat?", turns)


@given(st.text(max_size=80))
def test_without_history_nothing_changes(question):
    assert stand_alone(question, ()) == question
    assert stand_alone(question, (Turn("assistant", "Hallo"),)) == question


def test_a_model_rewrites_when_there_is_one(service, tenant, answer, index):
    script = ["Hoeveel bedraagt de huurpremie voor een gezin?\n", "NO_ANSWER"]
    ask = Ask("En voor een gezin?", history=history("nl"))
    result = answer(service(ScriptedChatModel(script=script)), tenant, ask)
    assert result.question == "Hoeveel bedraagt de huurpremie voor een gezin?"
    assert index.asked[0][1] == result.question


@pytest.mark.parametrize("script", ["", "x" * 600])
def test_a_useless_rewriting_gives_way_to_the_rule(service, tenant, answer, script):
    ask = Ask("En voor een gezin?", history=history("nl"))
    result = answer(service(ScriptedChatModel(script=[script, "NO_ANSWER"])), tenant, ask)
    assert result.question == "Hoeveel bedraagt de huurpremie? En voor een gezin?"


def test_a_model_is_not_asked_about_a_question_that_stands(service, tenant, answer):
    model = ScriptedChatModel(script=["NO_ANSWER"])
    question = "Heb ik recht op huurpremie met een kind met een handicap?"
    result = answer(service(model), tenant, Ask(question, history=history("nl")))
    assert result.question == question
    assert len(model.prompts) <= 1
