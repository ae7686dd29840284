"""What the Flemish sources share: days, markup, cursors."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from connectors.flemish_html import page, plain, tidy
from connectors.flemish_values import cursor_of, day_of, moment_of, values_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-03-12", date(2024, 3, 12)),
        ("2024-03-12+01:00", date(2024, 3, 12)),
        ("2026-03-06T00:00:00", date(2026, 3, 6)),
        ("2024-03-31T22:00:00Z", date(2024, 4, 1)),
        ("2024-01-31T23:00:00Z", date(2024, 2, 1)),
        ("2024-01-31T22:59:59Z", date(2024, 1, 31)),
        ("2024-03-31T00:59:59Z", date(2024, 3, 31)),
        ("2024-10-27T22:30:00Z", date(2024, 10, 27)),
        ("2024-10-26T22:30:00Z", date(2024, 10, 27)),
        ("2020-08-26T11:40:20.026205561Z", date(2020, 8, 26)),
        ("9999-12-31T23:59:59Z", date(9999, 12, 31)),
        ("0001-01-01T00:00:00+02:00", date(1, 1, 1)),
        ("ooit", None),
        ("", None),
        (None, None),
        (20240312, None),
    ],
)
def test_a_day_is_the_day_in_belgium(text, expected):
    assert day_of(text) == expected


def test_a_time_without_a_zone_is_utc():
    assert moment_of("2024-01-01T10:00:00") == moment_of("2024-01-01T11:00:00+01:00")
    assert moment_of("0001-01-01T00:00:00+02:00") is None


@given(st.text(max_size=200))
def test_any_text_becomes_a_whole_page_of_one_title(text):
    data = page(plain(text) or "Titel", "nl", [tidy(text, 2)])
    root = html.document_fromstring(data.decode())
    assert len(root.xpath("//h1")) == len(root.xpath("//main")) == 1
    assert not root.xpath("//script|//style|//iframe|//@onclick|//@style")


@given(st.text(alphabet="<>/abhp1 script\"'=&;", max_size=120))
def test_any_markup_becomes_a_whole_page_of_one_title(text):
    root = html.document_fromstring(page("Titel", "nl", [tidy(text, 2)]).decode())
    assert len(root.xpath("//h1")) == len(root.xpath("//main")) == 1
    assert not root.xpath("//script|//style|//iframe|//@href[starts-with(., 'java')]")


def test_markup_in_markup_without_end_comes_to_an_end():
    found = tidy("<p>voor</p>" + "<div>" * 5000 + "diep", 2)
    assert found.startswith("<p>voor</p>")
    assert found.count("<div>") <= 101


@given(st.dictionaries(st.text(min_size=1).filter(lambda n: n != "settings"), st.text()))
def test_a_cursor_gives_back_what_it_holds_to_the_same_settings_only(values):
    cursor = cursor_of("a", **values)
    found = dict(values_of(cursor, "a"))
    assert found.pop("settings") == "a"
    assert found == values
    assert values_of(cursor, "b") == {}
