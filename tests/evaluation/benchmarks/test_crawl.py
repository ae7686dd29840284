"""The crawl benchmark on a few pages of our own: what it renders, finds and counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.benchmarks import BENCHMARKS
from evaluation.benchmarks.crawl import Kept, _figures, _kept
from evaluation.benchmarks.crawl_site import Source, build, read_sources
from vraagbaak.errors import ConfigurationError

PROSE = "Wie verhuist, meldt dat binnen acht werkdagen aan het loket van de nieuwe gemeente. " * 6


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for corpus in ("een", "twee"):
        folder = tmp_path / "corpora" / corpus
        folder.mkdir(parents=True)
        (folder / "SOURCE.md").write_text("Not a page.")
        for number in range(5):
            table = "| a | b |\n|---|---|\n| 1 | 2 |"
            text = f"# Titel {number}\n\n{PROSE}\n\n- punt [link](x.md)\n\n{table}\n"
            (folder / f"pagina-{number}.md").write_text(text)
    (folder / "zonder.md").write_text("---\ntitle: Uit de front matter\n---\n\nKort.\n")
    return tmp_path


def test_it_finds_every_page_and_fetches_only_what_changed(data: Path) -> None:
    found, quality, _, again = BENCHMARKS["crawl"]()(data, False).tables
    assert found.rows[0][:3] == (11, 11, 0)
    every = dict(zip(quality.columns, quality.rows[0], strict=True))
    assert every["number"] == 11
    assert 0.5 < float(str(every["ours"])) <= 1
    told = dict(zip(again.columns, again.rows[0], strict=True))
    assert told["fetched in full"] == told["items"] == 5
    assert told["removed"] == 1
    # Eleven pages but for five changed and one withdrawn, three lists, one that is not indexed.
    assert told["304"] == 11 - 5 - 1 + 3 + 1


def test_pages_surround_the_text_of_the_markdown(data: Path) -> None:
    sources = read_sources(data / "corpora", None)
    headed, bare = sources[0], sources[-1]
    assert headed.title == "Titel 0"
    assert headed.text.split()[:4] == ["Titel", "0", "Wie", "verhuist,"]
    assert headed.text.split()[-4:] == ["a", "b", "1", "2"]
    assert bare.text == "Uit de front matter\nKort."
    page = build(sources).pages[bare.path].decode()
    assert "<h1>Uit de front matter</h1>" in page
    assert "cookie" in page


def test_f1_counts_words_as_often_as_they_stand() -> None:
    source = Source("/a", "A", "een een twee drie", "", "divs")
    kept = _kept(source, b"", lambda _: "een twee twee vier")
    assert kept.f1 == pytest.approx(0.5)
    assert (kept.missing, kept.extra) == ("2: een drie", "2: twee vier")


def test_the_figures_by_hand() -> None:
    source = Source("/a", "A", "", "", "divs")
    good, poor = Kept(source, 1.0, 2.0, "", ""), Kept(source, 0.5, 1.0, "", "")
    assert _figures([(good, poor), (poor, poor)]) == (0.75, 0.5, 0.5, 0.0, 1.5)


def test_data_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="corpora is not there"):
        BENCHMARKS["crawl"]()(tmp_path, True)
