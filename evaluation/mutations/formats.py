"""The same number, sum, term or date written another way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evaluation.mutations.numerals import NUMBER_WORDS, word_of
from evaluation.mutations.quantities import AMOUNT, PERCENTAGE
from evaluation.mutations.times import MONTHS
from evaluation.mutations.types import Scene
from evaluation.mutations.words import put
from vraagbaak.language import Language

_PERCENT = {
    Language.NL: "procent", Language.FR: "pour cent",
    Language.DE: "Prozent", Language.EN: "percent",
}  # fmt: skip
_COUNTED = {
    Language.NL: r"(?:werk|kalender)?dagen|weken|maanden|jaar|uur|minuten|keer|personen"
    r"|stappen|leden",
    Language.FR: r"jours|semaines|mois|ans|heures|minutes|personnes|fois|étapes",
    Language.DE: r"Tagen?|Wochen|Monaten?|Jahren?|Stunden|Minuten|Personen|Mal",
    Language.EN: r"days|weeks|months|years|hours|minutes|people|times|steps|members",
}
_NUMBERED = {
    language: re.compile(rf"(?<![\w.,/+°-])(?P<n>[2-9]|1\d|[2-9]0)(?= "
    rf"(?:{_COUNTED[language]}|[a-zé]{{4,}}"
                         + (r"en" if language is Language.NL else "s") + r")\b)(?! of )")
    for language in Language
}  # fmt: skip
_SPELT = {
    language: re.compile(
        r"(?<![\w-])(?P<n>"
        + "|".join(w for w, v in words.items() if v > 1)
        + r")(?=\s[a-zA-Z])(?! of )",
        re.IGNORECASE,
    )
    for language, words in NUMBER_WORDS.items()
}
_DATE = {
    language: re.compile(
        rf"(?<![\d/-])(?P<day>[0-3]?\d)(?:\.|er|st|nd|rd|th)? "
        rf"(?P<month>{'|'.join(names.split())}),? (?P<year>(?:19|20)\d\d)\b"
    )
    for language, names in MONTHS.items()
}
_DIGITS = re.compile(
    r"(?<![\d/.-])(?P<day>[0-3]?\d)(?P<sep>[/.-])(?P<month>[01]?\d)(?P=sep)(?P<year>(?:19"
    r"|20)\d\d)(?!\d)"
)


def formatted(scene: Scene) -> str | None:
    """One figure of the sentence in another notation."""
    edits = [
        put(scene.text, start, end, new)
        for start, end, new in _rewritten(scene.text, scene.language)
    ]
    return scene.rng.choice(edits) if edits else None


def _rewritten(text: str, language: Language) -> Iterator[tuple[int, int, str]]:
    yield from _amounts(text, language)
    yield from _dates(text, language)
    for match in PERCENTAGE.finditer(text):
        percent = match.group().endswith("%")
        sign = f" {_PERCENT[language]}" if percent else ("%" if language == Language.NL else " %")
        yield match.start(), match.end(), match["number"] + sign
    for match in _NUMBERED[language].finditer(text):
        if (word := word_of(int(match["n"]), language)) and not _label(text[: match.start()]):
            yield match.start(), match.end(), word
    for match in _SPELT[language].finditer(text):
        yield match.start(), match.end(), str(NUMBER_WORDS[language][match["n"].lower()])


def _label(before: str) -> bool:
    """As in "stap 3": there the figure is a name."""
    return bool(
        re.search(
            r"(?:[A-Z]\w*|stap|fase|niveau|type|punt|artikel|step|phase|level|nr\.?|lid) $", before
        )
    )


def _amounts(text: str, language: Language) -> Iterator[tuple[int, int, str]]:
    euro = "Euro" if language is Language.DE else "euros" if language is Language.FR else "euro"
    for match in AMOUNT.finditer(text):
        if match["before"]:
            yield match.start(), match.end(), f"{_ungrouped(match['before'])} {euro}"
        else:
            yield match.start(), match.end(), f"€ {match['after']}"


def _ungrouped(number: str) -> str:
    return re.sub(r"(?<=\d)[.,\u00a0 ](?=\d{3}(?!\d))", "", number)


def _dates(text: str, language: Language) -> Iterator[tuple[int, int, str]]:
    names = MONTHS[language].split()
    for match in _DATE[language].finditer(text):
        month = names.index(match["month"]) + 1
        yield match.start(), match.end(), f"{int(match['day']):02}/{month:02}/{match['year']}"
    for match in _DIGITS.finditer(text):
        month = int(match["month"])
        if 1 <= month <= 12 and 1 <= int(match["day"]) <= 31:
            dot = "." if language is Language.DE else ""
            yield (
                match.start(),
                match.end(),
                f"{int(match['day'])}{dot} {names[month - 1]} {match['year']}",
            )
