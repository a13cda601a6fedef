"""Answering a browser: work in a thread, results and problems as JSON."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from briefing.desk.session import Session
from briefing.errors import BriefingError, Problem
from briefing.verbs.writing import ChangedMeanwhileError

Handler = Callable[[Request], Awaitable[Response]]


def session_of(request: Request) -> Session:
    """Return the session that a request is for."""
    found = request.app.state.session
    assert isinstance(found, Session)
    return found


async def work(request: Request, do: Callable[[Session], Any]) -> Response:
    """Do something with the session, in a thread, and answer with its result or with what is wrong."""
    session = session_of(request)

    def done() -> Response:
        with session.busy():
            try:
                found = do(session)
            except ChangedMeanwhileError as error:
                return answer({"problems": problems(error.problems), "theirs": plain(error.theirs, session)}, 409)
            except BriefingError as error:
                return answer({"problems": problems(error.problems)}, 422)
            if isinstance(found, Response):
                return found
            return answer({"result": plain(found, session), "revision": session.revision, "steps": session.steps})

    return await run_in_threadpool(done)


async def body(request: Request) -> dict[str, Any]:
    """Return the JSON that a browser has sent.

    Raises:
        HTTPException: It has sent something else.
    """
    try:
        found = json.loads(await request.body())
    except (ValueError, RecursionError, ClientDisconnect):
        raise HTTPException(400, "this is not JSON") from None
    if not isinstance(found, dict):
        raise HTTPException(400, "this is not an object")
    return found


def words(found: Mapping[str, Any], *names: str) -> list[str]:
    """Return some values that have to be texts.

    Raises:
        HTTPException: One of them is missing, or something else.
    """
    values = [found.get(name, "") for name in names]
    if not all(isinstance(value, str) for value in values):
        raise HTTPException(400, f"{', '.join(names)} must be texts")
    return values


def problems(found: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems as JSON has them."""
    return [dataclasses.asdict(each) for each in found]


def plain(value: object, session: Session) -> Any:
    """Return a result as JSON has it; files are named from the workspace."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name), session) for each in dataclasses.fields(value)}
    if isinstance(value, Path):
        root = session.folder
        return value.relative_to(root).as_posix() if value.is_relative_to(root) else value.name
    if isinstance(value, tuple | list):
        return [plain(each, session) for each in value]
    if isinstance(value, Mapping):
        return {str(key): plain(each, session) for key, each in value.items()}
    return value


def answer(value: Any, status: int = 200) -> JSONResponse:
    """Return a value as an answer."""
    return JSONResponse(value, status)
