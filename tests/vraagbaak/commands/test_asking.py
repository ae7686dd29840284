"""`vraagbaak search`, `ask` and `verify`: the documented fields, one at a time and many."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("commands")

HIT = {"passage_id", "document", "uri", "heading", "page", "text", "score", "language"}
ANSWER = {
    "status",
    "reason",
    "answer",
    "language",
    "sentences",
    "dropped",
    "redirect",
    "timings_ms",
}
CITATION = {"passage_id", "document", "uri", "heading", "page", "quote"}
QUESTION = "Hoeveel bedraagt de huurpremie?"


@pytest.fixture
def lines(tmp_path):
    """Writes objects, or lines as they are, to a file."""

    def write(*items: object) -> Path:
        path = tmp_path / "lines.jsonl"
        texts = (i if isinstance(i, str) else json.dumps(i, ensure_ascii=False) for i in items)
        path.write_text("\n".join(texts) + "\n", encoding="utf-8")
        return path

    return write


def test_search_prints_the_documented_fields_best_first(filled):
    hits = filled("search", "wonen", QUESTION, "--limit", "2", "--json").json
    assert len(hits) == 2
    assert set(hits[0]) >= HIT
    assert hits[0]["document"] == "premies/huurpremie.md"
    assert hits[0]["uri"] == "https://wonen.example/premies/huurpremie.md"
    assert hits[0]["language"] == "nl"
    assert "170 euro" in hits[0]["text"]
    assert hits[0]["score"] >= hits[1]["score"]


def test_search_weighs_words_by_the_language_of_the_question(filled):
    """The same figures as the answer pipeline's own search with that language."""
    from vraagbaak.app import open_services
    from vraagbaak.language import Language
    from vraagbaak.settings import Settings

    question = "Combien coûte la garantie locative de mon logement ?"
    parts = open_services(Settings())
    found = parts.index.for_tenant("wonen").search(question, 3, Language.FR)
    parts.close()
    hits = filled("search", "wonen", question, "--limit", "3", "--json").json
    assert [hit["score"] for hit in hits] == [round(hit.score, 6) for hit in found]


def test_ask_prints_the_documented_fields(filled):
    answer = filled("ask", "wonen", QUESTION, "--json").json
    assert set(answer) >= ANSWER
    assert answer["status"] == "answered"
    assert answer["language"] == "nl"
    assert answer["redirect"] is None
    assert answer["timings_ms"]["total"] > 0
    sentence = answer["sentences"][0]
    assert set(sentence) >= {"text", "verdict", "score", "citations"}
    assert sentence["verdict"] == "supported"
    assert set(sentence["citations"][0]) >= CITATION
    assert sentence["citations"][0]["document"] == "premies/huurpremie.md"
    assert "170 euro" in sentence["citations"][0]["quote"]


def test_ask_reads_history_and_language(filled, tmp_path):
    history = tmp_path / "history.json"
    history.write_text('[{"role": "user", "content": "Hoeveel bedraagt de huurpremie?"}]')
    arguments = ("--history", history, "--language", "fr", "--json")
    answer = filled("ask", "wonen", "En binnen welke termijn vraag ik die aan?", *arguments).json
    assert answer["language"] == "fr"
    assert "huurpremie" in answer["question"].lower()
    history.write_text('[{"role": "user", "text": "Hoeveel bedraagt de huurpremie?"}]')
    same = filled("ask", "wonen", "En binnen welke termijn vraag ik die aan?", *arguments).json
    assert same["question"] == answer["question"]
    history.write_text('[{"role": "nobody", "content": "x"}]')
    assert str(history) in filled("ask", "wonen", "En dan?", *arguments).complaint


def test_for_people(filled):
    answered = filled("ask", "wonen", QUESTION).out
    assert "170 euro per maand. [1]" in answered
    assert "[1] Huurpremie" in answered
    assert "1. Huurpremie" in filled("search", "wonen", QUESTION).out


def test_many_questions_keep_their_order_and_ids(filled, lines):
    items = [
        {"id": "z", "question": QUESTION},
        {"id": 2, "question": "Hoe hoog is de\u2028huurwaarborg?", "lang": "fr"},
        {"id": "a", "question": "Wie wint de Ronde van Vlaanderen?"},
    ]
    path = lines(*items)
    found = filled("search", "wonen", "--questions", path, "--limit", "1").lines
    assert [line["id"] for line in found] == ["z", 2, "a"]
    assert all(set(line) == {"id", "results"} for line in found)
    assert found[1]["results"][0]["document"] == "huurwaarborg.md"
    answers = filled("ask", "wonen", "--questions", path, "--json").lines
    assert [line["id"] for line in answers] == ["z", 2, "a"]
    assert all(set(line) >= ANSWER | {"id"} for line in answers)
    assert [line["language"] for line in answers] == ["nl", "fr", "nl"]
    assert answers[0]["status"] == "answered"
    assert answers[2]["status"] == "refused"


def test_verify_prints_verdict_score_and_spans(run, tmp_path):
    evidence = tmp_path / "evidence.txt"
    evidence.write_text("De huurpremie bedraagt 170 euro per maand.")
    claim = "De huurpremie bedraagt 710 euro per maand."
    wrong = run("verify", "--evidence", evidence, "--claim", claim, "--json").json
    assert wrong["verdict"] == "contradicted"
    assert any(claim[s["start"] : s["end"]] == "710" or not s["supported"] for s in wrong["spans"])
    assert all(set(span) == {"start", "end", "supported"} for span in wrong["spans"])
    assert 0 <= wrong["score"] < 0.5


def test_many_pairs_keep_their_order_and_ids(run, lines):
    text = "De huurpremie bedraagt 170 euro per maand."
    pairs = [
        {"id": "p2", "claim": text, "evidence": ["Iets anders.", text]},
        {"id": "p1", "claim": text.replace("170", "710"), "evidence": [text]},
        {"id": "p0", "claim": text, "evidence": []},
    ]
    checked = run("verify", "--pairs", lines(*pairs)).lines
    assert [line["id"] for line in checked] == ["p2", "p1", "p0"]
    assert [line["verdict"] for line in checked] == ["supported", "contradicted", "not_found"]


@pytest.mark.parametrize(
    ("bad", "mistake"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is nested too deeply"),
        ("[1]", "is not a JSON object"),
        ({"id": "q"}, "lacks question"),
        ({"question": "q"}, "lacks id"),
        ({"id": "q", "question": 7}, "question must be a text"),
    ],
)
@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_bad_line_is_named_before_any_work(empty, lines, command, bad, mistake):
    path = lines({"id": "1", "question": "?"}, "", bad)
    line = empty(command, "wonen", "--questions", path).complaint
    assert line.startswith(f"vraagbaak: {path}:3: {mistake}")


def test_bad_evidence_and_bad_history_are_named(empty, lines):
    path = lines({"id": "1", "claim": "a", "evidence": "no list"})
    expected = f"{path}:1: evidence must be a list"
    assert expected in empty("verify", "--pairs", path).complaint
    path = lines({"id": "1", "question": "a", "history": [{"role": "user"}]})
    assert f"{path}:1: the history" in empty("ask", "wonen", "--questions", path).complaint


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "wonen"),
        ("search", "wonen", "q", "--questions", "f"),
        ("ask", "wonen"),
        ("ask", "wonen", "q", "--questions", "f"),
        ("ask", "wonen", "--questions", "/dev/null", "--history", "f"),
        ("ask", "wonen", "q", "--history", "/none.json"),
        ("search", "wonen", "--questions", "/none.jsonl"),
        ("verify",),
        ("verify", "--claim", "c"),
        ("verify", "--claim", "c", "--evidence", "e", "--pairs", "p"),
        ("verify", "--claim", "c", "--evidence", "/none.txt"),
    ],
)
def test_what_does_not_go_together_or_is_not_there(empty, arguments):
    assert empty(*arguments).complaint.startswith("vraagbaak: ")


@pytest.mark.parametrize("command", ["search", "ask"])
def test_an_unknown_tenant(filled, command):
    assert "no tenant 'nergens'" in filled(command, "nergens", QUESTION, "--json").complaint


def test_as_a_program_reading_standard_input(filled):
    pair = {"id": "p", "claim": "De premie is 5 euro.", "evidence": ["De premie is 5 euro."]}
    command = [Path(sys.executable).with_name("vraagbaak"), "verify", "--pairs", "-"]
    done = subprocess.run(
        command, input=json.dumps(pair), capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout)["id"] == "p"
    assert done.stderr == ""
