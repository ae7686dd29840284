"""Follow-ups without a model: a careful rule that carries the topic over.

A stand-alone question must never be changed: topic words that do not belong spoil retrieval. So a
question is taken for a follow-up only on clear signs, in four languages at once:

- it begins as an addition ("En als…", "Et pour…", "Und wenn…", "What about…");
- it points back ("dat", "daarvoor", "cela", "dafür", "it") and names little itself;
- it has no subject ("Hoeveel?", "Welke voorwaarden?", "How do I apply?").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vraagbaak.answer.question_type import question_type
from vraagbaak.answer.types import Turn
from vraagbaak.answer.words import content_words, fold, words

_ADDITION = re.compile(
    r"(?:en (?:als|wat|voor|indien|wanneer|bij|met|in|hoe|dan|is|geldt|hoeveel|waar|welke|moet|"
    r"mag|kan|mijn|een|de|het|ik)|wat als|wat met|hoe zit het met|maar|en dan|"
    r"ook (?:als|voor)|geldt dat|"
    r"et (?:si|pour|quand|en|les|le|la|dans|comment|combien|ou|que|avec|mon|ma|je)|mais|aussi|"
    r"qu'en est-il|qu’en est-il|"
    r"und (?:wenn|fur|was|wie|bei|mit|in|falls|wo|wann|die|der|das|ich|mein\w*)|"
    r"was ist (?:mit|wenn)|aber|auch (?:wenn|fur)|wie (?:sieht es|ist es|steht es)|gilt das|"
    r"and (?:if|for|what|when|how|in|with|where|the|my|i|is|does|do|can)|what (?:about|if)|"
    r"how about|but|also (?:if|for)|even if|does that|is that)\b"
)
_CONDITION = re.compile(
    r"(?:en |et |und |and |maar |mais |aber |but )?(?:wat |was (?:ist )?|what )?"
    r"(?:als|indien|voor|si|pour|wenn|falls|fur|if|for|about|met|mit)\b"
)
_THANKS = re.compile(
    r"^(?:(?:ok|oke|okay|bedankt|dank (?:u|je)(?: wel)?|merci|danke|thanks|thank you|super|ja|nee)"
    r"[,.!]*\s+)+"
)
_POINTING = {
    "dat", "die", "dit", "deze", "daar", "daarvoor", "daarmee", "daarvan", "daarop", "daarbij",
    "hiervoor", "hiermee", "ervoor", "ervan", "eraan", "erbij", "het", "hem", "ze",
    "ca", "cela", "celle", "celui", "celles", "ceux", "cette", "ce", "ces", "elle", "il", "ils",
    "elles", "y", "en", "la", "le",
    "das", "dies", "diese", "dieser", "dieses", "dafur", "davon", "damit", "dazu", "dabei", "es",
    "sie", "er", "ihn", "dort",
    "it", "that", "this", "these", "those", "they", "them", "there",
}  # fmt: skip
# These point back whatever stands beside them; the others only where the question names little.
_STRONG = {
    "daarvoor", "daarmee", "daarvan", "daarop", "hiervoor", "hiermee", "ervoor", "ervan", "eraan",
    "cela", "ca", "celle", "celui", "dafur", "davon", "dazu", "it", "them",
}  # fmt: skip
# Aspects of any scheme: a question that names only these names no subject.
_ASPECTS = {
    "bedrag", "bedragen", "bedraagt", "aanvraag", "aanvragen", "aanvraagt", "voorwaarde",
    "voorwaarden", "document", "documenten", "papieren", "bewijs", "bewijzen", "termijn",
    "deadline", "kost", "kosten", "prijs", "betalen", "betaald", "uitbetaald", "uitbetaling",
    "betaling", "terugbetalen", "indienen", "regelen", "duurt", "duren", "lang", "adres",
    "telefoonnummer", "nummer", "formulier", "uitzondering", "uitzonderingen", "recht", "maximum",
    "minimum", "datum", "contact", "opnemen", "bezwaar", "nodige", "juist", "laatste",
    "montant", "montants", "demande", "demander", "condition", "conditions", "documents",
    "delai", "delais", "cout", "coute", "prix", "payer", "paye", "formulaire", "droit", "exception",
    "exceptions", "dure", "longtemps", "temps", "introduire", "adresse", "numero", "date", "faut",
    "betrag", "betrage", "antrag", "beantragen", "beantrage", "bedingungen", "voraussetzungen",
    "unterlagen", "dokumente", "kostet", "bezahlen", "bezahlt", "ausgezahlt", "formular",
    "anspruch", "dauert", "stelle", "stellen", "ausnahmen", "hoch",
    "amount", "amounts", "apply", "application", "cost", "costs",
    "pay", "paid", "form", "entitled", "take", "takes", "receive", "much", "submit",
    "maand", "jaar", "mois", "annee", "an", "vaut", "monat", "jahr", "month", "year",
    "address", "number", "eligible", "papers", "paperwork", "claim", "requirements",
}  # fmt: skip
MAX_TOPIC_WORDS = 6


def stand_alone(question: str, history: Sequence[Turn]) -> str:
    """The question as it is searched for; the question itself unless it clearly leans on another.

    A follow-up with a question word of its own takes over the topic's words ("Waar vraag ik dat
    aan? (huurpremie)"); one without takes over the whole question that it varies ("Hoeveel
    bedraagt de huurpremie? En als ik alleen woon?").
    """
    earlier = [turn.content for turn in history if turn.role == "user"]
    if not earlier or not is_follow_up(question):
        return question
    origin = _origin(earlier)
    if _varies(question):
        return f"{origin.rstrip('. ')} {question}"
    topic = _subject(origin)[:MAX_TOPIC_WORDS]
    new = [word for word in topic if fold(word) not in words(question)]
    return f"{question} ({' '.join(new)})" if new else question


def is_follow_up(question: str) -> bool:
    """Whether the question clearly leans on what was said before."""
    tokens = words(question)
    subject = _subject(question)
    pointing = _POINTING.intersection(tokens)
    if not subject or (_STRONG.intersection(tokens) and len(subject) <= 3):
        return True
    opening = _opening(question)
    if _ADDITION.match(opening):
        return len(subject) <= 2 or bool(pointing) or _CONDITION.match(opening) is not None
    return bool(_pronouns(tokens)) and len(subject) <= 1


def _opening(question: str) -> str:
    """The folded question without the thanks that it may begin with."""
    return _THANKS.sub("", fold(question))


def may_be_follow_up(question: str) -> bool:
    """Whether it is worth asking a model: anything but a question that names its subject well."""
    return is_follow_up(question) or len(_subject(question)) <= 2


def _pronouns(tokens: Sequence[str]) -> set[str]:
    """Pointing words where they stand alone: "het" before a noun is an article."""
    alone = set()
    for token, following in zip(tokens, [*tokens[1:], ""], strict=True):
        article = token in {"het", "die", "deze", "dit", "dat", "le", "la", "ce", "ces", "cette",
                            "das", "diese", "dieser", "dieses", "this", "that", "these", "those",
                            "en", "y", "er", "es"}  # fmt: skip
        if token in _POINTING and not (article and content_words(following, None)):
            alone.add(token)
    return alone - {"en", "er", "y"}


def _varies(question: str) -> bool:
    """Whether it changes the circumstances of the question before, and asks the same of it."""
    if _CONDITION.match(_opening(question)):
        return True
    return question_type(question) is None and bool(content_words(question, None))


def _origin(earlier: Sequence[str]) -> str:
    """The latest question that names its subject itself; the first one where none does."""
    for question in reversed(earlier):
        if not is_follow_up(question):
            return question
    return earlier[0]


def _subject(question: str) -> list[str]:
    """The content words that name a subject, without the aspects that any scheme has."""
    named = content_words(question, None)
    return [w for w in named if fold(w) not in _ASPECTS and not w.isdigit()]
