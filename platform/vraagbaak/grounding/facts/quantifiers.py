"""How many, how often, and nothing else: all, most, some, few, only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from vraagbaak.grounding.facts.calendar import TIME_UNITS
from vraagbaak.grounding.facts.cues import KEPT, any_of
from vraagbaak.language import Language


class Quantity(IntEnum):
    """How much of the cases; a higher one says more."""

    NONE = 0
    FEW = 1
    SOME = 2
    MOST = 3
    ALL = 4


@dataclass(frozen=True, slots=True)
class Quantified:
    """A quantifier at ``text[start:end]``."""

    quantity: Quantity
    start: int
    end: int
    vague: bool = False
    """It may only stand for a plural: "certain documents"."""
    everyone: bool = False
    """It stands alone: nobody is left out."""


_WORDS: dict[Language, dict[Quantity, str]] = {
    Language.NL: {
        Quantity.ALL: r"alle|elke?|iedere?|iedereen|altijd|steeds(?!\s+(?:meer|minder|vaker|beter))"
        r"|telkens|allemaal",
        Quantity.MOST: r"de\s+meeste|meestal|doorgaans|gewoonlijk|vaak|dikwijls|regelmatig"
        r"|veelal|veel(?=\s\w+en\b)|vele",
        Quantity.SOME: r"sommigen?|soms|af\s+en\s+toe|een\s+deel\s+van|enkelen?(?!\s+(?:de|het"
        r"|als|voor|met))"
        r"|bepaalde|enige",
        Quantity.NONE: r"nooit|niemand",
        Quantity.FEW: r"zelden|weinige?|nauwelijks",
    },
    Language.FR: {
        Quantity.ALL: r"tou(?:s|tes)(?=\s)|tout\s+le\s+monde|chaque|chacune?|toujours"
        r"|systématiquement",
        Quantity.MOST: r"la\s+plupart|souvent|généralement|habituellement|régulièrement",
        Quantity.SOME: r"certain(?:e?s)|parfois|de\s+temps\s+en\s+temps|une\s+partie\s+d|quelques",
        Quantity.NONE: r"jamais|personne\s+ne",
        Quantity.FEW: r"rarement|peu\s+d(?:e|['’])",
    },
    Language.DE: {
        Quantity.ALL: r"alle[nr]?|jede[mnrs]?|immer(?!\s+(?:mehr|weniger))|stets|sämtliche[nr]?",
        Quantity.MOST: r"(?:die|den|der)\s+meisten|meist(?:ens)?|oft|häufig|gewöhnlich"
        r"|üblicherweise|in\s+der\s+Regel",
        Quantity.SOME: r"manche[nr]?|manchmal|gelegentlich|ein\s+Teil\s+de[rs]|einige[nr]?"
        r"|bestimmte[nr]?",
        Quantity.NONE: r"nie|niemals|niemand",
        Quantity.FEW: r"selten|wenige[nr]?|kaum",
    },
    Language.EN: {
        Quantity.ALL: r"all(?!\s+\d)|every(?:one|body)?|each|always",
        Quantity.MOST: r"most(?!\s+\w+ly)|usually|often|generally|typically|normally|regularly"
        r"|many",
        Quantity.SOME: r"some(?!\s*(?:one|thing))|sometimes|occasionally|certain|several",
        Quantity.NONE: r"never|nobody",
        Quantity.FEW: r"rarely|seldom|few(?!er)|hardly",
    },
}
_QUANTIFIERS = {
    language: {quantity: any_of(found) for quantity, found in kinds.items()}
    for language, kinds in _WORDS.items()
}
_VAGUE = any_of(
    r"bepaalde|enkelen?|enige|quelques|certaine?s|einige[nr]?|bestimmte[nr]?|certain|several"
    r"|regelmatig|régulièrement|regularly|veel|vele|many"
)
_EVERYONE = any_of(r"iedereen|tout\s+le\s+monde|jeder(?=\s+[a-zäöü])|everyone|everybody")
_ONLY = {
    Language.NL: any_of(
        r"(?<!niet )(?:alleen|enkel|uitsluitend|slechts)"
        r"(?!\s+(?:\d|€|wo(?:ont|nen)|sta|maar\b(?!\s+(?:als|voor))))"
    ),
    Language.FR: any_of(
        r"(?<!pas )(?<!non )(?:seulement|uniquement|exclusivement)|seule?s?\s+(?:les|la|le)"
    ),
    Language.DE: any_of(r"(?<!nicht )(?:nur|ausschließlich|lediglich|allein)(?!\s+\d)"),
    Language.EN: any_of(r"(?<!not )(?:only|exclusively|solely)(?!\s+\d)"),
}


@lru_cache(maxsize=KEPT)
def quantifiers(text: str, language: Language) -> tuple[Quantified, ...]:
    """Those of the text in order of quantity, highest first; "every month" is a period."""
    return tuple(
        Quantified(
            quantity, m.start(), m.end(), _VAGUE.fullmatch(m.group()) is not None, _everyone(m)
        )
        for quantity, pattern in _QUANTIFIERS[language].items()
        for m in pattern.finditer(text)
        if not _counts_time(text[m.end() :])
    )


@lru_cache(maxsize=KEPT)
def restricted(text: str, language: Language) -> tuple[tuple[int, int], ...]:
    """Where "only" and the like stand."""
    return tuple(m.span() for m in _ONLY[language].finditer(text))


def _everyone(match: re.Match[str]) -> bool:
    return _EVERYONE.match(match.string, match.start()) is not None


def _counts_time(after: str) -> bool:
    following = after.split(maxsplit=1)[:1]
    return bool(following) and following[0].strip(".,;:").lower() in TIME_UNITS
