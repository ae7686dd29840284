"""`vraagbaak serve`: the HTTP service."""

from __future__ import annotations

from typing import Annotated

import typer

from vraagbaak.commands.session import settings


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
) -> None:
    """Serve the API and the page on http://HOST:PORT."""
    import uvicorn

    from vraagbaak.app import create_app

    uvicorn.run(
        create_app(settings()),
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
    )
