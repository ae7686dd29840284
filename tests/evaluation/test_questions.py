"""Our golden questions are well formed, and the check finds what is wrong with others."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import typer

from evaluation.datasets import GoldenQuestion, read_questions
from evaluation.datasets.golden import Kind
from evaluation.questions import QUESTION_FILES
from evaluation.questions.check import alternative_faults, check, evidence_faults, form_faults
from vraagbaak.errors import ConfigurationError

SOUND = GoldenQuestion(
    id="q1",
    question="Wanneer is het loket open?",
    kind=Kind.ANSWERABLE,
    tenant="a",
    answer="Op maandag.",
    gold_files=("uren.md",),
    evidence=("Het loket is open op maandag.",),
    nuggets=("maandag",),
)
ROW = {
    "id": "q1",
    "tenant": "a",
    "kind": "answerable",
    "question": SOUND.question,
    "answer": SOUND.answer,
    "gold_files": ["uren.md"],
    "evidence": list(SOUND.evidence),
    "nuggets": ["maandag"],
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two made-up corpora of one document each."""
    for tenant in ("a", "b"):
        (tmp_path / "corpora" / tenant).mkdir(parents=True)
        text = f"# Uren van {tenant}\n\nHet loket is open op maandag.\n"
        (tmp_path / "corpora" / tenant / "uren.md").write_text(text, encoding="utf-8")
    return tmp_path


def written(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_ours_are_well_formed_over_all_tenants() -> None:
    assert form_faults([q for path in QUESTION_FILES for q in read_questions(path)]) == []


@pytest.mark.parametrize("path", QUESTION_FILES, ids=lambda path: path.stem)
def test_each_tenant_has_enough_of_each_kind(path: Path) -> None:
    questions = read_questions(path)
    kinds = Counter(question.kind for question in questions)
    assert {question.tenant for question in questions} == {path.stem}
    assert len(questions) >= 32
    assert kinds[Kind.ANSWERABLE] >= 14
    assert kinds[Kind.UNANSWERABLE] >= 6
    assert min(kinds[Kind.CROSS_LINGUAL], kinds[Kind.MULTI_PASSAGE]) >= 4
    assert min(kinds[Kind.CONVERSATION], kinds[Kind.CROSS_TENANT]) >= 2


def test_there_is_a_file_for_each_corpus() -> None:
    assert [path.stem for path in QUESTION_FILES] == ["abb", "algoritmekader", "inbo", "vbp"]


def test_the_readme_counts_what_there_is() -> None:
    readme = (QUESTION_FILES[0].parent / "README.md").read_text(encoding="utf-8")
    for path in QUESTION_FILES:
        kinds = Counter(question.kind for question in read_questions(path))
        cells = [path.stem, *(str(kinds[kind]) for kind in Kind), str(kinds.total())]
        assert f"| {' | '.join(cells)} |" in readme


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"question": " "}, "must be filled in"),
        ({"tenant": ""}, "must be filled in"),
        ({"lang": "it"}, "lang 'it'"),
        ({"nuggets": ()}, "must be filled in"),
        ({"nuggets": tuple("abcde")}, "at most 4"),
        ({"kind": Kind.UNANSWERABLE}, "has no answer"),
        ({"kind": Kind.CROSS_TENANT}, "gold_tenant belongs"),
        ({"gold_tenant": "b"}, "gold_tenant belongs"),
        ({"kind": Kind.CROSS_TENANT, "gold_tenant": "a"}, "another tenant"),
        ({"kind": Kind.MULTI_PASSAGE}, "two quotes"),
        ({"kind": Kind.CONVERSATION}, "pairs"),
        ({"kind": Kind.CONVERSATION, "history": ({"role": "user", "text": "Uren?"},)}, "pairs"),
        ({"history": ({"role": "user", "text": "Uren?"},)}, "only a conversation"),
    ],
)
def test_a_fault_of_form_is_named(changes: dict[str, Any], problem: str) -> None:
    [fault] = form_faults([replace(SOUND, **changes)])
    assert fault.question == "q1"
    assert problem in fault.problem


def test_ids_and_questions_are_unique() -> None:
    twins = form_faults([SOUND, replace(SOUND, question=SOUND.question.upper())])
    assert Counter(fault.problem for fault in twins) == {
        "its id is used 2 times": 2,
        "its question is used 2 times": 2,
    }


def test_evidence_stands_verbatim_in_the_gold_tenants_files(data: Path) -> None:
    corpora = data / "corpora"
    heading = replace(SOUND, kind=Kind.CROSS_TENANT, gold_tenant="b", evidence=("# Uren van b",))
    assert evidence_faults([SOUND, heading], corpora) == []
    [changed] = evidence_faults(
        [replace(SOUND, evidence=(*SOUND.evidence, "Het loket is open op dinsdag."))], corpora
    )
    assert "not verbatim" in changed.problem
    [missing] = evidence_faults([replace(SOUND, gold_files=("uren.md", "weg.md"))], corpora)
    assert missing.problem == "there is no gold file 'weg.md'"


def test_a_gold_file_without_a_quote_is_a_fault(data: Path) -> None:
    (data / "corpora" / "a" / "adres.md").write_text("Markt 1.\n", encoding="utf-8")
    faults = evidence_faults([replace(SOUND, gold_files=("uren.md", "adres.md"))], data / "corpora")
    assert [fault.problem for fault in faults] == ["no quote stands in 'adres.md'"]


def test_alternative_gold_files_exist(data: Path) -> None:
    path = written(data, ROW | {"alt_gold_files": ["uren.md", "weg.md"]})
    faults = alternative_faults(path, data / "corpora")
    assert [str(fault) for fault in faults] == ["q1: there is no alternative gold file 'weg.md'"]


def test_the_command_passes_sound_files(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check([written(data, ROW)], data)
    assert capsys.readouterr().out == "1 questions, 0 faults\n"


def test_the_command_fails_on_a_fault(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit):
        check([written(data, ROW | {"evidence": ["Altijd open."]})], data)
    assert capsys.readouterr().out == "1 questions, 2 faults\n"


def test_a_broken_line_or_data_folder_is_named(data: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"questions\.jsonl:1: is no golden question"):
        check([written(data, ROW | {"kind": "riddle"})], None)
    with pytest.raises(ConfigurationError, match="holds no folder 'corpora'"):
        check([written(data, ROW)], data / "corpora")
