"""Connectors by name. One is one module with a configuration, a way to connect, and a name here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

from connectors.config import Secrets, SourceConfig
from connectors.http.types import Http
from connectors.types import Connector

ENTRY_POINTS = "vraagbaak.connectors"
"""Where other packages name theirs, each a module."""
_OWN = {
    "codex": "connectors.codex",
    "feed": "connectors.feed",
    "folder": "connectors.folder",
    "ipdc": "connectors.ipdc",
    "lblod": "connectors.lblod",
    "website": "connectors.website",
}


@dataclass(frozen=True, slots=True)
class Tools:
    """What a connector works with."""

    http: Http
    """The only way out to other machines."""
    secrets: Secrets
    base: Path
    """What relative paths start from: the folder of tenant.yaml."""
    cache: Path
    """A folder of this source alone, kept between runs; may be emptied at any time."""


@dataclass(frozen=True, slots=True)
class ConnectorType:
    """A kind of source: the module's ``Config`` and ``connect``."""

    name: str
    summary: str
    """The first line of the module's docstring."""
    config: type[SourceConfig]
    connect: Callable[[Any, Tools], Connector]


def connector_names() -> list[str]:
    """All there are, in order."""
    return sorted({*_OWN, *_others()})


def connector_type(name: str) -> ConnectorType:
    """The kind of source of that name. Raises KeyError for a name that is none."""
    module: Any = import_module(_OWN[name]) if name in _OWN else _others()[name].load()
    summary = (module.__doc__ or "").strip().split("\n")[0]
    return ConnectorType(name, summary, module.Config, module.connect)


def _others() -> Mapping[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=ENTRY_POINTS)}
