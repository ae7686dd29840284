"""Flemish legislation by article, from the Vlaamse Codex."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, StringConstraints, model_validator

from connectors.codex_api import Api
from connectors.codex_articles import Article, articles_of, unwrapped
from connectors.codex_page import page_of, title_of
from connectors.config import HttpUrl, SourceConfig
from connectors.errors import SourceBroken
from connectors.flemish_values import cursor_of, day_of, digest, settings_of, values_of
from connectors.types import (
    Change,
    Checkpoint,
    Done,
    Failed,
    Known,
    Removed,
    Skipped,
    SourceItem,
)

if TYPE_CHECKING:
    from connectors.registry import Tools

_PORTAL = "https://codex.vlaanderen.be/Zoeken/Document.aspx?DID={document}&param=inhoud"
_FORMAT = "1"
"""Another one for a page of another form, so that it is read again."""

Numac = Annotated[str, StringConstraints(pattern=r"^\d{10}$")]
Number = Annotated[int, Field(ge=1, le=2**31)]


class Config(SourceConfig):
    """Decrees and decisions, chosen by number, by search or by date; their articles one by one."""

    documents: Annotated[tuple[Number, ...], Field(max_length=5000)] = ()
    """Numbers of documents in the Vlaamse Codex: DID in the address of its page."""
    numacs: Annotated[tuple[Numac, ...], Field(max_length=5000)] = ()
    """Numbers in the Belgisch Staatsblad, of ten digits."""
    search: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""
    """All documents that the Codex finds for these words."""
    since: date | None = None
    """All documents of this date or later."""
    until: date | None = None
    """With ``since`` or ``search``: no documents later than this."""
    types: Annotated[tuple[str, ...], Field(max_length=50)] = ()
    """With ``since`` or ``search``: only these types, such as Decreet."""
    future: bool = True
    """Also versions of articles that are not yet in force."""
    superseded: bool = False
    """Also versions of articles that no longer hold."""
    complete_every_days: Annotated[int, Field(ge=0, le=31)] = 1
    """As long as the Codex says that nothing new was worked in, everything is read again only after
    so many days; 0 for every run."""
    api: HttpUrl = "https://codex.opendata.api.vlaanderen.be"
    """Address of the API."""

    @model_validator(mode="after")
    def _chooses(self) -> Config:
        if not (self.documents or self.numacs or self.search or self.since):
            raise ValueError("Choose documents by documents, numacs, search or since.")
        return self


def connect(config: Config, tools: Tools) -> CodexConnector:
    """The connector for a configuration."""
    return CodexConnector(config, Api(tools.http, config.api))


def _today() -> date:
    return datetime.now(UTC).date()


@dataclass(slots=True)
class _Run:
    known: Mapping[str, Known] | None
    whole: bool = True
    """Whether every article there is was named."""


@dataclass(frozen=True, slots=True)
class CodexConnector:
    """Versions of articles by document, article and version number.

    Documents are read whole, in the order of their numbers; a version of an article has its text's
    digest as version, as the API does not say when it last changed it.
    """

    config: Config
    api: Api
    today: Callable[[], date] = _today

    def changes(
        self, cursor: str = "", known: Mapping[str, Known] | None = None
    ) -> Iterator[Change]:
        """All articles, unless the Codex says that nothing was worked in since the cursor."""
        settings = settings_of(self.config)
        since = values_of(cursor, settings)
        updated = self.api.updated_to()
        if updated and since.get("updated") == updated and self._is_recent(since):
            yield Done(complete=False, cursor=cursor)
            return
        run = _Run(known)
        after = int(since.get("after") or 0)
        numbers, unknown = self._numbers()
        yield from (Failed(name, f"The Vlaamse Codex has no {name}.") for name in unknown)
        for number in numbers:
            if number > after:
                yield from self._document(number, run)
                yield Checkpoint(cursor_of(settings, after=str(number)))
        complete = run.whole and not after
        now = cursor_of(settings, updated=updated, completed=self.today().isoformat())
        yield Done(complete, now if complete else "")

    def _is_recent(self, since: Mapping[str, str]) -> bool:
        completed = day_of(since.get("completed"))
        days = timedelta(days=self.config.complete_every_days)
        return completed is not None and self.today() - completed < days

    def _numbers(self) -> tuple[list[int], list[str]]:
        """The chosen documents in order, and what the Codex does not know.

        Raises SourceBroken when there is none at all: that would empty the source.
        """
        by_numac = {numac: self.api.by_numac(numac) for numac in self.config.numacs}
        chosen = {*self.config.documents, *self._searched()}
        chosen |= {number for number in by_numac.values() if number is not None}
        if not chosen:
            raise SourceBroken(
                "The Vlaamse Codex has no document for this choice. Check documents, numacs, "
                "search, since and types."
            )
        return sorted(chosen), [
            f"numac {numac}" for numac, number in by_numac.items() if not number
        ]

    def _searched(self) -> Iterator[int]:
        rows = []
        if self.config.search:
            rows.append(self.api.search(self.config.search))
        if self.config.since and not self.config.search:
            last = (self.config.until or self.today()).year
            rows += [self.api.of_year(year) for year in range(self.config.since.year, last + 1)]
        for found in rows:
            for row in found:
                if self._in_period(row.day) and (
                    not self.config.types or row.is_a(self.config.types)
                ):
                    yield row.id

    def _in_period(self, day: date | None) -> bool:
        first, last = self.config.since or date.min, self.config.until or date.max
        return first <= day <= last if day else not self.config.since

    def _document(self, number: int, run: _Run) -> Iterator[Change]:
        try:
            whole = self.api.whole(number)
            articles = list(self._articles(whole, number)) if whole is not None else []
        except SourceBroken as exc:
            run.whole = False  # its articles are not named, and must stay
            yield Failed(str(number), str(exc))
            return
        if whole is None:
            yield from self._gone(number, run)
        elif not articles:
            yield Skipped(str(number), "The Vlaamse Codex has no text of it.")
        yield from map(self._item, articles)

    def _gone(self, number: int, run: _Run) -> Iterator[Change]:
        held = [key for key in run.known or () if key.startswith(f"{number}/")]
        for key in held:
            yield Removed(key, "The document is no longer in the Vlaamse Codex.")
        if not held:
            yield Failed(str(number), f"The Vlaamse Codex has no document {number}.")

    def _articles(self, whole: Mapping[str, object], number: int) -> Iterator[Article]:
        today = self.today()
        seen: set[int] = set()
        for article in articles_of(whole, number, superseded=self.config.superseded):
            past = article.end is not None and article.end < today
            ahead = article.start is not None and article.start > today
            wanted = self.config.superseded if past else self.config.future or not ahead
            if wanted and article.version not in seen:
                seen.add(article.version)
                yield article

    def _item(self, article: Article) -> SourceItem:
        document = article.document
        uri = _PORTAL.format(document=document.id)
        return SourceItem(
            key=article.key,
            read=partial(self._read, article),
            uri=f"{uri}&AID={article.article}" if article.article else uri,
            media_type="text/html",
            title_hint=title_of(article),
            version=digest(_FORMAT, page_of(article, article.text or "")),
            language="nl",
            valid_from=article.start,
            valid_until=article.end,
        )

    def _read(self, article: Article) -> bytes:
        text = article.text
        if text is None:
            text = str(unwrapped(self.api.version(article.version)).get("Tekst") or "")
        return page_of(article, text)
