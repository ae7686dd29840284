"""The open data API of the Vlaamse Codex: its addresses, and its field names in one place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from connectors.codex_articles import Row
from connectors.errors import SourceBroken
from connectors.flemish_values import answer_of
from connectors.http.types import Http

_TAKE = 100
_GONE = (200, 404, 410)
_TOTALS = ("GevondenDocumenten", "TotaalAantal")
"""How many documents there are in all: of a search, and of a list."""


@dataclass(frozen=True, slots=True)
class Api:
    """Asks the API. Each method raises SourceError; None is for what is not there."""

    http: Http
    base: str

    def updated_to(self) -> str:
        """Up to which Staatsblad the Codex is worked in; empty where the API does not say."""
        response = self._get("/api/WetgevingDocument/BijgewerktTot", expected=_GONE)
        return response.text.strip()[:100] if response.status == 200 else ""

    def search(self, term: str) -> Iterator[Row]:
        """The documents that a search finds."""
        return self._rows("/api/WetgevingDocument/Zoeken", {"zoekTerm": term})

    def of_year(self, year: int) -> Iterator[Row]:
        """The documents of a year."""
        return self._rows(f"/api/WetgevingDocument/Datum/{year}", {})

    def by_numac(self, numac: str) -> int | None:
        """The document with a number of the Staatsblad."""
        found = self._object(f"/api/v2/WetgevingDocument/numac/{quote(numac, safe='')}")
        if found is None:
            return None
        if not isinstance(found.get("Id"), int):
            raise SourceBroken(f"The Vlaamse Codex has a document {numac} without a number (Id).")
        return int(found["Id"])

    def whole(self, document: int) -> Mapping[str, Any] | None:
        """A document with its table of contents and all articles, in force and future."""
        return self._object(f"/api/v2/WetgevingDocument/{document}/VolledigDocument")

    def version(self, version: int) -> Mapping[str, Any]:
        """One version of an article."""
        found = self._object(f"/api/WetgevingArtikelVersie/{version}")
        if found is None:
            raise SourceBroken(f"The Vlaamse Codex no longer has version {version} of an article.")
        return found

    def _rows(self, path: str, query: Mapping[str, str]) -> Iterator[Row]:
        """All rows, page by page, each once.

        Raises SourceBroken when there are fewer than the API says: a list that lacks some must not
        be taken for all there is.
        """
        seen: set[int] = set()
        skip, total = 0, 0
        while True:
            page = {**query, "skip": str(skip), "take": str(_TAKE)}
            answer = self._object(f"{path}?{urlencode(page)}") or {}
            rows = answer.get("ResultatenLijst", [])
            if not isinstance(rows, list):
                raise SourceBroken("The Vlaamse Codex answers without a list of results.")
            total = max([total, *(answer.get(name) or 0 for name in _TOTALS)])
            fresh = [row for row in map(Row.of, rows) if row and row.id not in seen]
            if not fresh:  # the end, or an address that knows no pages and repeats itself
                break
            yield from fresh
            seen.update(row.id for row in fresh)
            skip += len(rows)
        if len(seen) < total:
            raise SourceBroken(
                f"The Vlaamse Codex speaks of {total} documents and lists {len(seen)}. "
                "Try again later; if it lasts, select the documents by number."
            )

    def _object(self, path: str) -> Mapping[str, Any] | None:
        response = self._get(path, expected=_GONE)
        if response.status != 200:
            return None
        found = answer_of(response, "the Vlaamse Codex")
        if not isinstance(found, dict):
            raise SourceBroken(f"{response.url} does not answer as the Vlaamse Codex does.")
        return found

    def _get(self, path: str, expected: tuple[int, ...]) -> Any:
        url = self.base.rstrip("/") + path
        return self.http.request(
            "GET", url, headers={"Accept": "application/json"}, expected=expected
        )
