"""What Flemish sources have in common: JSON answers, dates, cursors of one configuration."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from connectors.config import SourceConfig
from connectors.errors import SourceBroken
from connectors.http.types import Response


def answer_of(response: Response, what: str) -> Any:
    """The JSON of an answer. Raises SourceBroken that names the address."""
    try:
        return json.loads(response.content)
    except (ValueError, RecursionError) as exc:
        raise SourceBroken(
            f"{response.url} does not answer with the JSON of {what}. "
            "Check that the address in the configuration is that of the service."
        ) from exc


def moment_of(value: object) -> datetime | None:
    """A time in UTC, which it is in where no zone is named; None for what is no time."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value.strip())
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def day_of(value: object) -> date | None:
    """The day that a text begins with; of a time with a zone, the day that it was in Belgium.

    Some publishers write midnight in Brussels as 22 or 23 hours UTC, of the day before.
    """
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
        return (moment.astimezone(UTC) + _ahead(moment)).date() if moment.tzinfo else moment.date()
    except (ValueError, OverflowError):
        pass
    try:
        return date.fromisoformat(value.strip()[:10])
    except ValueError:
        return None


def _ahead(moment: datetime) -> timedelta:
    """How far Belgium is ahead of UTC: summer lasts between the last Sundays of two months."""
    found = moment.astimezone(UTC)
    start, end = (
        datetime(found.year, month, 31, 1, tzinfo=UTC)
        - timedelta(days=datetime(found.year, month, 31, tzinfo=UTC).isoweekday() % 7)
        for month in (3, 10)
    )
    return timedelta(hours=2 if start <= found < end else 1)


def digest(*parts: str | bytes) -> str:
    """A short name for contents: other contents have another one."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()[:24]


def settings_of(config: SourceConfig) -> str:
    """A short name for a configuration: a cursor of another one must not be used."""
    return digest(json.dumps(config.model_dump(mode="json"), sort_keys=True))


def cursor_of(settings: str, **values: str) -> str:
    """A cursor that only the same settings take."""
    return json.dumps({"settings": settings, **values}, sort_keys=True)


def values_of(cursor: str, settings: str) -> Mapping[str, str]:
    """What a cursor holds; nothing for one that is unreadable or of other settings."""
    try:
        found = json.loads(cursor) if cursor else {}
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict) or found.get("settings") != settings:
        return {}
    return {name: text for name, text in found.items() if isinstance(text, str)}
