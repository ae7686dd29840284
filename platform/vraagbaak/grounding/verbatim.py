"""Claims that are quotations: whole sentences of the evidence, whatever marks stand between."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vraagbaak.grounding.prepared import Prepared
from vraagbaak.grounding.types import Support
from vraagbaak.grounding.words import Token, tokens

_EDGE_BEFORE = re.compile(r"(?:\A|[.!?:;|\n•>]|\*\*|[-*]\s)[\s\"'“‘„«(*_]*\Z")
_EDGE_AFTER = re.compile(r"[\s\"'”’»)*_]*(?:[.!:;|\n…]|\Z)")
"""No question mark: the words of a question state nothing."""


def verbatim(claim: str, passages: Sequence[Prepared]) -> Support | None:
    """The place where the claim stands word for word; None where it does not.

    From where a sentence or list item begins to where one ends: half of one may mean something
    else.
    """
    wanted = tokens(claim)
    for passage in passages:
        for start, end in _runs(wanted, passage.tokens):
            text = passage.evidence.text
            if _EDGE_BEFORE.search(text, 0, start) and _EDGE_AFTER.match(text, end):
                whole = _with_mark(text, end)
                quote = text[start:whole]
                return Support(passage.evidence.passage_id, quote, start, whole, 1.0)
    return None


def _runs(wanted: Sequence[Token], present: Sequence[Token]) -> list[tuple[int, int]]:
    """Where the words stand in a row, as (start, end) in the text."""
    if not wanted:
        return []
    size, words = len(wanted), [token.folded for token in wanted]
    folded = [token.folded for token in present]
    places = (i for i in range(len(present) - size + 1) if folded[i] == words[0])
    return [
        (present[i].start, present[i + size - 1].end)
        for i in places
        if folded[i : i + size] == words
    ]


def _with_mark(text: str, end: int) -> int:
    mark = re.compile(r"[.!?…]+").match(text, end)
    return mark.end() if mark else end
