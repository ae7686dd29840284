"""Claims without the condition or exception that the document makes."""

from __future__ import annotations

import re

from evaluation.mutations.clauses import parted
from evaluation.mutations.types import Scene
from evaluation.mutations.words import put
from vraagbaak.language import Language

_IN_ANY_CASE = {
    Language.NL: "In alle gevallen", Language.DE: "In allen Fällen",
}  # fmt: skip
_FRONT = {
    Language.NL: re.compile(
        r"^(?:(?:Als|Indien|Tenzij)\b[^,.;:]{8,120}, (?:dan )?|[A-Z][a-z]+ (?:u|je|hij|ze"
        r"|het|de|een|uw)\b"
        r"[^,.;:]{4,120}, dan )(?=(?:is|zijn|wordt|worden|kan|kunnen|kun|moet|moeten|mag"
        r"|mogen|zal|zullen|heeft|hebben|dient"
        r"|dienen|geldt|gelden|krijg|krijgt|heb|ben|bent|zorgt|zorgen|staat|komt|volgt|geeft) )"
    ),
    Language.DE: re.compile(
        r"^(?:Wenn|Falls|Sofern)\b[^,.;:]{8,120}, (?:so |dann )?(?=[a-zäöü]+ )"
    ),
}
_REGARDLESS = {
    Language.NL: (
        re.compile(
            r"^(?:Als|Indien|Mits|Tenzij)(?= (?:je|u|er|we|men|de|het|deze|dit|een|hij|zij|ze) )"
            r"|(?<!behalve )(?<!enkel )(?<!alleen )(?<!ook )(?<!zelfs )"
            r"(?<!geval )(?<!\()\b(?:als(?= "
            r"(?:je|u|er|we|men) )"
            r"|(?:indien|mits|tenzij)(?= (?:je|u|er|we|men|de|het|deze|dit|een|hij|zij|ze) ))"
        ),
        "ongeacht of",
    ),
    Language.FR: None,
    Language.DE: (
        re.compile(
            r"(?<!nur )\b(?:[Ww]enn|[Ff]alls|[Ss]ofern)(?= (?:Sie|er|es|wir|man|der|die|das|ein) )"
        ),
        "unabhängig davon, ob",
    ),
    Language.EN: (
        re.compile(
            r"\b(?:[Oo]nly if|[Ii]f|[Uu]nless)\b(?= (?:the|a|an|you|it|they|we|this|these"
            r"|your|there) )(?! you (?:want|would|wish|need|like))"
        ),
        "regardless of whether",
    ),
}


def condition(scene: Scene) -> str | None:
    """The condition left out, or declared to be without weight."""
    edits = [edit for edit in (_dropped(scene), _regardless(scene)) if edit]
    return scene.rng.choice(edits) if edits else None


def _dropped(scene: Scene) -> str | None:
    found = parted(scene.text, scene.language)
    if found and found.word.lower() not in ("wanneer", "zodra", "when", "lorsque", "quand"):
        return found.main + "."
    front = _FRONT.get(scene.language)
    if front and (match := front.match(scene.text)):
        return f"{_IN_ANY_CASE[scene.language]} {scene.text[match.end() :]}"
    return None


def _regardless(scene: Scene) -> str | None:
    row = _REGARDLESS[scene.language]
    if row is None:
        return None
    pattern, words = row
    found = list(pattern.finditer(scene.text))
    if len(found) != 1 or re.search(r"\b(?:dan|then|zoals|anders|zou|zouden|even)\b", scene.text):
        return None
    return put(scene.text, found[0].start(), found[0].end(), words)
