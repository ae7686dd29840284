"""Everything a citizen reads exists in every language, with the same places to fill in."""

import re
import string

import pytest

from vraagbaak.language import Language
from vraagbaak.messages import Message, joined, language_name


def places(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("message", list(Message))
def test_complete_in_every_language(message):
    texts = message.value
    assert set(texts) == set(Language)
    assert all(text.strip() for text in texts.values())
    assert len({frozenset(places(text)) for text in texts.values()}) == 1


@pytest.mark.parametrize("message", list(Message))
def test_polite_and_without_jargon(message):
    assert not re.search(r"\b(je|jij|jou|jouw)\b", message.value[Language.NL])
    assert not re.search(r"\b(tu|te|ton|ta|tes)\b", message.value[Language.FR])
    assert not re.search(r"\b(du|dein\w*)\b", message.value[Language.DE])
    for text in message.value.values():
        assert not re.search(r"\b(tenant|index|LLM|AI|embedding|retrieval)\b", text)


def test_languages_are_named_in_the_readers_language():
    assert language_name(Language.NL, Language.FR) == "néerlandais"
    assert all(language_name(a, b) for a in Language for b in Language)


def test_lists_are_joined():
    assert joined([], Message.AND, Language.NL) == ""
    assert joined(["a"], Message.AND, Language.NL) == "a"
    assert joined(["a", "b", "c"], Message.OR, Language.EN) == "a, b or c"
