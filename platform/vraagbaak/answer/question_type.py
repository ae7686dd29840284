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
    "twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|twintig|"
    "dertig|veertig|vijftig|zestig|negentig|honderd|half|halve|anderhalf|anderhalve|enkele|"
    "deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante|cinquante|"
    "soixante|cent|demi|quelques|zwei|drei|funf|sechs|sieben|neun|zehn|zwolf|vierzehn|zwanzig|"
    "dreissig|vierzig|funfzig|sechzig|neunzig|hundert|einige|two|three|four|five|six|seven|eight|"
    "nine|ten|eleven|twelve|fourteen|fifteen|twenty|thirty|forty|fifty|sixty|ninety|hundred|"
    "several"
)
_NUMBER = f"een|un|une|ein|eine|einen|einem|einer|one|{_MANY}"
"""One is an article as often as a number: it counts before a unit of time only."""
_UNIT = (
    "dag|dagen|week|weken|maand|maanden|jaar|jaren|uur|uren|minuut|minuten|jours?|semaines?|mois|"
    "ans?|annees?|heures?|minutes?|tage?|tagen|wochen?|monate?|monaten|jahre?|jahren|stunden?|"
    "minuten|days?|weeks?|months?|years?|hours?"
)
_TERM = (
    rf"\b(?:\d+|{_NUMBER}) ?(?:volle |hele |pleine |full )?(?:werk|kalender|arbeits)?(?:{_UNIT})\b|"
    r"\b(?:onmiddellijk|meteen|levenslang|onbeperkt|immediatement|illimitee?|sofort|lebenslang|"
    r"unbefristet|immediately|indefinite\w*|for life)\b"
)
_REPEATED = (
    "elke|iedere|laatste|eerste|chaque|tous les|premier|dernier|jeden|jedes|ersten|letzten|every|"
    "each|first|last"
)
_PERCENT = (
    r"%|\b(?:procent|percent|per cent|pour cent|prozent)\b|"
    r"\b(?:de helft|la moitie|die halfte|half of)\b"
)
_PHONE = (
    r"(?!\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b)(?!0\d{3}\.\d{3}\.\d{3}\b)"  # no date, no company
    r"(?:\+|\(0|\b0)\d[\d /.()-]{5,}\d|\b(?:1700|1813|11\d|10[0-9])\b"
)


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
        rf"\bhoe ?lang\b|\b(?:hoeveel|combien (?:de |d[' ’]?)|wie ?viele?|how many) ?(?:{_UNIT})\b|"
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
        r"\bwelk (?:telefoon|gsm-?)nummer\b|\bwat is (?:het|jullie|uw|hun) telefoonnummer\b|"
        r"\bquel(?: est (?:le|votre|leur))? numero de (?:telephone|gsm)\b|"
        r"\b(?:welche|was ist (?:die|ihre)|wie lautet (?:die|ihre)) telefonnummer\b|"
        r"\b(?:which|what|what(?:'s| is) (?:the|your)) (?:tele)?phone number\b",
        _PHONE,
    )
    PERCENTAGE = _patterns(
        r"\bhoeveel (?:procent|percent)\b|\bwelk percentage\b|\bquel pourcentage\b|"
        r"\bcombien de pour cent\b|\bwie ?viel prozent\b|\bwelcher prozentsatz\b|"
        r"\bwhat percentage\b|\bhow many per ?cent\b",
        _PERCENT,
    )
    MONEY = _patterns(
        r"\bhoeveel (?:geld|euro|subsidie)\b|\bhoeveel (?:krijg|kost|betaa?l|verdien|bedraag)\w*\b|"
        r"\b(?:wat|dat|het) kost\b|\bhoe duur\b|\bwelk bedrag\b|"
        r"\bwelke (?:boete|\w*vergoeding krijg)\b|"
        r"\bhoe hoog is (?:de|een) (?:boete|premie|toeslag|vergoeding|waarborg|bijdrage)\b|"
        r"\bwat is (?:de|het) (?:kost)?(?:prijs|tarief|uurloon|bedrag|boete)\b|"
        r"\bcombien (?:coute|recoi|paie|touche)\w*\b|\bque coute\b|"
        r"\bquel(?:le)? (?:montant|somme)\b|"
        r"\bquel(?:le)? est (?:le|la|l['’ ])? ?(?:prix|montant|tarif|amende)\b|\bquelle amende\b|"
        r"\bwas kostet\b|\bwie teuer\b|\bwelche(?:s|n)? (?:betrag|bussgeld)\b|"
        r"\bwie hoch ist (?:die|das|der) (?:bussgeld|pramie|gebuhr|zuschlag|betrag|kaution)\b|"
        r"\bhow much (?:money|do|does|is|will|can)\b|"
        r"\bwhat (?:does|do|will) .{1,60} cost\b|\bwhat is the .{0,20}\b(?:fee|price|cost|fine)\b",
        rf"{_PERCENT}|€|\beur\b|\beuros?\b|\bcents?\b|\bniets\b|\bgratis\b|\bkostelo\w+\b|"
        r"\bgeen (?:kosten|boete|vergoeding|recht)\b|\bgratuit\w*\b|\bsans frais\b|"
        r"\bkostenlos\w*\b|\bkostenfrei\b|\bfree of charge\b|\b(?:is|are|for) free\b|"
        r"\bno (?:fee|charge)\b",
    )
    AMOUNT = _patterns(
        r"\bhoeveel\b|\bwelk aantal\b|\bhoe (?:hoog|groot)\b|\bkost(?:en|prijs)?\b|\bprijs\b|"
        r"\bcombien\b|\bquel(?:le)? (?:nombre|prix)\b|\bcoute\b|\bwie ?viel\w*\b|\bwie hoch\b|"
        r"\bkostet\b|\bhow (?:much|many)\b|\bwhat amount\b|\bcosts?\b|\bbedrag\w*\b",
        rf"\d|\b(?:{_MANY})\b|\b(?:geen|aucune?|keine?n?|none)\b",
    )
    WHERE = _patterns(
        r"\bwaar\b(?! ?(?:om|mee|voor|op|uit|bij|naar)\b)|\bou\b(?= (?:puis|dois|peut|se|est|faut|"
        r"trouver))|\bwo(?:hin)?\b|\bwhere\b|\bwelk adres\b|\badresse?\b",
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
_DEMANDED = re.compile(
    r"\bhoe ?lang\b|\bhoeveel\b|\bwelk aantal\b|\bwelke termijn\b|\bwat is de termijn\b|"
    r"\bcombien\b|\bquel nombre\b|\bquel(?: est le)? delai\b|\bwie ?viele?\b|\bwie lange?\b|"
    r"\bwelche(?:r|n)? frist\b|\bhow (?:long|many|much)\b|\bwhat is the deadline\b"
)
"""A term or a number as the very thing that is asked for, and not as its subject: "how do I extend
the term?" is answered without one."""


def demanded(question: str) -> QuestionType | None:
    """The kind of figure that an answer must hold; None where a sentence without one may answer."""
    kind, folded = _kind(question)
    if kind in {QuestionType.PHONE, QuestionType.PERCENTAGE, QuestionType.MONEY}:
        return kind
    told = kind in {QuestionType.DURATION, QuestionType.AMOUNT}
    return kind if told and _DEMANDED.search(folded) else None


def question_type(question: str) -> QuestionType | None:
    """The kind of the question; its last sentence counts, where a situation is told first."""
    return _kind(question)[0]


def _kind(question: str) -> tuple[QuestionType | None, str]:
    """The kind, and the folded sentence that tells it."""
    sentences = [s for s in re.split(r"(?<=[.!?])\s+", question.strip()) if s]
    asking = [s for s in sentences if s.endswith("?")] or sentences
    for sentence in reversed(asking):
        folded = fold(sentence)
        for kind in QuestionType:
            if kind.asked_by(folded):
                return kind, folded
    return None, ""
