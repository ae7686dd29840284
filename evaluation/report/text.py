"""Untrusted text on its way into the page: cleaned, cut short and marked, never trusted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from vraagbaak.language import parse_language

# HTML forbids most control characters, UTF-8 lone surrogates; one stands in for one, so that
# offsets into the text stay right.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_ELLIPSIS = " … "


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; ``marks`` are the numbers of the spans that cover it."""

    text: str
    marks: tuple[int, ...] = ()
    gap: bool = False
    """Stands for text that was left out."""


def clean(text: str) -> str:
    """The text, equally long, without what an HTML page cannot hold."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def clean_value(value: object) -> object:
    """What a template is about to write: strings cleaned, markup and others left alone."""
    return clean(value) if type(value) is str else value


def language_of(tag: str) -> str:
    """The value of a `lang` attribute, empty unless it is a language of ours."""
    language = parse_language(tag) if tag.strip() else None
    return language.value if language else ""


def pieces(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """The text cut where a span begins or ends; spans may overlap, and are clipped to the text."""
    clipped = [(max(0, start), min(end, len(text))) for start, end in spans]
    edges = {edge for start, end in clipped if start < end for edge in (start, end)}
    cuts = sorted(edges | {0, len(text)})
    return tuple(
        Piece(
            text[left:right],
            tuple(n for n, (start, end) in enumerate(clipped) if start <= left and right <= end),
        )
        for left, right in pairwise(cuts)
    )


def shorten(parts: Iterable[Piece], around: int) -> tuple[Piece, ...]:
    """Marked pieces whole, and at most about ``around`` characters of text on either side.

    Text without marks keeps its beginning only.
    """
    whole = tuple(parts)
    if not any(part.marks for part in whole):
        return tuple(_beginning(part, 2 * around) for part in whole[:1]) if whole else ()
    short: list[Piece] = []
    for place, part in enumerate(whole):
        if part.marks:
            short.append(part)
        else:
            short.extend(_middle_out(part, around, place == 0, place == len(whole) - 1))
    return tuple(short)


def _beginning(part: Piece, length: int) -> Piece:
    if len(part.text) <= length + 40:
        return part
    return Piece(_word_end(part.text[:length]) + _ELLIPSIS)


def _middle_out(part: Piece, around: int, first: bool, last: bool) -> list[Piece]:
    head, tail = ("" if first else part.text[:around]), ("" if last else part.text[-around:])
    if len(part.text) <= len(head) + len(tail) + 40:
        return [part]
    return [Piece(_word_end(head)), Piece(_ELLIPSIS, gap=True), Piece(_word_start(tail))]


def _word_end(text: str) -> str:
    cut = text.rfind(" ")
    return text[:cut] if cut > len(text) // 2 else text


def _word_start(text: str) -> str:
    cut = text.find(" ")
    return text[cut + 1 :] if 0 <= cut < len(text) // 2 else text


def joined(parts: Iterable[Markup]) -> Markup:
    """Markup after markup."""
    return Markup("").join(parts)
