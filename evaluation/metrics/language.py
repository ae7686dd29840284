"""Whether the reader gets an answer in the reader's language."""

from __future__ import annotations

from collections.abc import Callable

from vraagbaak.language import Language


def language_match(
    text: str, wanted: Language, detect: Callable[[str], Language | None]
) -> float | None:
    """1.0 where the text is in the wanted language, 0.0 where it is in another one.

    None where there is too little text to tell its language by.
    """
    found = detect(text)
    return None if found is None else float(found is wanted)
