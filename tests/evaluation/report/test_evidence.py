"""Quoted words inside passages, gold, citations that point at nothing, and long texts cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evaluation.harness.records import CitationRecord, ItemRecord, PassageRecord, SentenceRecord
from evaluation.report.evidence import Limits, passages, problems
from evaluation.report.items import item_view
from evaluation.report.text import Piece, pieces, shorten

TEXT = "De premie bedraagt 40 procent. U vraagt ze aan binnen zes maanden."
WIDE = Limits(1000)


def cite(quote: str, *, start: int | None = None, passage_id: str = "p") -> CitationRecord:
    begin = TEXT.index(quote) if start is None else start
    return CitationRecord(
        passage_id=passage_id, document="a.md", quote=quote, start=begin, end=begin + len(quote)
    )


def item(*citations: CitationRecord, text: str = TEXT) -> ItemRecord:
    return ItemRecord(
        id="1",
        tenant="water",
        kind="answerable",
        language="nl",
        question="?",
        gold_files=("a.md", "b.md"),
        sentences=tuple(
            SentenceRecord(text="Zin.", verdict="supported", score=1.0, citations=(citation,))
            for citation in citations
        ),
        retrieved=(
            PassageRecord(passage_id="p", document="a.md", heading="", text=text, score=0.9),
            PassageRecord(passage_id="q", document="c.md", heading="", text=text, score=0.8),
        ),
    )


def test_quoted_words_are_marked_with_the_sentence_that_quotes_them() -> None:
    first, second = passages(item(cite("40 procent"), cite("binnen zes maanden")), WIDE)
    assert [(part.text, part.by) for part in first.parts if part.quoted] == [
        ("40 procent", (1,)),
        ("binnen zes maanden", (2,)),
    ]
    assert "".join(part.text for part in first.parts) == TEXT
    assert first.gold
    assert first.cited
    assert not second.gold
    assert not second.cited


def test_overlapping_quotes_are_named_where_each_ends() -> None:
    [first, _] = passages(item(cite("premie bedraagt 40"), cite("bedraagt 40 procent")), WIDE)
    assert [(part.text, part.by) for part in first.parts if part.quoted] == [
        ("premie ", ()),
        ("bedraagt 40", (1,)),
        (" procent", (2,)),
    ]


def test_a_quote_that_does_not_stand_there_is_named_and_not_marked() -> None:
    wrong = item(cite("40 procent", start=3), cite("x", start=0, passage_id="other"))
    assert not passages(wrong, WIDE)[0].cited
    moved, missing = problems(wrong)
    assert "Sentence 1 quotes words that do not stand there" in moved
    assert "Sentence 2 cites passage other of a.md, which was not retrieved" in missing
    assert problems(item(cite("40 procent"))) == ()


def test_gold_that_was_not_retrieved_is_listed() -> None:
    view = item_view(0, item(), WIDE)
    assert view.gold_missing == ("b.md",)


def test_a_long_passage_keeps_its_quotes_and_their_surroundings() -> None:
    long = "woord " * 400 + TEXT + " woord" * 400
    start = long.index("40 procent")
    [first, second] = passages(item(cite("40 procent", start=start), text=long), Limits(120))
    shown = "".join(part.text for part in first.parts)
    assert "De premie bedraagt 40 procent. U vraagt" in shown
    assert len(shown) < 400
    assert first.shortened
    assert second.shortened
    assert len("".join(part.text for part in second.parts)) < 300


def test_a_short_passage_is_shown_whole() -> None:
    assert not any(passage.shortened for passage in passages(item(cite("40 procent")), Limits(120)))


spans = st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60)), max_size=6)


@given(st.text(max_size=50), spans)
def test_pieces_are_the_text_and_marks_cover_their_spans(
    text: str, marks: list[tuple[int, int]]
) -> None:
    cut = pieces(text, marks)
    assert "".join(piece.text for piece in cut) == text
    for number, (start, end) in enumerate(marks):
        marked = "".join(piece.text for piece in cut if number in piece.marks)
        assert marked == text[max(0, start) : max(0, end)]


@given(st.text(max_size=400), spans, st.integers(1, 60))
def test_shortening_never_loses_marked_words(
    text: str, marks: list[tuple[int, int]], around: int
) -> None:
    cut = pieces(text, marks)
    kept = [piece for piece in shorten(cut, around) if piece.marks]
    assert kept == [piece for piece in cut if piece.marks]


def test_nothing_is_shortened_to_nothing() -> None:
    assert shorten((Piece("abc"),), 100) == (Piece("abc"),)
    assert shorten((), 100) == ()
