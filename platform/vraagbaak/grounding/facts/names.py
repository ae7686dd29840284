"""Proper names: acronyms and capitals that no sentence start or grammar explains."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vraagbaak.grounding.facts.calendar import MONTHS_ALONE, WEEKDAYS
from vraagbaak.grounding.facts.types import Fact, Kind
from vraagbaak.grounding.lexicon import CAPITALISED, FUNCTION_WORDS, GERMAN_PHRASES
from vraagbaak.grounding.normal import fold
from vraagbaak.language import Language

_TOKEN = re.compile(r"[^\W_]+(?:[-‐&.][^\W_]+)*")
_STARTS = re.compile(r"(?:\A|[.!?:;|\n•])\W*\Z|\A\W*(?:\d{1,2}|[a-z])[.)]\s*\Z|[\"“„«‘'’]\Z")
_GERMAN_TITLES = {"frau", "herr", "herrn", "dr", "prof", "in", "nach", "aus"}
_BEFORE_PLACES = {"in", "te", "à", "near", "bij", "rond"}
_GERMAN_NOUNS = re.compile(r"(?:ung|ungen|heit|heiten|keit|keiten|schaft|tion|tionen|nis|tum|ein)$")

EXONYMS = {
    name: names.split()[0]
    for names in (
        "brussel bruxelles brussels brüssel",
        "vlaanderen flandre flanders flandern",
        "wallonie wallonië wallonia wallonien",
        "antwerpen anvers antwerp",
        "gent gand ghent",
        "brugge bruges brügge",
        "leuven louvain löwen",
        "mechelen malines",
        "luik liège lüttich",
        "kortrijk courtrai",
        "ieper ypres ypern",
        "oostende ostende ostend",
        "belgië belgique belgium belgien",
        "nederland pays-bas netherlands niederlande niederlanden",
        "duitsland allemagne germany deutschland",
        "frankrijk france frankreich",
        "europa europe",
        "eu ue",
    )
    for name in (fold(n) for n in names.split())
}
"""Folded names in the four languages to one of them."""

DEMONYMS = {
    fold(word): names.split()[0]
    for names in (
        "vlaanderen vlaams vlaamse flamand flamande flamands flämisch flämische flämischen flemish",
        "wallonie waals waalse wallon wallonne wallonisch wallonische wallonischen walloon",
        "brussel brussels brusselse bruxellois bruxelloise brüsseler",
        "belgie belgisch belgische belge belges belgischen belgian",
        "nederland nederlandse néerlandais néerlandaise niederländische niederländischen",
        "duitsland duitse allemand allemande deutsche deutschen german",
        "frankrijk franse français française französische französischen",
        "europa europees europese européen européenne europäische europäischen european",
    )
    for word in names.split()[1:]
}
"""Adjectives of countries and regions to their name in :data:`EXONYMS`; no languages."""
_REGIONS = frozenset(DEMONYMS.values())


def find_names(text: str, language: Language) -> Iterator[Fact]:
    """One fact a word; a name of several words gives several."""
    previous = ""
    for match in _TOKEN.finditer(text):
        token = match.group()
        if _is_name(token, previous, text, match.start(), language):
            initial = _STARTS.search(text, 0, match.start()) is not None and not _acronym(token)
            yield Fact(
                Kind.NAME,
                canonical(token),
                match.start(),
                match.end(),
                token,
                unit=language,
                initial=initial,
                place=previous.lower() in _BEFORE_PLACES,
            )
        previous = token


def find_regions(text: str) -> Iterator[Fact]:
    """Countries and regions, named or as an adjective: "Vlaamse" is of "vlaanderen".

    Apart from the facts of a text: an adjective may be left out, or stand in a title.
    """
    for match in _TOKEN.finditer(text):
        token = match.group()
        name = canonical(token) if token[0].isupper() else ""
        if name in _REGIONS:
            yield Fact(Kind.NAME, name, match.start(), match.end(), token, place=True)


def canonical(token: str) -> str:
    """Folded, and in one language where the name is spelled differently."""
    key = fold(token)
    return EXONYMS.get(key) or DEMONYMS.get(key, key)


def _acronym(token: str) -> bool:
    return sum(c.isupper() for c in token) >= 2 and not (token.isupper() and len(token) > 7)


def _is_name(token: str, previous: str, text: str, start: int, language: Language) -> bool:
    lower = token.lower()
    if not token[0].isupper() or lower in MONTHS_ALONE or lower in WEEKDAYS or lower in CAPITALISED:
        return False
    if lower in FUNCTION_WORDS[language] or (len(token) == 1 and text[start + 1 :][:1] != "."):
        return False
    if _acronym(token):
        return True
    if language is Language.DE:
        return _is_german_name(token, previous, text, start)
    return True


def _is_german_name(token: str, previous: str, text: str, start: int) -> bool:
    """Every noun has a capital; a name follows another noun, a title or "in" without article."""
    if _GERMAN_NOUNS.search(token) or token.lower() in GERMAN_PHRASES:
        return False
    if not text[:start].endswith((" ", "-")) or not previous:
        return False
    lower = previous.lower()
    return lower in _GERMAN_TITLES or (previous[0].isupper() and not _opens(text, start, previous))


def _opens(text: str, start: int, previous: str) -> bool:
    """Whether the capital before is only the start of the sentence ("Der Antrag")."""
    before = text[: start - 1 - len(previous)]
    return _STARTS.search(before) is not None and previous.lower() in FUNCTION_WORDS[Language.DE]
