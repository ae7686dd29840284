"""What every command shares: settings, the parts of the service, opened and surely closed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import ValidationError

from vraagbaak.app import Directory, Services, open_directory, open_services
from vraagbaak.errors import ConfigurationError
from vraagbaak.settings import Settings


def settings() -> Settings:
    """What the environment says, with a data directory that is there.

    Raises ConfigurationError naming the variables that are wrong.
    """
    try:
        read = Settings()
    except ValidationError as exc:
        mistakes = (
            f"VRAAGBAAK_{'_'.join(map(str, error['loc'])).upper()}: {error['msg']}"
            for error in exc.errors()
        )
        raise ConfigurationError("\n".join(mistakes)) from exc
    try:
        read.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise ConfigurationError(
            f"VRAAGBAAK_DATA_DIR {read.data_dir}: cannot be made: {exc.strerror}"
        ) from exc
    return read


@contextmanager
def services(*, count_tokens: bool = False) -> Iterator[Services]:
    """The service's parts as the environment configures them."""
    parts = open_services(settings(), count_tokens=count_tokens)
    try:
        yield parts
    finally:
        parts.close()


@contextmanager
def directory() -> Iterator[Directory]:
    """The tenants alone: no model, no vector index."""
    opened = open_directory(settings())
    try:
        yield opened
    finally:
        opened.close()
