"""Decisions of local governments (Lokale Besluiten als Gelinkte Open Data), by SPARQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, StringConstraints, model_validator

from connectors.config import HttpUrl, SourceConfig
from connectors.errors import SourceBroken
from connectors.flemish_values import (
    cursor_of,
    day_of,
    moment_of,
    settings_of,
    values_of,
)
from connectors.lblod_endpoint import Endpoint, Row
from connectors.lblod_query import (
    Scope,
    bodies_of,
    iri,
    tombstones,
)
from connectors.lblod_reading import Listed, Reading
from connectors.types import (
    Change,
    Checkpoint,
    Done,
    Failed,
    Known,
    Removed,
    Unchanged,
)

if TYPE_CHECKING:
    from connectors.registry import Tools

Iri = Annotated[
    str, StringConstraints(pattern=r'^https?://[^\x00-\x20<>"{}|\\^`\x7f]+$', max_length=1000)
]
OvoCode = Annotated[str, StringConstraints(pattern=r"^OVO\d{6}$")]


class Config(SourceConfig):
    """Decisions of municipalities, public social welfare centres, provinces and the like."""

    endpoint: HttpUrl = "https://centrale-vindplaats.lblod.info/sparql"
    """Address of the SPARQL endpoint."""
    bodies: Annotated[tuple[Iri, ...], Field(max_length=100)] = ()
    """Addresses (URI) of the governing bodies (bestuurseenheden)."""
    ovo_codes: Annotated[tuple[OvoCode, ...], Field(max_length=100)] = ()
    """Governing bodies by OVO code, such as OVO002514, where the endpoint knows them by it."""
    since: date | None = None
    """Only decisions of sessions on this date or later."""
    until: date | None = None
    """Only decisions of sessions on this date or earlier."""
    kinds: Annotated[tuple[Iri, ...], Field(max_length=100)] = ()
    """Only these kinds of decision: addresses (URI) from the list BesluitType. Empty for all."""
    retracted: bool = False
    """Also decisions that were retracted or repealed."""
    page_size: Annotated[int, Field(ge=10, le=5000)] = 500
    """Decisions listed by one question."""
    batch: Annotated[int, Field(ge=1, le=200)] = 20
    """Decisions whose contents are asked for at once."""
    complete_every_days: Annotated[int, Field(ge=0, le=31)] = 1
    """Between complete lists, only what was changed is asked for; 0 for a complete list each time.
    Where publishers do not say when they changed a decision, every list is complete."""

    @model_validator(mode="after")
    def _chooses(self) -> Config:
        if not (self.bodies or self.ovo_codes):
            raise ValueError("Name a governing body in bodies or in ovo_codes.")
        return self


def connect(config: Config, tools: Tools) -> LblodConnector:
    """The connector for a configuration."""
    return LblodConnector(config, Endpoint(tools.http, config.endpoint))


def _today() -> date:
    return datetime.now(UTC).date()


@dataclass(slots=True)
class _Run:
    known: Mapping[str, Known]
    listed: int = 0
    dated: bool = True
    """Whether every decision says when it was changed."""
    latest: str = ""
    """Time of the latest change, ISO 8601 in UTC."""

    def note(self, modified: datetime | None) -> None:
        """Count a decision."""
        self.listed += 1
        self.dated = self.dated and modified is not None
        if modified:
            latest = modified.astimezone(UTC).isoformat(timespec="microseconds")
            self.latest = max(self.latest, latest)


@dataclass(frozen=True, slots=True)
class LblodConnector:
    """Decisions by their IRI.

    A complete run lists all decisions with their time of change, and asks for the contents of what
    is new or changed. The version of a decision is that time, or, where there is none, the digest
    of its page.
    """

    config: Config
    endpoint: Endpoint
    today: Callable[[], date] = _today

    def changes(
        self, cursor: str = "", known: Mapping[str, Known] | None = None
    ) -> Iterator[Change]:
        """All decisions, or those changed since the cursor."""
        settings = settings_of(self.config)
        values = values_of(cursor, settings)
        run = _Run(known or {}, latest=values.get("since", ""))
        since = run.latest if self._is_recent(values) else ""
        after = values.get("after", "")
        scope = self._scope()
        for page in self._pages(partial(self._listed, scope, _margin(since)), after):
            yield from self._page(page, run)
            if not since:
                last = [one.key for one in page if _can_be_asked(one.key)][-1]
                yield Checkpoint(cursor_of(settings, after=last))
        if since:
            yield from self._tombstones(_margin(since), run)
            completed = values["completed"]
            yield Done(False, cursor_of(settings, since=run.latest, completed=completed))
            return
        if not run.listed and not after:
            raise SourceBroken(
                "The endpoint has no decision for this choice. Check bodies, ovo_codes, since, "
                "until and kinds."
            )
        done = cursor_of(settings, since=run.latest, completed=self.today().isoformat())
        yield Done(not after, done if run.dated and not after else "")

    def _is_recent(self, values: Mapping[str, str]) -> bool:
        completed = day_of(values.get("completed"))
        days = timedelta(days=self.config.complete_every_days)
        return completed is not None and self.today() - completed < days

    def _scope(self) -> Scope:
        found = {*self.config.bodies}
        for code in self.config.ovo_codes:
            rows = self.endpoint.rows(bodies_of(code))
            bodies = [row["eenheid"] for row in rows if "eenheid" in row]
            named = {body.value for body in bodies if _can_be_asked(body.value)}
            if not named:
                raise SourceBroken(
                    f"The endpoint knows no governing body {code}. Give its address in bodies."
                )
            found |= named
        return Scope(sorted(found), self.config.since, self.config.until, self.config.kinds)

    def _pages(self, ask: Callable[[str], list[Listed]], after: str) -> Iterator[list[Listed]]:
        """Pages until an empty one: an endpoint may give fewer rows than it was asked for."""
        seen: set[str] = set()
        while page := ask(after):
            fresh = [one for one in page if one.key not in seen]
            askable = [one.key for one in fresh if _can_be_asked(one.key)]
            if not askable:
                raise SourceBroken("The endpoint repeats a part of its list of decisions.")
            yield fresh
            seen.update(one.key for one in fresh)
            after = askable[-1]

    def _listed(self, scope: Scope, since: str, after: str) -> list[Listed]:
        query = scope.listing(after, self.config.page_size, since)
        return [
            Listed(row["besluit"].value, _time(row))
            for row in self.endpoint.rows(query, may_be_cut=True)
            if "besluit" in row and row["besluit"].is_iri
        ]

    def _page(self, page: Sequence[Listed], run: _Run) -> Iterator[Change]:
        wanted: list[Listed] = []
        reading = Reading(self.endpoint, retracted=self.config.retracted)
        for one in page:
            run.note(moment_of(one.modified))
            old = run.known.get(one.key)
            if old and one.modified and old.version == reading.version(one):
                yield Unchanged(one.key)
            elif _can_be_asked(one.key):
                wanted.append(one)
            else:
                yield Failed(one.key, "Its address (IRI) cannot be asked for.")
        for start in range(0, len(wanted), self.config.batch):
            yield from reading.read(wanted[start : start + self.config.batch])

    def _tombstones(self, since: str, run: _Run) -> Iterator[Change]:
        def ask(after: str) -> list[Listed]:
            rows = self.endpoint.rows(
                tombstones(after, self.config.page_size, since), may_be_cut=True
            )
            return [Listed(row["besluit"].value, "") for row in rows if "besluit" in row]

        for page in self._pages(ask, ""):
            for one in page:
                if one.key in run.known:
                    yield Removed(one.key, "Its publisher took it away.")


def _time(row: Row) -> str:
    """When it was changed; what is no time is none, such as the None that some engines give."""
    told = row["laatst"].value if "laatst" in row else ""
    return told if moment_of(told) else ""


def _can_be_asked(key: str) -> bool:
    try:
        return bool(iri(key))
    except ValueError:
        return False


def _margin(since: str) -> str:
    """A day earlier: times are compared as text, and their zones differ."""
    moment = moment_of(since)
    return (moment - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%S") if moment else ""
