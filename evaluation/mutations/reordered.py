"""The same words in another order: clauses moved, lists turned."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evaluation.mutations.clauses import parted
from evaluation.mutations.types import Scene
from evaluation.mutations.words import capital, lower_start, tidy
from vraagbaak.language import Language

_AND = {Language.NL: "en|of", Language.FR: "et|ou", Language.DE: "und|oder", Language.EN: "and|or"}
_ITEM = r"[a-zà-ÿ]{4,}(?:-[a-zà-ÿ]+)?(?!-)"
_LIST = {
    language: re.compile(rf"(?<=\w )(?P<items>{_ITEM}(?:, {_ITEM})+),? (?P<and>{words}) "
    rf"(?P<last>{_ITEM})"
                         r"(?= (?:is|zijn|wordt|worden|moet|moeten|kan|kunnen|are"
        r"|sont|ist|sind)\b|[.,;)])")
    for language, words in _AND.items()
}  # fmt: skip
# An adjective before the first item would move to another.
_FREE = re.compile(
    r"(?:\b(?:van|voor|met|door|in|op|bij|aan|over|als|zoals|naar|via|uit|of|for|with|by|to"
    r"|on|from|as|de|par"
    r"|avec|pour|von|mit|für|aus|bijvoorbeeld|naast|tussen|het ontwikkelen|het)|:) \Z",
    re.IGNORECASE,
)
# What a pronoun points to must stand before it.
_POINTS = re.compile(
    r"^(?:ze|zij|hij|dit|deze|die|dat|hiervan|er|it|they|this|that|these|il|elle|ils|elles"
    r"|cela|er|sie|dies)\b"
    r"(?! (?:is|zijn|wordt|worden|sprake|geen|een)\b)",
    re.IGNORECASE,
)
_NL_VERBS = (
    "is|zijn|wordt|worden|kan|kunnen|kunt|moet|moeten|mag|mogen|heeft|hebben|hebt|zal|zullen|dient"
    "|dienen|krijgt|krijgen|vindt|bent|gaat|doet|hoeft"
)
_SUBJECT_FIRST = re.compile(
    rf"^(?P<subject>(?:Je|U|We|Wij|Ze|Men|Het|Dit|Er|(?:De|Het|Een|Deze|Dit|Elke?|Alle) "
    rf"(?:(?!die\b|dat\b|om\b|te\b|en\b|of\b)[\w’'-]+ ){{0,3}}[\w’'-]+)) "
    rf"(?P<verb>{_NL_VERBS}) (?P<rest>.+)$"
)
_FRONTED = re.compile(
    r"^(?P<adverbial>(?:Daarna|Vervolgens|Hierna|Vandaag|Momenteel|Daarom|Hiervoor|Hierbij|Daarvoor"
    r"|(?:In|Op|Bij|Via|Na|Voor|Tijdens|Met|Binnen|Vanaf|Onder|Uit) (?:(?!die\b|dat\b|te\b"
    r"|om\b)[\w’'-]+ ){0,4}?"
    r"[\w’'-]+)) (?P<verb>kan|kunnen|kun|kunt|moet|moeten|mag|mogen|worden|vind|vindt|vinden"
    r"|heb|hebt"
    r"|hebben|ben|zijn|krijg|krijgt|zie|ziet|gaan|zullen) (?P<subject>je|u|we|wij|ze|men|er) "
    r"(?P<rest>.+)$"
)
_EN_FRONTED = re.compile(
    r"^(?P<front>(?:In|On|At|For|After|Before|During|By|With|From|Within) [^,.;:]{4,60}),"
    r" (?P<main>(?:the|a|an|you|it|we|they|this|these|all|each)\b(?: \w+){0,3}? (?:is|are"
    r"|was|were|can|must|may|should|will|has|have|need|needs|use)\b[^,;:]{8,})\.$"
)
_FR_FRONTED = re.compile(
    r"^(?P<front>(?:Dans|Pour|Après|Avant|Pendant|À partir d|Depuis) ?[^,.;:]{4,60}),"
    r" (?P<main>(?:le|la|les|un|une|vous|il|elle|on|nous|ce|cette|ces)\b[^,;:]{15,})\.$"
)
_JE = {"vindt": "vind", "hebt": "heb", "bent": "ben", "krijgt": "krijg", "kunt": "kun",
       "gaat": "ga",
       "doet": "doe",
       "hoeft": "hoef"}  # fmt: skip
_STRAIGHT = {new: old for old, new in _JE.items()} | {"zie": "ziet"}


def reordered(scene: Scene) -> str | None:
    """The condition first or last, an adverbial inside instead of in front, a list turned."""
    edits = [*_clauses(scene), *_adverbials(scene), *_lists(scene)]
    return scene.rng.choice(edits) if edits else None


def _clauses(scene: Scene) -> Iterator[str]:
    found = parted(scene.text, scene.language)
    if (
        found is None
        or found.word == "verb"
        or found.word.startswith(("behalve", "met ", "sauf", "außer", "except", "excl"))
    ):
        return
    if found.condition.startswith(
        ("als dat", "als dit", "indien dit", "if so", "if this", "if that")
    ):
        return
    if _POINTS.search(found.main if found.fronted else found.condition.partition(" ")[2]):
        return
    if found.fronted:
        comma = "," if scene.language is Language.DE else ""
        if not re.search(r"[,;:]| en (?:is|zijn|wordt|worden|kan|moet|mag) ", found.main):
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
        if subject == "je" and verb.endswith("en"):
            return  # "moeten je ouders": the subject goes on
        if re.match(r"(?:zich|je|ons|het|dit|ze|hem|er)\b", match["rest"]):
            return
        yield capital(tidy(f"{subject} {verb} {inside} {match['rest']}"))
    pattern = {Language.EN: _EN_FRONTED, Language.FR: _FR_FRONTED}.get(scene.language)
    if pattern and (match := pattern.match(scene.text)):
        yield f"{capital(match['main'])} {match['front'][0].lower()}{match['front'][1:]}."


def _lists(scene: Scene) -> Iterator[str]:
    for match in _LIST[scene.language].finditer(scene.text):
        items = [*match["items"].split(", "), match["last"]]
        if not _FREE.search(scene.text[: match.start()]):
            continue
        turned = [items[-1], *items[:-1]]
        joined = f"{', '.join(turned[:-1])} {match['and']} {turned[-1]}"
        yield scene.text[: match.start()] + joined + scene.text[match.end() :]
