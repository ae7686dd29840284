"""What kind of answer a question asks for, and which sentences hold that kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from vraagbaak.answer.words import fold

_MONTHS = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|"
    "januar|februar|marz|juni|juli|august|oktober|dezember|"
    "january|february|march|may|june|july|october"
)
_DATE = rf"\b\d{{1,2}}(?:er)?\.? (?:{_MONTHS})\b|\b\d{{1,2}}[/-]\d{{1,2}}[/-]\d{{2,4}}\b"
_MANY = (
    "twee|drie|vier|vijf|zes|zeven|acht|negen|tien|twaalf|half|halve|anderhalf|anderhalve|"
    "deux|trois|quatre|cinq|sept|huit|neuf|dix|douze|demi|zwei|drei|funf|sechs|sieben|neun|zehn|"
    "zwolf|two|three|four|five|six|seven|eight|nine|ten|twelve"
)
_NUMBER = f"een|un|une|ein|eine|einen|einem|einer|one|{_MANY}"
"""One is an article as often as a number: it counts before a unit of time only."""
_UNIT = (
    "dag|week|weken|maand|jaar|jaren|jour|semaine|mois|an|annee|tag|woche|monat|jahr|day|month|"
    "year|uur|uren|heure|stunde|hour|minu"
)
_TERM = (
    rf"\b(?:\d+|{_NUMBER}) ?(?:\w+ )?(?:werk|kalender|arbeits)?(?:{_UNIT})\w*|"
    r"\b(?:onmiddellijk|meteen|immediatement|sofort|immediately)\b"
)
_REPEATED = (
    "elke|iedere|laatste|eerste|chaque|tous les|premier|dernier|jeden|jedes|ersten|letzten|every|"
    "each|first|last"
)
_PERCENT = r"%|\b(?:procent|percent|pour cent|prozent)\b"


@dataclass(frozen=True, slots=True)
class _Patterns:
    """How a question of the kind is asked, and what a sentence that fits it holds; folded."""

    asked: re.Pattern[str]
    fits: re.Pattern[str]


def _patterns(asked: str, fits: str) -> _Patterns:
    return _Patterns(re.compile(asked), re.compile(fits))


class QuestionType(Enum):
    """The kinds, the most telling ones first."""

    DURATION = _patterns(
        rf"\bhoe ?lang\b|\b(?:hoeveel|combien (?:de |d[' ]?)|wie ?viele?|how many) ?(?:{_UNIT})\w*|"
        r"\bcombien de temps\b|\bwie lange?\b|\bhow long\b|\btermijn\b|\bdelai\b|\bfrist\b|"
        r"\bdeadline\b",
        f"{_TERM}|{_DATE}",
    )
    WHEN = _patterns(
        r"\bwanneer\b|\bvanaf wanneer\b|\btot wanneer\b|\bquand\b|\bwann\b|\bwhen\b|\bdatum\b|"
        r"\b(?:op|in) welke (?:dag|datum|maand)\b|\bquelle date\b|\bwhat date\b",
        rf"{_DATE}|{_TERM}|\b(?:{_REPEATED}) (?:\w+ )?(?:{_UNIT}|werkdag)\w*|"
        r"\b(?:uiterlijk|vanaf|binnen|maandelijks|jaarlijks|au plus tard|spatestens|monatlich|"
        r"jahrlich|monthly|yearly|by|no later than)\b",
    )
    PHONE = _patterns(
        r"\btelefoonnummer\b|\bgsm-?nummer\b|\bnumero de (?:telephone|gsm)\b|\btelefonnummer\b|"
        r"\b(?:tele)?phone number\b",
        r"(?:\+|\b0)\d[\d /.-]{6,}|\b1700\b",
    )
    PERCENTAGE = _patterns(
        r"\bhoeveel (?:procent|percent)\b|\bpercentage\b|\bpourcentage\b|"
        r"\bcombien de pour cent\b|\bwie ?viel prozent\b|\bprozentsatz\b|\bhow many percent\b",
        _PERCENT,
    )
    MONEY = _patterns(
        r"\bkost(?:en|prijs)?\b|\bprijs\b|\btarief\b|\bboete\b|\buurloon\b|\w*vergoeding\b|"
        r"\bhoeveel (?:geld|euro|subsidie)\b|\bhoeveel (?:krijg|kost|betaa?l|verdien|bedraag)\w*\b|"
        r"\bhoe duur\b|\bwelk bedrag\b|\bcombien (?:coute|recoi|paie)\w*\b|\bprix\b|\bcoute\b|"
        r"\bamende\b|\bquel(?:le)? (?:montant|somme)\b|\bkostet\b|\bpreis\b|\bwie teuer\b|"
        r"\bgebuhr\w*\b|\bbussgeld\b|\bhow much (?:money|do|does|is|will|can)\b|\bcosts?\b|"
        r"\bprice\b|\bfees?\b",
        rf"{_PERCENT}|€|\beur\b|\beuros?\b|\bcents?\b|\bniets\b|\bgratis\b|\bkostelo\w+\b|"
        r"\bgeen (?:kosten|boete|vergoeding|recht)\b|\bgratuit\w*\b|\bsans frais\b|"
        r"\bkostenlos\w*\b|\bkostenfrei\b|\bfree\b|\bno (?:fee|charge)\b",
    )
    AMOUNT = _patterns(
        r"\bhoeveel\b|\bwelk aantal\b|\bhoe (?:hoog|groot)\b|\bcombien\b|\bquel nombre\b|"
        r"\bwie ?viel\w*\b|\bwie hoch\b|\bhow (?:much|many)\b|\bwhat amount\b|\bbedrag\w*\b",
        rf"\d|\b(?:{_MANY})\b|\b(?:geen|aucune?|keine?n?|no|none)\b",
    )
    WHERE = _patterns(
        r"\bwaar\b(?! ?(?:om|mee|voor|op|uit|bij|naar)\b)|\bou\b(?= (?:puis|dois|peut|se|est|faut|"
        r"trouver))|\bwo(?:hin)?\b|\bwhere\b|\bwelk adres\b|\badresse?\b|\btelefoonnummer\b",
        r"https?:|www\.|@|\b(?:loket|website|online|portaal|gemeente|stadhuis|guichet|site|commune|"
        r"schalter|webseite|gemeinde|counter|office|portal|adres\w*|mypage|e-?mail|formulier)\b",
    )
    WHO = _patterns(
        r"\bwie\b(?! (?:viel|lange?|hoch|kann|ist|wird|muss|beantrage|bekomme|oft))|"
        r"\bqui\b|\bwer\b|\bwho\b|\bvoor wie\b",
        r"\b(?:wie|wer|qui|who|aanvrager|gezin|eigenaar|huurder|person\w*|u bent|u hebt)\w*\b",
    )
    LISTING = _patterns(
        r"\bwelke\b|\bwat zijn\b|\bwat heb ik nodig\b|\bquel(?:le)?s\b|\bwelche[rns]?\b|"
        r"\bwhich\b|\bwhat (?:are|documents|conditions|papers|do i need)\b",
        r"(?!)",  # what fits is a list, whatever its words
    )
    MAY = _patterns(
        r"^(?:en )?(?:mag|mogen|kan|kunnen|moet|moeten|ben|heb|is|zijn|geldt|krijg|heeft|puis|"
        r"peut|dois|est|ai|kann|darf|muss|bin|habe|can|may|must|do|does|am|are|could|should)\b|"
        r"\b(?:mag|kan|moet) (?:ik|je|men|u|hij|ze|een|mijn)\b",
        r"\b(?:niet|geen|mag|moet|kan|mogen|moeten|kunnen|enkel|alleen|behalve|tenzij|toegestaan|"
        r"recht|pas|peut|doit|seulement|sauf|droit|kein\w*|nicht|darf|muss|kann|nur|not|may|must|can|"
        r"only|unless|ne)\b",
    )
    HOW = _patterns(
        r"\bhoe\b|\bcomment\b|\bwie (?:kann|beantrage|bekomme|geht|muss|stelle|melde)\b|\bhow\b|"
        r"\bop welke manier\b|\bstappen\b|\baanvragen\b",
        r"\b(?:via|aanvra\w+|vraag|vul|dien|bezorg|stuur|formulier|online|stap|eerst|demand\w+|"
        r"introdui\w+|formulaire|antrag\w*|beantrag\w*|formular|apply|application|form|submit)\b",
    )

    def asked_by(self, folded: str) -> bool:
        """Whether the folded question is of this kind."""
        patterns: _Patterns = self.value
        return patterns.asked.search(folded) is not None

    def fits(self, text: str) -> bool:
        """Whether a sentence holds what this kind asks for."""
        patterns: _Patterns = self.value
        return patterns.fits.search(fold(text)) is not None


ONE_FACT = frozenset(
    {
        QuestionType.PHONE,
        QuestionType.PERCENTAGE,
        QuestionType.MONEY,
        QuestionType.AMOUNT,
        QuestionType.WHEN,
        QuestionType.DURATION,
        QuestionType.WHERE,
        QuestionType.MAY,
    }
)
"""What one statement answers; a list of conditions does not."""
TOLD_BY_WORDS = frozenset(
    {
        QuestionType.PHONE,
        QuestionType.PERCENTAGE,
        QuestionType.DURATION,
        QuestionType.MONEY,
        QuestionType.AMOUNT,
    }
)
"""What an answer holds in so few forms that a text without any of them does not answer."""


def question_type(question: str) -> QuestionType | None:
    """The kind of the question; its last sentence counts, where a situation is told first."""
    sentences = [s for s in re.split(r"(?<=[.!?])\s+", question.strip()) if s]
    asking = [s for s in sentences if s.endswith("?")] or sentences
    for sentence in reversed(asking):
        folded = fold(sentence)
        for kind in QuestionType:
            if kind.asked_by(folded):
                return kind
    return None
