"""Replacing words so that the sentence stays a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from evaluation.mutations.types import Scene
from vraagbaak.language import Language

Pairs = Mapping[Language, Sequence[tuple[str, Sequence[str]]]]
"""By language: a pattern, and what may stand for its match (``\\1`` is its first group)."""


def whole(pattern: str) -> re.Pattern[str]:
    """The pattern as whole words; parts of compounds, addresses and codes are none."""
    return re.compile(rf"(?<![\w/.@'’-])(?:{pattern})(?![\w/@'’-]|\.\w)", re.IGNORECASE)


def compiled(pairs: Pairs) -> dict[Language, list[tuple[re.Pattern[str], Sequence[str]]]]:
    """The table with its patterns compiled once."""
    return {
        language: [(whole(pattern), options) for pattern, options in rows]
        for language, rows in pairs.items()
    }


def put(text: str, start: int, end: int, new: str) -> str:
    """``text`` with ``start:end`` replaced; a capital stays a capital, gaps are closed."""
    old = text[start:end]
    if new and old[:1].isupper() and not old[1:2].isupper():
        new = new[0].upper() + new[1:]
    return tidy(text[:start] + new + text[end:])


def tidy(text: str) -> str:
    """One space between words, none before punctuation, a capital first."""
    text = re.sub(r"\s+", " ", text).strip(" ,;")
    text = re.sub(r"\s+([,.;])(?=\s|$)", r"\1", text)
    text = re.sub(r",(?=[.;,])", "", text)
    return capital(text)


def capital(text: str) -> str:
    """With a capital at its start."""
    return text[:1].upper() + text[1:]


_KEPT = re.compile(r"[A-Z0-9]\S*[A-Z0-9]|[A-Z]\b|\S*@")
_ALWAYS_LOWER = re.compile(
    r"(?:De|Het|Een|Deze|Dit|Die|Dat|Je|U|We|Wij|Ze|Zij|Men|Er|Als|Indien|Wanneer|In|Op|Bij|Voor|Na"
    r"|Met|Tijdens|Alle|Elke?|Iedere?|Hierbij|Daarna|Daarbij|Ook|Via|Om|Door|Uit|Van|Aan"
    r"|Le|La|Les|L['’]|Un|Une|Des|Ce|Cette|Ces|Il|Elle|Ils|Elles|On|Vous|Nous|Si|Dans|Pour|En"
    r"|Der|Die|Das|Ein|Eine|Dieser?|Dieses|Wir|Es|Er|Sie|Man|Wenn|Im|Bei|Für|Nach|Mit"
    r"|The|A|An|This|That|These|Those|It|They|You|There|If|When|On|At|For|After|All|Each|Every)\b"
)


def lower_start(text: str) -> str | None:
    """The sentence as it reads inside another; None where its first word may be a name."""
    match = _ALWAYS_LOWER.match(text)
    return text[0].lower() + text[1:] if match else None


def candidates(
    scene: Scene, table: Mapping[Language, Sequence[tuple[re.Pattern[str], Sequence[str]]]]
) -> Iterator[tuple[str, str]]:
    """(claim, the new words) for each place and option of a table, in the seed's order."""
    places = [
        (match, options)
        for pattern, options in table.get(scene.language, ())
        for match in pattern.finditer(scene.text)
    ]
    for match, options in scene.shuffled(places):
        for option in scene.shuffled(options):
            new = match.expand(option) if "\\" in option else option
            if new.lower() != match.group().lower():
                yield put(scene.text, match.start(), match.end(), new), new
