"""Benchmarks, one a file; each measures its peers in the same run."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from evaluation.benchmarks.report import Report

Benchmark = Callable[[Path, bool], Report]
"""Called with the data folder and whether a smoke run is enough."""


def _lazily(name: str) -> Callable[[], Benchmark]:
    """Each benchmark loads its own heavy libraries, so only the one that runs is imported."""

    def load() -> Benchmark:
        run: Benchmark = import_module(f"evaluation.benchmarks.{name}").run
        return run

    return load


BENCHMARKS: dict[str, Callable[[], Benchmark]] = {
    name: _lazily(name)
    for name in ("retrieval", "questions", "ingest", "latency", "tenants", "answers")
}
