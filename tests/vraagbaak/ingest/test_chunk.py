"""The chunker: along the structure, within the sizes, nothing lost."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vraagbaak.ingest import ChunkLimits, chunk
from vraagbaak.ingest.extract.builder import Builder, Meta
from vraagbaak.ingest.sentences import sentence_bounds, split_at_sentences
from vraagbaak.ingest.types import BlockKind, Extracted

SMALL = ChunkLimits(target=20, maximum=30, merge_below=5, overlap=8)


def count(texts):
    return [len(re.findall(r"\w+|[^\w\s]", text)) for text in texts]


def document(*blocks: tuple, title: str = "") -> Extracted:
    """Blocks as ("h2", text), ("p", text), ("li", text), ("table", rows)."""
    builder = Builder()
    for kind, value in blocks:
        if kind == "p":
            builder.paragraph(value)
        elif kind == "li":
            builder.item(value)
        elif kind == "table":
            builder.table(value)
        else:
            builder.heading(value, int(kind[1]))
    return builder.build(Meta(title=title))


def words(number: int, word: str = "woord") -> str:
    return " ".join(f"{word}{n}" for n in range(number))


def paths(chunks):
    return [one.heading_path for one in chunks]


def test_a_section_is_a_passage_with_its_heading_path():
    found = chunk(
        document(("h1", "Titel"), ("p", words(9)), ("h2", "A"), ("h3", "B"), ("p", words(9))),
        count,
        SMALL,
    )
    assert paths(found) == [(), ("A", "B")]
    assert [one.text for one in found] == [words(9), words(9)]


def test_the_documents_title_is_left_out_of_the_path_wherever_it_stands():
    found = chunk(
        document(("h1", "Inleiding"), ("p", words(9)), ("h2", "DE  titel"), ("p", words(9)),
                 title="De titel"),
        count, SMALL,
    )  # fmt: skip
    assert paths(found) == [("Inleiding",), ("Inleiding",)]


def test_whole_blocks_are_taken_until_the_target():
    found = chunk(document(*[("p", words(8, f"p{n}")) for n in range(5)]), count, SMALL)
    assert [count([one.text])[0] for one in found] == [16, 16, 8]


def test_a_list_stays_with_the_line_that_introduces_it():
    found = chunk(
        document(("p", words(14)), ("p", "U hebt nodig:"), ("li", words(4)), ("li", words(4))),
        count,
        SMALL,
    )
    assert found[1].text.startswith("U hebt nodig:\n\n- woord0")
    assert len(found) == 2


def test_a_long_list_is_cut_between_items_and_keeps_its_lead_as_context():
    found = chunk(
        document(("p", "U hebt nodig:"), *[("li", words(6, f"i{n}x")) for n in range(9)]),
        count,
        SMALL,
    )
    assert len(found) > 2
    assert found[0].context == ""
    assert {one.context for one in found[1:]} == {"U hebt nodig:"}
    assert all(one.text.startswith("- ") for one in found[1:])


def test_a_long_table_is_cut_between_rows_that_keep_their_header():
    rows = [["Gezin", "Bedrag"], *[[f"Groep {n}", f"€ {n}"] for n in range(12)]]
    found = chunk(document(("table", rows)), count, SMALL)
    assert len(found) > 2
    lines = [line for one in found for line in one.text.split("\n")]
    assert lines == [f"Gezin: Groep {n}; Bedrag: € {n}" for n in range(12)]


def test_a_long_paragraph_is_cut_at_sentences_with_overlap():
    sentences = [f"Zin {n} heeft zo ongeveer deze lengte." for n in range(9)]
    found = chunk(document(("p", " ".join(sentences))), count, SMALL)
    assert all(one.text.endswith(".") and one.text.startswith("Zin ") for one in found)
    assert found[1].start < found[0].end
    assert found[1].text.startswith(found[0].text[-len(sentences[0]) :])


def test_text_without_sentences_or_spaces_is_cut_all_the_same():
    for text in (words(200), "x" * 3000, "a." * 500):
        found = chunk(document(("p", text)), lambda ts: [len(t) // 4 for t in ts], SMALL)
        assert "".join(dict.fromkeys(text)) == "".join(
            dict.fromkeys("".join(c.text for c in found))
        )
        assert all(len(one.text) // 4 <= SMALL.maximum for one in found)


def test_tiny_siblings_join_and_then_show_their_headings():
    found = chunk(
        document(("h1", "T"), ("h2", "Ouder"), ("h3", "A"), ("p", "een"), ("h3", "B"),
                 ("p", "twee"), ("h2", "Ander"), ("p", words(9))),
        count, SMALL,
    )  # fmt: skip
    assert paths(found) == [("Ouder",), ("Ander",)]
    assert found[0].text == "A\n\neen\n\nB\n\ntwee"


def test_a_tiny_section_never_joins_one_of_another_parent():
    found = chunk(
        document(("h1", "T"), ("h2", "X"), ("h3", "A"), ("p", "een"), ("h2", "Y"), ("h3", "B"),
                 ("p", "twee")),
        count, SMALL,
    )  # fmt: skip
    assert paths(found) == [("X", "A"), ("Y", "B")]


def test_a_question_keeps_its_answer_to_itself():
    found = chunk(
        document(("h1", "T"), ("h2", "Mag dat?"), ("p", "Ja."), ("h2", "Moet dat?"), ("p", "Nee.")),
        count,
        SMALL,
    )
    assert paths(found) == [("Mag dat?",), ("Moet dat?",)]


def test_a_document_of_headings_only_is_a_passage_when_it_says_enough():
    assert chunk(document(("h1", "Onderwerp")), count, SMALL) == []
    outline = document(*[(f"h{n % 3 + 1}", f"Hoofdstuk over iets {n}") for n in range(5)])
    assert "".join(one.text for one in chunk(outline, count, SMALL))


def test_pages_are_those_of_the_passages_first_block():
    builder = Builder()
    for page in (1, 2, 3):
        builder.page = page
        builder.paragraph(words(18, f"p{page}x"))
    assert [one.page for one in chunk(builder.build(Meta()), count, SMALL)] == [1, 2, 3]


def test_nothing_gives_nothing():
    assert chunk(document(), count, SMALL) == []


prose = st.text("abcé .,!?:;\n(“”)-1", min_size=0, max_size=400)
kinds = st.sampled_from(["p", "li", "h1", "h2", "h3"])
drawn = st.lists(st.tuples(kinds, prose), max_size=25)
sizes = st.builds(
    lambda target, more, merge, overlap: ChunkLimits(target, target + more, merge, overlap),
    st.integers(5, 60), st.integers(0, 40), st.integers(0, 20), st.integers(0, 20),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(drawn, sizes)
def test_passages_are_verbatim_ordered_within_bounds_and_lose_nothing(blocks, limits):
    extracted = document(*blocks)
    found = chunk(extracted, count, limits)
    for one in found:
        assert one.text == extracted.text[one.start : one.end]
        assert one.text.strip() == one.text != ""
        assert count([one.text])[0] <= limits.maximum + limits.merge_below
    assert [c.start for c in found] == sorted({c.start for c in found})
    held = [range(c.start, c.end) for c in found]
    body = [b for b in extracted.blocks if b.kind is not BlockKind.HEADING]
    for block in body:
        for position in range(block.start, block.end):
            if not extracted.text[position].isspace():
                assert any(position in span for span in held)


@settings(max_examples=150, deadline=None)
@given(drawn)
def test_blocks_are_ordered_apart_and_not_blank(blocks):
    extracted = document(*blocks)
    end = 0
    for block in extracted.blocks:
        assert block.start >= end
        assert extracted.text[block.start : block.end].strip()
        end = block.end
    assert end == len(extracted.text)


@settings(max_examples=150, deadline=None)
@given(prose, st.integers(3, 40), st.integers(0, 20))
def test_cut_spans_are_ordered_and_cover_the_text(text, target, overlap):
    spans = split_at_sentences(text, count, target, overlap)
    covered = {n for span in spans for n in range(span.start, span.end)}
    assert all(n in covered for n, c in enumerate(text) if not c.isspace())
    assert [s.start for s in spans] == sorted({s.start for s in spans})
    assert [s.end for s in spans] == sorted({s.end for s in spans})


@pytest.mark.parametrize(
    "text",
    [
        "Zie art. 5 van het besluit.",
        "Tegen 31.12.2026 om 10.30 uur.",
        "Dr. Janssens en mevr. Peeters komen.",
        "Het bedrag is ca. 1.500 euro, d.w.z. minder.",
    ],
)
def test_abbreviations_and_numbers_end_no_sentence(text):
    assert len(sentence_bounds(text)) == 1


def test_sentences_end_where_a_reader_says():
    text = "Mag dat? Ja! “Zeker.” Het kost 5 euro; dat is weinig."
    found = [text[start:end] for start, end in sentence_bounds(text)]
    assert found[:3] == ["Mag dat?", "Ja!", "“Zeker.”"]


def test_a_text_of_nothing_but_abbreviations_is_cut_in_linear_time():
    """It took hours when every full stop looked back to the beginning."""
    text = "a. " * 200_000
    assert sentence_bounds(text) == [(0, len(text) - 1)]
