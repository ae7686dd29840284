"""Runs on disk: `evaluations/<run id>/run.json`, and `items.jsonl` that only ever grows.

A killed run loses at most the question it was at: a half-written last line is cut off when the
run goes on. Of two records of one item the later one counts.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from evaluation.harness.records import ItemRecord, RunRecord
from vraagbaak.errors import VraagbaakError

RUN, ITEMS = "run.json", "items.jsonl"
_ID = re.compile(r"[a-z0-9][a-z0-9-]{3,90}")


class UnknownRun(VraagbaakError):
    """There is no such run; `vraagbaak evaluate list` shows those that exist."""

    status = 404


def new_id(tenant: str, now: datetime) -> str:
    """Readable, sortable within a tenant, and unlike any other."""
    return f"{tenant}-{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"


def write_atomically(path: Path, text: str) -> None:
    """The file has its old content or the new one, never a part."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with temporary.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


class RunStore:
    """The runs of one data directory."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / "evaluations"

    def save(self, run: RunRecord) -> None:
        """What the run says of itself; its items are kept apart."""
        folder = self._path(run.id)
        folder.mkdir(parents=True, exist_ok=True)
        text = run.model_copy(update={"items": ()}).model_dump_json(indent=1)
        write_atomically(folder / RUN, text)

    @contextmanager
    def appending(self, run_id: str) -> Iterator[ItemWriter]:
        """The way to add items. Raises VraagbaakError where another process is at this run."""
        path = self._path(run_id) / ITEMS
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as exc:
                raise VraagbaakError(f"Another process is at run {run_id}; wait for it.") from exc
            _cut_half_line(file)
            yield ItemWriter(file)

    def load(self, run_id: str) -> RunRecord:
        """The run with its items. Raises UnknownRun, and VraagbaakError for a damaged one."""
        run = self._head(run_id)
        return run.model_copy(update={"items": tuple(self._items(run_id).values())})

    def list(self) -> list[RunRecord]:
        """All runs without their items, the newest first; damaged ones are left out."""
        found = []
        for path in self._folder.glob(f"*/{RUN}"):
            try:
                found.append(self._head(path.parent.name))
            except VraagbaakError:
                continue
        return sorted(found, key=lambda run: run.created_at, reverse=True)

    def folder(self, run_id: str) -> Path:
        """Where a run that exists is kept. Raises UnknownRun."""
        path = self._path(run_id)
        if not (path / RUN).is_file():
            raise UnknownRun(f"There is no run {run_id!r}; `vraagbaak evaluate list` shows them.")
        return path

    def _path(self, run_id: str) -> Path:
        """Refuses what is no run's name, so that no other folder can be reached."""
        if not _ID.fullmatch(run_id):
            raise UnknownRun(f"There is no run {run_id!r}; `vraagbaak evaluate list` shows them.")
        return self._folder / run_id

    def _head(self, run_id: str) -> RunRecord:
        path = self.folder(run_id) / RUN
        try:
            return RunRecord.model_validate_json(path.read_bytes())
        except ValidationError as exc:
            raise VraagbaakError(f"{path}: is no run of this version: {_first(exc)}") from exc

    def _items(self, run_id: str) -> dict[str, ItemRecord]:
        path = self.folder(run_id) / ITEMS
        if not path.is_file():
            return {}
        *whole, _half = path.read_bytes().split(b"\n")
        items: dict[str, ItemRecord] = {}
        for number, line in enumerate(whole, start=1):
            try:
                item = ItemRecord.model_validate_json(line)
            except ValidationError as exc:
                raise VraagbaakError(f"{path}:{number}: is no item: {_first(exc)}") from exc
            items[item.id] = item
        return items


class ItemWriter:
    """Adds items to a run that this process holds."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def add(self, item: ItemRecord) -> None:
        """On return the item survives a crash. Raises VraagbaakError where it cannot be kept."""
        line = json.dumps(item.model_dump(mode="json"), ensure_ascii=False)
        try:
            self._file.write(line.encode("utf-8", "replace") + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as exc:
            raise VraagbaakError(
                f"Item {item.id} cannot be kept ({exc.strerror}); mend that and resume the run."
            ) from exc


def _cut_half_line(file: BinaryIO) -> None:
    file.seek(0)
    data = file.read()
    whole = data.rfind(b"\n") + 1
    if whole < len(data):
        file.truncate(whole)
    file.seek(0, os.SEEK_END)


def _first(exc: ValidationError) -> str:
    error = exc.errors()[0]
    return f"{'.'.join(map(str, error['loc']))}: {error['msg']}"
