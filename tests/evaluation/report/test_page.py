"""The page as a whole: self-contained, under its own policy, accessible by construction."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise
from typing import Any

import pytest
from lxml import html

from evaluation.harness.records import IntervalRecord, Score, ScoreStatus
from evaluation.report import JudgedClaim, JudgeMeasured, render
from evaluation.report.sample import sample_page, sample_run

NAN = float("nan")


@pytest.fixture(scope="module")
def page() -> str:
    return sample_page()


def tree(page: str) -> Any:
    return html.document_fromstring(page)


def shapes() -> dict[str, str]:
    """Pages of runs of every shape."""
    run = sample_run(12)
    failed = Score(status=ScoreStatus.COULD_NOT_SCORE, reason="quota")
    lost = IntervalRecord(mean=NAN, low=NAN, high=NAN, count=0, not_scored=12)
    unscored = run.model_copy(
        update={
            "items": tuple(
                item.model_copy(update={"scores": dict.fromkeys(item.scores, failed)})
                for item in run.items
            ),
            "summary": {"all": dict.fromkeys(run.summary["all"], lost)},
        }
    )
    empty = run.model_copy(update={"items": (), "summary": {}, "finished": False})
    bare = tuple(
        item.model_copy(
            update={"sentences": (), "retrieved": (), "timings_ms": {}, "scores": {}, "status": ""}
        )
        for item in run.items
    )
    return {
        "sample": sample_page(),
        "one": render(sample_run(1), sample_run(1, seed=3)),
        "empty": render(empty, empty),
        "unscored": render(unscored, run),
        "bare": render(run.model_copy(update={"items": bare, "summary": {}})),
    }


SHAPES = shapes()


@pytest.fixture(params=sorted(SHAPES))
def any_page(request: pytest.FixtureRequest) -> str:
    return SHAPES[request.param]


def test_the_policy_names_exactly_this_style_and_this_script(any_page: str) -> None:
    found = tree(any_page)
    policy = found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none';")
    for name in ("style", "script"):
        [inside] = re.findall(f"<{name}>(.*?)</{name}>", any_page, re.DOTALL)
        digest = b64encode(sha256(inside.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy


def test_nothing_is_fetched_and_nothing_is_inline(any_page: str) -> None:
    found = tree(any_page)
    addresses = found.xpath("//@href | //@src | //@action | //@srcset | //@data")
    assert addresses
    assert all(address.startswith(("#", "data:,")) for address in addresses)
    assert not found.xpath("//@style")
    assert not [name for e in found.iter("*") for name in e.attrib if name.startswith("on")]
    assert "@import" not in any_page
    assert "url(" not in any_page


def test_every_reference_inside_the_page_has_one_target(any_page: str) -> None:
    found = tree(any_page)
    ids = found.xpath("//@id")
    assert len(ids) == len(set(ids))
    wanted = {h[1:] for h in found.xpath("//@href") if h.startswith("#")}
    wanted |= {i for labels in found.xpath("//@aria-labelledby") for i in labels.split()}
    wanted |= set(found.xpath("//label/@for"))
    assert wanted <= set(ids)


def test_tables_pictures_and_headings_can_be_read_aloud(any_page: str) -> None:
    found = tree(any_page)
    for table in found.xpath("//table"):
        assert table.xpath("./caption")[0].text_content().strip()
        assert not table.xpath(".//th[not(@scope)]")
    for picture in found.xpath("//svg[@role='img']"):
        assert picture.xpath("./title")[0].text_content()
        assert picture.xpath("./desc")[0].text_content()
        assert picture.xpath("following-sibling::details//table//td")
    assert not found.xpath("//svg[not(@role='img') and not(@aria-hidden='true')]")
    assert len(found.xpath("//h1")) == 1
    assert len(found.xpath("//main")) == 1
    levels = [int(e.tag[1]) for e in found.iter("h1", "h2", "h3", "h4")]
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_no_coordinate_is_not_a_number(any_page: str) -> None:
    found = tree(any_page)
    places = found.xpath("//svg//@*[not(name()='class') and not(name()='id')]")
    numbers = [p for p in places if re.fullmatch(r"[\d.,\s-]+", p)]
    assert numbers
    assert not [p for p in places if re.search(r"\b(nan|inf)\b", p, re.IGNORECASE)]
    assert "nan" not in re.findall(r"[a-z]+", found.xpath("//main")[0].text_content())


def test_the_sample_shows_every_section(page: str) -> None:
    found = tree(page)
    sections = found.xpath("//main/section/@id")
    assert sections == [
        "overview", "metrics", "removed", "times", "judge", "comparison", "attention", "questions",
    ]  # fmt: skip
    names = {f"#{section}" for section in sections}
    assert set(found.xpath("//nav//@href")) == names
    assert len(found.xpath("//details[@class='question']")) == 40
    assert "1 of 3 gates passed" in found.xpath("//*[@id='overview']")[0].text_content()
    for word in ("Answered", "Partial", "Refused", "Redirected", "Blocked", "Error",
                 "Supported", "Contradicted", "Not found", "Not a claim"):  # fmt: skip
        assert found.xpath(f"//span[contains(@class, 'badge')][contains(., '{word}')]/svg")


def test_an_empty_run_says_so_and_names_the_file() -> None:
    text = tree(SHAPES["empty"]).xpath("//main")[0].text_content()
    assert "No question was asked" in text
    assert "tenants/water/questions.jsonl" in text
    assert "This run is not finished" in text
    assert "There are no questions in this run" in text


def test_what_could_not_be_scored_is_never_a_zero() -> None:
    found = tree(SHAPES["unscored"])
    tiles = found.xpath("//div[@class='tile']")
    assert tiles
    for tile in tiles:
        assert "not measured" in tile.text_content()
        assert "12 could not be" in tile.text_content()
        assert not tile.xpath(".//rect")
    assert "could not score" in found.xpath("//table[contains(@class,'scores')]")[0].text_content()


def test_a_judge_that_only_failed_draws_no_plot() -> None:
    judge = JudgeMeasured((JudgedClaim(None, holds=False, kind="date"),), "human labels")
    found = tree(render(sample_run(2), judge=judge))
    section = found.xpath("//section[@id='judge']")[0]
    assert not section.xpath(".//svg[@role='img']")
    assert "1 more could not be scored" in section.text_content()
    assert "human labels" in section.text_content()


def test_a_large_run_stays_a_page_one_can_open() -> None:
    run = sample_run(40)
    long = "Een lange zin over water die nergens geciteerd wordt. " * 30
    items = tuple(
        item.model_copy(
            update={
                "id": f"{item.id}-{n}",
                "retrieved": tuple(
                    passage.model_copy(update={"text": passage.text + " " + long})
                    for passage in item.retrieved
                ),
            }
        )
        for n in range(50)
        for item in run.items
    )
    large = render(run.model_copy(update={"items": items}))
    assert large.count('<details class="question"') == 2000
    assert len(large) < 30_000_000
    [quote, *_] = tree(large).xpath("//details[@id='q1-p1']//mark")
    assert quote.text_content() in {c.quote for s in run.items[0].sentences for c in s.citations}


def test_the_same_run_gives_the_same_page(page: str) -> None:
    assert page == sample_page()
