"""Sources into a tenant's index: only what is new or changed is read, cut and embedded."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from connectors.folder import FolderConnector
from connectors.types import SourceItem
from vraagbaak.embedding.types import Embedder
from vraagbaak.errors import ConfigurationError, DocumentError, ExtractionFailed
from vraagbaak.index.types import Document, DocumentState
from vraagbaak.ingest.batch import Batch, IndexLike
from vraagbaak.ingest.chunk import ChunkLimits
from vraagbaak.ingest.extract import format_of, media_type_of
from vraagbaak.ingest.folder_titles import FolderTitles
from vraagbaak.ingest.prepare import Prepared, Preparer, title_of, uri_of
from vraagbaak.ingest.reading import Job, Outcome, read_ahead
from vraagbaak.ingest.report import Failure, IngestReport, Tally
from vraagbaak.ingest.sandbox import Reader, check_size
from vraagbaak.language import LanguageDetector

RECIPE = 2
"""Raise this when extraction, chunking or the vector of a text changes: every document is then read
again."""
Progress = Callable[[int, int], None]
"""Called with (documents done, documents in all)."""


@dataclass(frozen=True, slots=True)
class _Tools:
    """What every run works with."""

    embedder: Embedder
    reader: Reader
    detector: LanguageDetector
    limits: ChunkLimits
    workers: int


class Ingestor:
    """Brings a tenant's index in line with its sources. Blocking; one run at a time a source.

    Work is stored in batches of whole documents, each in one transaction. A run that dies leaves
    complete documents only, and the next one goes on where it stopped.
    """

    def __init__(
        self,
        embedder: Embedder,
        reader: Reader,
        detector: LanguageDetector | None = None,
        limits: ChunkLimits | None = None,
        workers: int = 0,
    ) -> None:
        self._tools = _Tools(
            embedder,
            reader,
            detector or LanguageDetector(),
            limits or ChunkLimits(),
            workers or len(os.sched_getaffinity(0)),
        )

    def ingest(
        self,
        index: IndexLike,
        source: str,
        paths: Sequence[Path],
        *,
        uri_base: str | None = None,
        progress: Progress | None = None,
    ) -> IngestReport:
        """Files and folders into a source.

        Raises ConfigurationError for a path that is not there, and for an empty source of which
        documents are stored.

        Where a folder is named, the source becomes what is in the paths: documents that are gone
        from them are removed. Single files are only added or replaced.
        """
        try:
            items = list(FolderConnector(tuple(paths)).items())
        except OSError as exc:
            raise ConfigurationError(str(exc)) from exc
        mirror = any(path.is_dir() for path in paths)
        return self.ingest_items(
            index, source, items, uri_base=uri_base, mirror=mirror, progress=progress
        )

    def ingest_items(
        self,
        index: IndexLike,
        source: str,
        items: Sequence[SourceItem],
        *,
        uri_base: str | None = None,
        mirror: bool = True,
        progress: Progress | None = None,
    ) -> IngestReport:
        """Items of any connector into a source; with ``mirror`` what is not among them goes."""
        run = _Run(self._tools, index, source, items, uri_base, progress)
        return run.execute(mirror=mirror)

    def close(self) -> None:
        """End the reading processes."""
        self._tools.reader.close()


class _Run:
    """One run over one source."""

    def __init__(
        self,
        tools: _Tools,
        index: IndexLike,
        source: str,
        items: Sequence[SourceItem],
        uri_base: str | None,
        progress: Progress | None,
    ) -> None:
        self._index, self._source, self._items = index, source, items
        self._uri_base, self._progress = uri_base, progress
        self._read, self._workers = tools.reader.read, tools.workers
        self._max_bytes = tools.reader.max_bytes
        recipe = (RECIPE, tools.embedder.name, astuple(tools.limits), uri_base)
        self._recipe = repr(recipe).encode()
        self._preparer = Preparer(tools.embedder.count_tokens, tools.detector.detect, tools.limits)
        self._batch = Batch(index, tools.embedder)
        self._titles = FolderTitles(items, tools.reader.read, tools.reader.max_bytes)
        self._tally = Tally()
        self._failures: list[Failure] = []
        self._warnings: list[str] = []
        self._replacing: set[str] = set()

    def execute(self, *, mirror: bool) -> IngestReport:
        began = time.monotonic()
        states = self._index.states(self._source)
        if mirror and states and not self._items:
            # An unmounted disk looks like an empty folder; it must not empty the tenant.
            raise ConfigurationError(
                f"The source {self._source!r} is empty, but {len(states)} documents of it are "
                "stored; nothing was removed. Check that its folder is really there."
            )
        for outcome in read_ahead(self._jobs(states), self._read, self._workers):
            self._take(outcome)
        self._flush()
        if mirror:
            self._remove(states)
        self._tally.embedded = self._batch.embedded
        return self._tally.report(self._failures, self._warnings, time.monotonic() - began)

    def _jobs(self, states: Mapping[str, DocumentState]) -> Iterator[Job]:
        """The items that are new or changed; the others are counted."""
        for item in self._items:
            self._tally.seen += 1
            try:
                data = self._data(item)
            except DocumentError as exc:
                self._fail(item.key, exc.message, item.key in states)
                continue
            digest = self._hash(item, data)
            state = states.get(item.key)
            if state is not None and state.content_hash == digest:
                self._tally.unchanged += 1
                self._report_progress()
                continue
            media_type = item.media_type or media_type_of(item.key)
            yield Job(item, data, digest, media_type, replaces=state is not None)

    def _data(self, item: SourceItem) -> bytes:
        """The item's bytes, unless there is no use in reading them. Raises DocumentError."""
        if _printable(item.key) != item.key:
            raise ExtractionFailed("Its name is not valid UTF-8; give it another.")
        format_of(item.media_type, item.key)
        check_size(item.size or 0, self._max_bytes)
        try:
            return item.read()
        except OSError as exc:
            raise ExtractionFailed(f"It cannot be opened: {exc.strerror or exc}.") from exc

    def _hash(self, item: SourceItem, data: bytes) -> str:
        """SHA-256 over all that decides a document's passages."""
        digest = hashlib.sha256(self._recipe)
        digest.update(repr((item.key, item.uri, item.media_type, item.title_hint)).encode())
        digest.update(self._titles.digest(item.key))
        digest.update(data)
        return digest.hexdigest()

    def _take(self, outcome: Outcome) -> None:
        """Prepare a document that was read; store the batch when it is full."""
        job = outcome.job
        if outcome.extracted is None:
            self._fail(job.item.key, outcome.reason, job.replaces)
            return
        item = job.item
        title = title_of(outcome.extracted, item.key, item.title_hint, self._titles.title(item.key))
        document = Document(
            key=item.key,
            source=self._source,
            uri=uri_of(item.key, item.uri, self._uri_base),
            title=title,
            text="",
            content_hash=job.content_hash,
            media_type=job.media_type,
        )
        if job.replaces:
            self._replacing.add(item.key)
        if self._batch.add(self._preparer.prepare(document, outcome.extracted)):
            self._flush()

    def _flush(self) -> None:
        for stored in self._batch.flush():
            self._count(stored)
        self._report_progress()

    def _count(self, stored: Prepared) -> None:
        key = stored.document.key
        if key in self._replacing:
            self._tally.changed += 1
        else:
            self._tally.new += 1
        self._tally.passages += len(stored.passages)
        self._warnings += [f"{key}: {warning}" for warning in stored.warnings]

    def _fail(self, key: str, reason: str, stored: bool) -> None:
        kept = " The passages of its earlier version are kept." if stored else ""
        self._failures.append(Failure(_printable(key), reason + kept))
        self._report_progress()

    def _remove(self, states: Mapping[str, DocumentState]) -> None:
        gone = sorted(states.keys() - {item.key for item in self._items})
        if gone:
            self._index.remove_documents(self._source, gone)
        self._tally.removed = len(gone)

    def _report_progress(self) -> None:
        if self._progress:
            tally = self._tally
            done = tally.unchanged + tally.new + tally.changed + len(self._failures)
            self._progress(done, len(self._items))


def _printable(key: str) -> str:
    """A key that can be stored and shown: bytes of a file's name that are no UTF-8, escaped."""
    return key.encode("utf-8", "backslashreplace").decode("utf-8")
