"""Snowball stemmers, one a language and thread."""

from __future__ import annotations

import threading

import Stemmer

from vraagbaak.language import Language

STEMMERS = {
    # Snowball's newer "dutch" conflates words that differ: gezin and zin, gemeente and meen.
    Language.NL: "dutch_porter",
    Language.FR: "french",
    Language.DE: "german",
    Language.EN: "english",
}

_local = threading.local()


def stemmer(language: Language) -> Stemmer.Stemmer:
    """A stemmer of this thread's own: they are not safe to share."""
    stemmers = _local.__dict__.setdefault("stemmers", {})
    if language not in stemmers:
        stemmers[language] = Stemmer.Stemmer(STEMMERS[language])
    found: Stemmer.Stemmer = stemmers[language]
    return found
