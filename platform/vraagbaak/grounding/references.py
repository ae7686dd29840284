"""What "deze premie", "cette prime" or "it" in a sentence refers to in those before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vraagbaak.grounding.normal import stem
from vraagbaak.grounding.sentences import split_sentences
from vraagbaak.language import Language

LOOK_BACK = 4
"""Sentences before the claim that are searched."""
_COMPOUND = 3
"""Letters at least that a compound has more than its head."""

_DETERMINERS = {
    Language.NL: r"deze|dit|die|dat",
    Language.FR: r"cette|cet|ces|ce",
    Language.DE: r"diese[rsmn]?|jene[rsmn]?",
    Language.EN: r"this|that|these|those",
}
_THIS = {
    language: re.compile(rf"\b(?P<this>{found})\s+(?P<noun>[^\W\d_]{{3,}})", re.IGNORECASE)
    for language, found in _DETERMINERS.items()
}
# Of these only the ones before a verb of amount, time or validity surely stand for a thing.
_PRONOUNS = {
    Language.NL: r"(?P<this>ze|zij|hij|het|deze|die|dit|dat)\s+"
    r"(?:bedraagt|bedragen|kost|duurt|geldt|loopt|eindigt|vervalt|is\s+(?:€|\d|gratis|geldig))",
    Language.FR: r"(?P<this>elles?|ils?|celle-ci|celui-ci|cela|ceci)\s+(?:s['’]élève\w*|coûte|vaut"
    r"|dure|est\s+(?:de\s+\d|gratuite?|valable)|s['’]applique|expire)",
    Language.DE: r"(?P<this>sie|er|es|diese[rs]?|dies)\s+(?:beträgt|kostet|dauert|gilt|endet|läuft"
    r"|ist\s+(?:\d|kostenlos|gültig))",
    Language.EN: r"(?P<this>it|this|that)\s+(?:amounts|costs|lasts|applies|ends|expires"
    r"|is\s+(?:€|\d|free|valid|worth))",
}
_IT = {
    language: re.compile(rf"(?:\A|[,;]\s|\b(?:en|et|und|and)\s)\W*{found}", re.IGNORECASE)
    for language, found in _PRONOUNS.items()
}
_FOR = (
    r"(?P<for>\s+(?:voor|van|tegen|op|bij|pour|d[eu]|des|für|von|der|zur|zum|for|of|on)\s+"
    r"(?:(?:de|het|een|uw|la|le|les|une?|die|das|den|dem|eine?[nmr]?|the|an?|your)\s+|l['’])?"
    r"[^\W\d_]{3,}|\s+d['’][^\W\d_]{3,})?"
)
# The rest is only looked at, so that "right to the premium" does not hide the premium.
_NOUN = re.compile(rf"(?<![^\W\d_])(?P<noun>[^\W\d_]{{3,}})(?={_FOR})", re.IGNORECASE)
_PHRASE = re.compile(
    r"(?:\b(?:de|het|een|uw|deze|die|la|le|les|une?|votre|cette|der|die|das|ein|eine[nmr]?|dem|den"
    r"|ihre?n?|the|an?|your|this)\s+|\bl['’])"
    rf"(?P<noun>[^\W\d_]{{4,}}){_FOR}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """The claim's word at ``start:end`` stands for the words of ``antecedent``."""

    start: int
    end: int
    antecedent: str


def refer(claim: str, context: str, language: Language) -> Reference | None:
    """What the claim's first reference stands for; None without one, or where nothing fits.

    ``context`` is what was said just before, the question included. "This premium" stands for the
    last premium of that, told apart by its compound ("rent premium") or by what it is for; "it",
    before a verb of amount or time, for the last sentence's first thing.
    """
    before = [s.text for s in split_sentences(context)][-LOOK_BACK:][::-1]
    if not before:
        return None
    for this in _THIS[language].finditer(claim):
        antecedent = next(_of_noun(this["noun"], before, language), None)
        if antecedent:
            return Reference(*this.span("this"), antecedent)
    it = _IT[language].search(claim)
    thing = _PHRASE.search(before[0]) if it else None
    return Reference(*it.span("this"), _told(thing)) if it and thing else None


def _of_noun(noun: str, before: list[str], language: Language) -> Iterator[str]:
    """Things of that name, the last said first."""
    head = stem(noun, language)
    for sentence in before:
        for match in reversed(list(_NOUN.finditer(sentence))):
            found = stem(match["noun"], language)
            longer = len(found) >= len(head) + _COMPOUND and found.endswith(head)
            if longer or (found == head and match["for"]):
                yield _told(match)


def _told(match: re.Match[str]) -> str:
    return f"{match['noun']}{match['for'] or ''}"
