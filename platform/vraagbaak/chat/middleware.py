"""What every request passes: its id, its log line, limits, security headers, other origins.

Plain ASGI, because a middleware that wraps the response would hold streams back.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Awaitable, Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bind_contextvars, clear_contextvars

from vraagbaak.chat.errors import error_response, internal_error
from vraagbaak.logs import logger

MAX_BODY = 256 * 1024
"""Bytes of a request: a question and its history, with room."""
CLIENT_GONE = 499
"""For the log alone: nobody is there to read it."""

_SANE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_STATIC_AGE = "public, max-age=300"
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}

log = logger("vraagbaak.access")


class Requests:
    """Outermost: the request's id and log line, security headers, and the last catch of errors."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        clear_contextvars()
        request_id = _request_id(Headers(scope=scope))
        bind_contextvars(request_id=request_id)
        began, outgoing = time.perf_counter(), _Outgoing(scope, send, request_id)
        try:
            await self._app(scope, receive, outgoing)
        except ClientDisconnect:
            outgoing.status = CLIENT_GONE
        except Exception:  # the last catch: what goes further would be printed with its words
            log.exception("failed")
            if not outgoing.status:
                await internal_error(scope["path"])(scope, receive, outgoing)
        finally:
            _log(scope, outgoing.status or CLIENT_GONE, began)
            clear_contextvars()


class _Outgoing:
    """Sends, with our headers; notes the status."""

    def __init__(self, scope: Scope, send: Send, request_id: str) -> None:
        self._scope = scope
        self._send = send
        self._request_id = request_id
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers["X-Request-ID"] = self._request_id
            for name, value in _HEADERS.items():
                headers[name] = value
            static = self._scope["path"].startswith("/static/") and self.status < 400
            headers["Cache-Control"] = _STATIC_AGE if static else "no-store"
        await self._send(message)


class BodyLimit:
    """Refuses requests that are larger than a conversation can be."""

    def __init__(self, app: ASGIApp, max_bytes: int = MAX_BODY) -> None:
        self._app = app
        self._max = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; 413 by its declared length, or as soon as more has come."""
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            await self._app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "0")
        too_large = declared.isdecimal() and int(declared) > self._max
        body = None if too_large else await self._read(receive)
        if body is None:
            message = f"The request is larger than {self._max // 1024} KB."
            response = error_response(scope["path"], 413, "request_too_large", message)
            await response(scope, receive, send)
        else:
            await self._app(scope, _again(body, receive), send)

    async def _read(self, receive: Receive) -> bytes | None:
        """The whole body, which is small; None where it is too large. Raises ClientDisconnect."""
        body = b""
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise ClientDisconnect
            body += bytes(message.get("body", b""))
            if len(body) > self._max:
                return None
            if not message.get("more_body", False):
                return body


def _again(body: bytes, receive: Receive) -> Receive:
    """Gives the body that was read, then what comes after it."""
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return pending.pop() if pending else await receive()

    return receive_again


Origins = Callable[[str], Awaitable[tuple[str, ...]]]
"""The origins from which a tenant, given by its slug, may be called; none where unknown."""


class TenantOrigins:
    """Lets other sites call a tenant's addresses: those that the tenant names, no others."""

    def __init__(self, app: ASGIApp, origins: Origins) -> None:
        self._app = app
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; answers preflights itself."""
        slug = _slug(scope)
        if slug is None:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin", "")
        allowed = bool(origin) and origin in await self._origins(slug)
        if scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            await send(
                {
                    "type": "http.response.start",
                    "status": 204 if allowed else 403,
                    "headers": _cors(origin, preflight=True) if allowed else _VARY,
                }
            )
            await send({"type": "http.response.body"})
            return
        await self._app(scope, receive, _adding(send, _cors(origin) if allowed else _VARY))


_VARY = [(b"vary", b"Origin")]


def _cors(origin: str, *, preflight: bool = False) -> list[tuple[bytes, bytes]]:
    headers = [*_VARY, (b"access-control-allow-origin", origin.encode("latin-1"))]
    if not preflight:
        return [*headers, (b"access-control-expose-headers", b"X-Request-ID")]
    return [
        *headers,
        (b"access-control-allow-methods", b"GET, POST"),
        (b"access-control-allow-headers", b"Content-Type, Last-Event-ID, X-Request-ID"),
        (b"access-control-max-age", b"600"),
    ]


def _adding(send: Send, extra: list[tuple[bytes, bytes]]) -> Send:
    async def adding(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *extra]
        await send(message)

    return adding


_TENANT_PATH = re.compile(r"/api/v1/tenants/([^/]+)")


def _slug(scope: Scope) -> str | None:
    found = _TENANT_PATH.match(scope["path"]) if scope["type"] == "http" else None
    return found.group(1) if found else None


def _request_id(headers: Headers) -> str:
    given = headers.get("x-request-id", "")
    return given if _SANE_ID.fullmatch(given) else secrets.token_hex(8)


def _log(scope: Scope, status: int, began: float) -> None:
    mounted = f"{scope['root_path']}/*" if scope.get("root_path") else "(none)"
    route = getattr(scope.get("route"), "path", None) or mounted
    ms = round((time.perf_counter() - began) * 1000, 1)
    log.info("request", method=scope["method"], route=route, status=status, ms=ms)
