"""Adapters read each set's published format, and name the line that breaks it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from evaluation.datasets import (
    LabelledClaim,
    aggrefact,
    begin,
    clapnq,
    mtrag_answerability,
    mtrag_ratings,
    ragtruth,
    sick_nl,
    summedits,
)
from evaluation.datasets.mtrag import RATED, TASKS
from evaluation.datasets.passages import passages
from vraagbaak.answer.types import Turn
from vraagbaak.errors import ConfigurationError


def write(path: Path, *rows: object) -> None:
    lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


EDIT = {
    "id": "a_1",
    "doc": "Ann: the shop opens at nine.\nBo: at ten, I think.",
    "summary": "The shop opens at eight. Bo disagrees.",
    "label": 0,
    "edit_types": ["entity_modification"],
}


def test_summedits(tmp_path: Path) -> None:
    write(
        tmp_path / "summedits_chat.jsonl", EDIT, EDIT | {"id": "a_og", "label": 1, "edit_types": []}
    )
    edited, original = summedits(tmp_path)
    assert (edited.holds, edited.kind, edited.domain) == (False, "entity_modification", "chat")
    assert (original.holds, original.kind) == (True, "unedited")
    assert edited.document == original.document
    assert edited.evidence is original.evidence
    assert edited.claim == EDIT["summary"]


def test_sick_nl_only_entailment_holds(tmp_path: Path) -> None:
    row = {
        "id": "1",
        "premise": "Een man loopt.",
        "hypothesis": "Er loopt iemand.",
        "split": "TEST",
    }
    labels = ("ENTAILMENT", "NEUTRAL", "CONTRADICTION")
    write(
        tmp_path / "sick_nl.jsonl",
        *(row | {"label": label} for label in labels),
        row | {"label": "NEUTRAL", "split": "TRAIN"},
    )
    found = list(sick_nl(tmp_path, "TEST"))
    assert [claim.holds for claim in found] == [True, False, False]
    assert found[0].evidence == ("Een man loopt.",)
    assert len(list(sick_nl(tmp_path))) == 4


def test_begin_leaves_generic_replies_out(tmp_path: Path) -> None:
    columns = "model_name\tdata_source\tknowledge\tmessage\tresponse\tbegin_label"
    rows = [
        f'm\twow\tFerns are "old plants.\tReally?\tThey are old.\t{label}'
        for label in ("Fully attributable", "Generic", "Not fully attributable")
    ]
    write(tmp_path / "begin_dev_wow.tsv", columns, *rows)
    holds, fails = begin(tmp_path)
    assert (holds.holds, fails.holds) == (True, False)
    assert holds.evidence == ('Ferns are "old plants.',)
    assert (fails.id, fails.domain) == ("begin_dev_wow-3", "wow")


def rated(**changes: object) -> dict[str, object]:
    ratings = {"p": {"value": "4"}, "q": {"value": "3"}, "r": {"value": "1"}}
    return {
        "documents": [{"document_id": "d1", "text": "Open on Monday."}],
        "tasks": [
            {"task_id": "c<::>2", "contexts": [{"document_id": "d1"}], "Answerability": ["PARTIAL"]}
        ],
        "evaluations": [
            {
                "task_id": "c<::>2",
                "model_id": "m",
                "model_response": "It opens on Monday.",
                "annotations": {"faithfulness": ratings},
            }
        ],
    } | changes


def test_mtrag_ratings(tmp_path: Path) -> None:
    write(tmp_path / RATED, rated())
    (answer,) = mtrag_ratings(tmp_path)
    assert answer.rating == pytest.approx(8 / 3)
    assert answer.holds is None
    assert (answer.document, answer.kind, answer.domain) == ("c", "partial", "m")
    assert answer.evidence == ("Open on Monday.",)


def test_a_broken_rating_is_named(tmp_path: Path) -> None:
    write(tmp_path / RATED, rated(tasks=[]))
    with pytest.raises(
        ConfigurationError, match=r"human_evaluations\.json: evaluation 1 is broken"
    ):
        list(mtrag_ratings(tmp_path))
    write(tmp_path / RATED, "[]")
    with pytest.raises(ConfigurationError, match="no file of MTRAG evaluations"):
        list(mtrag_ratings(tmp_path))
    write(tmp_path / RATED, "{", "")
    with pytest.raises(ConfigurationError, match=r"human_evaluations\.json:\d: is not JSON"):
        list(mtrag_ratings(tmp_path))


def test_mtrag_answerability(tmp_path: Path) -> None:
    task = {
        "task_id": "c<::>1",
        "contexts": [{"text": "Open on Monday."}],
        "input": [
            {"speaker": "user", "text": "Is there a shop?"},
            {"speaker": "agent", "text": "There is."},
            {"speaker": "user", "text": "When does it open?"},
        ],
        "Collection": "govt",
    }
    kinds = ("ANSWERABLE", "UNANSWERABLE", "UNDERSPECIFIED")
    write(tmp_path / TASKS, *(task | {"answerability": [kind]} for kind in kinds))
    found = list(mtrag_answerability(tmp_path))
    assert [item.holds for item in found] == [True, False, None]
    assert found[0].claim == "When does it open?"
    assert found[0].history == (Turn("user", "Is there a shop?"), Turn("assistant", "There is."))


def test_clapnq(tmp_path: Path) -> None:
    row = {
        "id": "7",
        "input": "who runs it",
        "passages": [{"title": "Mill", "text": "Ann runs it."}],
    }
    write(tmp_path / "clapnq_dev_answerable.jsonl", row)
    write(tmp_path / "clapnq_dev_unanswerable.jsonl", row | {"id": "8"})
    yes, no = clapnq(tmp_path)
    assert (yes.holds, no.holds, no.kind, yes.document) == (True, False, "unanswerable", "Mill")


RESPONSE = {
    "id": "5",
    "source_id": "s1",
    "model": "m",
    "labels": [{"start": 9, "end": 14, "text": "eight", "label_type": "Evident Conflict"}],
    "split": "test",
    "quality": "good",
    "response": "Opens at eight on Monday.",
}
SOURCE = {
    "source_id": "s1",
    "task_type": "QA",
    "source_info": {
        "question": "when",
        "passages": "passage 1:At nine.\n\npassage 2:On Monday.\n\n",
    },
}


def write_ragtruth(folder: Path, response: object, source: object) -> None:
    write(folder / "response.jsonl", response)
    write(folder / "source_info.jsonl", source)


def test_ragtruth(tmp_path: Path) -> None:
    write_ragtruth(tmp_path, RESPONSE, SOURCE)
    (claim,) = ragtruth(tmp_path)
    assert claim.unsupported == ((9, 14),)
    assert claim.claim[slice(*claim.unsupported[0])] == "eight"
    assert (claim.holds, claim.kind, claim.domain) == (False, "Evident Conflict", "QA")
    assert claim.evidence == ("passage 1:At nine.", "passage 2:On Monday.")
    assert list(ragtruth(tmp_path, "train")) == []


def test_ragtruth_reads_structured_data(tmp_path: Path) -> None:
    info = {"name": "Mill", "hours": {"Monday": "9-17"}, "reviews": [{"text": "Nice."}, "Old."]}
    source = SOURCE | {"task_type": "Data2txt", "source_info": info}
    write_ragtruth(tmp_path, RESPONSE | {"labels": []}, source)
    (claim,) = ragtruth(tmp_path)
    assert claim.evidence == ("name: Mill\nhours Monday: 9-17\nreviews text: Nice.\nreviews: Old.",)
    assert (claim.holds, claim.unsupported, claim.kind) == (True, (), "supported")


def test_ragtruth_names_what_is_wrong(tmp_path: Path) -> None:
    write_ragtruth(tmp_path, RESPONSE | {"source_id": "s2"}, SOURCE)
    with pytest.raises(ConfigurationError, match=r"response\.jsonl:1: source 's2' is not in"):
        list(ragtruth(tmp_path))
    labels = [{"start": 9, "end": 99, "label_type": "x"}]
    write_ragtruth(tmp_path, RESPONSE | {"labels": labels}, SOURCE)
    with pytest.raises(ConfigurationError, match="9:99 lies outside the response of 25 characters"):
        list(ragtruth(tmp_path))
    write_ragtruth(tmp_path, RESPONSE | {"labels": [{"start": 9}]}, SOURCE)
    with pytest.raises(ConfigurationError, match="label without start, end and label_type"):
        list(ragtruth(tmp_path))


def test_aggrefact_as_json_lines_and_as_csv(tmp_path: Path) -> None:
    row = {"dataset": "Wice", "doc": "It opens,\nat nine.", "claim": "It opens.", "label": 1}
    write(tmp_path / "test.jsonl", row, row | {"label": 0})
    with (tmp_path / "dev.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow(row)
    from_csv, first, second = aggrefact(tmp_path)
    assert (first.holds, second.holds, from_csv.holds) == (True, False, True)
    assert from_csv.evidence == first.evidence == ("It opens,\nat nine.",)
    assert (first.domain, first.id, from_csv.id) == ("Wice", "test-1", "dev-1")
    assert len(list(aggrefact(tmp_path / "dev.csv"))) == 1
    with pytest.raises(ConfigurationError, match=r"save it with Dataset\.to_json"):
        list(aggrefact(tmp_path / "test.parquet"))


READERS: list[tuple[str, Callable[[Path], Iterator[LabelledClaim]]]] = [
    ("summedits_x.jsonl", summedits),
    ("sick_nl.jsonl", sick_nl),
    ("clapnq_dev_answerable.jsonl", clapnq),
    ("mtragun-human__generation_tasks__reference.jsonl", mtrag_answerability),
    ("source_info.jsonl", ragtruth),
    ("test.jsonl", aggrefact),
]


@pytest.mark.parametrize(("name", "read"), READERS)
@pytest.mark.parametrize("line", ["{", "[1]", "{}", '{"label": 3, "doc": 4}'])
def test_the_broken_line_is_named(
    tmp_path: Path, name: str, read: Callable[[Path], Iterator[LabelledClaim]], line: str
) -> None:
    write(tmp_path / name, "", line)
    with pytest.raises(ConfigurationError, match=rf"{name}:2: "):
        list(read(tmp_path))


@pytest.mark.parametrize("read", [read for _, read in READERS] + [begin, mtrag_ratings])
def test_a_folder_without_the_set_is_named(
    tmp_path: Path, read: Callable[[Path], Iterator[LabelledClaim]]
) -> None:
    with pytest.raises(ConfigurationError, match=str(tmp_path)):
        list(read(tmp_path))


def test_a_broken_table_row_is_named(tmp_path: Path) -> None:
    write(tmp_path / "begin_dev_x.tsv", "knowledge\tresponse\tbegin_label", "a\tb")
    with pytest.raises(ConfigurationError, match=r"begin_dev_x\.tsv:2: has not the 3 fields"):
        list(begin(tmp_path))
    write(tmp_path / "begin_dev_x.tsv", "knowledge\tresponse\tbegin_label", "a\tb\tMaybe")
    with pytest.raises(ConfigurationError, match="'Maybe', which is none of"):
        list(begin(tmp_path))


def test_reading_streams(tmp_path: Path) -> None:
    write(tmp_path / "summedits_x.jsonl", EDIT, "{")
    reading = summedits(tmp_path)
    assert next(reading).id == "a_1"
    with pytest.raises(ConfigurationError, match=":2:"):
        next(reading)


def test_documents_are_cut_at_lines_and_long_lines_at_sentences() -> None:
    assert passages("Ann: a.\nBo: b.\n\nAnn: c.", 15) == ("Ann: a.\nBo: b.", "Ann: c.")
    assert passages("One is here. Two is there. Three.", 26) == (
        "One is here. Two is there.",
        "Three.",
    )
    text = "\n".join(f"Line {number} says something." for number in range(200))
    cut = passages(text)
    assert "\n".join(cut) == text
    assert max(map(len, cut)) <= 900
    assert passages("   ") == ()
