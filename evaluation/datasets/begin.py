"""BEGIN (Dziri et al., 2022): replies of dialogue models to the knowledge they were given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from evaluation.datasets.claims import LabelledClaim
from evaluation.datasets.passages import passages
from evaluation.datasets.rows import table_rows
from vraagbaak.errors import ConfigurationError

LABELS = ("Fully attributable", "Not fully attributable", "Generic")


def begin(folder: Path) -> Iterator[LabelledClaim]:
    """All replies of `begin_<split>_<source>.tsv` that say something.

    Generic replies ("sounds great!") are left out: they neither hold nor fail. Raises
    ConfigurationError naming file and line.
    """
    files = sorted(folder.glob("begin_*.tsv"))
    if not files:
        raise ConfigurationError(f"{folder}: holds no begin_<split>_<source>.tsv")
    for path in files:
        for number, row in enumerate(table_rows(path, "\t", quoted=False), start=1):
            label = row.one_of("begin_label", LABELS)
            if label != "Generic":
                knowledge = row.text("knowledge")
                yield LabelledClaim(
                    id=f"{path.stem}-{number}",
                    claim=row.text("response"),
                    evidence=passages(knowledge),
                    holds=label == "Fully attributable",
                    kind=label.lower(),
                    domain=row.text("data_source"),
                    document=knowledge,
                    language="en",
                )
