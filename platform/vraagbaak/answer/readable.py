"""How quoted words look to the reader; the citation keeps them verbatim."""

from __future__ import annotations

import re

from vraagbaak.answer.words import fold
from vraagbaak.index.types import HEADING_SEPARATOR, Passage

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_EMPHASIS = re.compile(r"(\*\*|__|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|`+)")
_TAG = re.compile(r"<[^>\n]{1,80}>")
_SPACE = re.compile(r"\s+")
_REFERRING = re.compile(
    r"(?:en|maar|of|ook|dus|daarom|daarna|daarvoor|daarnaast|hierdoor|hiervoor|dit|dat|deze|die|"
    r"hij|zij|ze|het bedrag|dan|anders|et|mais|aussi|donc|cela|ce|cette|ces|il|elle|ils|elles|"
    r"und|aber|auch|dies|diese|dieser|dieses|das|er|sie|es|dann|sonst|danach|"
    r"and|but|or|also|so|this|that|these|those|it|they|he|she|then|otherwise)\b"
)
_NOISE = re.compile(
    r"demotekst|demo-?text|texte de demonstration|geen officiele informatie|"
    r"(?:keine|pas|no|not) (?:une |d.|an? )?(?:amtlich|offiziell|official|information officielle)|"
    r"\bcookies?\b|^(?:lees|lire|mehr|read) (?:meer|plus|lesen|more)\b|^\W*(?:todo|fixme)\b|"
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
    """Boilerplate that never answers: disclaimers, cookie notices, editor's marks."""
    return _NOISE.search(fold(text)) is not None


def last_heading(passage: Passage) -> str:
    """The innermost heading above the passage; the title where there is none."""
    heading = passage.heading.split(HEADING_SEPARATOR)[-1].strip()
    return shown(heading or passage.title)


def with_heading(passage: Passage, text: str) -> str:
    """The words after the heading they stand under: "Amounts: …", or a question answered."""
    heading = last_heading(passage)
    if not heading or fold(text).startswith(fold(heading)):
        return text
    mark = "" if heading.endswith(("?", ":", "!", ".")) else ":"
    return f"{heading}{mark} {text}"
