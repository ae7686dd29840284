"""Facts mean the same however they are written."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vraagbaak.grounding.facts import Bound, Kind, extract_facts
from vraagbaak.grounding.facts.match import agrees
from vraagbaak.grounding.facts.number_words import number_words
from vraagbaak.language import Language

NL, FR, DE, EN = Language.NL, Language.FR, Language.DE, Language.EN


@pytest.mark.parametrize(
    ("language", "text", "kind", "value"),
    [
        (NL, "€ 1.250,50", Kind.MONEY, "1250.5"),
        (EN, "£1,250.50", Kind.MONEY, "1250.5"),
        (FR, "1 250,50 €", Kind.MONEY, "1250.5"),
        (NL, "EUR 250,00", Kind.MONEY, "250"),
        (NL, "tweehonderdvijftig euro", Kind.MONEY, "250"),
        (NL, "2,5 miljoen euro", Kind.MONEY, "2500000"),
        (DE, "zweitausend Euro", Kind.MONEY, "2000"),
        (FR, "quatre-vingt-dix euros", Kind.MONEY, "90"),
        (FR, "nonante euros", Kind.MONEY, "90"),
        (EN, "two hundred and fifty dollars", Kind.MONEY, "250"),
        (NL, "12,5%", Kind.PERCENT, "12.5"),
        (FR, "vingt pour cent", Kind.PERCENT, "20"),
        (NL, "1 januari 2026", Kind.DATE, "2026-1-1"),
        (NL, "01/01/2026", Kind.DATE, "2026-1-1"),
        (NL, "2026-01-01", Kind.DATE, "2026-1-1"),
        (FR, "1er janvier 2026", Kind.DATE, "2026-1-1"),
        (DE, "1. Januar 2026", Kind.DATE, "2026-1-1"),
        (DE, "1.1.2026", Kind.DATE, "2026-1-1"),
        (EN, "January 1st, 2026", Kind.DATE, "2026-1-1"),
        (NL, "mei 2026", Kind.DATE, "2026-5-?"),
        (FR, "15 août", Kind.DATE, "?-8-15"),
        (NL, "in 2026", Kind.DATE, "2026-?-?"),
        (DE, "dienstags", Kind.WEEKDAY, "tue"),
        (NL, "9u30", Kind.TIME, "9:30"),
        (NL, "9.30 uur", Kind.TIME, "9:30"),
        (FR, "9h30", Kind.TIME, "9:30"),
        (EN, "2 p.m.", Kind.TIME, "14:00"),
        (NL, "drie maanden", Kind.DURATION, "3:month"),
        (FR, "un an", Kind.DURATION, "12:month"),
        (DE, "zwölf Monate", Kind.DURATION, "12:month"),
        (NL, "14 dagen", Kind.DURATION, "14:day"),
        (EN, "two weeks", Kind.DURATION, "14:day"),
        (FR, "10 jours ouvrables", Kind.DURATION, "10:workday"),
        (NL, "maandelijks", Kind.PERIOD, "month"),
        (FR, "par an", Kind.PERIOD, "year"),
        (NL, "02 553 17 00", Kind.PHONE, "025531700"),
        (NL, "+32 2 553 17 00", Kind.PHONE, "025531700"),
        (NL, "artikel 4.2.1", Kind.REFERENCE, "art:4.2.1"),
        (DE, "§ 7", Kind.REFERENCE, "par:7"),
        (NL, "https://www.voorbeeld.be/premie/.", Kind.ADDRESS, "voorbeeld.be/premie"),
        (NL, "Info@Voorbeeld.be", Kind.ADDRESS, "info@voorbeeld.be"),
        (NL, "de tweede schijf", Kind.ORDINAL, "2"),
        (NL, "de woning in Brussel", Kind.NAME, "brussel"),
        (FR, "la maison à Bruxelles", Kind.NAME, "brussel"),
        (DE, "die Agentur Nordlicht", Kind.NAME, "nordlicht"),
        (NL, "via de VDAB", Kind.NAME, "vdab"),
    ],
)
def test_normalises(language: Language, text: str, kind: Kind, value: str) -> None:
    found = extract_facts(text, language)
    assert [(f.kind, f.value) for f in found] == [(kind, value)]


@pytest.mark.parametrize(
    ("language", "text", "bound"),
    [
        (NL, "minstens 3 jaar", Bound.UP),
        (NL, "niet meer dan 3 jaar", Bound.DOWN),
        (NL, "18 jaar of ouder", Bound.UP),
        (NL, "voor 250 euro", None),
        (NL, "vóór 1 maart 2026", Bound.DOWN),
        (FR, "au moins 3 ans", Bound.UP),
        (FR, "jusqu'à 900 euros", Bound.DOWN),
        (DE, "höchstens 750 Euro", Bound.DOWN),
        (EN, "no more than 40 percent", Bound.DOWN),
        (EN, "more than 40 percent", Bound.UP),
    ],
)
def test_reads_comparisons(language: Language, text: str, bound: Bound | None) -> None:
    assert extract_facts(text, language)[0].bound is bound


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (NL, "ten laste van een gezin"),
        (EN, "you may apply if one can"),
        (FR, "un vélo neuf"),
        (DE, "Der Antrag und die Wohnung"),
        (NL, "De Vlaamse premie"),
    ],
)
def test_finds_no_facts_in_plain_words(language: Language, text: str) -> None:
    assert [f for f in extract_facts(text, language) if not f.initial] == []


def test_the_noun_is_part_of_the_number() -> None:
    four, kids = (extract_facts(t, NL)[0] for t in ("4 personen", "4 kinderen"))
    new = extract_facts("4 nieuwe personen", NL)[0]
    assert not agrees(four, kids, NL)
    assert agrees(four, new, NL)
    assert agrees(four, kids, None)


@given(st.integers(2, 999), st.sampled_from([NL, DE]))
def test_every_number_has_its_word(value: int, language: Language) -> None:
    words = [word for word, number in number_words(language).items() if number == value]
    assert words
    found = extract_facts(f"{words[0]} euro", language)
    assert [(f.kind, f.value) for f in found] == [(Kind.MONEY, str(value))]


@given(st.text(alphabet="0123456789.,€% /-:uhapmjn", max_size=40), st.sampled_from(list(Language)))
def test_any_text_gives_facts_apart_and_in_order(text: str, language: Language) -> None:
    found = extract_facts(text, language)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 <= f.start < f.end <= len(text) for f in found)


@given(text=st.text(alphabet="0123456789.,' €%/-:x", max_size=30))
def test_no_number_is_written_too_oddly_to_be_read(text: str) -> None:
    for language in Language:
        assert all(text[f.start : f.end] for f in extract_facts(text, language))


def test_a_number_in_no_known_form_is_still_one_number() -> None:
    assert [f.value for f in extract_facts("waarde 0,123,456", NL)] == ["123456"]
