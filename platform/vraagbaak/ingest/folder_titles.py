"""Titles of folders, from their index pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

from connectors.types import SourceItem
from vraagbaak.errors import DocumentError
from vraagbaak.ingest.extract import media_type_of
from vraagbaak.ingest.types import Extracted

_INDEX_NAMES = ("index.md", "_index.md", "readme.md", "index.html", "index.htm")


class FolderTitles:
    """The index page of each folder, read only when a document beside it asks for it."""

    def __init__(
        self,
        items: Iterable[SourceItem],
        read: Callable[[bytes, str, str], Extracted],
        max_bytes: int,
    ) -> None:
        self._read = read
        self._pages: dict[str, SourceItem] = {}
        self._bytes: dict[str, bytes] = {}
        self._titles: dict[str, str] = {}
        for item in items:
            path = PurePosixPath(item.key)
            if (
                path.name.lower() in _INDEX_NAMES
                and str(path.parent) != "."
                and (item.size or 0) <= max_bytes
            ):
                self._pages.setdefault(str(path.parent), item)

    def digest(self, key: str) -> bytes:
        """Changes when the title may change; empty where there is no index page."""
        data = self._data(str(PurePosixPath(key).parent))
        return hashlib.sha256(data).digest() if data else b""

    def title(self, key: str) -> str:
        """The title of the folder that a document is in; empty where it has none."""
        folder = str(PurePosixPath(key).parent)
        if folder not in self._titles:
            self._titles[folder] = self._title(folder)
        return self._titles[folder]

    def _data(self, folder: str) -> bytes:
        if folder not in self._bytes:
            page = self._pages.get(folder)
            try:
                self._bytes[folder] = page.read() if page else b""
            except OSError:  # reported where the page itself is read
                self._bytes[folder] = b""
        return self._bytes[folder]

    def _title(self, folder: str) -> str:
        data = self._data(folder)
        if not data:
            return ""
        name = self._pages[folder].key
        try:
            return self._read(data, media_type_of(name), name).title
        except DocumentError:  # reported where the page itself is read
            return ""
