"""Which sentences state something that evidence must support."""

from __future__ import annotations

import re

from vraagbaak.grounding.normal import fold
from vraagbaak.grounding.wordlist import words

_PHRASES = r"""
goede?(?:n?(?:morgen|middag|avond|dag))?|goeiedag|hallo|dag|beste|hoi|welkom|graag gedaan|tot ziens
|bedankt(?: voor uw vraag)?|dank u(?: wel)?|dank je(?: wel)?|met vriendelijke groeten?|succes
|bonjour|bonsoir|salut|merci(?: beaucoup)?(?: pour votre question)?|au revoir|bienvenue
|cordialement|bonne journee
|guten (?:tag|morgen|abend)|willkommen|danke(?: schon)?|vielen dank(?: fur ihre frage)?
|auf wiedersehen|mit freundlichen grussen
|hello|hi|good (?:morning|afternoon|evening|day)|welcome|thank you(?: for your question)?|thanks
|you(?:'| a)re welcome|goodbye|kind regards|best regards
|gerne|avec plaisir|with pleasure
|kortom|samengevat|daarnaast|bovendien|verder|tot slot|ten eerste|ten tweede|bref|en resume|de plus
|ensuite|enfin|kurz gesagt|zusammengefasst|ausserdem|schliesslich|in short|in summary|moreover
|finally|in addition
|(?:ik |we |wij )?(?:hoop|hopen)(?: dat)?(?: dit| dat)?(?: u)?(?: helpt| geholpen)?(?: hebt)?
|(?:i|we) hope (?:this|that) helps(?: you)?|j'espere que cela vous aide|ich hoffe,? das hilft ihnen
"""
_NO_CLAIM = re.compile(rf"(?:{''.join(_PHRASES.split(chr(10)))})")
# What remains of an announcement when it only names what it announces.
_EMPTY_WORDS = words("""
    hieronder hier vindt vind je u het de een dit zijn is staat staan volgt volgen lees leest ziet
    antwoord overzicht informatie meer op uw vraag over voor van en alle belangrijkste stappen
    punten volgende als
    voici ci-dessous vous trouverez trouvez la le les une un reponse a votre question
    informations information apercu etapes suivantes suit
    nachfolgend im folgenden finden sie die das der eine ein antwort auf ihre frage ubersicht
    informationen folgt folgen unten
    below here are you will find can the an answer to your question overview information steps
    following follows as
    """)
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


def is_claim(sentence: str) -> bool:
    """Whether the sentence states a fact, an instruction or a permission.

    In doubt it does. Greetings, single connectives, questions and empty announcements do not; with
    a digit or an address even those do. "Yes." and "No." answer something, so they state it.
    """
    text = fold(sentence).strip()
    bare = text.strip(" \t\n.!,;-*_#>\"'()…")
    if re.search(r"[\d@€%]|https?:|www\.", bare):
        return not _is_question(text) or "." in bare
    if not _WORD.search(bare) or _is_question(text):
        return False
    if _only_phrases(bare):
        return False
    return not _only_announces(text)


# "Did you know that ...?", "..., isn't it?", "The card is free?" state what they seem to ask.
_STATES = re.compile(
    r"\b(?:wist (?:u|je) dat|saviez-vous que|wussten sie,? dass|did you know)\b"
    r"|\b(?:toch|niet|nietwaar|n['’]est-ce pas|nicht wahr|oder|right|isn['’]t it|wist (?:u|je) dat)"
    r"\W*\?\W*\Z"
    r"|\A\W*(?:de|het|een|u|je|we|wij|er|le|la|les|un|une|vous|nous|il|elle|der|die|das|ein|eine|sie"
    r"|the|an|you|there|it)\s(?!.*\b(?:welke?|wanneer|hoeveel|waar|quel|quelle|quand|combien|which"
    r"|when|where|how)\b)"
)


def _is_question(text: str) -> bool:
    asks = text.rstrip("*_\"'”») ").endswith("?") and not re.search(r"[.!;:] ", text)
    return asks and not _STATES.search(text)


def _only_phrases(bare: str) -> bool:
    parts = [part.strip(" .!") for part in re.split(r"[,.!]", bare)]
    return all(not part or _NO_CLAIM.fullmatch(part) for part in parts)


def _only_announces(text: str) -> bool:
    if not text.rstrip("*_ ").endswith(":"):
        return False
    return all(word in _EMPTY_WORDS for word in _WORD.findall(text))
