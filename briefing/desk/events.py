"""What has changed on the disk, told to every browser that looks at the desk, as server-sent events."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route
from watchfiles import awatch

from briefing.desk.session import Session

_QUIET = 15
"""Seconds after which a line is sent that says nothing, so that a closed connection is noticed."""
_STEP = 50
"""Milliseconds in which changes that follow each other count as one."""


class Watching:
    """Looks at the files of a workspace, and tells who listens."""

    def __init__(self, session: Session) -> None:
        """Begin with nobody who listens."""
        self.session = session
        self._listeners: set[asyncio.Queue[str]] = set()
        self._stop = asyncio.Event()

    async def run(self) -> None:
        """Watch until the desk is closed."""
        while not self.session.has_workspace and not self._stop.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), 0.2)
        if self._stop.is_set():
            return
        root = self.session.workspace.root
        folders = [folder for folder in (root / "seeds", root / "templates") if folder.is_dir()]
        async for changes in awatch(*folders, step=_STEP, debounce=400, stop_event=self._stop, ignore_permission_denied=True):
            files = sorted({_name(Path(path), root) for _, path in changes} - {""})
            if files:
                self.session.revision += 1
                self._tell({"revision": self.session.revision, "files": files[:50]})

    def close(self) -> None:
        """Stop watching, and let those go who listen."""
        self._stop.set()
        self._tell(None)

    def _tell(self, what: dict[str, object] | None) -> None:
        for each in self._listeners:
            each.put_nowait("" if what is None else json.dumps(what))

    async def listen(self) -> AsyncIterator[str]:
        """Yield what happens, in the form of server-sent events."""
        queue: asyncio.Queue[str] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield "retry: 500\n\n"
            while not self._stop.is_set():
                try:
                    said = await asyncio.wait_for(queue.get(), _QUIET)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if not said:
                    return
                yield f"event: changed\ndata: {said}\n\n"
        finally:
            self._listeners.discard(queue)


def _name(path: Path, root: Path) -> str:
    """Return the name of a file that people write; empty for the drafts of a writer, and for hidden files."""
    with contextlib.suppress(ValueError):
        name = path.relative_to(root).as_posix()
        return "" if any(part.startswith((".", "~")) for part in name.split("/")) else name
    return ""


async def events(request: Request) -> StreamingResponse:
    """Answer with what changes, as long as the browser listens."""
    watching = request.app.state.watching
    assert isinstance(watching, Watching)
    return StreamingResponse(watching.listen(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})


ROUTES = [Route("/events", events)]
