"""What an answer means: taken, redirected, tried again, or an error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import BinaryIO

import httpcore

from connectors.errors import SourceBroken, SourceError, SourceRefused, SourceUnavailable
from connectors.http.body import check_declared, read_body
from connectors.http.requests import REDIRECTS, Ask
from connectors.http.types import Response
from connectors.http.waiting import Clock, retry_after

_BUSY = frozenset({429, 503})
_NEVER = frozenset({501, 505})
"""Of 5xx those that asking again does not change."""


@dataclass(frozen=True, slots=True)
class Setback:
    """A try that failed; another may succeed."""

    error: SourceError
    wait: float | None = None
    """Seconds that the server asked for."""
    nothing_done: bool = False
    """The server did not act on it: even what is not idempotent may be tried again."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """Go on at another address."""

    status: int
    location: str


@dataclass(frozen=True, slots=True)
class Head:
    """An answer without its content."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case; what comes more than once is joined by commas."""


def head(answer: httpcore.Response) -> Head:
    """Of an answer as it came."""
    headers: dict[str, str] = {}
    for raw_name, raw in answer.headers:
        name, value = raw_name.decode("latin-1").lower(), _text(raw)
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return Head(answer.status, headers)


def judged(ask: Ask, found: Head, clock: Clock) -> Redirect | Setback | SourceError | None:
    """What to do instead of taking the answer; None to take it. An error is for good."""
    location = found.headers.get("location")
    if ask.follow and found.status in REDIRECTS and location is not None:
        return Redirect(found.status, location)
    if found.status in ask.expected:
        return None
    wait = retry_after(found.headers.get("retry-after", ""), clock)
    if found.status in _BUSY or (found.status == 403 and wait is not None):
        return Setback(SourceUnavailable(f"{_told(ask, found)} It is too busy."), wait, True)
    if found.status >= 500 and found.status not in _NEVER:
        return Setback(SourceUnavailable(_told(ask, found)))
    return _error(ask, found)


def taken(ask: Ask, found: Head, chunks: Iterable[bytes], sink: BinaryIO) -> None:
    """Write the content to the sink, decompressed. Raises SourceBroken."""
    sink.seek(0)
    sink.truncate()
    declared = "" if ask.method == "HEAD" else found.headers.get("content-length", "")
    try:
        check_declared(declared, ask.most)
        read_body(chunks, found.headers.get("content-encoding", ""), ask.most, sink)
    except SourceBroken as exc:
        raise SourceBroken(f"{ask.shown} {exc}.") from exc


def response(ask: Ask, found: Head, content: bytes) -> Response:
    """The answer as connectors see it."""
    return Response(found.status, str(ask.url), found.headers, content, ask.hops)


def failed(ask: Ask, exc: Exception) -> Setback:
    """A try that ended without a whole answer. Raises SourceBroken where none will do better."""
    said = " ".join(str(exc).split())[:200]
    if isinstance(exc, httpcore.ConnectError) and "CERTIFICATE_VERIFY_FAILED" in said:
        raise SourceBroken(
            f"The certificate of {ask.shown} is not trusted ({said}). Its owner must repair it; "
            "for one of your own authority, the operator sets SSL_CERT_FILE."
        ) from exc
    if isinstance(exc, httpcore.ConnectError | httpcore.ConnectTimeout | httpcore.PoolTimeout):
        text = f"{ask.shown} cannot be reached: {said or 'no connection in time'}."
        return Setback(SourceUnavailable(text), nothing_done=True)
    if isinstance(exc, httpcore.TimeoutException):
        return Setback(SourceUnavailable(f"{ask.shown} does not answer in time."))
    if isinstance(exc, httpcore.NetworkError) or "closed" in said or "disconnected" in said:
        return Setback(SourceUnavailable(f"{ask.shown} broke off before its answer was whole."))
    return Setback(SourceBroken(f"{ask.shown} does not speak HTTP as it should: {said}."))


def _error(ask: Ask, found: Head) -> SourceError:
    if found.status in {401, 403}:
        why = " Check the credentials of the source and what they give access to."
        if ask.stripped:
            why = " It was redirected there, and credentials are sent to the first site only."
        return SourceRefused(f"{ask.shown} refuses access ({found.status}).{why}")
    if found.status >= 500:
        return SourceUnavailable(_told(ask, found))
    return SourceBroken(_told(ask, found))


def _told(ask: Ask, found: Head) -> str:
    try:
        phrase = f" {HTTPStatus(found.status).phrase}"
    except ValueError:  # one that is not registered
        phrase = ""
    return f"{ask.shown} answers {found.status}{phrase}."


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
