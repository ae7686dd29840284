"""Numbers in words, and all numbers that a text holds."""

from __future__ import annotations

import re

from vraagbaak.language import Language

_WORDS = {
    Language.NL: "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien "
    "veertien "
    "vijftien zestien zeventien achttien negentien",
    Language.FR: "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze "
    "quinze seize dix-sept dix-huit dix-neuf",
    Language.DE: "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn "
    "vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
    Language.EN: "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen",
}
_TENS = {
    Language.NL: "twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd",
    Language.FR: "vingt trente quarante cinquante soixante",
    Language.DE: "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert",
    Language.EN: "twenty thirty forty fifty sixty seventy eighty ninety",
}
NUMBER_WORDS = {
    language: {
        **{word: value for value, word in enumerate(_WORDS[language].split())},
        **{word: 10 * value for value, word in enumerate(_TENS[language].split(), 2)},
    }
    for language in Language
}
"""0-19 and whole tens, in lower case."""
_SAID = {
    language: {value: word for word, value in words.items()}
    for language, words in NUMBER_WORDS.items()
}
_DIGITS = re.compile(r"\d+(?:[.,\u00a0 ]\d{3}(?!\d))*(?:[.,]\d{1,2}(?!\d))?")
_LETTERS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")


def word_of(value: int, language: Language) -> str | None:
    """The number in words, where it is among those known."""
    return _SAID[language].get(value)


def numbers_of(text: str, language: Language) -> set[str]:
    """All numbers of a text as ``f"{value:g}"``, whether in digits or in words."""
    found = {f"{_read(match):g}" for match in _DIGITS.findall(text)}
    found |= {part for match in re.findall(r"\d+", text) for part in (f"{float(match):g}",)}
    words = NUMBER_WORDS[language]
    return found | {
        f"{words[word]:g}" for word in map(str.lower, _LETTERS.findall(text)) if word in words
    }


def _read(digits: str) -> float:
    bare = re.sub(r"[\u00a0 ]", "", digits)
    decimals = re.search(r"[.,](\d{1,2})$", bare)
    plain = re.sub(r"[.,]", "", bare)
    places = len(decimals.group(1)) if decimals else 0
    return float(int(plain) / 10**places)
