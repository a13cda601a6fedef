"""The pack: what it holds, how it reads, how its pages look, and where something printed comes from."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from pathlib import Path
from typing import cast

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from briefing import outline
from briefing.desk.answers import body, problems, work
from briefing.desk.session import Session
from briefing.errors import BriefingError
from briefing.files.pointing import all_located
from briefing.outline import Edition
from briefing.verbs import list as listing
from briefing.verbs.contents import contents, things
from briefing.verbs.where import where

_FRAME = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}"><head><title>{title}</title>
<link rel="stylesheet" href="../styles/pack.css"/><link rel="stylesheet" href="../styles/screen.css"/>
<link rel="stylesheet" href="/static/reading.css"/></head><body></body></html>
"""
"""The page of the reading view, which the desk's script fills with chapters. It has no script of its own."""


def _asked(request: Request) -> tuple[str, Edition]:
    """Return the outline and the edition that a request is about."""
    values = {**request.query_params, **request.path_params}
    edition = values.get("edition", "student")
    if edition not in ("student", "teacher"):
        raise HTTPException(400, "no such edition")
    return str(values.get("outline", "")), cast(Edition, edition)


async def desk(request: Request) -> Response:
    """Answer with what the desk is about."""

    def about(session: Session) -> dict[str, object]:
        found: dict[str, object] = {"folder": session.folder.name, "begun": session.has_workspace, "outline": session.outline}
        if session.has_workspace:
            rows = listing.catalogue(session.workspace).rows
            names = [row[0] for row in rows]
            found |= {
                "writable": session.workspace.takes_additions,
                "outlines": [{"id": row[0], "title": row[1]} for row in rows],
                "outline": session.outline if session.outline in names else _first(session),
            }
        else:
            found["empty"] = not any(each.name not in (".git", ".DS_Store") for each in session.folder.iterdir())
        return found

    return await work(request, about)


def _first(session: Session) -> str:
    try:
        return outline.default_names(session.workspace.templates)[0]
    except BriefingError:
        return next(iter(outline.names(session.workspace.templates)), "")


async def of_pack(request: Request) -> Response:
    """Answer with what the pack holds."""
    name, edition = _asked(request)
    return await work(request, lambda session: contents(session.latest, name, edition))


async def of_library(request: Request) -> Response:
    """Answer with what the library has for the pack."""
    name, edition = _asked(request)
    return await work(request, lambda session: things(session.latest.pack(name, None, edition)))


async def warnings(request: Request) -> Response:
    """Answer with everything that is wrong with the pack, or may be."""
    name, edition = _asked(request)

    def found(session: Session) -> list[dict[str, object]]:
        root = session.workspace.root
        try:
            pack = session.latest.pack(name, None, edition).pack
        except BriefingError as error:
            return problems(all_located(error.problems, root))
        return problems(all_located([*pack.warnings, *pack.placeholders()], root))

    return await work(request, found)


async def book(request: Request) -> Response:
    """Answer with the chapters of the pack: the name, the title and a hash of each."""
    name, edition = _asked(request)

    def chapters(session: Session) -> list[dict[str, str]]:
        views = session.readings.book(name, edition=edition).chapters
        return [{"name": each.name, "title": each.title, "hash": hashlib.sha256(each.body).hexdigest()[:16]} for each in views]

    return await work(request, chapters)


async def part_of_book(request: Request) -> Response:
    """Answer with a chapter, or with a style sheet, a typeface or a picture that it names."""
    name, edition = _asked(request)
    path = str(request.path_params["path"])

    def found(session: Session) -> Response:
        pack = session.latest.pack(name, None, edition).pack
        if path == "text/page.xhtml":
            title = re.sub("[<&]", "", pack.document.title)
            page = _FRAME.format(language=pack.document.language, title=title)
            return Response(page, media_type="application/xhtml+xml")
        shown = session.readings.book(name, edition=edition)
        chapter = next((each for each in shown.chapters if f"text/{each.name}" == path), None)
        if chapter is not None:
            return Response(chapter.body, media_type="application/xhtml+xml")
        file = shown.files.get(path)
        if file is None:
            raise HTTPException(404)
        data = file.read_bytes() if isinstance(file, Path) else file
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        return Response(data, media_type=kind, headers={"Cache-Control": "private, max-age=60"} if path.startswith("fonts/") else None)

    return await work(request, found)


async def pages(request: Request) -> Response:
    """Answer with the numbers of the pages, and the page on which each thing begins."""
    name, edition = _asked(request)

    def numbers(session: Session) -> dict[str, object]:
        labels, places = session.pages.numbers(name, edition=edition)
        paper = session.latest.pack(name, None, edition).pack.theme.paper
        return {"labels": labels, "places": places, "width": paper.width, "height": paper.height}

    return await work(request, numbers)


async def page(request: Request) -> Response:
    """Answer with the picture of a page."""
    name, edition = _asked(request)
    label, sharpness = request.path_params["label"], request.query_params.get("dpi", "110")
    if not re.fullmatch(r"[0-9]{2,3}", sharpness) or not 36 <= int(sharpness) <= 300:
        raise HTTPException(400, "no such sharpness")

    def drawn(session: Session) -> Response:
        picture = session.pages.picture(label, name, edition=edition, sharpness=int(sharpness))
        return Response(picture.png, media_type="image/png")

    return await work(request, drawn)


async def origin(request: Request) -> Response:
    """Answer with the file and the line that something printed comes from."""
    name, edition = _asked(request)
    asked = await body(request)
    ids = [each for each in asked.get("ids", []) if isinstance(each, str)][:50]
    said = str(asked.get("words", ""))[:2_000]
    point = [asked.get("x"), asked.get("y")]
    label = str(asked.get("page", ""))

    def found(session: Session) -> dict[str, object]:
        words = said
        if label and all(isinstance(each, int | float) and 0 <= each <= 1 for each in point):
            words = session.pages.words_at(label, float(asked["x"]), float(asked["y"]), name, edition=edition)
        file, line = where(session.workspace, session.latest.pack(name, None, edition), ids, words)
        return {"file": file, "line": line}

    return await work(request, found)


ROUTES = [
    Route("/api/desk", desk),
    Route("/api/contents", of_pack),
    Route("/api/things", of_library),
    Route("/api/problems", warnings),
    Route("/api/book", book),
    Route("/api/pages", pages),
    Route("/api/where", origin, methods=["POST"]),
    Route("/page/{label}", page),
    Route("/reading/{outline}/{edition}/{path:path}", part_of_book),
]
