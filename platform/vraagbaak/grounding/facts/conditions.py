"""Where a sentence says under what condition, or except for what, it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from vraagbaak.grounding.facts.cues import KEPT, any_of
from vraagbaak.language import Language

_ACTOR = {
    Language.NL: r"(?:u|je|jij|hij|ze|zij|we|wij|men|er|de|het|een|uw|je|dit|dat|deze|die"
    r"|iemand|geen|beide"
    r"|alle|uit|in|op|bij)\b",
    Language.FR: r"(?:vous|il|elle|ils|elles|on|le|la|les|l['’]|votre|vos|une?|ce|cette|aucun)",
}
_MARKERS = {
    Language.NL: rf"als(?=\s+{_ACTOR[Language.NL]})(?<!zowel\sals)(?<!zelfs\sals)(?<!ook\sals)"
    rf"|indien"
    r"|tenzij|mits|op\s+voorwaarde\s+dat|voor\s+zover|behalve(?:\s+(?:als|voor))?|uitgezonderd"
    r"|met\s+uitzondering\s+van|zolang|(?:enkel|alleen|uitsluitend|slechts)\s+(?:als|indien|wanneer"
    r"|voor|met|na|bij|mits|aan|door|in|op)|(?<!\bpas\s)(?<!\btot\s)wanneer(?=\s+(?:u|je|de|het"
    r"|een)\b)"
    r"|in\s+het\s+geval\s+dat|ingeval",
    Language.FR: rf"si(?=\s+{_ACTOR[Language.FR]})|s['’]ils?|sauf(?:\s+si)?"
    rf"|à\s+condition\s+(?:que|de)|à\s+moins"
    r"\s+(?:que|de)|pour\s+autant\s+que|pourvu\s+que|hormis|excepté|à\s+l['’]exception\s+d"
    r"|(?:uniquement"
    r"|seulement|exclusivement)\s+(?:si|pour|avec|en\s+cas|aux?|sur|après)|tant\s+que",
    Language.DE: r"wenn|falls|sofern|soweit|vorausgesetzt|es\s+sei\s+denn|außer(?:\s+wenn)?"
    r"|ausgenommen|mit\s+Ausnahme|unter\s+der\s+(?:Bedingung|Voraussetzung)|(?:nur|ausschließlich|lediglich)\s+"
    r"(?:wenn|für|mit|bei|nach|in|auf)|solange",
    Language.EN: r"(?<!as\s)(?<!even\s)if(?!\s+(?:necessary|possible|needed|not|so|you\s+want))"
    r"|unless"
    r"|provided(?:\s+that)?|except(?:\s+(?:for|if|when))?|excluding|as\s+long\s+as"
    r"|on\s+condition\s+that"
    r"|with\s+the\s+exception\s+of|(?:only|exclusively|solely)\s+(?:if|for|with|when|after|in|by)"
    r"|in\s+case",
}
_CONDITION = {
    language: re.compile(rf"\A\W*als(?=\s[^.;:]+,\s)|\b(?:{found})\b", re.IGNORECASE)
    for language, found in _MARKERS.items()
}
# "Stopt hij later, dan ...", "Ist er krank, so ...": the verb comes first, and nothing marks it.
_VERB_FIRST = {
    Language.NL: re.compile(
        r"(?:\A|(?<=[.;:!?]\s))\W*(?P<clause>[^\W\d_][^;:.!?]{5,160}?),\s+dan\s"
    ),
    Language.DE: re.compile(
        r"(?:\A|(?<=[.;:!?]\s))\W*(?P<clause>[^\W\d_][^;:.!?]{5,160}?),\s+(?:so|dann)\s"
    ),
    Language.EN: re.compile(
        r"(?:\A|(?<=[.;:!?]\s))\W*(?P<clause>(?:should|had|were)\s[^;:.!?]{5,160}?),\s",
        re.IGNORECASE,
    ),
}
_EXCEPTING = re.compile(
    r"tenzij|behalve|uitgezonderd|met\s+uitzondering|sauf|à\s+moins|hormis|excepté"
    r"|à\s+l['’]exception|es\s+sei\s+denn|außer|ausgenommen|mit\s+ausnahme|unless|except|excluding"
    r"|with\s+the\s+exception",
    re.IGNORECASE,
)
_BARE = re.compile(r"\b(?:zelfs|ook|même|auch|selbst|even)\s+\Z", re.IGNORECASE)
_REGARDLESS = any_of(
    r"ongeacht|om\s+het\s+even|in\s+alle\s+gevallen|in\s+elk\s+geval|zonder\s+voorwaarden?"
    r"|onvoorwaardelijk|onafhankelijk\s+van|(?:zelfs|ook)\s+als"
    r"|quel(?:le)?s?\s+que|indépendamment|dans\s+tous\s+les\s+cas|sans\s+conditions?|même\s+si"
    r"|unabhängig\s+davon|egal\s+ob|in\s+(?:allen\s+Fällen|jedem\s+Fall)|bedingungslos"
    r"|auch\s+wenn|selbst\s+wenn"
    r"|regardless|irrespective|in\s+all\s+cases|in\s+any\s+case|unconditionally|even\s+if"
    r"|whether\s+or\s+not"
)
_LIMITS_REPLY = any_of(
    r"maar|doch|enkel|alleen|uitsluitend|mits|als|indien|tenzij|behalve|op\s+voorwaarde|tot|zolang"
    r"|mais|seulement|uniquement|sauf|si|à\s+condition|jusqu['’]\w*|à\s+moins"
    r"|aber|nur|wenn|falls|sofern|außer|bis|solange|es\s+sei\s+denn"
    r"|but|only|if|unless|except|provided|until|as\s+long\s+as"
)


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition ``text[start:end]``, its marker included."""

    start: int
    end: int
    after: int = 0
    """Where its marker ends."""
    excepts: bool = False
    """What it names is left out: "unless", "except"."""


@lru_cache(maxsize=KEPT)
def conditions(text: str, language: Language) -> tuple[Condition, ...]:
    """The conditions of a sentence: each from its marker to the end of its clause.

    One that opens the sentence ends at its comma; another one goes on to the next mark.
    """
    found = list(_verb_first(text, language))
    for match in _CONDITION[language].finditer(text):
        inside = any(one.start <= match.start() < one.end for one in found)
        if not inside and not _BARE.search(text, 0, match.start()):
            excepting = _EXCEPTING.match(match.group()) is not None
            end = _end(text, match.end())
            found.append(Condition(match.start(), end, match.end(), excepting))
    return tuple(found)


def _verb_first(text: str, language: Language) -> Iterator[Condition]:
    pattern = _VERB_FIRST.get(language)
    for match in pattern.finditer(text) if pattern else ():
        start = match.start("clause")
        yield Condition(start, match.end("clause"), start)


def _end(text: str, start: int) -> int:
    # "Es sei denn, Sie sind ...": its comma ends nothing.
    start += text.startswith(",", start)
    mark = re.compile(
        r",\s+(?!die\b|dat\b|dass\b|qui\b|que\b|which\b|that\b)|[;:]\s|\.\s|\)"
    ).search(text, start)
    return mark.start() if mark else len(text)


def regardless(text: str) -> re.Match[str] | None:
    """Where a text says that it holds in any case."""
    return _REGARDLESS.search(text)


def limits(reply: str) -> bool:
    """Whether what follows a yes or no restricts it: "but only with permission"."""
    return _LIMITS_REPLY.match(reply.lstrip(" ,.;:!–—-")) is not None
