"""The `vraagbaak` command as its users run it, in this process for speed."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from vraagbaak.cli import main

RENT = """\
# Huurpremie

De huurpremie bedraagt 170 euro per maand.

## Aanvragen

U vraagt de huurpremie aan binnen 6 maanden na de uitnodigingsbrief.
"""
DEPOSIT = """\
# Huurwaarborg

De huurwaarborg bedraagt hoogstens drie maanden huur.
"""
YAML = """\
slug: wonen
name: {nl: Wonen}
languages: [nl, fr]
sources:
  - {name: corpus, connector: folder, path: corpus, uri_base: "https://wonen.example/"}
  - {name: extra, connector: folder, path: extra}
"""


@dataclass(frozen=True)
class Outcome:
    """What a script sees of one run."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document; anything beside it on standard output fails here."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def complaint(self) -> str:
        """The one line of a failure."""
        assert self.status != 0
        assert self.out == ""
        [line] = self.err.splitlines()
        return line


Run = Callable[..., Outcome]


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def make_files() -> Callable[[Path, dict[str, str]], Path]:
    return write


def call(capsys: pytest.CaptureFixture[str], arguments: tuple[object, ...]) -> Outcome:
    capsys.readouterr()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["vraagbaak", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
    captured = capsys.readouterr()
    return Outcome(int(ended.value.code or 0), captured.out, captured.err)


@pytest.fixture
def empty(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """The command over an empty data directory; there is no model."""
    monkeypatch.setenv("VRAAGBAAK_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.delenv("VRAAGBAAK_MODELS_DIR", raising=False)
    return lambda *arguments: call(capsys, arguments)


@pytest.fixture
def run(empty: Run, default_model_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The same with the default model."""
    monkeypatch.setenv("VRAAGBAAK_MODELS_DIR", str(default_model_dir.parent))
    return empty


@pytest.fixture(scope="module")
def agencies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one tenant, wonen."""
    files = {
        "tenant.yaml": YAML,
        "corpus/premies/huurpremie.md": RENT,
        "corpus/huurwaarborg.md": DEPOSIT,
        "extra/klacht.md": "# Klacht\n\nU dient een klacht in bij de klachtendienst.\n",
    }
    folder = tmp_path_factory.mktemp("agencies")
    write(folder / "wonen", files)
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory that the read-only tests of a module share."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def filled(run: Run, home: Path, agencies: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command over a data directory where wonen has its documents. Only read from it."""
    monkeypatch.setenv("VRAAGBAAK_DATA_DIR", str(home))
    if not (home / "vraagbaak.db").exists():
        assert run("tenants", "apply", agencies).status == 0
        assert run("sync", "wonen", "--json").status == 0
    return run
