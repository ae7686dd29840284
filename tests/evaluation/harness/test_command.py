"""`vraagbaak evaluate` as its users run it, in this process for speed."""

from __future__ import annotations

import json
import sys
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
import typer

from evaluation.harness.command import app as evaluate_app
from vraagbaak import cli

pytestmark = pytest.mark.xdist_group("commands")

ROOT = Path(__file__).parents[3]
POINT = EntryPoint("evaluate", "evaluation.harness.command:app", cli.COMMANDS)
METRICS = {
    "answered",
    "false_answers",
    "false_refusals",
    "recall_at_5",
    "ndcg_at_10",
    "citation_precision",
    "citation_recall",
    "sentence_groundedness",
    "nugget_recall",
    "language_match",
    "p50_ms",
    "p95_ms",
}


def names(app: typer.Typer) -> set[str]:
    return set(typer.main.get_command(app).commands)


def test_the_package_declares_its_command():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"][cli.COMMANDS] == {POINT.name: POINT.value}


def test_a_declared_command_is_added():
    app = typer.Typer()
    app.command()(lambda: None)
    cli.add_commands(app, [POINT])
    assert "evaluate" in names(app)


@pytest.mark.parametrize("value", ["evaluation.nowhere:app", "evaluation.harness.command:nothing"])
def test_a_command_that_cannot_be_loaded_is_named_and_left_out(capsys, value):
    app = typer.Typer()
    app.command()(lambda: None)
    app.command("other")(lambda: None)
    cli.add_commands(app, [EntryPoint("odd", value, cli.COMMANDS)])
    assert "odd" not in names(app)
    assert "the command 'odd'" in capsys.readouterr().err


def test_loading_the_command_loads_no_heavy_library():
    import subprocess

    code = (
        "import sys, evaluation.harness.command; "
        "print([m for m in ('numpy', 'langchain_core', 'torch', 'chromadb') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    baseline = subprocess.run(
        [sys.executable, "-c", code.replace("evaluation.harness.command", "vraagbaak.cli")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == baseline.stdout


class Outcome:
    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def run(home, default_model_dir, small_tenant, monkeypatch, capsys):
    """The command over a data directory that the tests of this module share."""
    monkeypatch.setenv("VRAAGBAAK_DATA_DIR", str(home / "var"))
    monkeypatch.setenv("VRAAGBAAK_MODELS_DIR", str(default_model_dir.parent))
    monkeypatch.chdir(home)
    if "evaluate" not in names(cli.app):
        cli.add_commands(cli.app, [POINT])

    def call(*arguments):
        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", ["vraagbaak", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capsys.readouterr()
        return Outcome(int(ended.value.code or 0), captured.out, captured.err)

    if not (home / "agencies").exists():
        fill(home, call, *small_tenant)
    return call


def fill(home, call, files, questions):
    folder = home / "agencies" / "wonen"
    for name, text in files.items():
        path = folder / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "tenant.yaml").write_text(
        "slug: wonen\nname: {nl: Wonen}\n"
        "sources: [{name: corpus, connector: folder, path: corpus}]\n",
        encoding="utf-8",
    )
    lines = "".join(json.dumps(question) + "\n" for question in questions)
    (folder / "questions.jsonl").write_text(lines, encoding="utf-8")
    assert call("tenants", "apply", home / "agencies").status == 0
    assert call("sync", "wonen", "--json").status == 0


def test_a_run_from_questions_to_report(run, tmp_path):
    done = run("evaluate", "wonen", "--report", tmp_path / "report", "--json")
    assert done.status == 0
    view = done.json
    assert set(view["summary"]["all"]) >= METRICS
    figure = view["summary"]["answerable"]["answered"]
    assert set(figure) == {"mean", "low", "high", "count", "not_scored"}
    assert [item["id"] for item in view["items"]] == ["q1", "q2", "q3"]
    assert {path.name for path in (tmp_path / "report").iterdir()} == {
        "report.html",
        "run.json",
        "junit.xml",
    }
    again = run("evaluate", "show", view["id"], "--json")
    assert again.json["items"] == view["items"]
    listed = run("evaluate", "list", "--json").json
    assert view["id"] in {entry["id"] for entry in listed}


def test_gates_decide_the_status_with_one_line_each(run):
    done = run(
        "evaluate", "wonen", "--limit", 1, "--require", "answered>=0.5",
        "--require", "answered<=0.1", "--json",
    )  # fmt: skip
    assert done.status == 1
    assert [gate["passed"] for gate in done.json["gates"]] == [True, False]
    first, second = done.err.splitlines()
    assert first.startswith("answered>=0.5: met: 1.000")
    assert second.startswith("answered<=0.1: not met: 1.000")


def test_people_read_a_table(run):
    done = run("evaluate", "run", "wonen", "--judge", "overlap", "--limit", 2)
    assert done.status == 0
    assert "sentence_groundedness" in done.out
    assert "all_supported" in done.out
    assert "no independent measurement" not in done.out
    assert "no independent measurement" in run("evaluate", "wonen", "--limit", 1).out


def test_two_runs_compared(run, tmp_path):
    first = run("evaluate", "wonen", "--json").json["id"]
    second = run("evaluate", "wonen", "--judge", "overlap", "--against", first, "--json").json["id"]
    found = run("evaluate", "compare", first, second, "--report", tmp_path, "--json").json
    assert found["shared"] == 3
    assert found["settings"]["judge"] == ["service", "overlap"]
    assert (tmp_path / "report.html").exists()
    assert "3 questions in both" in run("evaluate", "compare", first, second).out


def test_a_bad_line_is_said_and_decides_only_when_asked(run, home, tmp_path):
    golden = (home / "agencies/wonen/questions.jsonl").read_text(encoding="utf-8")
    path = tmp_path / "questions.jsonl"
    path.write_text("{\n" + golden, encoding="utf-8")
    done = run("evaluate", "wonen", "--questions", path, "--json")
    assert done.status == 0
    assert f"left out: {path}:1: is no golden question" in done.err
    assert len(done.json["items"]) == 3
    strict = run("evaluate", "wonen", "--questions", path, "--strict", "--limit", 1)
    assert strict.status == 1
    assert "1 lines of the questions file are bad" in strict.err


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("nobody",), "There is no tenant 'nobody'"),
        (("wonen", "--judge", "oracle"), "There is no judge 'oracle'"),
        (("wonen", "--judge", "llm"), "VRAAGBAAK_JUDGE_MODEL"),
        (("wonen", "--resume", "../x"), "There is no run '../x'"),
        (("wonen", "--require", "odd"), "give metric>=number"),
        (("wonen", "--questions", "none.jsonl"), "none.jsonl: cannot be read"),
        (("show", "wonen-none"), "There is no run 'wonen-none'"),
        (("judge", "nowhere"), "neither a tenant nor a folder"),
        (("accept", "none.jsonl", "id"), "none.jsonl: cannot be read"),
    ],
)
def test_what_is_wrong_is_one_line(run, arguments, complaint):
    done = run("evaluate", *arguments)
    assert done.status == 1
    assert done.out == ""
    [line] = done.err.splitlines()
    assert complaint in line


def test_drafts_from_the_command_to_the_golden_questions(run, tmp_path):
    path = tmp_path / "questions.drafts.jsonl"
    made = run("evaluate", "generate", "wonen", "--count", 4, "--out", path, "--json").json
    assert made["new"] == made["drafts"] > 0
    ids = [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()]
    done = run("evaluate", "accept", path, ids[0], "--json").json
    assert done == {"file": str(tmp_path / "questions.jsonl"), "accepted": [ids[0]]}
    refused = run("evaluate", "wonen", "--questions", path)
    assert refused.status == 1
    assert "is a draft" in refused.err
    asked = run("evaluate", "wonen", "--questions", tmp_path / "questions.jsonl", "--json").json
    assert [item["id"] for item in asked["items"]] == [ids[0]]


def test_the_judges_test_stands_in_the_report_of_its_runs(run, home, tmp_path):
    found = run("evaluate", "judge", "wonen", "--per-kind", 3, "--judge", "overlap", "--json").json
    assert found["card"]["name"] == "overlap-1"
    assert found["card"]["p50_ms"] <= found["card"]["p95_ms"]
    assert found["detected"]["all"]["count"] > 0
    assert found["false_alarms"]["verbatim"]["mean"] == 0.0
    folder = run("evaluate", "judge", home / "agencies/wonen/corpus", "--per-kind", 1, "--json")
    assert folder.status == 0
    run("evaluate", "wonen", "--judge", "overlap", "--report", tmp_path, "--json")
    assert "mutation test" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_labels_of_a_run(run, tmp_path):
    record = run("evaluate", "wonen", "--json").json
    sheet, filled = tmp_path / "empty.csv", tmp_path / "filled.csv"
    assert run("evaluate", "labels", record["id"], "--template", sheet).status == 0
    assert sheet.read_text(encoding="utf-8").startswith("item,sentence,annotator,label,question")
    filled.write_text("item,sentence,annotator,label\nq1,0,an,yes\nq1,0,bo,yes\n")
    found = run("evaluate", "labels", record["id"], filled, "--json").json
    assert (found["labels"], found["agreement"]) == (2, 1.0)
    counts = {"found": 0, "missed": 0, "false_alarms": 0, "agreed": 1}
    assert found["judge"] == counts | {"precision": None, "recall": None, "f1": None}
    assert run("evaluate", "labels", record["id"]).status == 1


def test_a_tenant_named_as_a_command_has_the_long_form():
    assert {"run", "list", "show", "compare"} <= names(evaluate_app)


@pytest.mark.slow
def test_a_killed_run_goes_on(run, home, tmp_path):
    """SIGKILL in the middle of it; what was scored stays, the rest is asked."""
    import os
    import signal
    import subprocess
    import time

    golden = [
        json.loads(line)
        for line in (home / "agencies/wonen/questions.jsonl").read_text().splitlines()
    ]
    path = tmp_path / "many.jsonl"
    many = [{**golden[n % 3], "id": f"k{n}"} for n in range(60)]
    path.write_text("".join(json.dumps(q) + "\n" for q in many), encoding="utf-8")
    command = [sys.executable, "-m", "evaluation", "evaluate", "wonen", "--questions", str(path)]
    process = subprocess.Popen(
        command, env=dict(os.environ), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    runs = home / "var" / "evaluations"
    deadline, items = time.monotonic() + 120, []
    while time.monotonic() < deadline and not items:
        items = [
            found for found in runs.glob("wonen-*/items.jsonl") if b'"k3"' in found.read_bytes()
        ]
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    [left] = items
    before = left.read_bytes().count(b"\n")
    assert 4 <= before < 60
    done = run("evaluate", "wonen", "--resume", left.parent.name, "--json")
    assert done.status == 0
    assert [item["id"] for item in done.json["items"]] == [f"k{n}" for n in range(60)]
    assert left.read_bytes().count(b"\n") == 60
