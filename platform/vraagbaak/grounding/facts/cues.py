"""Words that turn a statement around or weigh it: negation, modality, comparison."""

from __future__ import annotations

import re
from enum import StrEnum

from vraagbaak.grounding.facts.types import Bound, Cue, Fact, Kind
from vraagbaak.language import Language

KEPT = 8192
"""Sentences whose cues are remembered: the same evidence serves every sentence of an answer."""


def any_of(words: str) -> re.Pattern[str]:
    """Any of the alternatives as whole words."""
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


_NEGATION = {
    Language.NL: any_of(
        r"niet(?!-|\s+(?:alleen|enkel|later\s+dan|meer\s+dan|minder\s+dan))|geen|nooit|niets"
        r"|niemand"
        r"|nergens|noch|evenmin|zonder"
    ),
    Language.FR: any_of(
        r"(?:ne\s+|n['’])(?:\w+['’]?\s*){1,4}?(?:pas|plus|jamais|aucune?s?|rien|personne|guère)"
        r"(?!\s+(?:seulement|plus\s+de))|pas(?!\s+(?:seulement|plus\s+de))|jamais|aucune?s?|sans|ni"
    ),
    Language.DE: any_of(
        r"nicht(?!-|\s+(?:nur|mehr\s+als|später\s+als|weniger\s+als))|kein(?:e[mnrs]?)?|nie|niemals"
        r"|niemand\w*|nichts|weder|ohne"
    ),
    Language.EN: any_of(
        r"not(?!\s+(?:only|more\s+than|less\s+than|later\s+than))|\w+n['’]t|cannot|never|none"
        r"|nobody"
        r"|nothing|neither|nor|without|no(?!\.|\s+(?:more\s+than|less\s+than|later\s+than|\d))"
    ),
}
_MUST = {
    Language.NL: any_of(
        r"moet(?:en)?|dien(?:t|en)(?!\s+(?:\w+\s+){0,3}in\b)|verplicht(?:e|en)?"
        r"|hoe(?:ft|ven)"
    ),
    Language.FR: any_of(
        r"doi(?:t|vent|s)|devez|devons|obligatoires?|obligée?s?|faut|tenue?s?\s+de"
    ),
    Language.DE: any_of(r"m(?:u|ü)ss(?:en|t)?|verpflichte\w*|obligatorisch\w*|brauch(?:t|en)"),
    Language.EN: any_of(
        r"must(?!\s+not|n['’]t)|ha(?:ve|s)\s+to|required|obliged|shall|mandatory|compulsory"
        r"|needs?\s+to"
    ),
}
_MAY = {
    Language.NL: any_of(
        r"mag|mogen|kan|kunt|kunnen|vrijwillig(?:e)?|vrijblijvend|optioneel|facultatief"
    ),
    Language.FR: any_of(
        r"peu(?:t|vent|x)|puis|pouvez|pouvons|facultati(?:f|ve)s?"
        r"|(?:doi(?:t|vent|s)|devez|devons)(?=\s+(?:pas|jamais|en\s+aucun\s+cas)\b)"
    ),
    Language.DE: any_of(r"kann|können|könnt|darf|dürfen|dürft|freiwillig\w*"),
    Language.EN: any_of(
        r"may(?!\s+\d)|can|cannot|could|might|allowed|permitted|optional"
        r"|(?:must|shall)\s+not|mustn['’]t"
    ),
}
_SHOULD = {
    Language.NL: any_of(
        r"aanbevolen|aangeraden|aanbevel(?:en|ing)|raden?\s+(?:\w+\s+){0,3}aan|raadzaam"
    ),
    Language.FR: any_of(r"recommand(?:ée?s?|ons|e)|conseill(?:ée?s?|ons|e)|devr(?:iez|ait|aient)"),
    Language.DE: any_of(r"empfohlen|empfehlen|empfiehlt|ratsam|sollten?"),
    Language.EN: any_of(r"recommend(?:ed|s)?|advis(?:ed?|able|es)|should"),
}
_UP = {
    Language.NL: r"minstens|minimaal|minimum|ten\s+minste"
    r"|(?:meer|ouder|hoger|langer|later|groter)\s+(?:is\s+|zijn\s+|bent\s+)?dan|vanaf|na|boven"
    r"|sinds|niet\s+minder\s+dan|ten\s+vroegste",
    Language.FR: r"au\s+moins|au\s+minimum|minimum|plus\s+de|plus\s+tard\s+que"
    r"|à\s+partir\s+d(?:e|u)|dès|depuis|après|supérieure?s?\s+à|au\s+plus\s+tôt",
    Language.DE: r"mindestens|wenigstens|minimal|(?:mehr|älter|höher|länger|größer)\s+(?:ist\s+"
    r"|sind\s+)?als|ab|nach|seit"
    r"|über|frühestens",
    Language.EN: r"at\s+least|minimum(?:\s+of)?|(?:more|older|higher|longer|later|greater"
    r"|larger)\s+than|from|over"
    r"|above|after|since|no(?:t)?\s+(?:less|fewer)\s+than",
}
_DOWN = {
    Language.NL: r"hoogstens|maximaal|maximum|max|ten\s+hoogste|niet\s+(?:meer|later|langer)\s+dan"
    r"|(?<!niet\s)(?:minder|jonger|lager|korter|vroeger|kleiner)\s+(?:is\s+|zijn\s+"
    r"|bent\s+)?dan|tot(?:\s+en\s+met)?|binnen|vóór|voor"
    r"|uiterlijk|ten\s+laatste|onder|t\.e\.m",
    Language.FR: r"au\s+plus(?:\s+tard)?|au\s+maximum|maximum|maximale?|(?<!pas\s)moins\s+de"
    r"|jusqu['’]\s*(?:à|au|en)|pas\s+plus\s+de|dans\s+(?:les|un\s+délai\s+de)|endéans"
    r"|inférieure?s?\s+à|avant|sous",
    Language.DE: r"höchstens|maximal|bis(?:\s+zu|\s+zum)?|(?<!nicht\s)(?:weniger|jünger"
    r"|niedriger|kürzer|kleiner)\s+(?:ist\s+|sind\s+)?als"
    r"|innerhalb|binnen|vor|spätestens|unter|nicht\s+(?:mehr|später|länger)\s+als",
    Language.EN: r"at\s+most|maximum(?:\s+of)?|up\s+to|no(?:t)?\s+(?:more|later|longer)\s+than"
    r"|(?<!no\s)(?<!not\s)(?:less|fewer|younger|lower|shorter|earlier|smaller)\s+than|within"
    r"|before|until|till|under|below|by",
}
_GAP = (
    r"\s+(?:(?:of\s+op|op|om|am|on|zum|au|de|het|le|la|les|the|der|die|das|dem|den|einer|eine[mnrs]?|von|van|d['’]|of|een|an?)"
    r"\s*)*\Z"
)
_BOUNDS = {
    language: (
        re.compile(rf"\b(?:{_DOWN[language]}){_GAP}", re.IGNORECASE),
        re.compile(rf"\b(?:{_UP[language]}){_GAP}", re.IGNORECASE),
    )
    for language in Language
}
_AFTERWARDS = (
    (Bound.UP, any_of(r"of\s+(?:meer|ouder)|ou\s+plus|oder\s+mehr|or\s+more|or\s+older|et\s+plus")),
    (
        Bound.DOWN,
        any_of(
            r"(?:of\s+minder|ou\s+moins|oder\s+weniger|or\s+less|or\s+fewer)(?!\s+\w)|maximum|max"
        ),
    ),
)
# "voor 250 euro" is a price, "voor 1 maart" a deadline.
_ONLY_TIME = re.compile(
    r"\b(?:voor|na|after|before|vor|nach|après|avant|by|sous|dans)\b", re.IGNORECASE
)
_TIMELY = {Kind.DATE, Kind.TIME, Kind.DURATION, Kind.WEEKDAY}
_BOUNDED = {*_TIMELY, Kind.NUMBER, Kind.MONEY, Kind.PERCENT}


_EXCEPTION = {
    Language.NL: any_of(r"behalve|tenzij|uitgezonderd|uitzondering"),
    Language.FR: any_of(r"sauf|excepté|hormis|à\s+moins\s+que|exception"),
    Language.DE: any_of(r"außer|ausgenommen|es\s+sei\s+denn|Ausnahme"),
    Language.EN: any_of(r"except|unless|excluding|exception"),
}


# They deny what they stand with, and "not forbidden" does not.
_PROHIBITED = any_of(
    r"verboden|verbied(?:t|en)|verbood|interdi(?:te?s?|sent)|verboten|verbiete[nt]?|untersagt"
    r"|forbidden|prohibit(?:ed|s)?|forbids?|banned"
)


class Modality(StrEnum):
    """Obligation, freedom, advice."""

    MUST = "must"
    MAY = "may"
    SHOULD = "should"


_MODALS = ((Modality.MUST, _MUST), (Modality.MAY, _MAY), (Modality.SHOULD, _SHOULD))


def negations(text: str, language: Language) -> list[Cue]:
    """Where something is denied."""
    return [Cue(m.start(), m.end()) for m in _NEGATION[language].finditer(text)]


def excepts(text: str, language: Language) -> list[Cue]:
    """Where an exception is made; what follows is denied or affirmed by what stands before."""
    return [Cue(m.start(), m.end()) for m in _EXCEPTION[language].finditer(text)]


def prohibitions(text: str) -> list[Cue]:
    """Where something is forbidden."""
    return [Cue(m.start(), m.end()) for m in _PROHIBITED.finditer(text)]


def modalities(text: str, language: Language) -> dict[Modality, list[Cue]]:
    """Words of obligation, of freedom and of advice."""
    return {
        modality: [Cue(m.start(), m.end()) for m in patterns[language].finditer(text)]
        for modality, patterns in _MODALS
    }


def bound_of(fact: Fact, text: str, language: Language) -> Bound | None:
    """What a comparison word just before or after a quantity makes of it."""
    if fact.kind not in _BOUNDED:
        return None
    before = text[max(0, fact.start - 40) : fact.start]
    for bound, pattern in zip((Bound.DOWN, Bound.UP), _BOUNDS[language], strict=True):
        match = pattern.search(before)
        if match and (fact.kind in _TIMELY or not _ONLY_TIME.match(match.group())):
            return bound
    after = re.match(r"(?:\s+[^\W\d_]+){0,2}?\s+", text[fact.end : fact.end + 40])
    rest = text[fact.end : fact.end + 40]
    return _afterwards(rest) if after else None


def _afterwards(rest: str) -> Bound | None:
    found = [(m.start(), bound) for bound, p in _AFTERWARDS if (m := p.search(rest))]
    near = [(start, bound) for start, bound in found if not re.search(r"[.,;\d]", rest[:start])]
    return min(near)[1] if near else None
