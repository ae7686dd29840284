"""Whether the process lives, and whether it can answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response

from vraagbaak.chat.schemas import Health, Readiness
from vraagbaak.errors import VraagbaakError
from vraagbaak.logs import describe, logger

Checks = Mapping[str, Callable[[], Any]]
"""By part: a blocking call that raises a VraagbaakError when the part fails."""

router = APIRouter(tags=["health"])
log = logger(__name__)


@router.get("/healthz", operation_id="healthz")
async def healthz() -> Health:
    """The process is alive."""
    return Health()


@router.get(
    "/readyz",
    operation_id="readyz",
    responses={503: {"model": Readiness, "description": "A part fails."}},
)
async def readyz(request: Request, response: Response) -> Readiness:
    """Whether questions can be answered, and which part fails if not."""
    parts = await run_sync(_states, request.app.state.checks)
    ready = all(state == "ok" for state in parts.values())
    response.status_code = 200 if ready else 503
    return Readiness(ready=ready, parts=parts)


def _states(checks: Checks) -> dict[str, Literal["ok", "failing"]]:
    return {part: _state(part, check) for part, check in checks.items()}


def _state(part: str, check: Callable[[], Any]) -> Literal["ok", "failing"]:
    try:
        check()
    except VraagbaakError as exc:
        log.warning("part_fails", part=part, **describe(exc))
        return "failing"
    return "ok"
