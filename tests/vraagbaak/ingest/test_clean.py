"""Extracted text holds only what a reader can see."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vraagbaak.errors import ExtractionFailed
from vraagbaak.ingest.extract.builder import Builder, Meta
from vraagbaak.ingest.extract.clean import one_line, visible
from vraagbaak.ingest.extract.decode import decode
from vraagbaak.ingest.extract.rows import row_lines
from vraagbaak.ingest.worth import says_something


@given(st.text())
@example("a\u200b\u0301\U000e0041\u2800\u00ad\ufeffb\u2028c\x00\x85d")
def test_text_is_composed_and_without_anything_invisible(text):
    found = visible(text)
    assert unicodedata.is_normalized("NFC", found)
    assert not any(
        unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs", "Cn") for c in found if c != "\n"
    )
    assert visible(found) == found
    assert "  " not in found
    assert "\n" not in one_line(text)


@given(st.lists(st.tuples(st.sampled_from(["paragraph", "item", "code"]), st.text()), max_size=8))
def test_a_document_stays_composed_where_blocks_meet(parts):
    builder = Builder()
    for method, text in parts:
        getattr(builder, method)(text)
    found = builder.build(Meta())
    assert unicodedata.is_normalized("NFC", found.text)
    assert [found.text[b.start : b.end].strip() != "" for b in found.blocks] == [True] * len(
        found.blocks
    )


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00\ufeff")))
def test_decoding_finds_the_encoding_of_its_own_writing(text):
    assert decode(text.encode("utf-8-sig")) == text
    assert decode(text.encode("utf-8")) == text
    assert decode(text.encode("utf-16")) == text


def test_decoding_refuses_what_lies():
    with pytest.raises(ExtractionFailed):
        decode(b"\xef\xbb\xbf\xff\xfe\xfd")
    with pytest.raises(ExtractionFailed):
        decode(b"\x89PNG\x00\x00\x00\rIHDR")


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([["A", "B"], ["1", "2"]], ["A: 1; B: 2"]),
        ([["", "2025", "2026"], ["Groep A", "10", "20"]], ["Groep A; 2025: 10; 2026: 20"]),
        ([["A", "B"], ["deel", "deel"], ["1", ""]], ["deel", "A: 1"]),
        ([["Telefoon", "1700"]], ["Telefoon: 1700"]),
        ([["1", "2"], ["3", "4"]], ["1: 2", "3: 4"]),
        ([["los"], ["lijstje"]], ["los", "lijstje"]),
        ([["A:", "B"], ["1", "2", "3"]], ["A: 1; B: 2; 3"]),
        ([["Wat?", "Hoeveel?"], ["loon", "€ 5"]], ["Wat? loon; Hoeveel? € 5"]),
        ([["", ""], []], []),
        ([], []),
    ],
)
def test_rows_say_what_their_cells_mean(rows, lines):
    assert list(row_lines(rows)) == lines


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("Ja.", True),
        ("Vervallen", True),
        ("Bel 1700", True),
        ("TODO", False),
        ("- n.v.t.", False),
        ("https://www.example.org/a/b", False),
        ("[invullen door de dienst]", False),
        ("{{ naam }}", False),
        ("—", False),
        ("… ...... ____", False),
    ],
)
def test_what_says_nothing_is_told(text, worth):
    assert says_something(text) is worth
