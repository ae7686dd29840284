"""The questions of `bench answers`, and how an answer becomes a row."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from evaluation.benchmarks import BENCHMARKS
from evaluation.benchmarks.answers import AGENCIES, Question, answer_row, read_asked
from vraagbaak.answer.types import Answer, AnswerSentence, Citation, DroppedSentence, Status
from vraagbaak.errors import ConfigurationError
from vraagbaak.grounding.types import Verdict
from vraagbaak.language import Language

QUESTION = Question("x-01", "vbp", "nl", "Wat | hoeveel?")


def test_ten_questions_to_each_agency() -> None:
    asked = read_asked()
    assert Counter(question.tenant for question in asked) == dict.fromkeys(AGENCIES, 10)
    assert len({question.id for question in asked}) == len(asked)
    assert {question.lang for question in asked} == {"nl", "fr", "de", "en"}


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text('{"id": "a"}\n', encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"questions\.jsonl:1"):
        read_asked(path)


def test_a_row_numbers_sentences_and_their_citations() -> None:
    citation = Citation("p", "a.md", "", "A", "", None, "woorden " * 20, 0, 160)
    sentences = tuple(
        AnswerSentence(index, text, Verdict.SUPPORTED, 1.0, (citation,))
        for index, text in enumerate(("Een.", "Twee."))
    )
    dropped = DroppedSentence("Drie.", Verdict.CONTRADICTED, 0.0, "number")
    answer = Answer(
        Status.PARTIAL,
        "model_unavailable",
        "Een. Twee.",
        Language.NL,
        sentences,
        (dropped,),
        timings_ms={"total": 1500.0},
        composer="extractive",
    )
    name, composer, status, said, cited, left_out, seconds = answer_row(QUESTION, "model", answer)
    assert name == "x-01: Wat \\| hoeveel?"
    assert composer == "model → extractive"
    assert status == "partial (model_unavailable)"
    assert said == "Een. [1]<br>Twee. [2]"
    assert str(cited).count("a.md") == 2
    assert len(str(cited)) < 250
    assert left_out == "Drie. (number)"
    assert seconds == 1.5


def test_a_refusal_shows_what_the_citizen_reads() -> None:
    answer = Answer(Status.REFUSED, "no_evidence", "Niets\ngevonden.", Language.NL)
    row = answer_row(QUESTION, "extractive", answer)
    assert row[1:4] == ("extractive", "refused (no_evidence)", "Niets gevonden.")


def test_it_is_registered() -> None:
    assert "answers" in BENCHMARKS


@pytest.mark.slow
def test_a_smoke_run_asks_the_model_too(
    tmp_path: Path, model_server, default_model_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = tmp_path / "corpora" / "vbp"
    corpus.mkdir(parents=True)
    place = "De workshop vindt plaats bij u op kantoor."
    (corpus / "workshop.md").write_text(
        f"# Workshop\n\nMet hoogstens 15 mensen volgt u een workshop. {place}\n\n"
        "# Account\n\nOm iets op te zoeken hebt u geen account nodig.\n",
        encoding="utf-8",
    )
    model_server.script = [f"{place} [1]"]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VRAAGBAAK_MODELS_DIR", str(default_model_dir.parent))
    monkeypatch.setenv("VRAAGBAAK_CHAT_MODEL", "openai:scripted")
    monkeypatch.setenv("VRAAGBAAK_CHAT_BASE_URL", model_server.url)
    [_, answers] = BENCHMARKS["answers"]()(tmp_path, True).tables
    assert [row[1] for row in answers.rows] == ["extractive", "extractive", "model", "model"]
    assert len(model_server.requests) == 2
