"""Words of a run are anyone's: the page shows them and does nothing else with them."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from lxml import html

from evaluation.harness.records import (
    CitationRecord,
    IntervalRecord,
    ItemRecord,
    PassageRecord,
    RunRecord,
    Score,
    ScoreStatus,
    SentenceRecord,
)
from evaluation.report import Difference, GateResult, JudgeCard, JudgedClaim, JudgeMeasured, render
from evaluation.report.sample import sample_run
from evaluation.report.text import clean

HOSTILE = [
    "</script><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "\"'><svg onload=alert(1)>",
    "{{ 7 * 7 }} {% raw %} ${x}",
    "&lt;b&gt; &amp; <b>",
    "\u202e.tfel ot thgir \u2066 \u0627\u0644\u0639\u0631\u0628\u064a\u0629",
    "👩🏽‍🚒🏳️‍🌈 é \U000e0041",
    "x" * 5000,
    "javascript:alert(1)//--><!--",
    "nul \x00 bell \x07 del \x7f next \x85",
]


def hostile_run(text: str) -> RunRecord:
    citation = CitationRecord(
        passage_id=text, document=text, quote=text, start=0, end=len(text), heading=text
    )
    elsewhere = citation.model_copy(update={"passage_id": f"no {text}"})
    sentence = SentenceRecord(
        text=text,
        verdict=text,
        score=0.5,
        citations=(citation, elsewhere),
        reason=text,
        judged=text,
        judged_score=0.5,
        unsupported=((0, 3), (2, 10**6), (-5, 1)),
    )
    item = ItemRecord(
        id=text,
        tenant=text,
        kind=text,
        language=text,
        question=text,
        expected=text,
        gold_files=(text, f"no {text}"),
        nuggets=(text,),
        nuggets_found=(text,),
        status=text,
        reason=text,
        answer=text,
        answer_language=text,
        sentences=(sentence, sentence.model_copy(update={"delivered": False})),
        retrieved=(
            PassageRecord(passage_id=text, document=text, heading=text, text=text, score=1.0),
        ),
        scores={text: Score(status=ScoreStatus.SCORED, value=0.5, reason=text)},
        timings_ms={text: 4.0, "total": 5.0},
    )
    interval = IntervalRecord(mean=0.5, low=0.4, high=0.6, count=1)
    name = text.replace(":", "")  # a colon parts the name of a floor
    metrics = {name: interval, f"floor:{name}:{name}": interval, "floor:": interval}
    return sample_run(1).model_copy(
        update={
            "id": text,
            "tenant": text,
            "questions_file": text,
            "questions_hash": text,
            "settings": {text: text},
            "items": (item,),
            "summary": {text: metrics, "all": metrics},
            "bad_lines": (text,),
        }
    )


def page_of(text: str) -> str:
    run = hostile_run(text)
    changed = run.items[0].model_copy(update={"status": "answered", "scores": {}})
    before = run.model_copy(update={"items": (changed,), "settings": {text: "x"}})
    card = JudgeCard(text, text, text, cost=text, notes=(text,))
    return render(
        run,
        before,
        gates=[GateResult(text, text, 0.5, 0.4, passed=False, kind=text, reason=text)],
        judge=JudgeMeasured(
            (JudgedClaim(0.4, holds=True, kind=text), JudgedClaim(0.3, holds=False, kind=text)),
            text,
            card=card,
        ),
        differences=[Difference(text, 0.1)],
    )


def tags(page: str) -> Counter[tuple[str, tuple[str, ...]]]:
    """Elements with their attributes, counted: rows are sorted by name, so the order may differ."""
    found: Any = html.document_fromstring(page)
    return Counter((element.tag, tuple(sorted(element.attrib))) for element in found.iter("*"))


PLAIN = tags(page_of("plain"))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_change_no_element_of_the_page(text: str) -> None:
    page = page_of(text)
    assert tags(page) == PLAIN
    assert clean(page) == page


@pytest.mark.parametrize("text", [text for text in HOSTILE if "\x00" not in text])
def test_hostile_words_are_shown_as_they_are(text: str) -> None:
    found: Any = html.document_fromstring(page_of(text))
    assert found.xpath("//p[contains(@class,'answer')]")[0].text_content() == text
    [passage] = found.xpath("//p[contains(@class,'passage-text')]/mark")
    assert passage.text_content() == text
    assert found.xpath("//details[@class='question']/@data-kind") == [text]


def test_characters_that_html_forbids_are_replaced_one_for_one() -> None:
    text = "a\x00b\ud800c\x85d\ne\tf\U000e0041"
    assert clean(text) == "a\ufffdb\ufffdc\ufffdd\ne\tf\U000e0041"
    assert len(clean(text)) == len(text)


def test_unknown_languages_make_no_lang_attribute() -> None:
    run = hostile_run("xx-nonsense")
    found: Any = html.document_fromstring(render(run))
    assert set(found.xpath("//main//@lang")) <= {"en"}
