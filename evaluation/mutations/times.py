"""Wrong dates, and wrong terms and durations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evaluation.mutations.numerals import NUMBER_WORDS, word_of
from evaluation.mutations.quantities import direction, other_numbers
from evaluation.mutations.types import Scene
from evaluation.mutations.words import put
from vraagbaak.language import Language

MONTHS = {
    Language.NL: "januari februari maart april mei juni juli augustus september oktober november "
    "december",
    Language.FR: "janvier février mars avril mai juin juillet août septembre octobre novembre "
    "décembre",
    Language.DE: "Januar Februar März April Mai Juni Juli August September Oktober November "
    "Dezember",
    Language.EN: "January February March April May June July August September October November "
    "December",
}
_DAYS = {
    Language.NL: "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    Language.FR: "lundi mardi mercredi jeudi vendredi samedi dimanche",
    Language.DE: "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    Language.EN: "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}
_WORDS_TOO = ("May", "March", "mars", "mei")
_MONTH = {
    # "may" and "mars" are dates only beside a number.
    language: re.compile(
        rf"\b(?:(?<=\d )|(?<=\d\. )|(?<=1er ))(?:{'|'.join(names.split())})\b"
        rf"|\b(?:{'|'.join(names.split())})(?=,? \d)"
        rf"|\b(?:{'|'.join(n for n in names.split() if n not in _WORDS_TOO)})\b"
    )
    for language, names in MONTHS.items()
}
_DAY = {
    language: re.compile(rf"\b(?:{'|'.join(names.split())})(?=s?\b)")
    for language, names in _DAYS.items()
}
_YEAR = re.compile(
    r"(?<!Natura )(?<![\w.,/:()€-])(?<!€ )(?:19[5-9]|20[0-4])\d(?![\w/)]|[.,:-]\d|-)"
)
_NUMERIC = re.compile(
    r"(?<![\d/.-])(?P<day>[0-3]?\d)(?P<sep>[/.-])(?P<month>[01]?\d)(?P=sep)(?P<year>(?:19"
    r"|20)\d\d)\b"
)
_DAY_OF_MONTH = {
    language: re.compile(
        rf"(?<![\d.,/-])[0-3]?\d(?=(?:\.|er|e|de|ste|st|nd|rd|th)? (?:{'|'.join(names.split())})\b)"
    )
    for language, names in MONTHS.items()
}


def date(scene: Scene) -> str | None:
    """Another day, month, year or day of the week, which the evidence does not name."""
    text, language = scene.text, scene.language
    places = [
        (match, kind)
        for kind, pattern in (
            ("month", _MONTH[language]),
            ("weekday", _DAY[language]),
            ("year", _YEAR),
            ("day", _DAY_OF_MONTH[language]),
            ("numeric", _NUMERIC),
        )
        for match in pattern.finditer(text)
    ]
    for match, kind in scene.shuffled(places):
        for new in scene.shuffled(list(_others(match, kind, language))):
            if not _said(scene, new, kind):
                return put(text, match.start(), match.end(), new)
    return None


def _said(scene: Scene, new: str, kind: str) -> bool:
    endings = ("", "s") if kind == "weekday" else ("",)
    return any(scene.says(new + ending) for ending in endings)


def _others(match: re.Match[str], kind: str, language: Language) -> Iterator[str]:
    old = match.group()
    if kind in ("month", "weekday"):
        names = (MONTHS if kind == "month" else _DAYS)[language].split()
        yield from (name for name in names if name != old)
    elif kind == "year":
        yield from (str(int(old) + shift) for shift in (-3, -2, -1, 1, 2, 3))
    elif kind == "day":
        yield from (str(day) for day in range(1, 29) if day != int(old))
    else:
        sep, month, width = match["sep"], int(match["month"]), len(match["month"])
        others = [m for m in range(1, 13) if m != month]
        yield from (f"{match['day']}{sep}{m:0{width}}{sep}{match['year']}" for m in others)
        yield f"{match['day']}{sep}{match['month']}{sep}{int(match['year']) + 1}"


_UNITS = {
    Language.NL: ("minuten", "uur", "werkdagen", "dagen", "weken", "maanden", "jaar"),
    Language.FR: ("minutes", "heures", "jours ouvrables", "jours", "semaines", "mois", "ans"),
    Language.DE: (
        *("Minuten", "Stunden", "Werktagen", "Tage", "Tagen", "Wochen", "Monate", "Monaten"),
        *("Jahre", "Jahren"),
    ),
    Language.EN: ("minutes", "hours", "working days", "days", "weeks", "months", "years"),
}
_SINGULAR = {
    Language.NL: ("dag", "week", "maand", "werkdag", "minuut", "kalenderdag"),
    Language.FR: ("jour", "semaine", "an", "heure", "minute", "année"),
    Language.DE: ("Tag", "Woche", "Monat", "Jahr", "Stunde", "Minute"),
    Language.EN: ("day", "week", "month", "year", "hour", "minute"),
}
_ALSO = {
    Language.NL: "kalenderdagen|uren|jaren|seconden",
    Language.FR: "jours calendrier|années|secondes",
    Language.DE: "Arbeitstagen?|Kalendertagen?|Sekunden",
    Language.EN: "calendar days|business days|seconds",
}


def _pattern(language: Language) -> re.Pattern[str]:
    words = "|".join(sorted(NUMBER_WORDS[language], key=len, reverse=True))
    units = "|".join([_ALSO[language], *_UNITS[language], *_SINGULAR[language]])
    one = r"(?P<number>\d{1,4}(?:[.,]\d)?|" + words + ")"
    return re.compile(
        rf"(?<![\w.,/+-]){one}(?P<gap>[ \u00a0-])(?P<unit>{units})(?!\w|['’])", re.IGNORECASE
    )


_TERM = {language: _pattern(language) for language in Language}


def deadline(scene: Scene) -> str | None:
    """Another number of days, weeks, months or years, or another unit."""
    for match in scene.shuffled(list(_TERM[scene.language].finditer(scene.text))):
        edits = [*_other_number(scene, match), *_other_unit(scene, match)]
        for edit in scene.shuffled(edits):
            return edit
    return None


def _other_number(scene: Scene, match: re.Match[str]) -> Iterator[str]:
    written = match["number"].lower()
    value = NUMBER_WORDS[scene.language].get(written)
    if value == 1 or written in ("1", "0"):
        return
    before = scene.text[: match.start()]
    for new in other_numbers(scene, written if value is None else str(value), before):
        said = new if value is None else word_of(int(new), scene.language)
        if said:
            yield put(scene.text, match.start("number"), match.end("number"), said)
            return


def _other_unit(scene: Scene, match: re.Match[str]) -> Iterator[str]:
    """The same number of a unit that stands nowhere; German endings must fit."""
    unit, language = match["unit"], scene.language
    if match["number"].lower() in ("1", "0", "een", "één", "un", "une", "ein", "eine", "one"):
        return
    same = [one for one in _UNITS[language] if one not in unit and unit not in one]
    if unit not in _UNITS[language]:
        return
    if language is Language.DE:
        same = [one for one in same if one.endswith(unit[-2:])]
    at = _UNITS[language].index(unit)
    # Neighbours only: nobody would write "24 years" for a day.
    way = direction(scene.text[: match.start()])
    same = [one for one in same if (_UNITS[language].index(one) - at) * way >= 0]
    for new in sorted(same, key=lambda one: abs(_UNITS[language].index(one) - at))[:2]:
        if not scene.says(new) and not scene.says(f"{match['number']} {new}"):
            yield put(scene.text, match.start("unit"), match.end("unit"), new)
            return
