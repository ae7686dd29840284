"""Every error as a response: one shape, and the shape of OpenAI's API under its paths.

What a client sent is never repeated, and what went wrong inside is never told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from structlog.contextvars import get_contextvars

from vraagbaak.chat.schemas import ErrorBody, ErrorDetail, Problem
from vraagbaak.errors import VraagbaakError
from vraagbaak.logs import describe, logger

OPENAI_PREFIX = "/v1/"
RETRY_AFTER = {"Retry-After": "5"}
_INTERNAL = "Something went wrong inside the service; the request id helps to find it in the log."
_INVALID = "The request is not valid."
_HTTP_CODES = {404: "not_found", 405: "method_not_allowed", 400: "bad_request"}

log = logger(__name__)


class OpenAIError(Exception):
    """A request that the OpenAI-compatible API refuses, in that API's words."""

    def __init__(self, status: int, message: str, code: str, param: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.code = code
        self.param = param


def install(app: FastAPI) -> None:
    """Answer errors of every kind."""
    app.add_exception_handler(VraagbaakError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(OpenAIError, _openai)


def error_body(exc: BaseException, request_id: str) -> ErrorBody:
    """What a client is told of an error."""
    if not isinstance(exc, VraagbaakError):
        return _body("internal_error", _INTERNAL, request_id)
    return _body(exc.code, _public_message(exc), request_id)


def error_response(
    path: str, status: int, code: str, message: str, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """An error outside any endpoint, in the shape that belongs to the path."""
    if path.startswith(OPENAI_PREFIX):
        return _openai_response(OpenAIError(status, message, code), headers)
    return JSONResponse(_dump(_body(code, message, _request_id())), status, headers)


def unexpected(exc: BaseException) -> tuple[int, str, str]:
    """Logs an error that ends a stream; gives status, message and code for the client."""
    log.error("stream_failed", **describe(exc))
    detail = error_body(exc, "").error
    return exc.status if isinstance(exc, VraagbaakError) else 500, detail.message, detail.code


def internal_error(path: str) -> JSONResponse:
    """For an error that nobody expected."""
    return error_response(path, 500, "internal_error", _INTERNAL)


def _public_message(exc: VraagbaakError) -> str:
    """Ours, unless it tells of the inside: addresses and drivers are for the log."""
    if exc.status >= 500:
        return (type(exc).__doc__ or "").strip().splitlines()[0]
    return exc.message


async def _ours(request: Request, exc: Exception) -> JSONResponse:
    assert isinstance(exc, VraagbaakError)  # noqa: S101 - registered for this class alone
    if exc.status >= 500:
        log.error("failed", **describe(exc))
    headers = RETRY_AFTER if exc.status == 503 else None
    message = _public_message(exc)
    return error_response(request.url.path, exc.status, exc.code, message, headers)


async def _invalid(request: Request, exc: Exception) -> JSONResponse:
    assert isinstance(exc, RequestValidationError)  # noqa: S101 - registered for this class alone
    problems = [_problem(item) for item in exc.errors()]
    if request.url.path.startswith(OPENAI_PREFIX):
        first = problems[0]
        return _openai_response(
            OpenAIError(400, f"{first.field}: {first.message}", "invalid_value", first.field)
        )
    detail = ErrorDetail(
        code="invalid_request", message=_INVALID, request_id=_request_id(), problems=problems
    )
    return JSONResponse(_dump(ErrorBody(error=detail)), 422)


async def _http(request: Request, exc: Exception) -> JSONResponse:
    assert isinstance(exc, HTTPException)  # noqa: S101 - registered for this class alone
    code = _HTTP_CODES.get(exc.status_code, f"http_{exc.status_code}")
    return error_response(
        request.url.path, exc.status_code, code, str(exc.detail), dict(exc.headers or {})
    )


async def _openai(_: Request, exc: Exception) -> JSONResponse:
    assert isinstance(exc, OpenAIError)  # noqa: S101 - registered for this class alone
    return _openai_response(exc)


def openai_error(exc: OpenAIError) -> dict[str, Any]:
    """The body of an error as OpenAI's API gives it, with our request id."""
    kind = "invalid_request_error" if exc.status < 500 else "server_error"
    return {
        "error": {
            "message": exc.message,
            "type": kind,
            "param": exc.param,
            "code": exc.code,
            "request_id": _request_id(),
        }
    }


def _openai_response(exc: OpenAIError, headers: Mapping[str, str] | None = None) -> JSONResponse:
    return JSONResponse(openai_error(exc), exc.status, headers)


def _problem(item: Mapping[str, Any]) -> Problem:
    """Where and what. The name of an unknown field is the client's own words: left out."""
    place: Sequence[Any] = item["loc"]
    if item["type"] == "extra_forbidden":
        place = [*place[:-1], "(unknown field)"]
    if item["type"] == "json_invalid":
        place = place[:1]
    return Problem(field=".".join(str(part) for part in place), message=str(item["msg"]))


def _body(code: str, message: str, request_id: str) -> ErrorBody:
    return ErrorBody(error=ErrorDetail(code=code, message=message, request_id=request_id))


def _dump(body: ErrorBody) -> dict[str, Any]:
    return body.model_dump(exclude_none=True)


def _request_id() -> str:
    return str(get_contextvars().get("request_id", ""))
