"""Benchmarks, one a file; each measures its peers in the same run."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from evaluation.benchmarks.choice import Choice
from evaluation.benchmarks.report import Report
from vraagbaak.errors import ConfigurationError

Benchmark = Callable[[Path, bool], Report]
"""Called with the data folder and whether a smoke run is enough."""
NarrowedBenchmark = Callable[[Path, bool, Choice], Report]
"""Called with what is chosen as well."""


def _lazily(name: str) -> Callable[[], Benchmark]:
    """Each benchmark loads its own heavy libraries, so only the one that runs is imported."""

    def load() -> Benchmark:
        run: Benchmark = import_module(f"evaluation.benchmarks.{name}").run
        return run

    return load


NARROWED = ("groundedness", "abstention", "end_to_end")
"""Those of which verifiers, sets and a number of items can be chosen."""
BENCHMARKS: dict[str, Callable[[], Benchmark]] = {
    name: _lazily(name)
    for name in (
        "retrieval",
        "questions",
        "ingest",
        "latency",
        "tenants",
        "answers",
        "crawl",
        *NARROWED,
    )
}


def run_benchmark(name: str, data: Path, small: bool, choice: Choice) -> Report:
    """Measure. Raises ConfigurationError for an unknown name, or a choice that it does not have."""
    if name not in BENCHMARKS:
        there = ", ".join(BENCHMARKS)
        raise ConfigurationError(f"There is no benchmark {name!r}; there are: {there}.")
    if name in NARROWED:
        run: NarrowedBenchmark = import_module(f"evaluation.benchmarks.{name}").run
        return run(data, small, choice)
    if choice != Choice():
        raise ConfigurationError(
            f"--verifiers, --only and --limit are for {', '.join(NARROWED)}, not for {name}."
        )
    return BENCHMARKS[name]()(data, small)
