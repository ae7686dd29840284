"""`vraagbaak ingest` and `sync`: counts, reasons, and no work done twice."""

import pytest

COUNTS = ("seen", "new", "changed", "unchanged", "removed", "passages", "embedded")


def counts(report):
    return tuple(report[name] for name in COUNTS)


@pytest.fixture
def folder(tmp_path, make_files):
    files = {f"{name}.md": f"# {name}\n\nDe premie {name} bedraagt 10 euro.\n" for name in "abc"}
    return make_files(tmp_path / "documents", files)


def test_ingest_counts_and_repeats_for_nothing(run, folder):
    run("tenants", "add", "werk", "--name", "Werk")
    first = run("ingest", "werk", folder, "--json")
    assert first.status == 0
    assert counts(first.json) == (3, 3, 0, 0, 0, 3, 3)
    assert first.json["failed"] == []
    assert first.json["seconds"] > 0
    assert counts(run("ingest", "werk", folder, "--json").json) == (3, 0, 0, 3, 0, 0, 0)
    (folder / "a.md").write_text("# a\n\nDe premie a bedraagt 20 euro.\n")
    (folder / "b.md").unlink()
    assert counts(run("ingest", "werk", folder, "--json").json) == (2, 0, 1, 1, 1, 1, 1)
    assert run("tenants", "list", "--json").json[0]["passages"] == 2
    assert run("index", "reconcile", "--json").json == {
        "werk": {"passages": 2, "missing": 0, "surplus": 0, "changed": 0}
    }


def test_what_failed_is_told_with_its_reason(run, folder):
    run("tenants", "add", "werk", "--name", "Werk")
    (folder / "[bold]x.pdf").write_bytes(b"%PDF-1.4 nothing")
    done = run("ingest", "werk", folder, "--json")
    assert done.status == 1
    assert counts(done.json)[:2] == (4, 3)
    [failure] = done.json["failed"]
    assert failure["key"] == "[bold]x.pdf"
    assert failure["reason"]
    [line] = done.err.splitlines()
    assert line == "vraagbaak: 1 of 4 documents could not be read."
    for_people = run("ingest", "werk", folder)
    assert "3 unchanged" in for_people.out
    assert "1 failed" in for_people.out
    assert f"[bold]x.pdf: {failure['reason']}" in " ".join(for_people.err.split())


def test_a_path_and_a_tenant_that_are_not_there(run, tmp_path):
    assert "no tenant 'werk'" in run("ingest", "werk", tmp_path, "--json").complaint
    run("tenants", "add", "werk", "--name", "Werk")
    assert str(tmp_path / "none") in run("ingest", "werk", tmp_path / "none", "--json").complaint


def test_sync_runs_the_sources_of_the_file(run, agencies):
    run("tenants", "apply", agencies)
    both = run("sync", "wonen", "--json").json["sources"]
    assert {name: report["new"] for name, report in both.items()} == {"corpus": 2, "extra": 1}
    one = run("sync", "wonen", "--source", "extra", "--json").json["sources"]
    assert {name: report["unchanged"] for name, report in one.items()} == {"extra": 1}
    assert "corpus, extra" in run("sync", "wonen", "--source", "none").complaint
    [hit] = run("search", "wonen", "huurwaarborg", "--limit", "1", "--json").json
    assert hit["uri"] == "https://wonen.example/huurwaarborg.md"
