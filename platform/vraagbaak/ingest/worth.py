"""Whether a passage says anything."""

from __future__ import annotations

import re

_LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+")
_PLACEHOLDER = re.compile(
    r"\{\{.*?\}\}|<<.*?>>|\$\{.*?\}|\[(?:\.{2,}|…|[xX]+|invullen|in te vullen|vul in|à compléter"
    r"|ausfüllen|fill in|to be (?:completed|filled in))[^\]]*\]"
    r"|\b(?:TODO|TBD|FIXME|XXX+|N/?A|n\.?v\.?t\.?|lorem ipsum)\b|_{3,}|\.{4,}",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_DIGIT = re.compile(r"\d")


def says_something(text: str) -> bool:
    """False for links alone, template fields that nobody filled in, and marks without words."""
    rest = _PLACEHOLDER.sub(" ", _LINK.sub(" ", text))
    return bool(_WORD.search(rest)) or len(_DIGIT.findall(rest)) > 3
