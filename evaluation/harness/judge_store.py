"""The last mutation test of each judge, kept so that reports can show it beside its verdicts."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from evaluation.harness.store import write_atomically
from evaluation.report import JudgeMeasured

_SHAPE = TypeAdapter(JudgeMeasured)


def save_measured(data_dir: Path, measured: JudgeMeasured) -> Path:
    """Keep it under the judge's name and version."""
    path = _path(data_dir, measured.card.name if measured.card else "")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, _SHAPE.dump_json(measured).decode())
    return path


def load_measured(data_dir: Path, judge: str) -> JudgeMeasured | None:
    """The test of the judge of that name and version; None where there is none that is readable."""
    try:
        return _SHAPE.validate_json(_path(data_dir, judge).read_bytes())
    except (OSError, ValidationError):
        return None


def _path(data_dir: Path, judge: str) -> Path:
    """Names hold colons and slashes of models; the hash keeps them apart."""
    plain = re.sub(r"[^a-z0-9]+", "-", judge.lower())[:60]
    mark = hashlib.sha256(judge.encode()).hexdigest()[:8]
    return data_dir / "evaluations" / "judges" / f"{plain}-{mark}.json"
