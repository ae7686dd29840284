"""An entry's document: the page it links to, or its own content."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from connectors.errors import SourceBroken, SourceError
from connectors.feed.entries import Entry
from connectors.http.types import Http
from connectors.website.scope import DOCUMENTS
from connectors.website.text import readable

_PAGES = ("text/html", "application/xhtml+xml")
_AS_PAGES = (*_PAGES, "", "application/octet-stream")


@dataclass(frozen=True, slots=True)
class Linked:
    """The page that an entry links to, asked for when its bytes are wanted."""

    http: Http
    link: str
    media_type: str
    feed: str
    unread: set[str]
    """Where its feed is named when the page cannot be had."""

    def __call__(self) -> bytes:
        """The bytes. Raises SourceError."""
        try:
            return self._content()
        except SourceError:
            self.unread.add(self.feed)
            raise

    def _content(self) -> bytes:
        response = self.http.request("GET", self.link)
        said = response.headers.get("content-type", "")
        kind = said.partition(";")[0].strip().lower()
        wanted = kind not in _PAGES if self.media_type in DOCUMENTS else kind in _AS_PAGES
        if not wanted:
            raise SourceBroken(f"{self.link} is {kind}, not the {self.media_type} it is taken for.")
        return readable(response.content, said) if kind in _PAGES else response.content


def document(entry: Entry) -> str:
    """An entry's content as a page of its own."""
    title = escape(entry.title)
    language = f' lang="{entry.language}"' if entry.language else ""
    base = f'<base href="{escape(entry.link)}">' if entry.link else ""
    heading = f"<h1>{title}</h1>" if title else ""
    return (
        f'<!doctype html>\n<html{language}><head><meta charset="utf-8"><title>{title}</title>{base}'
        f"</head>\n<body><main>{heading}\n{entry.body}\n</main></body></html>\n"
    )
