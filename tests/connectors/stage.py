"""What the contract test asks of a source: a real place whose documents a test can change."""

from __future__ import annotations

import socket
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from connectors.config import Secrets
from connectors.http import Client, HttpLimits, Networks
from connectors.registry import Tools, connector_type


class Stage(ABC):
    """A source of one kind. ``name`` is the connector's; a subclass serves it from something real.

    Each module of ``tests/connectors/stages`` has a context manager ``opened(base)`` that yields
    one, empty at first.
    """

    name: str
    tells_removals = True
    """False where the source says nothing of what it no longer has, such as a feed."""
    secrets: Mapping[str, str] = MappingProxyType({})
    """Variables that its configuration refers to."""

    def __init__(self, base: Path) -> None:
        self.base = base

    @abstractmethod
    def config(self) -> dict[str, Any]:
        """The configuration that reaches it, as in tenant.yaml without name and connector."""

    @abstractmethod
    def put(self, name: str, text: str) -> None:
        """Add a document, or change it; ``text`` is some lines of prose without markup."""

    @abstractmethod
    def remove(self, name: str) -> None:
        """Take a document away."""

    @abstractmethod
    def vanish(self) -> None:
        """The source itself goes away: its server stops, its folder is gone."""

    def tools(self) -> Tools:
        """A client that may reach this machine, and this stage's secrets."""
        cache = self.base / "cache"
        cache.mkdir(exist_ok=True)
        return Tools(
            http=Client(Networks(allowed=("127.0.0.0/8", "::1/128")), HttpLimits(**QUICK)),
            secrets=Secrets(self.secrets),
            base=self.base,
            cache=cache,
        )

    def connect(self):
        """The connector, made as the service makes it."""
        kind = connector_type(self.name)
        return kind.connect(kind.config.model_validate(self.config()), self.tools())


QUICK = {"retries": 1, "longest_wait_s": 0.05, "pause_s": 0.0, "timeout_s": 5.0}
"""Nobody waits in a test."""


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
