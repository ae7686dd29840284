"""What every command shares: the parts of the service, opened and surely closed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from vraagbaak.app import Services, open_services
from vraagbaak.settings import Settings


@contextmanager
def services() -> Iterator[Services]:
    """The service's parts as the environment configures them."""
    parts = open_services(Settings())
    try:
        yield parts
    finally:
        parts.close()
