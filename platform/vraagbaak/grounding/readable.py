"""Sentences that a reader would read otherwise than a verifier does."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 1200
"""Characters of a claim: longer than any sentence, and slower to check with its square."""
_WORD = re.compile(r"[^\W\d_]+")


def unreadable(claim: str) -> str:
    """Why the claim cannot be checked; empty where it can.

    An invisible character or a letter of another script inside a word makes another word of it for
    a verifier ("n\u00adiet"), and not for a reader.
    """
    if len(claim) > LONGEST:
        return "is longer than a sentence"
    if any(unicodedata.category(sign) in {"Cf", "Cs", "Co"} for sign in claim):
        return "holds invisible characters"
    if any(len(_scripts(word)) > 1 for word in _WORD.findall(claim)):
        return "mixes scripts in one word"
    return ""


def _scripts(word: str) -> set[str]:
    if word.isascii():
        return {"LATIN"}
    return {unicodedata.name(sign, "UNKNOWN").split()[0] for sign in word} - {"COMBINING"}
