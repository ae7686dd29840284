"""The service as it runs: programs, real models, real HTTP."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's root."""
    return ROOT


@pytest.fixture(scope="session")
def vraagbaak() -> Path:
    """The program."""
    return Path(sys.executable).with_name("vraagbaak")


@pytest.fixture(scope="session")
def environment(default_model_dir: Path) -> Callable[..., dict[str, str]]:
    """All variables of a program: this machine's, and of ours only the given ones."""

    def variables(data_dir: Path, **ours: str) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("VRAAGBAAK_")}
        given = {f"VRAAGBAAK_{name.upper()}": value for name, value in ours.items()}
        models = {"VRAAGBAAK_MODELS_DIR": str(default_model_dir.parent)}
        return {**kept, "VRAAGBAAK_DATA_DIR": str(data_dir), **models, **given}

    return variables


@pytest.fixture(scope="session")
def command(vraagbaak: Path) -> Callable[..., Any]:
    """Runs `vraagbaak ... --json` to its end; gives the JSON document."""

    def run(env: dict[str, str], *arguments: str | Path) -> Any:
        done = subprocess.run(
            [vraagbaak, *arguments, "--json"],
            env=env,
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run
