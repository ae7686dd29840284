"""Web and e-mail addresses, phone numbers, articles of law."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vraagbaak.grounding.facts.types import Fact, Kind

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'”’)\]]+|\b(?:[a-z0-9-]+\.)+(?:be|eu|com|org|net|nl|fr|de|brussels"
    r"|vlaanderen|gov|invalid|example|info)\b(?:/[^\s<>\"'”’)\]]*)?",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w.,])(?:(?:\+|00)\d{2}[\s./()-]*(?:\(0\)\s*)?\d{1,3}|0\d{1,3})"
    r"(?:[\s./-]{0,2}\d{2,3}){3,4}(?![\d,])"
)
_DATE = re.compile(r"\d{1,2}([./-])\d{1,2}\1(?:19|20)\d{2}")
_ARTICLE = re.compile(
    r"(?<!\w)(?:art(?:ikel(?:en)?|icles?|\.)?|§+|paragra(?:af|phe?s?)|lid|alinéa|absatz|abs\.)\s*"
    r"(?P<number>(?:[IVXLR]{1,4}\.)?\d+(?:[./:]\d+)*(?:bis|ter|quater|[a-z](?!\w))?)",
    re.IGNORECASE,
)
_PARAGRAPH = ("§", "p", "l", "al", "ab")


def find_addresses(text: str) -> Iterator[Fact]:
    """Facts that other patterns must not cut into."""
    for match in _MAIL.finditer(text):
        yield _fact(Kind.ADDRESS, match.group().rstrip(".").lower(), match)
    for match in _URL.finditer(text):
        yield _fact(Kind.ADDRESS, _url(match.group()), match)
    for match in _PHONE.finditer(text):
        if _DATE.fullmatch(match.group()):
            continue
        yield _fact(Kind.PHONE, _phone(match.group()), match)
    for match in _ARTICLE.finditer(text):
        yield _fact(Kind.REFERENCE, _reference(match), match)


def _fact(kind: Kind, value: str, match: re.Match[str]) -> Fact:
    return Fact(kind, value, match.start(), match.end(), match.group())


def _url(written: str) -> str:
    bare = re.sub(r"^https?://", "", written.lower()).removeprefix("www.")
    return bare.rstrip(".,;:!?/")


def _phone(written: str) -> str:
    digits = re.sub(r"\D", "", written.replace("(0)", ""))
    return re.sub(r"^(?:0032|32(?=\d{8,9}$))", "0", digits)


def _reference(match: re.Match[str]) -> str:
    word = match.group().lower()
    kind = "par" if word.startswith(_PARAGRAPH) and not word.startswith("art") else "art"
    return f"{kind}:{match.group('number').lower()}"
