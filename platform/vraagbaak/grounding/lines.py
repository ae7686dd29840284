"""The sentences, list items and table rows of evidence, each with what it leans on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from vraagbaak.grounding.asking import asks, contradicts, doubts, names_topic, reply
from vraagbaak.grounding.facts import Fact, extract_facts
from vraagbaak.grounding.facts.cues import negations
from vraagbaak.grounding.normal import stem
from vraagbaak.grounding.parts import Part, parts_of
from vraagbaak.grounding.tables import is_row
from vraagbaak.grounding.types import Sentence
from vraagbaak.grounding.words import Token, Word, content_words, tokens
from vraagbaak.language import Language

_ANAPHORIC = {
    Language.NL: r"dit|dat|deze|die|hij|zij|ze|daar\w*|hier\w*|u|je|wij|we|het\s+(?:is|gaat|geldt)"
    r"|(?:het|de)\s+(?:bedrag|tarief|maximum|minimum|totaal|aanvraag|termijn|prijs|kosten|kostprijs"
    r"|steun|duur|bijdrage|formulier|procedure|uitbetaling|voorwaarden?)",
    Language.FR: r"il|elle|ils|elles|ce|cela|cette|ces|c['’]est|celle-ci|celui-ci|vous|nous|on|y"
    r"|(?:le|la|les|l['’])\s*(?:montants?|prix|tarif|délai|demande|durée|aide|coûts?|conditions?"
    r"|formulaire|procédure|paiement)",
    Language.DE: r"er|sie|es|dies\w*|da[zfrvmnb]\w+|hier\w*|wir|man"
    r"|(?:der|die|das)\s+(?:betrag|höhe|frist|antrag|kosten|dauer|beitrag|formular|verfahren"
    r"|auszahlung|bedingung(?:en)?|voraussetzung(?:en)?)",
    Language.EN: r"it|they|this|that|these|those|he|she|you|we|there"
    r"|the\s+(?:amount|price|fee|rate|deadline|application|cost|duration|form|procedure|payment"
    r"|conditions?)",
}
_LEANS = {
    language: re.compile(rf"\W*(?:{found})(?!\w)", re.IGNORECASE)
    for language, found in _ANAPHORIC.items()
}
_OF = r"(?:voor\b|van\b|pour\b|d[eu]\b|des\b|d['’]|für\b|von\b|for\b|of\b|op\b|tegen\b)"
_SUBJECT = re.compile(
    r"\W*(?:de|het|la|le|les|der|die|das|the)\s+(?P<noun>[^\W\d_]{4,})"
    rf"\s+(?!{_OF})",
    re.IGNORECASE,
)
HEADING_CHARS = 80
_ITEM = re.compile(r"\s*(?:[-*+•‣◦–—·▪☐☑✓✔]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")


@dataclass(frozen=True)
class Line:
    """One sentence, list item or table row of the evidence."""

    index: int
    """Its place among the passage's lines."""
    language: Language
    sentence: Sentence
    words: tuple[Word, ...]
    stems: frozenset[str]
    facts: tuple[Fact, ...]
    asks: bool
    """A question."""
    doubts: bool
    """A question that states nothing: "Is the premium 150 euros?"."""
    reply: bool | None
    """What it answers to a question just before it: yes, no, or neither."""
    contradicts: bool
    """It says yes to a question that denies: "Doch."."""
    leans: bool
    """It means nothing without what stands before: it begins with a pronoun, is an item or row."""
    item: bool
    head: int | None
    """The line that introduces it: a list's introduction, a table's header row."""
    heading: int | None
    """The heading above it in the same passage."""

    @property
    def text(self) -> str:
        """As it stands in the passage."""
        return self.sentence.text

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """All its words and numbers."""
        return tokens(self.text)

    @cached_property
    def folded(self) -> frozenset[str]:
        """The same, folded, without their places."""
        return frozenset(token.folded for token in self.tokens)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Its clauses."""
        return parts_of(self.text, self.words, self.language)


def make_line(sentence: Sentence, language: Language, before: list[Line]) -> Line:
    """The line after those ``before`` it."""
    text = sentence.text
    words = content_words(text, language)
    item = _ITEM.match(text) is not None
    is_part = item or is_row(text)
    asking = asks(text)
    return Line(
        index=len(before),
        language=language,
        sentence=sentence,
        words=words,
        stems=frozenset(word.stem for word in words),
        facts=extract_facts(text, language),
        asks=asking,
        doubts=asking and doubts(text) and not names_topic(text),
        reply=reply(text),
        contradicts=contradicts(text),
        leans=is_part or _leans(text, language, before),
        item=item,
        head=_head(text, before) if is_part else None,
        heading=_heading(before, language),
    )


def _leans(text: str, language: Language, before: list[Line]) -> bool:
    """A pronoun, "the amount", or "the premium" after a line about the rent premium."""
    if _LEANS[language].match(text):
        return True
    subject = _SUBJECT.match(text)
    if subject is None or not before:
        return False
    noun = stem(subject["noun"], language)
    if any(_is_head(noun, other) for other in before[-1].stems):
        return True
    told = re.search(rf"\b{re.escape(subject['noun'])}\s+{_OF}", before[-1].text, re.IGNORECASE)
    return told is not None


def _is_head(noun: str, compound: str) -> bool:
    return len(noun) >= 4 and compound.endswith(noun) and len(compound) >= len(noun) + 3


def _heading(before: list[Line], language: Language) -> int | None:
    """The line before when it is a heading, else the one that holds for that line."""
    if not before:
        return None
    last = before[-1]
    text = last.text
    if last.doubts:
        return None if text.startswith("#") else last.heading
    named = len(text) <= HEADING_CHARS and text[-1].isalnum() and not last.item
    if last.asks and negations(text, language):
        return None
    if text.startswith("#") or named or last.asks:
        return last.index
    above = last.heading
    # A question in running text holds for the line after it, no further.
    if above is None or not before[above].asks:
        return above
    return above if before[above].text.startswith("#") else None


def _head(text: str, before: list[Line]) -> int | None:
    """The first row of the table, or the line before the first item of the list."""
    if not before:
        return None
    last = before[-1]
    if is_row(text):
        if not is_row(last.text):
            return None
        return last.index if last.head is None else last.head
    return last.head if last.item else last.index
