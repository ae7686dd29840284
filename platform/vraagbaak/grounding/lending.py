"""What lines take over from those before them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vraagbaak.grounding.lines import Line
from vraagbaak.language import Language

BACK = 3
"""How many lines back a line may lean."""

_REFERS = {
    Language.NL: re.compile(r"\b(?:ze|deze|hem|ervan|ervoor|eraan|hiervoor|daarvoor)\b"),
    Language.FR: re.compile(
        r"\b(?:elle|celle-ci|celui-ci|l['’](?:obten|demand|introdui|recev)\w+)\b"
    ),
    Language.DE: re.compile(r"\b(?:sie|ihn|davon|dafür|diese[rsnm]?)\b"),
    Language.EN: re.compile(r"\b(?:it|them|this)\b"),
}
"""Words by which a line speaks of the thing that the line before it named."""
_FOR_WHAT = re.compile(
    r"(?P<noun>[^\W\d_]{4,})\s+(?:voor|pour|für|for|op|tegen|sur|contre)\s+"
    r"(?:(?:de|het|een|la|le|les|l['’]|une?|die|das|den|eine?n?|the|an?)\s*)?"
    r"(?P<what>[^\W\d_]{3,})",
    re.IGNORECASE,
)


def lent(lines: Sequence[Line], index: int) -> frozenset[str]:
    """Stems of the lines that a line refers back to, a few back, and of its header."""
    line = lines[index]
    stems: set[str] = set()
    if line.heading is not None and not _renames(line, lines[line.heading]):
        stems |= lines[line.heading].stems
    if line.head is not None:
        head = lines[line.head]
        stems |= frozenset() if head.doubts else head.stems
    elif line.leans:
        for before in range(index - 1, max(-1, index - 1 - BACK), -1):
            if lines[before].doubts:
                break
            stems |= lines[before].stems
            if not (lines[before].leans or _REFERS[line.language].search(lines[before].text)):
                break
    return frozenset(stems)


def _renames(line: Line, heading: Line) -> bool:
    """Whether a line names something else of the kind that the question before it asks about.

    "What is the grant for solar panels? The grant for insulation ...": the panels are not lent.
    """
    if not heading.asks:
        return False
    asked, own = (_for_what(text) for text in (heading.text, line.text))
    return any(noun in own and own[noun] != what for noun, what in asked.items())


def _for_what(text: str) -> dict[str, str]:
    return {m["noun"].lower(): m["what"].lower() for m in _FOR_WHAT.finditer(text)}
