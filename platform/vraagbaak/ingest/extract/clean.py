"""Text as a reader sees it: composed characters, plain spaces, nothing invisible."""

from __future__ import annotations

import re
import unicodedata

# Symbol-font bullets and dashes that office programs leave in the private use area.
_SYMBOLS = str.maketrans(
    {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "•", "\uf0fc": "✓", "\uf02d": "-", "\uf0e0": "→"}
)
# Printed as nothing although they are letters, marks or symbols to Unicode: the rest of
# Default_Ignorable_Code_Point (Unicode 16, DerivedCoreProperties) and the blank Braille cell.
_BLANK = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufffc"
    "\U000e0000-\U000e0fff"
)
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_PLAIN = re.compile(r"[\n -~À-ÖØ-öø-ÿ€‘’“”–—…•]*")
_EDGES = re.compile(r" ?\n ?")
_ODD = re.compile(f"[{_BLANK}]")
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})


def visible(text: str) -> str:
    """Text without control, invisible, private or unassigned characters, in NFC.

    Line breaks of all kinds become newlines and other white space one space; no line begins or
    ends with a space. Hidden instructions (Unicode tags, zero-width text) do not survive.
    """
    text = _BREAKS.sub("\n", text.translate(_SYMBOLS))
    text = _SPACES.sub(" ", text)
    if not _PLAIN.fullmatch(text):
        text = _ODD.sub("", text)
        text = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in _HIDDEN)
        text = _SPACES.sub(" ", unicodedata.normalize("NFC", text))
    return _EDGES.sub("\n", text).strip()


def one_line(text: str) -> str:
    """As :func:`visible`, with line breaks turned into spaces."""
    return " ".join(visible(text).split())
