"""Full sentences of passages: no headings, table rows, code, addresses or questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evaluation.mutations.types import Statement
from vraagbaak.grounding import split_sentences
from vraagbaak.language import Language

SHORTEST, LONGEST = 6, 40
"""Words of a sentence that is used."""

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_EMPHASIS = re.compile(r"(\*\*|__|\*|(?<!\w)_|_(?!\w)|`)(?=\S)|(?<=\S)(\*\*|\*|`)")
_MARK = re.compile(r"\s*(?:[-*+•–]|\d{1,3}[.)]|\(?[a-z][.)])\s+")
_RUBBISH = re.compile(
    r"https?:|www\.|[|{}<>=\\#~^@]|\w_\w|\[[^\]]*\]|:::|\w\(\)|&\w+;|\.(?:md|csv|json|html?|xlsx)\b"
    r"|/\w+/|::|\$|\.\.|(?:^|\s)-\w|→|✓|[\[\]]"
)
_OPENING = re.compile(r"[A-ZÀ-ÖØ-Þ0-9€“\"'‘]")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FINITE = {
    Language.NL: r"is|zijn|wordt|worden|was|waren|werd|werden|heeft|hebben|hebt|kan|kunnen"
    r"|kunt|moet"
    r"|moeten|mag|mogen|zal|zullen|zult|wil|willen|dient|dienen|bent|ben|geldt|gelden|bedraagt"
    r"|staat|staan|komt|komen|gaat|gaan|krijgt|krijgen|geeft|geven|doet|doen|vindt|vinden|bevat"
    r"|bevatten|maakt|maken|zorgt|zorgen|gebruikt|betekent|bestaat|bestaan|helpt|biedt|bepaalt"
    r"|vormt|vraagt|beschrijft|toont|werkt|zit|ligt|loopt|leidt|stelt|legt|neemt|ziet|houdt|blijft"
    r"|hoort|valt|volgt|levert|draagt|vereist|speelt|ontstaat|omvat|richt|verwijst"
    r"|verzamelt|gebeurt"
    r"|gebeuren|start|begint|eindigt|heet|brengt|beschikt|ontvangt|betaalt|weet|beoordeelt|voldoet"
    r"|zou|zouden|gaan|voorkomt|ondersteunt|ontwikkelt|regelt|beheert|werken|blijven|vallen|liggen",
    Language.FR: r"est|sont|a|ont|peut|peuvent|pouvez|doit|doivent|devez|sera|seront|était|étaient"
    r"|fait|va|faut|recevez|reçoit|avez|concerne|permet|comprend|contient|s['’]applique",
    Language.DE: r"ist|sind|wird|werden|war|waren|wurde|wurden|hat|haben|kann|können|muss|müssen"
    r"|darf|dürfen|soll|sollen|gilt|gelten|beträgt|erhält|erhalten|gibt|besteht|steht",
    Language.EN: r"is|are|was|were|be|has|have|had|can|could|must|may|might|should|shall|will|would"
    r"|does|do|provides?|requires?|contains?|includes?|uses?|applies|apply|means|needs?|allows?",
}
_HAS_VERB = {
    language: re.compile(rf"\b(?:{verbs})(?: (?:{verbs}))*\b", re.IGNORECASE)
    for language, verbs in _FINITE.items()
}
_RELATIVE = re.compile(r"\b(?:die|dat|welke|waar[a-z]+|hoe|of|als|indien|wanneer)\b")
_CITATION = re.compile(
    r"et al\.|\(\d+\)\.$|^(?:Rapporten|Mededelingen) van|\b(?:bvb?|etc|enz|m\.b\.t|t\.o\.v"
    r"|incl)\.$|\b[A-Z]\.,|\bpp?\. \d"
)
_FOREIGN = {
    language: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for language, words in {
        Language.NL: "de|het|een|van|wordt|worden|zijn|voor|met|niet|moet|je",
        Language.FR: "le|la|les|des|une?|est|sont|pour|vous|dans|du|sur|au",
        Language.DE: "der|die|das|und|ist|sind|wird|werden|für|mit|nicht|den|dem|sie",
        Language.EN: "the|and|is|are|of|for|with|that|this|you|be",
    }.items()
}


@dataclass(frozen=True, slots=True)
class Listing:
    """A line that introduces a list, with its items, all without markup."""

    lead: str
    items: tuple[str, ...]


def plain(text: str) -> str:
    """Without emphasis, link targets and list marks, on one line."""
    text = _LINK.sub(r"\1", text)
    text = _MARK.sub("", text, count=1) if _MARK.match(text) else text
    return re.sub(r"\s+", " ", _EMPHASIS.sub("", text)).strip()


def statements(passage: str, document: str, text: str, language: Language) -> list[Statement]:
    """The usable sentences in order; ``after`` is set where the next sentence is usable too."""
    units = split_sentences(text)
    texts = [plain(unit.text) for unit in units]
    usable = [is_statement(one, language) for one in texts]
    found = []
    for at, (unit, one) in enumerate(zip(units, texts, strict=True)):
        if not usable[at]:
            continue
        adjacent = at + 1 < len(units) and "\n" not in text[unit.end : units[at + 1].start]
        after = texts[at + 1] if adjacent and usable[at + 1] else ""
        found.append(Statement(one, language, passage, document, after))
    return found


def is_statement(text: str, language: Language) -> bool:
    """Whether it is one full sentence that states something, in its language."""
    words = _WORD.findall(text)
    if not SHORTEST <= len(words) <= LONGEST or not text.endswith(".") or ": " in text[:30]:
        return False
    if not _OPENING.match(text) or _RUBBISH.search(text) or text.count('"') % 2:
        return False
    if text.count("(") != text.count(")") or text[:-1].rstrip().endswith((".", ":", ",")):
        return False
    if re.search(r"[.!?] [A-Z].*[a-z]{3,}\.", text[:-1]) or _CITATION.search(text):
        return False
    if not has_verb(text, language):
        return False
    return len(_FOREIGN[language].findall(text)) >= 1 + len(words) // 12


def has_verb(text: str, language: Language) -> bool:
    """Whether a verb stands outside a relative clause: "the steps that are taken" is none."""
    verbs = list(_HAS_VERB[language].finditer(text))
    if language is not Language.NL or not verbs:
        return bool(verbs)
    return len(verbs) > 1 or not _RELATIVE.search(text[1 : verbs[0].start()])


def listings(text: str) -> Iterator[Listing]:
    """Lists of two to six short items under a line that ends with a colon."""
    lead, items = "", list[str]()
    for line in [*text.split("\n"), ""]:
        if _MARK.match(line) and lead:
            items.append(plain(line))
        elif line.strip() or items:
            if lead and 2 <= len(items) <= 6 and not line.startswith((" ", "\t")):
                yield Listing(plain(lead), tuple(items))
            lead, items = (line if line.rstrip().endswith(":") else ""), []
