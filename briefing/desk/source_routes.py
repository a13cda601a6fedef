"""The sources: their copies with the excerpts in them, new excerpts and notes, files that are dropped on the window."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any, Literal, cast

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from briefing.desk.answers import body, words, work
from briefing.errors import BriefingError, Problem
from briefing.library import NoteKind
from briefing.passages.choosing import Point
from briefing.verbs import excerpts, marking, sources
from briefing.verbs.bringing import bring

_KINDS = ("context", "term", "criticism", "link")


def _point(found: Any) -> Point:
    """Return a place in a copy that a browser has sent."""
    if isinstance(found, list) and len(found) == 2 and all(isinstance(each, int) and 0 <= each < 10_000_000 for each in found):
        return Point(*found)
    raise HTTPException(400, "a place is [paragraph, offset]")


async def every(request: Request) -> Response:
    """Answer with all sources."""

    def found(session: Any) -> list[dict[str, Any]]:
        library = session.latest.library()
        return [
            {"id": each.id, "title": each.title, "name": each.name, "copy": each.id in library.originals}
            for each in library.sources.values()
        ]

    return await work(request, found)


async def one(request: Request) -> Response:
    """Answer with the copy of a source, and its excerpts."""
    key = request.path_params["source"]
    return await work(request, lambda session: marking.marked_copy(session.workspace, key))


async def excerpt(request: Request) -> Response:
    """Make an excerpt of the words between two places. The browser says only where: the words are cut here."""
    asked = await body(request)
    (source, title, digest) = words(asked, "source", "title", "digest")
    start, end = _point(asked.get("start")), _point(asked.get("end"))

    def made(session: Any) -> Any:
        root = session.workspace
        return session.step("excerpt", lambda: excerpts.choose_between(root, source, start, end, title=title, digest=digest))

    return await work(request, made)


async def note(request: Request) -> Response:
    """Add a note to an excerpt."""
    asked = await body(request)
    key, text, kind, audience = words(asked, "excerpt", "text", "kind", "audience")
    if kind not in ("", *_KINDS) or audience not in ("everyone", "teacher"):
        raise HTTPException(400, "no such kind of note")
    start, end = (_point(asked["start"]), _point(asked["end"])) if "start" in asked else (None, None)
    for_whom = cast("Literal['everyone', 'teacher']", audience)

    def made(session: Any) -> Any:
        def add() -> Any:
            root = session.workspace
            return marking.annotate(root, key, text, start=start, end=end, kind=cast("NoteKind | None", kind or None), audience=for_whom)

        return session.step("note", add)

    return await work(request, made)


async def change(request: Request) -> Response:
    """Leave words of a passage out, or stress them."""
    asked = await body(request)
    key, kind = words(asked, "excerpt", "kind")
    if kind not in ("elide", "emphasis"):
        raise HTTPException(400, "no such change")
    start, end = _point(asked.get("start")), _point(asked.get("end"))
    which = cast("Literal['elide', 'emphasis']", kind)
    return await work(request, lambda session: session.step(which, lambda: marking.change(session.workspace, key, which, start, end)))


async def dropped(request: Request) -> Response:
    """Take a file that was dropped on the window: a bibliography, or the text of a source."""
    name = file_name(request.query_params.get("name", ""))
    source, new = request.query_params.get("source", ""), request.query_params.get("new", "") == "yes"
    data = await whole(request)

    def brought(session: Any) -> Any:
        root = session.workspace
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(data)
            try:
                return session.step("file", lambda: bring(root, path, source=source, new=new))
            except BriefingError as error:
                raise BriefingError(_as_dropped(each, path) for each in error.problems) from None

    return await work(request, brought)


async def removed(request: Request) -> Response:
    """Take the copy of a source out of the workspace."""
    (key,) = words(await body(request), "source")
    return await work(request, lambda session: session.step("remove", lambda: sources.remove(session.workspace, key)))


def _as_dropped(problem: Problem, path: Path) -> Problem:
    """Return a problem with a dropped file, whose place on this computer a browser does not say. The page has buttons for the options."""
    hint = "" if "--" in problem.hint else problem.hint
    return replace(problem, file=path.name, hint=hint) if Path(problem.file).name == path.name else problem


def file_name(name: str) -> str:
    """Return the last part of the name of a file that a browser has sent, as a name that any disk takes."""
    last = re.sub(r'[\x00-\x1f<>:"|?*\\]', "", PurePath(name.replace("\\", "/")).name).strip(". ")
    if not last or len(last) > 200:
        raise HTTPException(400, "the file has no name that can be used")
    return last


async def whole(request: Request) -> bytes:
    """Return all bytes that a browser has sent.

    Raises:
        HTTPException: It has sent too many, or has gone.
    """
    try:
        return await request.body()
    except ClientDisconnect:
        raise HTTPException(413, "the file is too large") from None


ROUTES = [
    Route("/api/sources", every),
    Route("/api/source/{source}", one),
    Route("/api/excerpt", excerpt, methods=["POST"]),
    Route("/api/note", note, methods=["POST"]),
    Route("/api/change", change, methods=["POST"]),
    Route("/api/drop", dropped, methods=["POST"]),
    Route("/api/remove", removed, methods=["POST"]),
]
