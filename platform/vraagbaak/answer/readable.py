"""How quoted words look to the reader; the citation keeps them verbatim."""

from __future__ import annotations

import re

from vraagbaak.answer.words import fold
from vraagbaak.grounding.sentences import split_sentences

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_EMPHASIS = re.compile(r"(\*\*|__|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|`+)")
_TAG = re.compile(r"<[^>\n]{1,80}>")
_SPACE = re.compile(r"\s+")
_REFERRING = re.compile(
    r"(?:ja|nee|neen|oui|non|nein|yes|no|en|maar|of|ook|dus|daarom|daarna|daarvoor|daarnaast|hierdoor|hiervoor|dit|dat|deze|die|"
    r"hij|zij|ze|het bedrag|dan|anders|et|mais|aussi|donc|cela|ce|cette|ces|il|elle|ils|elles|"
    r"und|aber|auch|dies|diese|dieser|dieses|das|er|sie|es|dann|sonst|danach|"
    r"and|but|or|also|so|this|that|these|those|it|they|he|she|then|otherwise)\b"
)
# Nothing that orders a machine about answers a citizen.
_INJECTION = re.compile(
    r"\b(?:negeer|ignore[rz]?|ignoriere?n?|disregard|forget|vergeet|oublie[rz]?|vergiss)\b.{0,40}"
    r"\b(?:instructi\w*|anweisung\w*|consigne\w*|prompt\w*|regels|rules)\b|\bsystem prompt\b"
)
_NOISE = re.compile(
    r"demotekst|demo-?text|texte de demonstration|geen officiele informatie|"
    r"(?:keine|pas|no|not) (?:une |d.|an? )?(?:amtlich|offiziell|official|information officielle)|"
    r"\bcookies?\b|^(?:lees|lire|mehr|read) (?:meer|plus|lesen|more)\b|^\W*(?:todo|fixme)\b|"
    r"^(?:geldig|valable|gultig|valid) (?:van|vanaf|tot|sinds|du|a partir|jusqu|depuis|vom|von|ab|"
    r"bis|from|until|since)\b|"
    r"^[<>=]{5,}|^\W*(?:laatst bijgewerkt|last updated|derniere mise a jour|zuletzt aktualisiert)"
)


def shown(text: str) -> str:
    """The words without Markdown, HTML and table marks, on one line."""
    text = _TAG.sub(" ", _LINK.sub(r"\1", text))
    if text.strip().startswith("|"):
        text = "; ".join(cell.strip() for cell in text.strip().strip("|").split("|"))
    return _SPACE.sub(" ", _EMPHASIS.sub("", text)).strip()


def refers_back(text: str) -> bool:
    """Whether a sentence leans on the one before it ("This also holds for…")."""
    words = shown(text)
    return words[:1].islower() or _REFERRING.match(fold(words)) is not None


def is_noise(text: str) -> bool:
    """Text that never answers: disclaimers, cookie notices, editor's marks, injected orders."""
    folded = fold(text)
    return any(pattern.search(folded) for pattern in (_NOISE, _INJECTION))


def defused(text: str) -> str:
    """The text with sentences that order a machine about blanked out; offsets stay the same."""
    if not _INJECTION.search(fold(text)):
        return text
    for sentence in split_sentences(text):
        if _INJECTION.search(fold(sentence.text)):
            blank = " " * len(sentence.text)
            text = text[: sentence.start] + blank + text[sentence.end :]
    return text


def as_lead(heading: str) -> str:
    """A heading as the line before what stands under it: "Amounts:", or the question it asks."""
    text = shown(heading).rstrip(" .")
    return text if text.endswith(("?", ":", "!")) else f"{text}:"


def with_heading(heading: str, text: str) -> str:
    """The words after the heading they stand under: "Amounts: …", or a question answered."""
    if not heading or fold(text).startswith(fold(shown(heading))):
        return text
    return f"{as_lead(heading)} {text}"
