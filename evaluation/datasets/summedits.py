"""SummEdits (Laban et al., 2023): summaries, as they were or edited to be wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from evaluation.datasets.claims import LabelledClaim
from evaluation.datasets.passages import name_of, passages
from evaluation.datasets.rows import Row, json_rows
from vraagbaak.errors import ConfigurationError

PREFIX = "summedits_"


def summedits(folder: Path) -> Iterator[LabelledClaim]:
    """All claims of `summedits_<domain>.jsonl`, domain by domain.

    A summary of several sentences is one claim; the document is cut into passages. Raises
    ConfigurationError naming file and line.
    """
    files = sorted(folder.glob(f"{PREFIX}*.jsonl"))
    if not files:
        raise ConfigurationError(f"{folder}: holds no {PREFIX}<domain>.jsonl")
    for path in files:
        domain = path.stem.removeprefix(PREFIX)
        yield from (_claim(row, domain) for row in json_rows(path))


def _claim(row: Row, domain: str) -> LabelledClaim:
    document = row.text("doc")
    edits = row.fields.get("edit_types") or ["unedited"]
    return LabelledClaim(
        id=row.text("id"),
        claim=row.text("summary"),
        evidence=passages(document),
        holds=row.one_of("label", ("0", "1")) == "1",
        kind="+".join(map(str, edits)),
        domain=domain,
        # Ids name the edit, not the document, so the document itself tells which claims belong
        # together.
        document=f"{domain}-{name_of(document)}",
        language="en",
    )
