"""Documents and articles of the Vlaamse Codex, from the JSON of its API."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from connectors.errors import SourceBroken
from connectors.flemish_html import plain
from connectors.flemish_values import day_of

Json = Mapping[str, Any]

_MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december"
).split()
_DATES = re.compile(r"\s*\(\s*[\d/. ]*\s*-\s*[\d/. ]*\s*\)\s*\Z")
"""Behind a title in the table of contents: (06/04/2026 - ...)."""
_NO_CHAPTER = {"", "document"}
"""What the chapter that holds the whole document is called."""


@dataclass(frozen=True, slots=True)
class Row:
    """A document in a list."""

    id: int
    title: str
    type: str
    day: date | None

    @classmethod
    def of(cls, row: Any) -> Row | None:
        """None for what is no document."""
        if not isinstance(row, dict) or not isinstance(row.get("Id"), int):
            return None
        kind = plain(str(row.get("WetgevingDocumentType") or ""))
        return cls(
            row["Id"], plain(str(row.get("Opschrift") or "")), kind, day_of(row.get("Datum"))
        )

    def is_a(self, types: tuple[str, ...]) -> bool:
        """Whether it is of one of the types; a search only tells it in the title."""
        wanted = tuple(one.lower() for one in types)
        if self.type:
            return self.type.lower() in wanted
        return self.title.lower().startswith(tuple(f"{one} " for one in wanted))


@dataclass(frozen=True, slots=True)
class Document:
    """What all articles of a document share."""

    id: int
    title: str
    """Type, date and heading, as it is cited: Decreet van 6 maart 2026 tot wijziging van …"""
    published: date | None
    """In the Staatsblad."""


@dataclass(frozen=True, slots=True)
class Article:
    """One version of one article."""

    document: Document
    article: int
    """0 where the table of contents does not name it."""
    version: int
    label: str
    path: tuple[str, ...]
    """Titles of the chapters that it stands in, the widest first."""
    start: date | None
    end: date | None
    """Last day."""
    pending: bool
    """Comes into force by an event that is yet to come; ``start`` is then far ahead."""
    text: str | None
    """Markup; None where it must be asked for."""
    comment: str

    @property
    def key(self) -> str:
        """Names this version for good."""
        return f"{self.document.id}/{self.article}/{self.version}"


@dataclass(frozen=True, slots=True)
class _Place:
    article: int
    path: tuple[str, ...]
    entry: Json


def document_of(whole: Json, number: int) -> Document:
    """The document itself. Raises SourceBroken where the answer has none."""
    found = whole.get("Document")
    if not isinstance(found, dict):
        raise SourceBroken(f"The Vlaamse Codex answers without a document for {number}.")
    kind = plain(str(found.get("WetgevingDocumentType") or ""))
    name = plain(str(found.get("Opschrift") or ""))
    if kind and name.lower().startswith(kind.lower()):
        name = name[len(kind) :].strip()
    parts = (kind, _of_day(day_of(found.get("Datum"))), name)
    title = " ".join(part for part in parts if part) or f"Document {number}"
    return Document(number, title, day_of(found.get("BSDatum")))


def written(day: date) -> str:
    """A date as Flemish law writes it: 6 maart 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _of_day(day: date | None) -> str:
    return f"van {written(day)}" if day else ""


def articles_of(whole: Json, number: int, *, superseded: bool) -> Iterator[Article]:
    """The articles in force, then those to come, then, if asked for, the superseded versions.

    Text of superseded versions is None. Raises SourceBroken for an answer without contents.
    """
    document = document_of(whole, number)
    contents = whole.get("Inhoud")
    if contents is None:
        return
    if not isinstance(contents, dict):
        raise SourceBroken(f"The Vlaamse Codex answers without contents for {number}.")
    places = dict(_places(whole.get("Inhoudstafel"), ()))
    for name in ("ArtikelVersies", "ToekomstigeArtikelVersies"):
        for entry in contents.get(name) or ():
            found = unwrapped(entry)
            if isinstance(found.get("Id"), int):
                place = places.pop(found["Id"], _Place(0, (), {}))
                yield article_of(document, place.article, place.path, found)
    if superseded:
        for place in places.values():
            yield article_of(document, place.article, place.path, place.entry)


def unwrapped(entry: Any) -> Json:
    """A version of an article: those in force come in an envelope, those to come do not."""
    inner = entry.get("ArtikelVersie", entry) if isinstance(entry, dict) else None
    return inner if isinstance(inner, dict) else {}


def article_of(document: Document, article: int, path: tuple[str, ...], found: Json) -> Article:
    """An article from its JSON, or from its line in the table of contents."""
    text = found.get("Tekst")
    return Article(
        document=document,
        article=article,
        version=found["Id"],
        label=_label(found),
        path=path,
        start=day_of(found.get("StartDatum")),
        end=day_of(found.get("EindDatum")),
        pending=found.get("StartDatumConditie") == "DateDependentOnExternalEvent",
        text=text if isinstance(text, str) else None,
        comment=str(found.get("Commentaar") or ""),
    )


def _label(found: Json) -> str:
    number = plain(str(found.get("ArtikelNummer") or _DATES.sub("", str(found.get("Titel") or ""))))
    number = number.removesuffix(".").strip()
    kind = str(found.get("ArtikelType") or "ART").strip(". ").lower()
    word = {"art": "Artikel", "aanhef": "Aanhef"}.get(kind, kind.capitalize())
    if number.lower().startswith(word.lower()):
        return number[:1].upper() + number[1:]
    return f"{word} {number}".strip()


def _places(item: Any, path: tuple[str, ...]) -> Iterator[tuple[int, _Place]]:
    """Where each version of an article stands, by its number."""
    if not isinstance(item, dict):
        return
    if item.get("ItemType") == "A":
        for entry in item.get("Versions") or ():
            if isinstance(entry, dict) and isinstance(entry.get("Id"), int):
                yield entry["Id"], _Place(int(item.get("Id") or 0), path, entry)
        return
    title = _chapter(item)
    below = path if title.lower() in _NO_CHAPTER else (*path, title)
    for one in item.get("Items") or ():
        yield from _places(one, below)


def _chapter(item: Json) -> str:
    """The title of a chapter: its own, else that of its latest version."""
    titles = [item, *(one for one in item.get("Versions") or () if isinstance(one, dict))]
    named = [plain(_DATES.sub("", str(one.get("Titel") or ""))) for one in titles]
    return next((name for name in [named[0], *reversed(named)] if name), "")
