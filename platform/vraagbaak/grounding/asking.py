"""Questions in the evidence, and what a line answers to one."""

from __future__ import annotations

import re

from vraagbaak.grounding.wordlist import words

# A question that opens with one of these takes for granted what it says ("how much is the premium
# of 2026?"); one that does not ("is the premium 150 euros?") states nothing before it is answered.
_OPEN = re.compile(
    r"\W*(?:\d+(?:\.\d+)*[.)]?\s+|(?:vraag|question|frage|[vqf])\s*\d*\s*[:.]\s*)?"
    r"(?:(?:onder|tegen|sinds|om|door|sous|depuis|dès|jusqu['’]à|à\s+partir\s+de|seit|unter|zu|an|at|"
    r"on|under|until|en|maar|et|mais|und|aber|and|but|vanaf|tot|binnen|voor|van|met|bij|op|in|aan|uit|"
    r"de|à|pour|par|dans|avec|bis|ab|für|mit|by|from|to|for|with)\s+)?"
    r"(?:hoe(?:veel\w*|lang)?|wat|wanneer|wie|wiens|welke?|combien|quand|où|qui|quoi|"
    r"waar(?:om|voor|mee|van|door|naar|heen|aan|in|op|uit|bij|toe)?|(?:les|des|aux)?quel(?:le)?s?|"
    r"comment|pourquoi|qu['’]est-ce|wieviel\w*|wann|wo|woher|wohin|wer|wem|wen|"
    r"was(?=\s+(?:ist|sind|muss|kann|darf|kostet|passiert|brauch\w*|soll|bedeutet|gilt|mach\w*)\b)|"
    r"welche\w*|warum|how|when|where|who|whom|whose|what|which|why)\b",
    re.IGNORECASE,
)
_LEAD = r"\W*(?:(?:antwoord|réponse|antwort|answer|[ar])\s*:\s*)?\W*"
# Alone or before a mark: "no later than 1 March" is no no, and "ja en nee" no yes.
_ENDS = r"(?=\W*\Z|\*\*|\s*[.,;:!)|–—])"
_YES = re.compile(
    rf"{_LEAD}(?:ja(?:zeker|wel)?|ja,?\s+zeker|zeker(?:\s+wel)?|inderdaad|natuurlijk|uiteraard"
    r"|dat\s+(?:mag|kan|klopt)(?:\s+(?:zeker|inderdaad))?"
    r"|oui|bien\s+s[uû]r|en\s+effet|tout\s+à\s+fait|absolument|certainement|c['’]est\s+possible"
    r"|jawohl|sicher|natürlich|selbstverständlich|das\s+(?:geht|stimmt|ist\s+(?:möglich|erlaubt))"
    rf"|yes|certainly|of\s+course|indeed|you\s+(?:can|may)){_ENDS}",
    re.IGNORECASE,
)
_NO = re.compile(
    rf"{_LEAD}(?:nee|neen|helaas(?:\s+niet)?|jammer\s+genoeg\s+niet|toch\s+niet|zeker\s+niet"
    r"|(?:helaas,?\s+)?dat\s+(?:mag|kan|hoeft|moet|klopt)\s+(?:helaas\s+)?niet"
    r"|non|malheureusement(?:\s+(?:non|pas))?|pas\s+du\s+tout|ce\s+n['’]est\s+pas\s+(?:possible|permis)"
    r"|nein|leider\s+(?:nein|nicht)|das\s+(?:geht|stimmt)\s+(?:leider\s+)?nicht"
    r"|no|unfortunately\s+not|certainly\s+not|of\s+course\s+not|you\s+(?:cannot|may\s+not))"
    rf"{_ENDS}(?!\.\s*\d)",
    re.IGNORECASE,
)
_CONTRARY = re.compile(
    rf"{_LEAD}(?:doch|si|jawel|toch\s+wel|zeker\s+wel|mais\s+si){_ENDS}", re.IGNORECASE
)
_FOLLOWS = re.compile(
    r"\W*(?:dan|in\s+dat\s+geval|alors|dans\s+ce\s+cas|dann|in\s+diesem\s+fall|then|in\s+that\s+case)\b",
    re.IGNORECASE,
)
_TOPIC_WORDS = 5
# With any of these a short question is a sentence and no title such as "Licence lost?".
_SENTENCE_WORDS = words("""
    ik u je jij hij zij ze we wij men er is zijn was waren ben bent wordt worden heb hebt heeft
    krijg krijgt krijgen mag mogen kan kunt kunnen moet moeten geldt bedraagt kost bestaat
    je j'ai puis il elle on nous vous est sont a ont peut peuvent doit faut y
    ich sie er es wir man ist sind wird werden hat haben habe bekomme bekommt darf gilt beträgt
    i you he she it we they are do does did have has can may must will should there
    verplicht gratis toegestaan toegelaten verboden geldig obligatoire gratuit gratuite permis
    autorisé interdit valable pflicht verpflichtend kostenlos erlaubt verboten gültig
    mandatory compulsory required free allowed permitted forbidden valid
    """)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def asks(text: str) -> bool:
    """Whether it is, or holds, a question."""
    return re.search(r"\?(?![\w&=%])", text) is not None


def doubts(text: str) -> bool:
    """Whether it is a question that states nothing: "Is the premium 150 euros?"."""
    return asks(text) and _OPEN.match(text) is None


def names_topic(text: str) -> bool:
    """Whether a question is only a title: "Rijbewijs kwijt?" has no verb and states nothing.

    Nothing that could be true or false of its topic either: "Premie verplicht?" is none.
    """
    found = _WORD.findall(text.lower())
    short = 0 < len(found) <= _TOPIC_WORDS
    return short and not re.search(r"\d", text) and _SENTENCE_WORDS.isdisjoint(found)


def reply(text: str) -> bool | None:
    """What a line answers to a question just before it: yes, no, or neither."""
    if _YES.match(text) or _CONTRARY.match(text):
        return True
    return False if _NO.match(text) else None


def contradicts(text: str) -> bool:
    """Whether it says yes to a question that denies: "Doch.", "Si.", "Toch wel."."""
    return _CONTRARY.match(text) is not None


def after_reply(text: str) -> int:
    """Where what follows a yes or no begins; 0 where there is none."""
    match = _CONTRARY.match(text) or _YES.match(text) or _NO.match(text)
    return match.end() if match else 0


def follows(text: str) -> bool:
    """Whether it tells what holds if the question before it is true: "Dan krijgt u ..."."""
    return _FOLLOWS.match(text) is not None
