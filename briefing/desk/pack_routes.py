"""The pack: what it holds, how it reads, how its pages look, and where something printed comes from."""

from __future__ import annotations

import hashlib
import json
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
from briefing.verbs.contents import contents, sketched, things
from briefing.verbs.latest import Now
from briefing.verbs.where import where

_FRAME = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}"><head><title>{title}</title>
<link rel="stylesheet" href="../styles/pack.css"/><link rel="stylesheet" href="../styles/screen.css"/>
<link rel="stylesheet" href="/static/reading.css"/></head><body></body></html>
"""
"""The page of the reading view, which the desk's script fills with chapters. It has no script of its own."""


class Asked:
    """The pack that a request is about: its outline, its edition, and the values of its parameters."""

    def __init__(self, request: Request) -> None:
        """Read it from the address.

        Raises:
            HTTPException: It names no pack.
        """
        values = {**request.query_params, **request.path_params}
        self.outline = str(values.get("outline", ""))
        edition = values.get("edition", "student")
        if edition not in ("student", "teacher"):
            raise HTTPException(400, "no such edition")
        self.edition = cast(Edition, edition)
        self.settings = settings_of(values.get("settings", ""))

    def pack(self, session: Session) -> Now:
        """Return the pack as its files are now."""
        return session.latest.pack(self.outline, self.settings, self.edition)


def settings_of(text: str) -> dict[str, str]:
    """Return the values of parameters that an address has as JSON.

    Raises:
        HTTPException: It has something else.
    """
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        raise HTTPException(400, "settings are not JSON") from None
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise HTTPException(400, "settings are names with texts")
    return found


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
    asked = Asked(request)
    if "sketch" in request.query_params:
        return await work(request, lambda session: sketched(session.workspace, asked.outline))
    return await work(request, lambda session: contents(session.latest, asked.outline, asked.edition, asked.settings))


async def of_library(request: Request) -> Response:
    """Answer with what the library has for the pack."""
    asked = Asked(request)
    return await work(request, lambda session: things(asked.pack(session)))


async def warnings(request: Request) -> Response:
    """Answer with everything that is wrong with the pack, or may be."""
    asked = Asked(request)

    def found(session: Session) -> list[dict[str, object]]:
        root = session.workspace.root
        try:
            pack = asked.pack(session).pack
        except BriefingError as error:
            return problems(all_located(error.problems, root))
        return problems(all_located([*pack.warnings, *pack.placeholders()], root))

    return await work(request, found)


async def book(request: Request) -> Response:
    """Answer with the chapters of the pack: the name, the title and a hash of each."""
    asked = Asked(request)

    def chapters(session: Session) -> list[dict[str, str]]:
        views = session.readings.book(asked.outline, settings=asked.settings, edition=asked.edition).chapters
        return [{"name": each.name, "title": each.title, "hash": hashlib.sha256(each.body).hexdigest()[:16]} for each in views]

    return await work(request, chapters)


async def part_of_book(request: Request) -> Response:
    """Answer with a chapter, or with a style sheet, a typeface or a picture that it names."""
    asked = Asked(request)
    path = str(request.path_params["path"])

    def found(session: Session) -> Response:
        pack = asked.pack(session).pack
        if path == "text/page.xhtml":
            title = re.sub("[<&]", "", pack.document.title)
            page = _FRAME.format(language=pack.document.language, title=title)
            return Response(page, media_type="application/xhtml+xml")
        shown = session.readings.book(asked.outline, settings=asked.settings, edition=asked.edition)
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
    asked = Asked(request)

    def numbers(session: Session) -> dict[str, object]:
        labels, places = session.pages.numbers(asked.outline, settings=asked.settings, edition=asked.edition)
        paper = asked.pack(session).pack.theme.paper
        return {"labels": labels, "places": places, "width": paper.width, "height": paper.height}

    return await work(request, numbers)


async def page(request: Request) -> Response:
    """Answer with the picture of a page."""
    asked = Asked(request)
    label, sharpness = request.path_params["label"], request.query_params.get("dpi", "110")
    if not re.fullmatch(r"[0-9]{2,3}", sharpness) or not 36 <= int(sharpness) <= 300:
        raise HTTPException(400, "no such sharpness")

    def drawn(session: Session) -> Response:
        picture = session.pages.picture(label, asked.outline, settings=asked.settings, edition=asked.edition, sharpness=int(sharpness))
        return Response(picture.png, media_type="image/png")

    return await work(request, drawn)


async def origin(request: Request) -> Response:
    """Answer with the file and the line that something printed comes from."""
    asked, about = Asked(request), await body(request)
    ids = [each for each in about.get("ids", []) if isinstance(each, str)][:50]
    said = str(about.get("words", ""))[:2_000]
    point = [about.get("x"), about.get("y")]
    label = str(about.get("page", ""))

    def found(session: Session) -> dict[str, object]:
        words = said
        if label and all(isinstance(each, int | float) and 0 <= each <= 1 for each in point):
            x, y = float(about["x"]), float(about["y"])
            words = session.pages.words_at(label, x, y, asked.outline, settings=asked.settings, edition=asked.edition)
        file, line = where(session.workspace, asked.pack(session), ids, words)
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
