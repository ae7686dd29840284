"""Who does something to whom: nouns for persons and bodies, in order, and how they stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from vraagbaak.grounding.facts.cues import KEPT, any_of
from vraagbaak.language import Language

_AGENTS = {
    Language.NL: (
        r"(?:ver)?huurders?|werkgevers?|werknemers?|gemeenten?|provincies?|politie|stad|steden"
        r"|ouders?|kind(?:eren)?|leerling(?:en)?|leerkracht(?:en)?|scholen|school|student(?:en)?"
        r"|burgers?|eigenaars?|eigenaren|(?:ver)?kopers?|bewoners?|inwoners?|aanvragers?"
        r"|ambtena(?:ar|ren)|minister|burgemeester|college|gemeenteraad|raad|bestuur|besturen"
        r"|overheid|overheden|rechter|rechtbank|arts(?:en)?|dokters?|pati[eë]nt(?:en)?|klant(?:en)?"
        r"|leveranciers?|aannemers?|opdrachtgevers?|vergunninghouders?|vereniging(?:en)?"
        r"|organisaties?|bedrij(?:f|ven)|onderneming(?:en)?|banken|bank|verzekeraars?|fonds"
        r"|agentschap|departement|dienst|commissie|inspecteurs?|inspectie|toezichthouders?"
        r"|consulent(?:en)?|bemiddelaars?|curator|notaris(?:sen)?|erfgenamen|erfgenaam"
        r"|landbouwers?|boeren|boer|jagers?|vissers?|partners?|echtgenoten|echtgenoot|gezin(?:nen)?"
        r"|ocmw|postbode|hond"
    ),
    Language.FR: (
        r"locataires?|propriétaires?|bailleurs?|employeurs?|travailleurs?|employés?|communes?"
        r"|provinces?|police|ville|parents?|enfants?|élèves?|enseignants?|écoles?|étudiants?"
        r"|citoyens?|acheteurs?|vendeurs?|habitants?|demandeurs?|fonctionnaires?|ministre"
        r"|bourgmestre|collège|conseil|administration|autorités?|juge|tribunal|médecins?"
        r"|patients?|clients?|fournisseurs?|entrepreneurs?|titulaires?|associations?|entreprises?"
        r"|banques?|assureurs?|fonds|agence|service|commission|inspecteurs?|notaires?|héritiers?"
        r"|agriculteurs?|partenaires?|conjoints?|ménages?|cpas"
    ),
    Language.DE: (
        r"(?:ver)?mieter(?:in|s)?|arbeitgeber(?:in|s)?|arbeitnehmer(?:in|s)?|gemeinden?"
        r"|provinz(?:en)?|polizei|stadt|städte|eltern|kind(?:er|es|ern)?|schüler(?:in|s|n)?|lehrer(?:in|s|n)?"
        r"|schulen?|student(?:en)?|bürger(?:s|n)?|eigentümer(?:s|n)?|(?:ver)?käufer(?:s|n)?"
        r"|bewohner(?:s|n)?|einwohner(?:s|n)?|antragsteller(?:s|n)?|beamten?|minister(?:in)?"
        r"|bürgermeister(?:in|s)?|rat|verwaltung|behörden?|richter|gericht|ärzte|arzt|patient(?:en)?"
        r"|kunden?|lieferant(?:en)?|unternehmer|inhaber(?:s)?|verein(?:e|s)?|unternehmen(?:s)?"
        r"|bank(?:en)?|versicherer|fonds|agentur|amt|kommission|prüfer|notar|erben|landwirte?"
        r"|partner|ehegatten?|familie"
    ),
    Language.EN: (
        r"tenants?|landlords?|employers?|employees?|workers?|municipalit(?:y|ies)|provinces?"
        r"|police|city|parents?|child(?:ren)?|pupils?|teachers?|schools?|students?|citizens?"
        r"|owners?|buyers?|sellers?|residents?|applicants?|officials?|minister|mayor|council"
        r"|government|authorit(?:y|ies)|judge|court|doctors?|patients?|customers?|suppliers?"
        r"|contractors?|holders?|associations?|compan(?:y|ies)|banks?|insurers?|fund|agency"
        r"|department|service|commission|inspectors?|notar(?:y|ies)|heirs?|farmers?|partners?"
        r"|spouses?|famil(?:y|ies)"
    ),
}
_NOUN = {language: any_of(words) for language, words in _AGENTS.items()}
_GOVERNED = {
    Language.NL: r"aan|door|van|voor|bij|met|naar|tegen|uit|op|in|onder|over|tussen|namens|via"
    r"|zonder",
    Language.FR: r"à|aux?|par|de|du|des|pour|chez|avec|contre|entre|sans|d['’]|selon",
    Language.DE: r"an|vom?|durch|für|bei|beim|mit|zu[mr]?|gegen|aus|auf|im?|unter|über|zwischen"
    r"|ohne",
    Language.EN: r"to|by|of|for|at|with|from|against|between|in|on|under|about|without",
}
_BEFORE = {
    language: re.compile(
        rf"(?:\b(?:{words})|d['’])\s*(?:[^\W\d_'’]+['’\s]\s*){{0,2}}\Z", re.IGNORECASE
    )
    for language, words in _GOVERNED.items()
}
_OBLIQUE = re.compile(r"\b(?:den|dem|des|einen|einem|eines)\s+\Z", re.IGNORECASE)
_BY = {
    Language.NL: r"door",
    Language.FR: r"par",
    Language.DE: r"vo[nm]|durch",
    Language.EN: r"by",
}
_PASSIVE = {
    Language.NL: any_of(r"word(?:t|en)|werd(?:en)?|geworden"),
    Language.FR: any_of(
        r"(?:est|sont|été|sera|seront|être)\s+(?:\w+ment\s+)?\w+(?:ée?s?|ie?s?|ue?s?)"
    ),
    Language.DE: any_of(r"wird|werden|wurden?|worden"),
    Language.EN: any_of(r"(?:is|are|was|were|been|be|being)\s+(?:\w+ly\s+)?\w+(?:ed|en|n|t)"),
}
_STATE = {
    Language.NL: any_of(r"is|zijn"),
    Language.FR: any_of(r"est|sont"),
    Language.DE: any_of(r"ist|sind"),
    Language.EN: any_of(r"is|are|was|were"),
}
_BY_WHOM = {
    language: re.compile(
        rf"\b(?:{word})\s+(?:(?:de|het|een|la|les?|une?|der|die|das|den|dem|eine[rnm]?|the|an?)\s+"
        r"|l['’]\s*)?(?P<who>[^\W\d_][\w-]*)",
        re.IGNORECASE,
    )
    for language, word in _BY.items()
}


@dataclass(frozen=True, slots=True)
class Agent:
    """A person or body at ``text[start:end]``."""

    name: str
    """As written, lower case, without the ending of a plural."""
    start: int
    end: int
    governed: bool
    """After a preposition: neither who does it nor simply to whom."""
    oblique: bool
    """In an oblique case, which German articles show: the one it is done to."""


@lru_cache(maxsize=KEPT)
def agents(text: str, language: Language) -> tuple[Agent, ...]:
    """Nouns for persons and bodies, in order."""
    return tuple(
        Agent(
            _plain(match.group()),
            match.start(),
            match.end(),
            _BEFORE[language].search(text, max(0, match.start() - 40), match.start()) is not None,
            language is Language.DE
            and _OBLIQUE.search(text, max(0, match.start() - 10), match.start()) is not None,
        )
        for match in _NOUN[language].finditer(text)
    )


def passive(text: str, language: Language) -> bool:
    """Whether what is said is done to its subject."""
    return _PASSIVE[language].search(text) is not None


def by_whom(text: str, language: Language) -> Iterator[str]:
    """Those who do it in a passive sentence ("by the council"): agents and names, lower case."""
    if not (passive(text, language) or _STATE[language].search(text)):
        return
    for match in _BY_WHOM[language].finditer(text):
        who = match["who"]
        if (who[0].isupper() and language is not Language.DE) or _NOUN[language].fullmatch(who):
            yield _plain(who)


def _plain(noun: str) -> str:
    """Good enough to see that two are one: huurder, huurders; commune, communes."""
    name = noun.lower()
    for ending in ("en", "s", "n"):
        if name.endswith(ending) and len(name) - len(ending) >= 4:
            return name.removesuffix(ending)
    return name
