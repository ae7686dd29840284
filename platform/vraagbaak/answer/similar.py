"""Whether two sentences say the same."""

from __future__ import annotations

import re

from vraagbaak.answer.words import words

SHARE = 0.8
"""Share of the shorter one's words in the longer one from which two sentences say the same."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def says_the_same(one: str, other: str) -> bool:
    """Near-duplicates; texts with different numbers never are."""
    if set(_NUMBER.findall(one)) != set(_NUMBER.findall(other)):
        return False
    a, b = set(words(one)), set(words(other))
    return len(a & b) >= SHARE * min(len(a), len(b))
