"""Log lines: one JSON object (or one console line) each, with the request and the tenant.

A question and an answer are personal data and never stand in a log line. So lines hold names,
counts and places in the code; the message of an exception, which may quote what was asked, is
left out unless the operating system wrote it.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor

from vraagbaak.settings import Settings

OURS = ("vraagbaak", "connectors", "evaluation", "uvicorn")
"""Loggers that follow the configured level. Others, which log requests with their bodies when
told to log everything, stay at warnings."""
FRAMES = 6


def configure(settings: Settings, stream: TextIO | None = None) -> None:
    """Log as the settings say, on standard error where no stream is given. Safe to repeat."""
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    for handler in [h for h in root.handlers if isinstance(h, _Handler)]:
        root.removeHandler(handler)
    root.addHandler(_handler(settings, stream or sys.stderr))
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(settings.log_level.upper())


def logger(name: str) -> structlog.stdlib.BoundLogger:
    """A module's logger; it says nothing before ``configure``."""
    found: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return found


def describe(exc: BaseException) -> dict[str, Any]:
    """An exception without its words: what it is, what caused it, and where."""
    frames = traceback.extract_tb(exc.__traceback__)[-FRAMES:]
    return {
        "error": " < ".join(_name(item) for item in _chain(exc)),
        "at": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }


class _Handler(logging.StreamHandler[TextIO]):
    """Ours, so that configuring again replaces it."""


def _handler(settings: Settings, stream: TextIO) -> _Handler:
    renderer: Processor = structlog.processors.JSONRenderer(ensure_ascii=False)
    if settings.log_format == "console":
        renderer = structlog.dev.ConsoleRenderer(colors=stream.isatty())
    handler = _Handler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_shared(),
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    return handler


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_words,
    ]


def _without_words(_: object, __: str, line: EventDict) -> EventDict:
    """Exceptions as :func:`describe` tells them, also those that libraries log."""
    given = line.pop("exc_info", None)
    if given is True:
        given = sys.exc_info()
    exc = given[1] if isinstance(given, tuple) else given
    if isinstance(exc, BaseException):
        line.update(describe(exc))
    record = line.get("_record")
    if record is not None:
        record.exc_info = record.exc_text = record.stack_info = None
    return line


def _chain(exc: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while exc is not None and id(exc) not in seen:
        yield exc
        seen.add(id(exc))
        exc = exc.__cause__ or exc.__context__


def _name(exc: BaseException) -> str:
    if isinstance(exc, OSError) and exc.strerror:
        return f"{type(exc).__name__} ({exc.strerror})"
    return type(exc).__name__
