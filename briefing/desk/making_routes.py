"""Making: packs in their formats and editions, handouts for a list of people, the proof, the rights, and the files to take away."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import click
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from briefing.desk.answers import body, problems, words, work
from briefing.desk.pack_routes import settings_of
from briefing.desk.session import Session
from briefing.desk.source_routes import file_name, whole
from briefing.errors import BriefingError
from briefing.files.pointing import all_located
from briefing.files.reading import leads_out
from briefing.verbs import check, handout, rights
from briefing.verbs.build import build

_FORMATS = ("pdf", "docx", "epub")
_EDITIONS = ("student", "teacher")
_GIVEN = frozenset({".pdf", ".docx", ".epub", ".zip", ".html"})
"""The endings of files that the desk hands out from the folder of the packs."""


async def built(request: Request) -> Response:
    """Build the pack."""
    asked = await body(request)
    (name,) = words(asked, "outline")
    formats = [each for each in _FORMATS if each in asked.get("formats", ())]
    editions = [each for each in _EDITIONS if each in asked.get("editions", ())]
    if not formats or not editions:
        raise HTTPException(400, "choose a format and an edition")
    settings = settings_of(request.query_params.get("settings", ""))

    def made(session: Session) -> dict[str, Any]:
        done = build(session.workspace, [name], settings=settings, formats=formats, editions=editions)  # type: ignore[arg-type]
        files = [{"name": each.path.name, "size": each.size, "pages": each.pages, "pack": each.pack} for each in done.files]
        for_teacher = [pack.name for pack in done.packs if pack.edition == "teacher"]
        located = problems(all_located(done.problems, session.workspace.root))
        return {"files": files, "teacher": for_teacher, "proof": done.proof.summary, "problems": located}

    return await work(request, made)


async def kinds(request: Request) -> Response:
    """Answer with the kinds of handouts that there are."""
    return await work(request, lambda session: handout.kinds_of(session.workspace))


async def handouts(request: Request) -> Response:
    """Make handouts for the people of a list that was dropped, or for everybody."""
    name, kind = request.query_params.get("outline", ""), request.query_params.get("kind", "cards")
    roster = request.query_params.get("name", "")
    settings = settings_of(request.query_params.get("settings", ""))
    data = await whole(request)

    def made(session: Session) -> dict[str, Any]:
        with tempfile.TemporaryDirectory() as folder:
            receivers = None
            if roster:
                path = Path(folder) / file_name(roster)
                path.write_bytes(data)
                receivers = handout.For(path)
            done = handout.make(session.workspace, name, [kind], receivers=receivers, settings=settings)
        files = [{"name": each.path.name, "size": each.size, "pages": each.pages} for each in done.files]
        return {"files": files, "dealing": done.dealing, "proof": done.proof.summary, "problems": problems(done.problems)}

    return await work(request, made)


async def given(request: Request) -> Response:
    """Hand a finished file out."""
    name = request.path_params["name"]

    def found(session: Session) -> Response:
        path = session.workspace.output / name
        if "/" in name or "\\" in name or name.startswith(".") or path.suffix not in _GIVEN or not path.is_file():
            raise HTTPException(404)
        if leads_out(path, session.workspace.output):
            raise HTTPException(404)
        return FileResponse(path, filename=name)

    return await work(request, found)


async def opened(request: Request) -> Response:
    """Open the folder of the finished files in the file manager of the machine, and answer with its name, for machines that have none."""

    def found(session: Session) -> dict[str, Any]:
        place = session.workspace.output
        if not place.is_dir():
            raise HTTPException(404)
        return {"folder": str(place), "opened": click.launch(str(place)) == 0}

    return await work(request, found)


async def used(request: Request) -> Response:
    """Answer with what the pack takes from its sources, and what they allow."""
    name = request.query_params.get("outline", "")
    settings = settings_of(request.query_params.get("settings", ""))
    return await work(request, lambda session: rights.show(session.workspace, name, settings=settings))


async def checked(request: Request) -> Response:
    """Check the whole library and every outline."""

    def found(session: Session) -> list[dict[str, Any]]:
        root = session.workspace.root
        try:
            return problems(all_located(check.run(session.workspace).problems, root))
        except BriefingError as error:
            return problems(all_located(error.problems, root))

    return await work(request, found)


ROUTES = [
    Route("/api/build", built, methods=["POST"]),
    Route("/api/handouts", kinds),
    Route("/api/handouts", handouts, methods=["POST"]),
    Route("/api/folder", opened, methods=["POST"]),
    Route("/api/rights", used),
    Route("/api/check", checked),
    Route("/output/{name}", given),
]
