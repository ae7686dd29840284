"""Wrong numbers, amounts and percentages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evaluation.mutations.numerals import NUMBER_WORDS, numbers_of, word_of
from evaluation.mutations.types import Scene
from evaluation.mutations.words import put, whole

NUM = (
    r"\d{1,3}(?:[.\u00a0 ]\d{3})+(?:,\d{1,2})?|\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:[.,]\d{1,2})?"
)
_CURRENCY = r"€|EUR|euros?"
AMOUNT = re.compile(
    rf"(?<![\w.,/-])(?:(?:€|EUR)\s?(?P<before>{NUM})|(?P<after>{NUM})\s?(?:{_CURRENCY}))(?![\w/])"
)
PERCENTAGE = re.compile(
    rf"(?<![\w.,/-])(?P<number>{NUM})\s?(?:%|procent|percent|Prozent|pour cent)(?!\w)"
)
_UNIT_OF_TIME = (
    r"dag(?:en)?|w[eo]\w*k\w*|maand\w*|ja(?:ar|ren)|uur|uren|minu\w+|second\w+|jours?"
    r"|semaines?|mois"
    r"|ans?|années?|heures?|Tage?n?|Wochen?|Monat\w*|Jahr\w*|Stunden?|Minuten?|days?|weeks?|months?"
    r"|years?|hours?|\w*dagen|\w+tagen?|\w+weken|°|ste\b|de\b|e\b|th\b|er\b"
)
_MONTH = (
    r"jan|f[eé][bv]r?|m(?:aart|ars|ärz|arch)|a[vp]r|mei|mai|may|ju[nli]|jui|aug|ao[uû]t|sep"
    r"|o[ck]t|nov|d[eé][cz]"
    r"|Jan|Feb|Mar|März|Apr|Mai|May|Ju[nl]|Aug|Sep|O[ck]t|Nov|De[cz]"
)
_BARE = re.compile(
    rf"(?<![\w.,/:+#§°€-])(?<!€ )(?P<number>{NUM})"
    rf"(?!\s?(?:[%€°:/–-]|[Ee]uros?|EUR|h\b|\.?\s?(?:{_MONTH})\w*|(?:\w+ )?(?:{_UNIT_OF_TIME})))"
    r"(?![\w)]|[.,]\d|\s?(?:procent|percent|Prozent|pour cent|tot \d|bis \d|à \d|to \d)\b)",
)
_LABEL = re.compile(
    r"(?:art(?:ikel|icle|ikels)?|bijlage|annex[e]?|stap|step|fig(?:uur|ure)?|tab(?:el|le)?"
    r"|versie|version"
    r"|nr|no|n°|hoofdstuk|chapter|sectie|section|punt|lid|paragraaf|iso|v|fase|phase|niveau|level"
    r"|deel|part|bis|artikelen|januari|februari|maart|april|mei|juni|juli|augustus"
    r"|september|oktober"
    r"|november|december|[A-Z][A-Za-z]*)\.?\s*\Z"
)
_UP = re.compile(
    r"(?:minstens|minimaal|minimum|ten minste|minder dan|au moins|mindestens|at least|meer "
    r"dan|plus de"
    r"|mehr als|more than|ouder dan|hoger dan|groter dan|vanaf|boven|over|above|older than|min)\.?"
    r"(?: [^\d,.;()]{1,25}| \d[\d.,]* [^\d,.;()]{1,25})? *\Z",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:ongeveer|circa|ca\.?|ruim|bijna|zowat|environ|etwa|ungefähr|about|approximately"
    r"|around) *\Z",
    re.IGNORECASE,
)
_LESS = re.compile(r"(?:minder dan|moins de|weniger als|less than|fewer than)\s*\Z", re.IGNORECASE)
_DOWN = re.compile(
    r"(?:hoogstens|maximaal|maximum|max|ten hoogste|au maximum|au plus|höchstens|maximal|at "
    r"most|up to"
    r"|jonger dan|lager dan|kleiner dan|binnen|within|tot|bis|jusqu['’]à|innerhalb von|onder"
    r"|under)\.?"
    r"(?: [^\d,.;()]{1,25})? *\Z",
    re.IGNORECASE,
)

# "Those with less than 40% are checked" says the same of those with less than 20%.
_CONDITIONAL = re.compile(
    r"\b(?:die|dat|waarbij|als|indien|wanneer|with|if|when|which|that)\b[^,.;]*"
    r"(?:minder|meer|more|less|lager|hoger|kleiner|groter|ouder|jonger)[^,.;]{0,20}\Z",
    re.IGNORECASE,
)


def amount(scene: Scene) -> str | None:
    """Another sum of money."""
    return _first(scene, AMOUNT)


def percentage(scene: Scene) -> str | None:
    """Another percentage."""
    return _first(scene, PERCENTAGE)


def number(scene: Scene) -> str | None:
    """Another bare number, in digits or in words: no year, label, sum or duration."""
    edit = _first(scene, _BARE)
    return edit or _in_words(scene)


def _first(scene: Scene, pattern: re.Pattern[str]) -> str | None:
    for match in scene.shuffled(list(pattern.finditer(scene.text))):
        group = next(name for name, value in match.groupdict().items() if value)
        before = scene.text[: match.start()]
        if pattern is _BARE and (_LABEL.search(before) or _is_name(match[group])):
            continue
        for new in other_numbers(scene, match[group], before, pattern is PERCENTAGE):
            return put(scene.text, match.start(group), match.end(group), new)
    return None


def _is_name(digits: str) -> bool:
    """A year or a code; "1" because what it counts stands in the singular."""
    return digits == "1" or bool(re.fullmatch(r"(?:1[89]|20)\d\d|\d{4,}(?:[.,]\d+)?", digits))


def _in_words(scene: Scene) -> str | None:
    words = {word: value for word, value in NUMBER_WORDS[scene.language].items() if value > 1}
    pattern = whole("|".join(sorted(words, key=len, reverse=True)))
    following = re.compile(rf"\s+(?:{_UNIT_OF_TIME})\b", re.IGNORECASE)
    for match in scene.shuffled(list(pattern.finditer(scene.text))):
        in_words = re.match(r" (?:ge)?n(?:em|om)en", scene.text[match.end() :])  # "in acht nemen"
        if in_words or following.match(scene.text, match.end()):
            continue
        value = words[match.group().lower()]
        for new in other_numbers(scene, str(value), scene.text[: match.start()]):
            if new.isdigit() and (said := word_of(int(new), scene.language)):
                return put(scene.text, match.start(), match.end(), said)
    return None


def other_numbers(scene: Scene, written: str, before: str, percent: bool = False) -> Iterator[str]:
    """Plausible other values, written alike, that the evidence does not hold.

    After "at least" only higher ones and after "at most" only lower ones: the others would follow.
    """
    value, decimals = _value(written)
    taken = {number for text in scene.evidence for number in numbers_of(text, scene.language)}
    way, vague = direction(before), _ABOUT.search(before) is not None
    for other in scene.shuffled(_near(value, decimals)):
        if (other - value) * way < 0 or (vague and abs(other - value) < value / 2):
            continue
        if (
            f"{other:g}" not in taken
            and not (percent and other > 100 >= value)
            and not _CONDITIONAL.search(before)
        ):
            yield _like(written, other, decimals)


def direction(before: str) -> int:
    """1 where only a higher value is wrong ("at least"), -1 where only a lower one is, else 0."""
    if _LESS.search(before) or _DOWN.search(before):
        return -1
    return 1 if _UP.search(before) else 0


def _value(written: str) -> tuple[float, int]:
    bare = re.sub(r"[\u00a0 ]", "", written)
    decimals = re.search(r"[.,](\d{1,2})$", bare)
    digits = re.sub(r"[.,]", "", bare)
    places = len(decimals.group(1)) if decimals else 0
    return int(digits) / 10**places, places


def _near(value: float, decimals: int) -> list[float]:
    if decimals:
        step = 10**-decimals
        found = [round(value * factor, decimals) for factor in (0.5, 0.8, 1.25, 1.5, 2)]
        return [one for one in found if abs(one - value) >= step and one > 0]
    if value <= 12:
        return [float(n) for n in range(2, int(value) + 5) if n != value]
    zeros = len(str(int(value))) - len(str(int(value)).rstrip("0"))
    unit = 10 ** max(0, zeros - 1) if zeros else 1
    found = [round(value * f / unit) * unit for f in (0.4, 0.5, 0.6, 0.75, 1.25, 1.5, 2, 2.5, 3)]
    return [float(one) for one in found if one not in (value, 0)]


def _like(written: str, value: float, decimals: int) -> str:
    grouping = re.search(r"\d([.,\u00a0 ])\d{3}(?!\d)", written)
    separator = grouping.group(1) if grouping else ""
    whole_part, _, rest = f"{value:.{decimals}f}".partition(".")
    grouped = f"{int(whole_part):,}".replace(",", separator)
    if not rest:
        return grouped
    return grouped + ("." if re.search(r"\.\d{1,2}$", written) else ",") + rest
