"""The analyser and the reading of questions."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vraagbaak.index.analyse import MAX_TERM, terms
from vraagbaak.index.question import PART_WEIGHT, weights
from vraagbaak.language import Language

NL, FR, DE, EN = Language.NL, Language.FR, Language.DE, Language.EN


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("De premies", "de premie", NL),
        ("café", "cafe", NL),
        ("één", "een", NL),
        ("Straße", "STRASSE", DE),
        ("œuvre", "oeuvre", FR),
        ("ﬁets", "fiets", NL),
        ("1.250,00 euro", "1250 euro", NL),
        ("1 250", "1 250", FR),
        ("2.500.000", "2500000", NL),
        ("demandes", "demande", FR),
        ("applications", "application", EN),
    ],
)
def test_the_same_word_gives_the_same_term(one: str, other: str, language: Language) -> None:
    assert terms(one, language) == terms(other, language)


@pytest.mark.parametrize(
    ("one", "other"),
    [("gezin", "zin"), ("gemeente", "meen"), ("1250,50", "1250"), ("2025", "2026")],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert terms(one, NL).keys().isdisjoint(terms(other, NL).keys())


def test_a_hyphenated_word_is_found_whole_and_in_parts() -> None:
    held = terms("de e-mail van de VDAB-consulent", NL)
    assert terms("email", NL).keys() <= held.keys()
    assert terms("mail", NL).keys() <= held.keys()
    assert terms("vdab consulent vdabconsulent", NL).keys() <= held.keys()


def test_numbers_mean_the_same_in_every_language() -> None:
    assert terms("12bis 1250", NL) == terms("12bis 1250", FR)
    assert terms("premie", NL) != terms("premie", FR)


@given(st.text(), st.sampled_from(Language))
def test_any_text_gives_terms_that_fit_the_table(text: str, language: Language) -> None:
    for term, count in terms(text, language).items():
        assert 0 < len(term) <= MAX_TERM + len("nl:")
        assert "\0" not in term
        assert count > 0
        term.encode()


@given(st.text(), st.text())
def test_terms_of_two_texts_add_up(one: str, other: str) -> None:
    assert terms(one, NL) + terms(other, NL) == terms(f"{one}\n{other}", NL)


def vocabulary(*words: str) -> dict[str, int]:
    return {term: 3 for word in words for term in terms(word, NL)}


def read(question: str, known: dict[str, int], language: Language | None = NL) -> dict[str, float]:
    def counts(wanted: Iterable[str]) -> dict[str, int]:
        return {term: known[term] for term in wanted if term in known}

    return weights(question, language, counts)


def test_stop_words_are_left_out_of_a_question() -> None:
    assert "nl:de" not in read("Wat is de premie?", {})
    assert "nl:premie" in read("Wat is de premie?", {})


def test_a_question_of_stop_words_alone_keeps_them() -> None:
    assert "nl:wie" in read("Wie is het?", {})


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("huurpremie", ("huur", "premie")),
        ("gezinsbijslag", ("gezin", "bijslag")),
        ("kinderopvang", ("kind", "opvang")),
    ],
)
def test_a_compound_is_searched_by_its_parts_too(compound: str, parts: tuple[str, ...]) -> None:
    found = read(compound, vocabulary(*parts))
    for part in parts:
        (term,) = terms(part, NL)
        assert found[term] == PART_WEIGHT
    assert found[next(iter(terms(compound, NL)))] == 1


def test_a_word_is_not_split_into_words_that_the_tenant_does_not_use() -> None:
    assert PART_WEIGHT not in read("huurpremie", vocabulary("huur")).values()


@given(st.text(max_size=300), st.sampled_from([None, *Language]))
def test_any_question_can_be_read(question: str, language: Language | None) -> None:
    assert all(0 < weight <= 1 for weight in read(question, {}, language).values())
