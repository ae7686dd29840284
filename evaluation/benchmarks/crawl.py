"""A crawl of a site made of the corpora: what is found, what is kept of its text, what it costs.

The peer is trafilatura alone with its defaults, on the same bytes in the same run.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean
from time import perf_counter

from connectors.http import Client, HttpLimits, Networks
from connectors.types import Change, Known, Removed, Skipped, SourceItem, Unchanged
from connectors.website import Config, WebsiteConnector
from evaluation.benchmarks.crawl_site import SEED, Site, Source, build, read_sources, served
from evaluation.benchmarks.report import Report, Table, progress, stopwatch
from vraagbaak.errors import ConfigurationError, ExtractionFailed
from vraagbaak.ingest.extract import extract

SMALL = 6
CHANGED = 10
WORST = 8
GOOD = 0.9
LEAST = 25
"""Words of a page from which its F1 says something; agencies have pages that were never filled."""
_NO_ARCHIVE = 0
"""Bytes that unpacking may give; pages are not packed."""
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Crawled:
    """What one crawl told."""

    bytes: dict[str, bytes] = field(default_factory=dict)
    """By path."""
    known: dict[str, Known] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Kept:
    """What an extractor kept of one page."""

    source: Source
    f1: float
    seconds: float
    missing: str
    extra: str


Pair = tuple[Kept, Kept]
"""Ours and trafilatura's of one page."""


def run(data: Path, small: bool) -> Report:
    """Render, crawl, extract; change some pages, crawl again."""
    folder = data / "corpora"
    if not folder.is_dir():
        raise ConfigurationError(f"{folder} is not there; it holds Markdown files by agency.")
    sources = read_sources(folder, SMALL if small else None)
    progress(f"rendering {len(sources)} pages")
    with served(build(sources)) as site:
        progress("crawling")
        first = _crawl(site, {})
        found = _found(site, sources, first)
        tables = [*found, *_quality(sources, first)]
        progress("crawling again")
        tables.append(_again(site, sources, first))
    return Report(tables)


def _crawl(site: Site, known: Mapping[str, Known]) -> Crawled:
    config = Config(starts=(f"{site.url}/",), follow_only=("/lijst*",))
    limits = HttpLimits(pause_s=0.0)
    connector = WebsiteConnector(config, Client(Networks(allowed=("127.0.0.0/8",)), limits))
    crawled = Crawled(known=dict(known))
    with stopwatch() as watch:
        for change in connector.changes("", known):
            crawled.kinds[type(change).__name__] += 1
            _remember(crawled, change, site)
    crawled.seconds = watch.seconds
    return crawled


def _remember(crawled: Crawled, change: Change, site: Site) -> None:
    if isinstance(change, SourceItem | Skipped):
        crawled.known[change.key] = Known(change.version, change.note)
    if isinstance(change, SourceItem):
        crawled.bytes[change.key.removeprefix(site.url)] = change.read()
    if isinstance(change, Removed):
        crawled.known.pop(change.key, None)


def _found(site: Site, sources: Sequence[Source], crawled: Crawled) -> list[Table]:
    there = {source.path for source in sources}
    got = set(crawled.bytes)
    return [
        Table(
            "What the crawl found",
            ("pages there", "found", "found that are none", "skipped", "seconds", "pages/s"),
            [
                (
                    len(there),
                    len(there & got),
                    len(got - there),
                    crawled.kinds["Skipped"],
                    crawled.seconds,
                    sum(site.whole.values()) / crawled.seconds,
                )
            ],
        )
    ]


def _quality(sources: Sequence[Source], crawled: Crawled) -> list[Table]:
    ours: list[Kept] = []
    theirs: list[Kept] = []
    for source in sources:
        content = crawled.bytes.get(source.path)
        if content is not None and _WORD.search(source.text):
            ours.append(_kept(source, content, _extract))
            theirs.append(_kept(source, content, _trafilatura))
    table = Table(
        "Words of the main text kept, F1 against the Markdown's own; time of extraction",
        (
            "pages",
            "number",
            "ours",
            f"≥ {GOOD}",
            "trafilatura",
            f"≥ {GOOD} ",
            "time, ours : theirs",
        ),
    )
    pairs = list(zip(ours, theirs, strict=True))
    for name, chosen in _groups(pairs).items():
        if chosen:
            table.rows.append((name, len(chosen), *_figures(chosen)))
    return [table, _worst([kept for kept in ours if _is_long(kept)])]


def _groups(pairs: Sequence[Pair]) -> dict[str, list[Pair]]:
    """All pages; those with more than a title and a line; and these by template."""
    longer = [pair for pair in pairs if _is_long(pair[0])]
    groups = {"all": list(pairs), f"all, {LEAST} words or more": longer}
    for name in sorted({kept.source.template for kept, _ in pairs}):
        groups[f"{name}, {LEAST} words or more"] = [
            pair for pair in longer if pair[0].source.template == name
        ]
    return groups


def _is_long(kept: Kept) -> bool:
    return _words(kept.source.text).total() >= LEAST


def _figures(pairs: Sequence[Pair]) -> tuple[float, ...]:
    sides = list(zip(*pairs, strict=True))
    scores = [[kept.f1 for kept in side] for side in sides]
    seconds = [sum(kept.seconds for kept in side) for side in sides]
    quality = [(mean(side), mean(f1 >= GOOD for f1 in side)) for side in scores]
    return (*quality[0], *quality[1], seconds[0] / seconds[1])


def _worst(ours: Sequence[Kept]) -> Table:
    rows: list[tuple[object, ...]] = [
        (kept.source.path, kept.source.template, kept.f1, kept.missing, kept.extra)
        for kept in sorted(ours, key=lambda kept: kept.f1)[:WORST]
    ]
    return Table(
        f"Where ours is worst, of pages of {LEAST} words or more",
        ("page", "template", "F1", "missing", "too much"),
        rows,
    )


def _kept(source: Source, content: bytes, extractor: Callable[[bytes], str]) -> Kept:
    start = perf_counter()
    text = extractor(content)
    seconds = perf_counter() - start
    wanted, got = _words(source.text), _words(text)
    shared = (wanted & got).total()
    f1 = 2 * shared / (wanted.total() + got.total())
    return Kept(source, f1, seconds, _some(wanted - got), _some(got - wanted))


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def _some(words: Counter[str]) -> str:
    return f"{words.total()}: " + " ".join(word[:20] for word, _ in words.most_common(6))


def _extract(content: bytes) -> str:
    try:
        return extract(content, "text/html", "page.html", _NO_ARCHIVE).text
    except ExtractionFailed:
        return ""


def _trafilatura(content: bytes) -> str:
    import trafilatura

    return trafilatura.extract(content) or ""


def _again(site: Site, sources: Sequence[Source], first: Crawled) -> Table:
    chance = random.Random(SEED)  # noqa: S311 - the same pages every time
    changed = chance.sample(sources, min(CHANGED, len(sources) // 2))
    for source in changed:
        site.pages[source.path] = site.pages[source.path].replace(b"</h1>", b" (nieuw)</h1>", 1)
    rest = [source.path for source in sources[1:] if source not in changed]
    site.gone.add(rest[-1])
    site.forget()
    second = _crawl(site, first.known)
    told = second.kinds
    return Table(
        f"A second crawl, after {len(changed)} pages changed and one was withdrawn",
        ("fetched in full", "304", "items", "unchanged", "removed", "seconds"),
        [
            (
                sum(site.whole.values()),
                sum(site.spared.values()),
                told[SourceItem.__name__],
                told[Unchanged.__name__],
                told[Removed.__name__],
                second.seconds,
            )
        ],
    )
