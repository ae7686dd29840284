"""What a benchmark prints: tables, and the state of the machine they were measured on."""

from __future__ import annotations

import os
import platform
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version

import numpy as np

LIBRARIES = ("chromadb", "langchain", "onnxruntime", "sentence-transformers", "sqlalchemy", "torch")


@dataclass(frozen=True, slots=True)
class Table:
    """A caption, column names, and rows of values."""

    caption: str
    columns: tuple[str, ...]
    rows: list[tuple[object, ...]] = field(default_factory=list)

    def markdown(self) -> str:
        """As a Markdown table."""
        lines = [f"**{self.caption}**", "", _row(self.columns), _row(["---"] * len(self.columns))]
        return "\n".join([*lines, *(_row([_cell(cell) for cell in row]) for row in self.rows), ""])


@dataclass(frozen=True, slots=True)
class Report:
    """The tables of one run."""

    tables: list[Table] = field(default_factory=list)

    def markdown(self, name: str, state: dict[str, object]) -> str:
        """The whole report as Markdown."""
        facts = ", ".join(f"{key} {value}" for key, value in state.items())
        parts = [f"## bench {name}", "", f"Machine: {facts}.", ""]
        return "\n".join([*parts, *(table.markdown() for table in self.tables)]) + "\n"


def machine() -> dict[str, object]:
    """What bears on the figures: cores, how busy they are, versions."""
    return {
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        **{library: version(library) for library in LIBRARIES},
    }


def progress(text: str) -> None:
    """A line on standard error, so that a long run shows that it lives."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {text}\n")
    sys.stderr.flush()


@dataclass(slots=True)
class Stopwatch:
    """Seconds of a `with` block."""

    seconds: float = 0.0


@contextmanager
def stopwatch() -> Iterator[Stopwatch]:
    """Measure the block by the clock on the wall."""
    watch, start = Stopwatch(), time.perf_counter()
    try:
        yield watch
    finally:
        watch.seconds = time.perf_counter() - start


def percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    """p50 and p95 in milliseconds."""
    p50, p95 = np.percentile(np.asarray(seconds) * 1000, [50, 95])
    return float(p50), float(p95)


def peak_memory_mb() -> float:
    """The most memory this process has used so far, in MB (Linux counts in kB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.3f}" if abs(value) < 10 else f"{value:,.1f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
