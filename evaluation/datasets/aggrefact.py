"""LLM-AggreFact (Tang et al., 2024), as published and saved as JSON lines or CSV."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from evaluation.datasets.claims import LabelledClaim
from evaluation.datasets.passages import name_of, passages
from evaluation.datasets.rows import Row, json_rows, table_rows
from vraagbaak.errors import ConfigurationError


def aggrefact(path: Path) -> Iterator[LabelledClaim]:
    """Claims of a file, or of all files of a folder, with the columns dataset, doc, claim, label.

    The hub serves it as Parquet: save it with `Dataset.to_json` or `to_csv` first. Raises
    ConfigurationError naming file and line.
    """
    files = sorted([*path.glob("*.jsonl"), *path.glob("*.csv")]) if path.is_dir() else [path]
    if not files:
        raise ConfigurationError(
            f"{path}: holds no .jsonl or .csv; save LLM-AggreFact there with Dataset.to_json"
        )
    for file in files:
        for number, row in enumerate(_rows(file), start=1):
            yield _claim(row, f"{file.stem}-{number}")


def _rows(path: Path) -> Iterator[Row]:
    if path.suffix == ".csv":
        return table_rows(path)
    if path.suffix == ".jsonl":
        return json_rows(path)
    raise ConfigurationError(f"{path}: is neither .jsonl nor .csv; save it with Dataset.to_json")


def _claim(row: Row, name: str) -> LabelledClaim:
    document = row.text("doc")
    return LabelledClaim(
        id=name,
        claim=row.text("claim"),
        evidence=passages(document),
        holds=row.one_of("label", ("0", "1")) == "1",
        domain=row.text("dataset"),
        document=name_of(document),
        language="en",
    )
