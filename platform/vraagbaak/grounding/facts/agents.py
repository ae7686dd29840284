"""Who does something to whom: nouns for persons and bodies, in order, and how they stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from vraagbaak.grounding.clauses import Clause, clauses
from vraagbaak.grounding.facts.conditions import conditions
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
        r"|ocmw|directeurs?|schepen(?:en)?|voorzitters?|secretaris(?:sen)?|griffiers?|gouverneurs?"
        r"|bestuurders?|apothekers?|postbode|hond"
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
_TOWARDS = {
    Language.NL: r"aan",
    Language.FR: r"à|aux?",
    Language.DE: r"an",
    Language.EN: r"to",
}


def _before(words: str) -> re.Pattern[str]:
    """One of the words before a noun, with an article or an adjective or two between."""
    ended = r"(?:\s+|(?<=['’]))"
    return re.compile(rf"\b(?:{words}){ended}(?:[^\W\d_]+['’\s]\s*){{0,2}}\Z", re.IGNORECASE)


_BEFORE = {language: _before(words) for language, words in _GOVERNED.items()}
_BEFORE_TO = {language: _before(words) for language, words in _TOWARDS.items()}
_OBLIQUE = re.compile(r"\b(?:den|dem|einen|einem|einer)\s+\Z", re.IGNORECASE)
# "Der Gemeinde" is told to her, "der Vermieter" tells.
_OF_THE = re.compile(r"\b(?:des|eines)\s+\Z", re.IGNORECASE)
_DER = re.compile(r"\bder\s+\Z", re.IGNORECASE)
_FEMININE = re.compile(
    r"gemeinde|provinz|polizei|stadt|schule|verwaltung|behörde|bank|agentur|kommission|familie|\w+in",
    re.IGNORECASE,
)
_BY = {
    Language.NL: r"door",
    Language.FR: r"par",
    Language.DE: r"vo[nm]|durch",
    Language.EN: r"by",
}
_NOT = re.compile(
    r"\b(?:niet|pas|nicht|not|non)\s+(?:(?:de|het|la|le|les|der|die|das|the)\s+)?\Z", re.IGNORECASE
)
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
_ARTICLES = (
    r"(?:(?:de|het|een|uw|haar|zijn|la|les?|une?|votre|der|die|das|den|dem|eine[rnm]?|the|an?|your)\s+"
    r"|l['’]\s*)?"
)
_BY_WHOM = {
    language: re.compile(
        rf"\b(?:{word})\s+{_ARTICLES}(?:[^\W\d_]+\s+){{0,2}}?"
        rf"(?P<who>(?i:{_AGENTS[language]})\b|(?-i:[A-ZÀ-Þ])[\w-]*)",
        re.IGNORECASE,
    )
    for language, word in _BY.items()
}
# "Door Europese steun", "by Monday": capitals that are nobody's name.
_NOBODY = re.compile(
    r"\w+(?:se|sche|aise?|ienne?|ische[rnm]?)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february"
    r"|march|april|may|june|july|august|september|october|november|december",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Agent:
    """A person or body at ``text[start:end]``."""

    name: str
    """Lower case, reduced so that one and many are the same."""
    start: int
    end: int
    governed: bool
    """After a preposition other than "to": neither who does it nor to whom."""
    towards: bool
    """After "to", or in a German case that says so: to whom it is done."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Who does something, and to whom."""

    doer: str
    other: str


@lru_cache(maxsize=KEPT)
def agents(text: str, language: Language) -> tuple[Agent, ...]:
    """Nouns for persons and bodies, in order."""
    return tuple(_agent(text, match, language) for match in _NOUN[language].finditer(text))


def _agent(text: str, match: re.Match[str], language: Language) -> Agent:
    before = text[max(0, match.start() - 40) : match.start()]
    towards = _BEFORE_TO[language].search(before) is not None
    governed = not towards and _BEFORE[language].search(before) is not None
    if language is Language.DE and not governed:
        feminine = _FEMININE.fullmatch(match.group()) is not None
        towards = towards or bool(_OBLIQUE.search(before) or (feminine and _DER.search(before)))
        governed = _OF_THE.search(before) is not None
    return Agent(reduced(match.group()), match.start(), match.end(), governed, towards)


def relations(text: str, language: Language) -> frozenset[Relation]:
    """Within each clause: who does it, and to whom; passive sentences turned round."""
    found = agents(text, language)
    doers = list(by_whom(text, language))
    parts = [[a for a in found if part.holds(a.start)] for part in _segments(text, language)]
    return frozenset(r for part in parts if (r := _relation(part, text, doers)) is not None)


def _segments(text: str, language: Language) -> list[Clause]:
    """Clauses; what is inside a condition is apart from what is outside."""
    cuts = {0, len(text)}
    cuts |= {clause.start for clause in clauses(text)}
    cuts |= {place for c in conditions(text, language) for place in (c.start, c.end)}
    return [Clause(a, b) for a, b in pairwise(sorted(cuts))]


def _relation(found: Sequence[Agent], text: str, doers: Sequence[str]) -> Relation | None:
    if any(_NOT.search(text[max(0, a.start - 20) : a.start]) for a in found):
        return None
    free = [a for a in found if not (a.governed or a.towards)]
    if doers and free:
        by = next((reduced(who) for who in doers if reduced(who) != free[0].name), None)
        return Relation(by, free[0].name) if by else None
    others = [a for a in found if free and not a.governed and a.name != free[0].name]
    # Three of them in a clause: who is who is a guess.
    return Relation(free[0].name, others[0].name) if len({a.name for a in others}) == 1 else None


def passive(text: str, language: Language) -> bool:
    """Whether what is said is done to its subject."""
    return _PASSIVE[language].search(text) is not None


def by_whom(text: str, language: Language) -> Iterator[str]:
    """Those who do it in a passive sentence ("by the council"): agents and names, lower case."""
    if not (passive(text, language) or _STATE[language].search(text)):
        return
    for match in _BY_WHOM[language].finditer(text):
        who = match["who"]
        known = _NOUN[language].fullmatch(who) is not None
        if known or (language is not Language.DE and not _NOBODY.fullmatch(who)):
            yield who.lower()


def reduced(noun: str) -> str:
    """Good enough to see that two are one: scholen, school; communes, commune."""
    name = noun.lower()
    if name == "kinderen":
        return "kind"
    name = re.sub(r"ies\Z", "y", name) if name.endswith("ties") else name
    name = re.sub(r"(aa|ee|oo|uu)", lambda found: found.group()[0], name)
    for ending in ("en", "s", "n"):
        if name.endswith(ending) and len(name) - len(ending) >= 4:
            name = name.removesuffix(ending)
            break
    return name.removesuffix("e")
