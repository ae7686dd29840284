"""The contents of local decisions, some at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from connectors.errors import SourceBroken
from connectors.flemish_values import day_of, digest, moment_of
from connectors.lblod_endpoint import Endpoint, Row
from connectors.lblod_page import FORMAT, Decision
from connectors.lblod_query import articles, decisions, sessions
from connectors.types import Change, Failed, Skipped, SourceItem


@dataclass(frozen=True, slots=True)
class Listed:
    """A decision in a list."""

    key: str
    modified: str
    """As the publisher writes it; empty where nobody says."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads decisions that a list named."""

    endpoint: Endpoint
    retracted: bool
    """Also those that were retracted."""

    def version(self, one: Listed) -> str:
        """The version of a decision that says when it was changed."""
        return f"{one.modified} {FORMAT}{'+' if self.retracted else ''}"

    def read(self, wanted: Sequence[Listed]) -> Iterator[Change]:
        """What there is to say of some decisions, a change each."""
        keys = [one.key for one in wanted]
        found = {key: Decision(key) for key in keys}
        for row in (*self.endpoint.rows(decisions(keys)), *self.endpoint.rows(articles(keys))):
            found[_key(row, found)].take(row)
        for row in self.endpoint.rows(sessions(keys)):
            found[_key(row, found)].sessions.append(row)
        for one in wanted:
            yield self._change(one, found[one.key])

    def _change(self, one: Listed, decision: Decision) -> Change:
        version = self.version(one) if one.modified else ""
        if not decision.facts:
            return Failed(one.key, "The endpoint lists it and tells nothing of it.")
        retracted = decision.retracted and not self.retracted
        reason = decision.hidden or ("It was retracted or repealed." if retracted else "")
        reason = reason or ("" if decision.has_text else "It has no text.")
        if reason:
            return Skipped(one.key, reason, version)
        data = decision.page()
        return SourceItem(
            key=one.key,
            read=lambda: data,
            uri=decision.uri,
            media_type="text/html",
            size=len(data),
            title_hint=decision.title,
            version=version or digest(FORMAT, data),
            language=decision.language,
            modified=moment_of(one.modified),
            valid_from=day_of(decision.text("eli:first_date_entry_in_force")),
            valid_until=_last_day(decision.text("eli:date_no_longer_in_force")),
        )


def _key(row: Row, found: Mapping[str, Decision]) -> str:
    key = row["besluit"].value if "besluit" in row else ""
    if key not in found:
        raise SourceBroken("The endpoint tells of other decisions than it was asked for.")
    return key


def _last_day(text: str) -> date | None:
    """The day before the one on which it is no longer in force."""
    found = day_of(text)
    return found - timedelta(days=1) if found and found > date.min else None
