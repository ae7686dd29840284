"""The bytes of a page to text, as browsers read them."""

from __future__ import annotations

import codecs
import re

_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_IN_PAGE = re.compile(
    rb"<(?:meta|\?xml)[^>]+?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LATIN = ("iso8859-1", "ascii")


def decoded(content: bytes, content_type: str) -> str:
    """By byte order mark, the header, the page's own word, as UTF-8, else as Windows-1252."""
    declared = (_marked(content), in_header(content_type), in_page(content), "utf-8")
    for encoding in filter(None, declared):
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("cp1252", "replace")


def readable(content: bytes, content_type: str) -> bytes:
    """The bytes as they are, unless only the header tells how to read them.

    What reads the page later sees no header: then the text in UTF-8, with the mark that says so.
    """
    header = in_header(content_type)
    if not header or _marked(content) or header == (in_page(content) or "utf-8"):
        return content
    try:
        text = content.decode(header)
    except UnicodeDecodeError:
        return content
    return codecs.BOM_UTF8 + text.encode("utf-8", "replace")


def in_header(content_type: str) -> str:
    """The encoding that a Content-Type names; empty for one that nobody knows."""
    found = _IN_HEADER.search(content_type)
    return _known(found.group(1)) if found else ""


def in_page(content: bytes) -> str:
    """The encoding that a page names."""
    found = _IN_PAGE.search(content[:4096])
    return _known(found.group(1).decode("ascii", "replace")) if found else ""


def _marked(content: bytes) -> str:
    return next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "")


def _known(name: str) -> str:
    try:
        found = codecs.lookup(name)
    except LookupError:
        return ""
    text_only = getattr(found, "_is_text_encoding", True)
    if not text_only:  # such as rot13 and hex
        return ""
    return "cp1252" if found.name in _LATIN else found.name
