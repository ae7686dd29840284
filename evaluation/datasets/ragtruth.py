"""RAGTruth (Niu et al., 2024), as published: `response.jsonl` beside `source_info.jsonl`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from evaluation.datasets.claims import LabelledClaim
from evaluation.datasets.passages import passages
from evaluation.datasets.rows import Row, json_rows

SPLITS = ("train", "test")
TASKS = ("QA", "Data2txt", "Summary")


def ragtruth(folder: Path, split: str = "test") -> Iterator[LabelledClaim]:
    """Responses of a split; one with any annotated span does not hold.

    ``domain`` is the task, ``kind`` the spans' types, ``document`` the source. Responses marked as
    truncated or as wrong refusals stay in, as in the published figures. Raises ConfigurationError
    naming file and line.
    """
    sources = {row.text("source_id"): row for row in json_rows(folder / "source_info.jsonl")}
    for row in json_rows(folder / "response.jsonl"):
        if row.one_of("split", SPLITS) == split:
            source = sources.get(row.text("source_id"))
            if source is None:
                raise row.wrong(f"source {row.text('source_id')!r} is not in source_info.jsonl")
            yield _response(row, source)


def _response(row: Row, source: Row) -> LabelledClaim:
    response = row.text("response")
    spans, types = _labels(row, len(response))
    return LabelledClaim(
        id=row.text("id"),
        claim=response,
        evidence=_evidence(source),
        holds=not spans,
        kind="+".join(types) or "supported",
        domain=source.one_of("task_type", TASKS),
        document=row.text("source_id"),
        language="en",
        unsupported=spans,
    )


def _labels(row: Row, length: int) -> tuple[tuple[tuple[int, int], ...], list[str]]:
    try:
        labels = row.get("labels")
        spans = tuple((int(label["start"]), int(label["end"])) for label in labels)
        types = sorted({str(label["label_type"]) for label in labels})
    except (KeyError, TypeError, ValueError) as exc:
        raise row.wrong(f"has a label without start, end and label_type: {exc!r}") from exc
    for start, end in spans:
        if not 0 <= start <= end <= length:
            raise row.wrong(f"span {start}:{end} lies outside the response of {length} characters")
    return spans, types


def _evidence(source: Row) -> tuple[str, ...]:
    info = source.get("source_info")
    if isinstance(info, str):
        return passages(info)
    if not isinstance(info, dict):
        raise source.wrong("'source_info' must be a text or an object")
    if "passages" in info:
        return tuple(part.strip() for part in str(info["passages"]).split("\n\n") if part.strip())
    return passages("\n".join(_lines(info)))


def _lines(data: Mapping[str, Any], above: str = "") -> Iterator[str]:
    """Structured data as "hours Monday: 9:0-22:30", a line a value, so that words can be found."""
    for key, value in data.items():
        name = f"{above} {key}".strip()
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                yield from _lines(item, name)
            else:
                yield f"{name}: {item}"
