"""The desk as an application, and the server that serves it."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import socket
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from briefing.desk import events, making_routes, pack_routes, source_routes, speaking, text_routes
from briefing.desk.events import Watching
from briefing.desk.guard import Guard
from briefing.desk.session import Session
from briefing.errors import BriefingError, Problem

STATIC = Path(__file__).resolve().parent / "static"
HOST = "127.0.0.1"


async def front(_: Request) -> FileResponse:
    """Answer with the page of the desk."""
    return FileResponse(STATIC / "desk.html")


def application(session: Session, token: str, port: int) -> Starlette:
    """Return the desk.

    Args:
        session: What it works on.
        token: What a browser has to have.
        port: Where it is served.
    """

    @contextlib.asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        watching = app.state.watching = Watching(session)
        task = asyncio.create_task(watching.run())
        yield
        watching.close()
        await task

    routes = [
        Route("/", front),
        *speaking.ROUTES,
        *events.ROUTES,
        *pack_routes.ROUTES,
        *source_routes.ROUTES,
        *text_routes.ROUTES,
        *making_routes.ROUTES,
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(Guard, token=token, port=port)], lifespan=life)
    app.state.session = session
    return app


class _Server(uvicorn.Server):
    """A server that lets the streams of events go when it is asked to end."""

    def __init__(self, config: uvicorn.Config, app: Starlette) -> None:
        super().__init__(config)
        self._app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what waits for changes, then the rest."""
        self._app.state.watching.close()
        await super().shutdown(sockets)


def serve(session: Session, port: int, ready: Callable[[str], None]) -> None:
    """Serve the desk until somebody stops it.

    Args:
        session: What it works on.
        port: Where; 0 for any that is free.
        ready: Is called with the address when it can be opened.

    Raises:
        BriefingError: The port is taken.
    """
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((HOST, port))
    except OSError as error:
        door.close()
        hint = "Choose another port with --port, or leave --port out for a free one."
        raise BriefingError([Problem("--port", 0, f"port {port} cannot be used: {error.strerror}", hint)]) from None
    number = int(door.getsockname()[1])
    token = secrets.token_urlsafe(24)
    app = application(session, token, number)
    config = uvicorn.Config(app, log_level="critical", access_log=False, timeout_graceful_shutdown=3, ws="none", server_header=False)
    server = _Server(config, app)
    door.listen(64)
    with contextlib.closing(door), contextlib.suppress(KeyboardInterrupt):
        ready(f"http://{HOST}:{number}/?token={token}")
        server.run(sockets=[door])
