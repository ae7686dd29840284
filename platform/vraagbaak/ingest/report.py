"""What a run of ingestion did."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read, and why, in words for its owner."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class IngestReport:
    """Counts of documents, but for ``passages`` and ``embedded``."""

    seen: int
    new: int
    changed: int
    unchanged: int
    removed: int
    failed: tuple[Failure, ...]
    passages: int
    """Passages of the new and changed documents."""
    embedded: int
    """Passages that the model was run on: passages of the same words are embedded once."""
    seconds: float
    warnings: tuple[str, ...]


@dataclass
class Tally:
    """A report in the making."""

    seen: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    passages: int = 0
    embedded: int = 0

    def report(self, failures: list[Failure], warnings: list[str], seconds: float) -> IngestReport:
        """The report, failures and warnings by key."""
        return IngestReport(
            seen=self.seen,
            new=self.new,
            changed=self.changed,
            unchanged=self.unchanged,
            removed=self.removed,
            failed=tuple(sorted(failures, key=lambda failure: failure.key)),
            passages=self.passages,
            embedded=self.embedded,
            seconds=round(seconds, 3),
            warnings=tuple(sorted(warnings)),
        )
