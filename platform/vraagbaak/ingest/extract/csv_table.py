"""CSV and tab-separated tables."""

from __future__ import annotations

import csv

from vraagbaak.errors import ExtractionFailed
from vraagbaak.ingest.extract.builder import Builder, Meta
from vraagbaak.ingest.extract.decode import decode
from vraagbaak.ingest.extract.sheet import write_sheet
from vraagbaak.ingest.types import Extracted

_DELIMITERS = ";,\t|"
_SAMPLE = 20
_LONGEST_FIELD = 1 << 20


def extract(data: bytes) -> Extracted:
    """CSV to text: a row a line; the delimiter and the encoding are found out."""
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep="):  # how Excel is told the delimiter
        text = rest
    csv.field_size_limit(_LONGEST_FIELD)
    lines = text.split("\n")
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=_delimiter(lines)))
    except csv.Error as exc:
        raise ExtractionFailed(f"The table cannot be read: {exc}.") from exc
    builder = Builder()
    write_sheet(builder, "", rows)
    return builder.build(Meta())


def _delimiter(lines: list[str]) -> str:
    """The one that cuts the most lines into the same number of fields, more than one."""
    sample = [line for line in lines if line.strip()][:_SAMPLE]

    def agreement(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(sample, delimiter=delimiter)]
        common = max(set(widths), key=widths.count, default=1)
        return (widths.count(common) if common > 1 else 0, common)

    return max(_DELIMITERS, key=agreement)
