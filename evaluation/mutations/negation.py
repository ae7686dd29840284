"""A statement denied, or its denial taken away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evaluation.mutations.types import Scene
from evaluation.mutations.words import Pairs, candidates, compiled, put, whole
from vraagbaak.language import Language

_REMOVED: Pairs = {
    Language.NL: (
        (
            (
                r"(?<!of )(?<!juist )(?<!al dan )niet(?! (?:alleen|enkel|meer|minder|later"
                r"|langer|zozeer"
                r"|zo|te|altijd|elke?"
                r"|alle|in|van"
                r"|iedereen|noodzakelijk|nodig)\b)"
            ),
            ("",),
        ),
        (r"niet nodig", ("nodig",)),
        (r"geen(?= (?!enkele?|van)(?:\w+e )?\w+(?:en|s)\b)", ("",)),
        (
            (
                r"geen(?= (?:vergunning|toestemming|reden|probleem|recht|effect|invloed|verschil"
                r"|verplichting"
                r"|bezwaar|antwoord|account|rol)\b)"
            ),
            ("een",),
        ),
        (r"nooit", ("altijd",)),
        (r"niemand", ("iedereen",)),
        (r"zonder(?= (?!dat|te|om|dit|deze|eerst)(?:\w+e )?\w+\b(?! te ))", ("met",)),
    ),
    Language.FR: (
        (r"ne (\w+) (?:pas|plus|jamais)(?! (?:de|d['’]|seulement|encore))", (r"\1",)),
        (r"n['’](\w+) (?:pas|plus|jamais)(?! (?:de|d['’]|seulement|encore))", (r"\1",)),
        (r"sans(?= (?!que)(?:autorisation|frais|accord|condition|délai|justificatif))", ("avec",)),
        (r"jamais", ("toujours",)),
    ),
    Language.DE: (
        (r"nicht(?! (?:nur|mehr|immer|alle|jeder|weniger|später|notwendig)\b)", ("",)),
        (r"kein(e[mnrs])(?= [A-ZÄÖÜ]\w+)", (r"ein\1",)),
        (r"kein(?= [A-ZÄÖÜ]\w+)", ("ein",)),
        (r"nie|niemals", ("immer",)),
        (r"ohne(?= [A-ZÄÖÜ])", ("mit",)),
    ),
    Language.EN: (
        (
            (
                r"(is|are|was|were|can|will|should|must|may) not(?= (?!only|more|less"
                r"|necessarily|just|all|every|yet)\w)"
            ),
            (r"\1",),
        ),
        (r"cannot", ("can",)),
        (r"never", ("always",)),
        (r"without(?= (?!any|the need|having|being)(?:a |an |the )?\w+\b(?<!ing))", ("with",)),
    ),
}
_REMOVING = compiled(_REMOVED)
_DENIES = {
    Language.NL: whole(
        r"niet|geen|nooit|niemand|niets|nergens|zonder|noch|evenmin|slechts|enkel|alleen"
    ),
    Language.FR: re.compile(
        r"\b(?:ne|pas|jamais|aucune?|rien|sans|ni|seulement)\b|\bn['’]", re.IGNORECASE
    ),
    Language.DE: whole(r"nicht|kein\w*|nie|niemals|niemand|nichts|ohne|weder|nur"),
    Language.EN: re.compile(
        r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|only)\b|n['’]t",
        re.IGNORECASE,
    ),
}
_PREPOSITIONS = (
    "aan|achter|bij|binnen|boven|door|gedurende|in|langs|met|na|naar|naast|onder|op|over|per"
    "|rond|sinds|te|tegen|tijdens|tot|tussen|uit|van|vanaf|via|volgens|voor"
)
_NL_VERB = (
    r"(?:is|zijn|wordt|worden|werd|werden|kan|kunnen|kunt|moet|moeten|mag|mogen|zal"
    r"|zullen|heeft|hebben)"
)
_NL_PARTICIPLE = (
    r"(?:ge(?!meent|bruik|gevens|bouw|vallen|bied|sprek|zinn|volgen|westen|recht|leden"
    r"|gev)[a-z]{3,}(?:d|t|en)|(?:be|ver|ont|her)[a-z]{3,}(?:d|t|en)"
    r"|[a-z]+ge[a-z]{3,}(?:d|t|en)|[a-z]{4,}eerd)"
)
_SUBORDINATE = re.compile(
    r"\b(?:die|dat|als|indien|wanneer|omdat|zodat|of|waar\w*|hoe|wat|terwijl|hoewel|tenzij|mits|om"
    r"|zoals|maar|en|aangezien|doordat|voordat|nadat|alvorens)\b|[,:;()]",
    re.IGNORECASE,
)
_EARLIER_VERB = re.compile(
    rf"\b(?:{_NL_VERB}|gaat|gaan|dient|dienen|zou|zouden|te|hoeft|blijft|wil|laat"
    rf"|{_NL_PARTICIPLE}) |^(?:Maak"
    r"|Zorg|Neem|Kijk|Let|Denk|Bepaal|Voer|Ga|Noteer|Leg|Zet|Geef|Bij het)\b",
    re.IGNORECASE,
)
_NL_ADD = (
    (re.compile(rf"\b{_NL_VERB} (?=een [a-z]+(?: [a-z]+)*[ .])"), "geen"),
    (
        re.compile(
            rf"\b{_NL_VERB} (?:(?:je|u|we|men|dit|hij|ze) )?(?=(?:{_PREPOSITIONS}) "
            rf"|{_NL_PARTICIPLE}\b"
            rf"|(?:mogelijk|nodig|verplicht|beschikbaar|toegankelijk|bedoeld|geschikt"
            rf"|zichtbaar|belangrijk)\b)"
        ),
        "niet",
    ),
)
_EN_ADD = re.compile(
    r"\b(?P<verb>is|are|was|were|can|must|should|will|may)\b(?= (?!not|only|also|already"
    r"|always|still|just"
    r"|even|often|therefore|thus|then|either|both|no|never|sometimes|usually|the\b|likely"
    r"|now|a couple)[a-z])"
)
_DE_VERB = r"(?:ist|sind|wird|werden|kann|können|muss|müssen|darf|dürfen)"
_DE_ADD = (
    (re.compile(rf"\b{_DE_VERB} (?=ein(?:e[mnrs]?)? )"), "kein"),
    (
        re.compile(
            rf"\b{_DE_VERB} (?=(?:in|im|auf|bei|mit|nach|von|vom|zum|zur|für|an|am|durch"
            rf"|über|unter|verpflichtet"
            r"|möglich|gültig|erforderlich|befristet|ge\w+t\b|ge\w+en\b|be\w+t\b|ver\w+t\b))"
        ),
        "nicht",
    ),
)
_FR_ADD = re.compile(
    r"(?<!['’\w])(?<!\bse )(?<!\by )(?<!\ben )(?<!\ble )(?<!\bla )(?<!\bles )(?<!\blui "
    r")(?<!\bleur )"
    r"(?P<verb>est|sont|peut|peuvent|doit|doivent|pouvez|devez|sera|seront)\b"
    r"(?!-| (?:pas|plus|jamais|que|également|aussi|toujours|de\b|d['’]))"
)


def negation(scene: Scene) -> str | None:
    """A negation removed where there is one, else added."""
    if _DENIES[scene.language].search(scene.text):
        return _removed(scene)
    added = {
        Language.NL: _added_nl,
        Language.FR: _added_fr,
        Language.DE: _added_de,
        Language.EN: _added_en,
    }[scene.language]
    return next(iter(added(scene.text)), None)


def _removed(scene: Scene) -> str | None:
    """Only where one word denies: taking one of two away may leave the meaning."""
    if len(_DENIES[scene.language].findall(scene.text)) > 1 and scene.language != Language.FR:
        return None
    return next((claim for claim, _ in candidates(scene, _REMOVING)), None)


def _added_nl(text: str) -> Iterator[str]:
    """In the first clause, where the finite verb is the second part of the sentence."""
    for pattern, word in _NL_ADD:
        match = pattern.search(text)
        before = text[: match.start()] if match else ""
        if match and not _SUBORDINATE.search(before) and not _EARLIER_VERB.search(before):
            end = match.end() + (4 if word == "geen" else 0)
            yield put(text, match.end(), end, word + " ")


def _added_de(text: str) -> Iterator[str]:
    for pattern, word in _DE_ADD:
        match = pattern.search(text)
        if match and not re.search(r"[,:;()]", text[: match.start()]):
            new = "k" if word == "kein" else word + " "
            yield put(text, match.end(), match.end(), new)


def _added_en(text: str) -> Iterator[str]:
    match = _EN_ADD.search(text)
    if match and not re.search(
        r"\b(?:that|which|who|if|when|where|what|how|whether)\b|[,:;()]", text[: match.start()]
    ):
        yield put(text, match.end(), match.end(), "not" if match["verb"] == "can" else " not")


def _added_fr(text: str) -> Iterator[str]:
    match = _FR_ADD.search(text)
    if match and not re.search(
        r"\b(?:qui|que|si|quand|dont|où|comme)\b|[,:;()]", text[: match.start()]
    ):
        verb = match["verb"]
        before = "n'" if verb[0] == "e" else "ne "
        yield put(text, match.start(), match.end(), f"{before}{verb} pas")
