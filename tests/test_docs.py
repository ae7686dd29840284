"""The documentation names every setting, command, dependency and make task."""

import re
import tomllib
from pathlib import Path

import pytest
import typer

from evaluation.harness.command import app as evaluate
from vraagbaak.cli import app
from vraagbaak.settings import Settings

ROOT = Path(__file__).parents[1]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_documented(name: str) -> None:
    assert f"`VRAAGBAAK_{name.upper()}`" in read("docs/settings.md")


def test_no_setting_is_documented_that_does_not_exist() -> None:
    named = set(re.findall(r"^\| `VRAAGBAAK_(\w+)`", read("docs/settings.md"), re.MULTILINE))
    assert named == {name.upper() for name in Settings.model_fields}


def commands(group: object, path: str = "") -> list[str]:
    found = []
    for name, command in getattr(group, "commands", {}).items():
        full = f"{path} {name}".strip()
        found += commands(command, full) if hasattr(command, "commands") else [full]
    return found


COMMANDS = {
    *commands(typer.main.get_command(app)),
    *commands(typer.main.get_command(evaluate), "evaluate"),
}


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_documented(command: str) -> None:
    assert f"vraagbaak {command}" in read("docs/commands.md")


def test_every_dependency_has_a_reason() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = [re.split(r"[\[<>=]", requirement)[0] for requirement in wanted]
    first_cells = " ".join(
        re.findall(r"^\| ([^|]+) \|", read("docs/dependencies.md"), re.MULTILINE)
    )
    documented = set(re.split(r"[,\s]+", first_cells))
    assert [name for name in names if name not in documented] == []


def test_every_dependency_is_fixed_for_a_repeatable_setup() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    fixed = {line.split("==")[0].lower() for line in read("constraints.txt").splitlines()}
    names = [re.split(r"[\[<>=]", r)[0].lower() for r in project["dependencies"]]
    assert [name for name in names if name not in fixed] == []
