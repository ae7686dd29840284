"""The same words in another order: clauses moved, lists turned."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evaluation.mutations.clauses import parted
from evaluation.mutations.types import Scene
from evaluation.mutations.words import capital, lower_start, tidy
from vraagbaak.language import Language

_AND = {Language.NL: "en|of", Language.FR: "et|ou", Language.DE: "und|oder", Language.EN: "and|or"}
_ITEM = r"[a-zà-ÿ][a-zà-ÿ-]{3,}"
_LIST = {
    language: re.compile(rf"(?<=\w )(?P<items>{_ITEM}(?:, {_ITEM})+),? (?P<and>{words}) (?P<last>{_ITEM})"
                         r"(?= (?:is|zijn|wordt|worden|moet|moeten|kan|kunnen|in|op|bij|voor|met|van|te|aan|are"
                         r"|of|for|on|sont|ist|sind|to|by|with|from|as)\b|[.,;)])")
    for language, words in _AND.items()
}  # fmt: skip
_NL_VERBS = (
    "is|zijn|wordt|worden|kan|kunnen|kunt|moet|moeten|mag|mogen|heeft|hebben|hebt|zal|zullen|dient"
    "|dienen|krijgt|krijgen|vindt|bent|gaat|doet|hoeft"
)
_SUBJECT_FIRST = re.compile(
    rf"^(?P<subject>(?:Je|U|We|Wij|Ze|Men|Het|Dit|Er|(?:De|Het|Een|Deze|Dit|Elke?|Alle) "
    rf"(?:(?!die\b|dat\b|om\b|te\b|en\b|of\b)[\w’'-]+ ){{0,3}}[\w’'-]+)) (?P<verb>{_NL_VERBS}) (?P<rest>.+)$"
)
_FRONTED = re.compile(
    r"^(?P<adverbial>(?:Daarna|Vervolgens|Hierna|Vandaag|Momenteel|Daarom|Hiervoor|Hierbij|Daarvoor"
    r"|(?:In|Op|Bij|Via|Na|Voor|Tijdens|Met|Binnen|Vanaf|Onder|Uit) (?:(?!die\b|dat\b|te\b|om\b)[\w’'-]+ ){0,4}?"
    r"[\w’'-]+)) (?P<verb>kan|kunnen|kun|kunt|moet|moeten|mag|mogen|worden|vind|vindt|vinden|heb|hebt"
    r"|hebben|ben|zijn|krijg|krijgt|zie|ziet|gaan|zullen) (?P<subject>je|u|we|wij|ze|men|er) (?P<rest>.+)$"
)
_EN_FRONTED = re.compile(
    r"^(?P<front>(?:In|On|At|For|After|Before|During|By|With|From|Within) [^,.;:]{4,60}),"
    r" (?P<main>(?:the|a|an|you|it|we|they|this|these|all|each)\b[^,;:]{15,})\.$"
)
_EN_TAIL = re.compile(
    r"^(?P<main>(?:The|An?|You|It|We|They|This|These|All) [^,;:]{15,}?) (?P<tail>(?:when|if|before|after|once)"
    r" (?:the|a|an|you|it|we|they|this) [^,;:]{8,})\.$"
)
_FR_FRONTED = re.compile(
    r"^(?P<front>(?:Dans|Pour|Après|Avant|Pendant|À partir d|Depuis) ?[^,.;:]{4,60}),"
    r" (?P<main>(?:le|la|les|un|une|vous|il|elle|on|nous|ce|cette|ces)\b[^,;:]{15,})\.$"
)
_JE = {"vindt": "vind", "hebt": "heb", "bent": "ben", "krijgt": "krijg", "kunt": "kun", "gaat": "ga", "doet": "doe",
       "hoeft": "hoef"}  # fmt: skip
_STRAIGHT = {new: old for old, new in _JE.items()} | {"zie": "ziet"}


def reordered(scene: Scene) -> str | None:
    """The condition first or last, an adverbial inside instead of in front, a list turned."""
    edits = [*_clauses(scene), *_adverbials(scene), *_lists(scene)]
    return scene.rng.choice(edits) if edits else None


def _clauses(scene: Scene) -> Iterator[str]:
    found = parted(scene.text, scene.language)
    if found is None or found.word.startswith(
        ("behalve", "met ", "sauf", "außer", "except", "excl")
    ):
        return
    if found.fronted:
        comma = "," if scene.language is Language.DE else ""
        if not re.search(r"[,;:]", found.main):
            yield f"{found.main}{comma} {found.condition}."
    elif front := _in_front(found.main, found.condition, scene.language):
        yield front


def _in_front(main: str, condition: str, language: Language) -> str | None:
    """Dutch turns subject and verb around; French and English do not."""
    if language is Language.NL:
        match = _SUBJECT_FIRST.match(main)
        if match is None or re.search(r"[,;:]", main) or condition.startswith(("enkel", "alleen")):
            return None
        return f"{capital(condition)}, {_inverted(match)}."
    if language is Language.DE:
        return None
    inner = lower_start(main)
    return f"{capital(condition)}, {inner}." if inner and not re.search(r"[,;:]", main) else None


def _inverted(match: re.Match[str]) -> str:
    subject, verb = match["subject"], match["verb"]
    if subject == "Je":
        verb = _JE.get(verb, verb)
    return f"{verb} {subject[0].lower()}{subject[1:]} {match['rest']}"


def _adverbials(scene: Scene) -> Iterator[str]:
    if scene.language is Language.NL and (match := _FRONTED.match(scene.text)):
        subject, verb = match["subject"], match["verb"]
        verb = _STRAIGHT.get(verb, verb) if subject == "je" else verb
        inside = match["adverbial"][0].lower() + match["adverbial"][1:]
        if re.match(r"(?:zich|je|ons|het|dit|ze|hem|er)\b", match["rest"]):
            return
        yield capital(tidy(f"{subject} {verb} {inside} {match['rest']}"))
    pattern = {Language.EN: _EN_FRONTED, Language.FR: _FR_FRONTED}.get(scene.language)
    if pattern and (match := pattern.match(scene.text)):
        yield f"{capital(match['main'])} {match['front'][0].lower()}{match['front'][1:]}."
    if scene.language is Language.EN and (match := _EN_TAIL.match(scene.text)):
        main = lower_start(match["main"])
        if main:
            yield f"{capital(match['tail'])}, {main}."


def _lists(scene: Scene) -> Iterator[str]:
    for match in _LIST[scene.language].finditer(scene.text):
        items = [*match["items"].split(", "), match["last"]]
        turned = [items[-1], *items[:-1]]
        joined = f"{', '.join(turned[:-1])} {match['and']} {turned[-1]}"
        yield scene.text[: match.start()] + joined + scene.text[match.end() :]
