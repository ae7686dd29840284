"""An article of the Vlaamse Codex as a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from connectors.codex_articles import Article, written
from connectors.flemish_html import heading, page, plain, tidy

_BLOCKS = re.compile(r"<\s*(?:p|ul|ol|table|div|dl|h\d)\b", re.IGNORECASE)
_GAP = re.compile(r"(?:<br\s*/?>\s*){2,}", re.IGNORECASE)
_DEEPEST = 6


def title_of(article: Article) -> str:
    """How the article is cited."""
    return f"{article.label}, {article.document.title}"


def page_of(article: Article, text: str) -> bytes:
    """The page: the chapters it stands in as headings, its text, and when it is in force."""
    return page(title_of(article), "nl", _parts(article, text))


def _parts(article: Article, text: str) -> Iterator[str]:
    for depth, chapter in enumerate(article.path):
        yield heading(min(2 + depth, _DEEPEST), chapter)
    level = min(2 + len(article.path), _DEEPEST)
    yield heading(level, article.label)
    yield tidy(_paragraphs(text), min(level + 1, _DEEPEST))
    yield _validity(article)
    if plain(article.comment):
        yield f"<p>Toelichting: {escape(plain(article.comment))}</p>"
    if article.document.published:
        day = written(article.document.published)
        yield f"<p>Bekendgemaakt in het Belgisch Staatsblad van {day}.</p>"


def _paragraphs(text: str) -> str:
    """The Codex parts paragraphs with two line breaks."""
    if _BLOCKS.search(text) or not _GAP.search(text):
        return text if _BLOCKS.search(text) else f"<p>{text}</p>"
    return "".join(f"<p>{part}</p>" for part in _GAP.split(text) if part.strip())


def _validity(article: Article) -> str:
    if article.pending:
        return "<p>Nog niet in werking: dat hangt af van een gebeurtenis die nog moet komen.</p>"
    start = f"vanaf {written(article.start)}" if article.start else ""
    end = f"tot en met {written(article.end)}" if article.end else ""
    when = " ".join(part for part in (start, end) if part)
    return f"<p>Van kracht {when}.</p>" if when else ""
