"""The entries of RSS and Atom feeds, or the pages they link to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connectors.feed.config import Config
from connectors.feed.run import FeedConnector

if TYPE_CHECKING:
    from connectors.registry import Tools

__all__ = ["Config", "FeedConnector", "connect"]


def connect(config: Config, tools: Tools) -> FeedConnector:
    """The connector for a configuration."""
    return FeedConnector(config, tools.http)
