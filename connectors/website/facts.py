"""What a crawl wants to know of a page, and its short form for the next crawl."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

_MOST = 4_000_000
"""Characters of links that a note may unfold to."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides on an address and on where it leads."""

    unfit: str = ""
    """Why it is no document whatever the configuration says: noindex, an image."""
    language: str = ""
    canonical: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What is remembered of an address between runs."""

    facts: Facts = Facts()
    kept: bool = False
    """Whether it was a document."""
    etag: str = ""
    last_modified: str = ""
    lastmod: str = ""
    """As the sitemap had it."""
    made_for: str = ""
    """The configuration it was made under; another may see other links in the same page."""

    def encoded(self) -> str:
        """As JSON; the links, which weigh most, compressed."""
        facts = self.facts
        fields = {
            "e": self.etag,
            "m": self.last_modified,
            "s": self.lastmod,
            "f": self.made_for,
            "k": int(self.kept),
            "u": facts.unfit,
            "g": facts.language,
            "c": facts.canonical,
            "l": _packed(facts.links),
        }
        said = {key: value for key, value in fields.items() if value}
        return json.dumps(said, separators=(",", ":"), ensure_ascii=False)

    @property
    def conditions(self) -> dict[str, str]:
        """Headers that ask for the page only if it has changed."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


def read_note(text: str) -> Note | None:
    """A note as an earlier run wrote it; None for one that cannot be read."""
    try:
        fields = json.loads(text)
        links = _unpacked(str(fields.get("l", "")))
    except (ValueError, AttributeError, zlib.error, binascii.Error):
        return None
    unfit, language, canonical, *rest = (str(fields.get(key, "")) for key in "ugcemsf")
    return Note(Facts(unfit, language, canonical, links), bool(fields.get("k")), *rest)


def _packed(links: Sequence[str]) -> str:
    if not links:
        return ""
    return base64.b85encode(zlib.compress("\n".join(links).encode("utf-8"), 9)).decode("ascii")


def _unpacked(text: str) -> tuple[str, ...]:
    if not text:
        return ()
    found = zlib.decompressobj().decompress(base64.b85decode(text), _MOST)
    return tuple(found.decode("utf-8").split("\n"))
