"""Conditions and exceptions of a sentence: where they stand, and the sentence without them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evaluation.mutations.statements import has_verb
from evaluation.mutations.words import capital, tidy
from vraagbaak.language import Language

# A pronoun as subject, so that turning the clause around is sure.
_NL_PRONOUN = (
    r"je|jij|u|we|wij|ze|zij|hij|men|er"
    r"|het(?= (?:is|zaak|mogelijk|van|niet|ook|belangrijk|verstandig|om|nodig|raadzaam|aan"
    r"|dan|beter)\b)"
)
_NL_JE = {
    "vind": "vindt", "heb": "hebt", "ben": "bent", "word": "wordt", "krijg": "krijgt",
    "kun": "kunt",
    "gebruik": "gebruikt", "kies": "kiest", "zie": "ziet", "ga": "gaat", "doe": "doet",
    "neem": "neemt", "maak": "maakt", "betaal": "betaalt", "ontvang": "ontvangt", "vul": "vult",
    "dien": "dient", "vraag": "vraagt", "hoef": "hoeft", "weet": "weet", "moet": "moet",
    "kan": "kan", "mag": "mag", "zal": "zal", "wil": "wil", "geef": "geeft", "stuur": "stuurt",
    "bereken": "berekent", "plaats": "plaatst", "selecteer": "selecteert", "bewaar": "bewaart",
}  # fmt: skip
_OPENERS = {
    Language.NL: r"Als|Indien|Wanneer|Tenzij|Zodra",
    Language.FR: r"Si|S['’]il|Lorsque|Quand",
    Language.DE: r"Wenn|Falls|Sofern",
    Language.EN: r"If|When|Unless",
}
_FRONTED = {
    language: re.compile(rf"^(?P<clause>(?:{words})\b[^,.;:]{{8,120}}),\s+(?P<main>[^.]+)\.$")
    for language, words in _OPENERS.items()
}
# "Vindt u werk, dan krijgt u ...": the verb would have to go back, so it is never moved.
_VERB_FIRST = re.compile(
    r"^(?P<verb>[A-Z][a-z]+t|Is|Heb|Ben|Kan|Zijn|Hebben) (?P<subject>u|je|hij|ze|het|de "
    r"[a-z]+|een [a-z]+|uw [a-z]+)"
    r"\b(?P<rest>[^,.;:]{4,120}), dan (?P<main>[^.]+)\.$"
)
_INVERTED = {
    Language.NL: re.compile(rf"^(?:dan )?(?P<verb>[a-z]+) (?P<subject>{_NL_PRONOUN})\b(?! of\b)"),
    Language.DE: re.compile(r"^(?:so |dann )?(?P<verb>[a-zäöü]+) (?P<subject>Sie|wir|er|es|man)\b"),
}
_TRAILING = {
    Language.NL: re.compile(
        r",? (?P<word>als(?= (?:je|u|de|het|een|er|we|ze|men|dit|deze|die)\b)|indien|tenzij|mits"
        r"|op voorwaarde dat|voor zover|behalve|met uitzondering van|uitgezonderd|zolang"
        r"|enkel als|alleen als|enkel indien|alleen wanneer)(?P<rest> [^,.;:()]{6,120})\.$"
    ),
    Language.FR: re.compile(
        r",? (?P<word>si|sauf|à condition que|à moins que|à l['’]exception|hormis|excepté"
        r"|uniquement si"
        r"|sauf si)(?P<rest> [^,.;:()]{6,120})\.$"
    ),
    Language.DE: re.compile(
        r",? (?P<word>wenn|falls|sofern|es sei denn|außer|mit Ausnahme|nur wenn|vorausgesetzt)"
        r"(?P<rest>,? [^.;:()]{6,120})\.$"
    ),
    Language.EN: re.compile(
        r",? (?P<word>if(?= (?:the|a|an|you|it|they|we|this|there|your) )|unless|except"
        r"|provided that|only if|as long as|with the exception of"
        r"|excluding)(?P<rest> [^,.;:()]{6,120})\.$"
    ),
}
_DANGLES = re.compile(
    r"\b(?:voor|net|zoals|en|of|maar|and|or|ask|check|see|know|wonder|determine|tell|sure"
    r"|decide|whether|out|ook|even|enkel|alleen|behalve|dan|zelfs|only|even|as|même|comme"
    r"|auch|nur)$",
    re.IGNORECASE,
)
RESTRICTS = {
    Language.NL: re.compile(
        r"\b(?:als|indien|tenzij|mits|behalve|enkel|alleen|slechts|voorwaarde|uitzondering"
        r"|uitgezonderd"
        r"|voor zover|zolang|niet|geen|nooit|zonder|min(?:stens|imaal|imum)|max\w*|hoogstens"
        r"|minder|meer"
        r"|tot|vanaf|binnen|wanneer|zodra|indien|kan|kunnen|mag|mogen|soms|meestal|doorgaans"
        r"|mogelijk"
        r"|waarschijnlijk|ongeveer|ca|circa|bijna|gedeeltelijk|exclusief|inclusief"
        r"|uitsluitend|voorlopig"
        r"|tijdelijk|deels|mede|grotendeels|eventueel|evt|vooral|bij voorkeur|steekproef\w*"
        r"|of|optioneel)\b|\d",
        re.IGNORECASE,
    ),
    Language.FR: re.compile(
        r"\b(?:si|sauf|condition|moins|plus|uniquement|seulement|exception|hormis|ne|pas"
        r"|sans|jamais"
        r"|maximum|minimum|jusqu|partir|lorsque|quand|peut|peuvent|parfois|environ)\b|\d",
        re.IGNORECASE,
    ),
    Language.DE: re.compile(
        r"\b(?:wenn|falls|sofern|außer|nur|ausschließlich|Ausnahme|nicht|kein\w*|ohne"
        r"|mindestens|höchstens"
        r"|bis|ab|kann|können|manchmal|etwa|maximal)\b|\d",
        re.IGNORECASE,
    ),
    Language.EN: re.compile(
        r"\b(?:if|unless|except|only|provided|excluding|not|no|never|without|least|most|up "
        r"to|maximum"
        r"|minimum|when|until|from|may|can|sometimes|usually|about|approximately|partly"
        r"|possibly|mainly|preferably|or|optional|solely)\b|\d",
        re.IGNORECASE,
    ),
}
"""Words that a shorter sentence must not lose: without them it would say more."""


@dataclass(frozen=True, slots=True)
class Parted:
    """A sentence as condition and main clause; the main clause in the order of a sentence."""

    condition: str
    """With its conjunction, in lower case, without a comma: "als je verhuist"."""
    word: str
    main: str
    """A sentence without its full stop."""
    fronted: bool


def parted(text: str, language: Language) -> Parted | None:
    """The sentence's condition, at its start or at its end; None where it has none."""
    if language is Language.NL and (match := _VERB_FIRST.match(text)):
        main = _straight(match["main"], language)
        condition = f"als {match['subject']}{match['rest']} {match['verb'].lower()}"
        return Parted(condition, "verb", capital(main), True) if main else None
    if match := _FRONTED[language].match(text):
        main = _straight(match["main"], language)
        clause = match["clause"]
        condition = clause[0].lower() + clause[1:]
        return Parted(condition, condition.split()[0], capital(main), True) if main else None
    if match := _TRAILING[language].search(text):
        main = tidy(text[: match.start()])
        condition = (match["word"] + match["rest"]).strip()
        if len(main.split()) < 4 or _DANGLES.search(main) or not _closed(match, language):
            return None
        return Parted(condition, match["word"], main, False)
    return None


def _closed(match: re.Match[str], language: Language) -> bool:
    """Whether a Dutch clause ends with its verb: "as" and "if" are one word."""
    if language is not Language.NL or not re.match(r"als|indien|tenzij|zolang", match["word"]):
        return True
    if re.match(r" (?:je|u|er|we|men|ze) ", match["rest"]):
        return has_verb(match["rest"], language)
    last = match["rest"].split()[-1]
    comma = match.group().startswith(",") and match["word"] == "als"
    return not comma and (has_verb(last, language) or last.endswith(("t", "dt", "bt")))


def _straight(main: str, language: Language) -> str | None:
    """Turn "kan je X" into "je kan X"; French and English keep their order."""
    if language in (Language.FR, Language.EN):
        return main
    match = _INVERTED[language].match(main)
    if match is None:
        return None
    verb, subject = match["verb"], match["subject"]
    if language is Language.NL and subject in ("je", "jij"):
        if verb not in _NL_JE and not verb.endswith("t"):
            return None
        verb = _NL_JE.get(verb, verb)
    return f"{subject} {verb}{main[match.end() :]}"
