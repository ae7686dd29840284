"""Right words for the wrong question: what is said of one thing, said of another."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evaluation.mutations.types import Edit, Scene, Statement
from evaluation.mutations.world import content_words
from vraagbaak.language import Language

_ARTICLES = {
    Language.NL: r"De|Het|Een",
    Language.FR: r"Le|La|Les|L['’]",
    Language.DE: r"Der|Die|Das",
    Language.EN: r"The|An?",
}
_VERBS = {
    Language.NL: ("is|wordt|kan|moet|mag|heeft|zal|bevat|geldt|bestaat|bedraagt|dient|was|werd",
                  "zijn|worden|kunnen|moeten|mogen|hebben|zullen|bevatten|gelden|bestaan|dienen"),
    Language.FR: ("est|peut|doit|a|sera|contient|permet", "sont|peuvent|doivent|ont|seront"),
    Language.DE: ("ist|wird|kann|muss|darf|hat|soll|gilt|beträgt",
                  "sind|werden|können|müssen|dürfen|haben|sollen|gelten"),
    Language.EN: ("is|has|was|does|contains|provides|allows|uses", "are|have|were|contain|provide"),
}  # fmt: skip
_NOT_IN_SUBJECT = (
    r"(?!die\b|dat\b|waar\w*\b|om\b|te\b|en\b|of\b|that\b|which\b|who\b|to\b|and\b|or\b"
    r"|qui\b|que\b|et\b"
    r"|dont\b|und\b|oder\b|zu\b|volgende\b|following\b|suivante?s?\b|folgende\w*\b|rest\b|meeste\b"
    r"|eerste\b|tweede\b|laatste\b|resultaat\b|doel\b)"
)
_SUBJECT = {
    language: re.compile(
        rf"^(?P<subject>(?:{articles})(?: |(?<=['’]))(?:{_NOT_IN_SUBJECT}[\w’'-]+ ){{1,5}}?)"
        rf"(?P<verb>{'|'.join(_VERBS[language])})\b(?! (?:werken|dan|dat|gericht|that|also|ook|dus"
        rf"|daarom|er|aussi|auch)\b)(?P<rest>.+)$"
    )
    for language, articles in _ARTICLES.items()
}
_BACK = re.compile(
    r"\b(?:deze|dit|die|hij|ze|zij|zijn|haar|hun|hiervan|hiervoor|daarvan|ervan|beide"
    r"|laatste|ander\w*"
    r"|this|these|it|its|they|their|both|other|ce|cette|ces|il|elle|ils|elles|son|sa|ses|leur"
    r"|dieser?|dieses|sie|ihr\w*|sein\w*)\b",
    re.IGNORECASE,
)

_GENERIC = re.compile(
    r"\b(?:persoon|gebruikers?|voorbeeld\w*|team|systeem|methode|onderdeel|aanpak|proces"
    r"|person|users?"
    r"|materiaal|werk|website|inhoud|ontwikkeling|informatie|gegevens|example|system|method"
    r"|team|part|following|daarbij|hierbij|hiervan|hiervoor)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Split:
    subject: str
    rest: str
    """The verb and what follows it."""
    plural: bool
    article: str


def wrong_question(scene: Scene) -> Edit | None:
    """One statement's subject with another's predicate, from the passage or its document."""
    own = _split(scene.statement)
    if own is None:
        return None
    world, statement = scene.world, scene.statement
    near = list(world.by_passage.get(statement.passage, ()))
    further = [
        s for s in world.by_document.get(statement.document, ()) if s.passage != statement.passage
    ]
    for other in [*scene.shuffled(near), *scene.shuffled(further)[:30]]:
        if other.text != statement.text and (claim := _joined(own, statement, other)):
            text = world.texts.get(other.passage, other.text)
            same = other.passage == statement.passage
            return Edit(claim, () if same else (text,))
    return None


def _split(statement: Statement) -> _Split | None:
    match = _SUBJECT[statement.language].match(statement.text)
    if match is None:
        return None
    subject = match["subject"].strip()
    plural = bool(re.fullmatch(_VERBS[statement.language][1], match["verb"]))
    article = re.match(r"\w+", subject)
    return _Split(
        subject, match["verb"] + match["rest"], plural, article.group() if article else ""
    )


def _joined(own: _Split, statement: Statement, other: Statement) -> str | None:
    """None where the subjects or what is said of them resemble one another."""
    theirs = _split(other) if other.language is statement.language else None
    if theirs is None or theirs.plural != own.plural or _BACK.search(own.rest):
        return None
    strict = statement.language in (Language.FR, Language.DE)
    if strict and theirs.article != own.article:
        return None
    one, two = content_words(own.subject), content_words(theirs.subject)
    if not one or not two or _alike(one, two) or two & content_words(own.rest):
        return None
    unclear = (_GENERIC.search(one_of) for one_of in (own.subject, theirs.subject))
    if any(unclear) or re.search(r"\b[A-Z]{2,3}\b", theirs.subject):
        return None
    said, theirs_said = content_words(own.rest), content_words(theirs.rest)
    if len(said) < 3 or len(said & theirs_said) > len(said) / 3:
        return None
    return f"{theirs.subject} {own.rest}"


def _alike(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether words of both share a stem or a part of a compound: they may be one thing."""
    return any(_part(a, b) or _part(b, a) for a in one for b in two)


def _part(word: str, other: str) -> bool:
    return any(word[at : at + 6] in other for at in range(max(1, len(word) - 5)))
