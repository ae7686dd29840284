"""Numbers in words, 0 to 999 and with thousands, in nl, fr, de and en."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from vraagbaak.language import Language


def _list(text: str) -> list[str]:
    return text.split()


_NL = _list(
    """
nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien
zestien zeventien achttien negentien
"""
)
_NL_TENS = _list(
    """
twintig dertig veertig vijftig zestig zeventig tachtig negentig
"""
)
_DE = _list(
    """
null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn
sechzehn siebzehn achtzehn neunzehn
"""
)
_DE_TENS = _list(
    """
zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig
"""
)
_EN = _list(
    """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen
"""
)
_EN_TENS = _list(
    """
twenty thirty forty fifty sixty seventy eighty ninety
"""
)
_FR = _list(
    """
zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize
dix-sept dix-huit dix-neuf
"""
)
_FR_TENS = _list(
    """
vingt trente quarante cinquante soixante septante quatre-vingt nonante
"""
)

# Words that are mostly something else: articles, "new", "ten laste".
_AMBIGUOUS = {"een", "ein", "un", "one", "eins", "nul", "null", "zero", "zéro"}
_THOUSAND = {
    Language.NL: "duizend",
    Language.FR: "mille",
    Language.DE: "tausend",
    Language.EN: "thousand",
}
_TOKEN = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_LONGEST = 5
_ORDINALS = {
    Language.NL: "tweede derde vierde vijfde zesde zevende achtste negende tiende",
    Language.FR: "deuxième troisième quatrième cinquième sixième septième huitième neuvième "
    "dixième",
    Language.DE: "zweite dritte vierte fünfte sechste siebte achte neunte zehnte",
    Language.EN: "second third fourth fifth sixth seventh eighth ninth tenth",
}


@cache
def number_words(language: Language) -> dict[str, int]:
    """Word to number; hyphens and spaces inside a number are left out of the word."""
    small = {key: value for value in range(1000) for key in _spellings(value, language)}
    thousand = _THOUSAND[language]
    words = dict(small) | {thousand: 1000}
    for word, value in small.items():
        if 1 < value < 100:
            words[word + thousand] = value * 1000
    if language is Language.NL:
        words |= {_compose(h, language) + "honderd": h * 100 for h in range(11, 20)}
    return {word: value for word, value in words.items() if word not in _AMBIGUOUS}


@cache
def ordinal_words(language: Language) -> dict[str, int]:
    """Second to tenth; "first" is too often no number. German ones without their ending."""
    return {word: value for value, word in enumerate(_ORDINALS[language].split(), 2)}


def spelled(text: str, language: Language) -> Iterator[tuple[int, int, int]]:
    """(start, end, value) of each number in words; the longest run counts as one."""
    known, first = number_words(language), _first_words(language)
    tokens = list(_TOKEN.finditer(text))
    position = 0
    while position < len(tokens):
        length = 1
        if tokens[position].group().lower().split("-")[0] in first:
            start = tokens[position].start()
            for size in range(min(_LONGEST, len(tokens) - position), 0, -1):
                end = tokens[position + size - 1].end()
                value = known.get(_squeeze(text[start:end]))
                if value is not None:
                    yield start, end, value
                    length = size
                    break
        position += length


def _squeeze(words: str) -> str:
    return re.sub(r"[-‐\s]+(?:(?:et|and)(?=[-\s]))?", "", words.lower())


@cache
def _first_words(language: Language) -> frozenset[str]:
    if language is Language.FR:
        return frozenset([*(word.split("-")[0] for word in [*_FR, *_FR_TENS]), "cent", "mille"])
    if language is Language.EN:
        return frozenset([*_EN, *_EN_TENS, "hundred", "thousand"])
    return frozenset(number_words(language))


def _spellings(value: int, language: Language) -> list[str]:
    if language is Language.FR:
        return _french(value)
    return [_compose(value, language)]


def _compose(value: int, language: Language) -> str:
    if value >= 100:
        hundreds, rest = divmod(value, 100)
        return _hundreds(hundreds, language) + (_compose(rest, language) if rest else "")
    if language is Language.NL:
        return _reversed_tens(value, _NL, _NL_TENS, "en")
    if language is Language.DE:
        return _reversed_tens(value, _DE, _DE_TENS, "und")
    if value < 20:
        return _EN[value]
    return _EN_TENS[value // 10 - 2] + (_EN[value % 10] if value % 10 else "")


def _hundreds(hundreds: int, language: Language) -> str:
    word = {Language.NL: "honderd", Language.DE: "hundert", Language.EN: "hundred"}[language]
    if hundreds == 1 and language is not Language.EN:
        return word
    return _compose(hundreds, language) + word


def _reversed_tens(value: int, small: list[str], tens: list[str], joint: str) -> str:
    if value < 20:
        return small[value]
    unit, ten = value % 10, tens[value // 10 - 2]
    if not unit:
        return ten
    if joint == "en" and small[unit].endswith("e"):
        joint = "ën"
    return small[unit] + joint + ten


def _french(value: int) -> list[str]:
    if value >= 100:
        hundreds, rest = divmod(value, 100)
        head = ("" if hundreds == 1 else _FR[hundreds].replace("-", "")) + "cent"
        if not rest:
            return [head, head + "s"] if hundreds > 1 else [head]
        return [head + tail for tail in _french(rest)]
    if value < 20:
        return [_FR[value].replace("-", "")]
    ten, unit = divmod(value, 10)
    tail = _FR[unit] if unit else ""
    found = [_FR_TENS[ten - 2].replace("-", "") + tail]
    if ten in {7, 9}:
        # France counts on from sixty and eighty where Belgium has septante and nonante.
        base = _FR_TENS[ten - 3].replace("-", "")
        found.append(base + _FR[10 + unit].replace("-", ""))
    return [*found, "quatrevingts"] if value == 80 else found
