"""Writing: the files of the library and the outlines, forms for their settings, new ones, and steps that are taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from briefing.desk.answers import body, problems, words, work
from briefing.desk.session import Session
from briefing.errors import BriefingError
from briefing.files.pointing import all_located
from briefing.files.reading import parsed_yaml
from briefing.languages.territory_names import code_of
from briefing.verbs import look as looking
from briefing.verbs import outlining, writing
from briefing.verbs.init import Model, init
from briefing.verbs.new import new
from briefing.verbs.writing import Written
from briefing.workspace import find, schema

_KIND_OF = {
    "sources": "source",
    "excerpts": "excerpt",
    "countries": "country",
    "actors": "actor",
    "questions": "question",
    "figures": "figure",
    "maps": "map",
}
"""The kinds of files with settings that a form shows, by their folder."""
_FORMS = ("reader", "seminar", "brief", "training", "starter")


def _shown(written: Written) -> dict[str, Any]:
    """Return a file as the editor shows it: its text, and its settings where a form can show them."""
    parts = written.name.split("/")
    kind = _KIND_OF.get(parts[1], "") if parts[0] == "seeds" and written.name.endswith(".md") else ""
    settings: Any = None
    if kind and written.text.startswith("---\n"):
        head = written.text[4:].partition("\n---")[0]
        try:
            settings = parsed_yaml(head, written.name)
        except BriefingError:
            settings = None  # the editor shows the text, and the problem in it
    found = {"name": written.name, "text": written.text, "version": written.version, "kind": kind}
    return found | {"settings": _json(settings) if isinstance(settings, Mapping) else None}


def _json(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _json(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_json(each) for each in value]
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)


async def opened(request: Request) -> Response:
    """Answer with a file to change."""
    name = request.query_params.get("name", "")
    return await work(request, lambda session: _shown(writing.open_file(session.workspace, name)))


async def saved(request: Request) -> Response:
    """Save a file. What is wrong with it then is in the answer."""
    asked = await body(request)
    name, text, version = words(asked, "name", "text", "version")

    def done(session: Session) -> Any:
        return _shown(session.step("text", lambda: writing.save(session.workspace, name, text, version), name))

    return await work(request, done)


async def settled(request: Request) -> Response:
    """Save some settings of a file."""
    asked = await body(request)
    name, version = words(asked, "name", "version")
    settings = asked.get("settings")
    if not isinstance(settings, dict):
        raise HTTPException(400, "settings must be an object")
    return await work(
        request,
        lambda session: _shown(session.step("settings", lambda: writing.reset(session.workspace, name, settings, version), name)),
    )


async def begun(request: Request) -> Response:
    """Begin a new file of the library."""
    asked = await body(request)
    shelf, identity, text = words(asked, "shelf", "id", "text")
    settings = asked.get("settings", {})
    if not isinstance(settings, dict):
        raise HTTPException(400, "settings must be an object")
    if shelf == "countries":  # maps, facts and names in other languages go by the code of ISO 3166-1
        identity = code_of(str(settings.get("name", ""))) or identity
    return await work(
        request, lambda session: _shown(session.step("new", lambda: writing.begin(session.workspace, shelf, identity, settings, text)))
    )


async def form(request: Request) -> Response:
    """Answer with the JSON Schema of a kind of file."""
    kind = request.path_params["kind"]
    if kind not in schema.KINDS:
        raise HTTPException(404)
    return await work(request, lambda _: schema.schema(kind))


async def faults(request: Request) -> Response:
    """Answer with what is wrong with the library, whatever the pack."""

    def found(session: Session) -> list[dict[str, Any]]:
        try:
            session.latest.library()
        except BriefingError as error:
            return problems(all_located(error.problems, session.workspace.root))
        return []

    return await work(request, found)


async def outlined(request: Request) -> Response:
    """Change an outline: move, drop or add a section, or choose what it holds."""
    asked = await body(request)
    do, name, section, before, after = words(asked, "do", "outline", "section", "before", "after")

    def change(session: Session) -> Any:
        root = session.workspace
        match do:
            case "move":
                return outlining.move(root, name, section, before=before, after=after)
            case "drop":
                return outlining.drop(root, name, section)
            case "add" if isinstance(asked.get("settings"), dict):
                return outlining.add(root, name, asked["settings"], after=after)
            case "choose" if isinstance(asked.get("items"), list):
                return outlining.choose(root, name, section, [str(each) for each in asked["items"]])
            case _:
                raise HTTPException(400, "no such change")

    return await work(request, lambda session: session.step(do, lambda: change(session)))


async def followed(request: Request) -> Response:
    """Begin an outline that follows another."""
    name, base = words(await body(request), "name", "base")
    return await work(request, lambda session: session.step("outline", lambda: new(session.workspace, name, base)))


async def started(request: Request) -> Response:
    """Make a workspace of the folder."""
    title, model = words(await body(request), "title", "form")
    if model not in _FORMS:
        raise HTTPException(400, "no such form")

    def made(session: Session) -> Any:
        done = init(session.folder, cast(Model, model), examples=model == "starter", title=title.strip())
        session.settle(find(session.folder))
        return done

    return await work(request, made)


async def looks(request: Request) -> Response:
    """Answer with the look of the workspace."""
    return await work(request, lambda session: looking.look(session.workspace))


async def dressed(request: Request) -> Response:
    """Change the look of the workspace."""
    asked = await body(request)
    (base,) = words(asked, "base")
    colours = asked.get("colours", {})
    if not isinstance(colours, dict) or not all(isinstance(each, str) for each in colours.values()):
        raise HTTPException(400, "colours must be texts")
    return await work(
        request, lambda session: session.step("look", lambda: looking.choose(session.workspace, base=base, colours=colours), "look")
    )


async def undone(request: Request) -> Response:
    """Take the last step back."""
    return await work(request, lambda session: session.undo())


async def redone(request: Request) -> Response:
    """Do the step again that was taken back last."""
    return await work(request, lambda session: session.redo())


ROUTES = [
    Route("/api/file", opened),
    Route("/api/file", saved, methods=["PUT"]),
    Route("/api/settings", settled, methods=["PUT"]),
    Route("/api/new", begun, methods=["POST"]),
    Route("/api/schema/{kind}", form),
    Route("/api/faults", faults),
    Route("/api/outline", outlined, methods=["POST"]),
    Route("/api/new-outline", followed, methods=["POST"]),
    Route("/api/begin", started, methods=["POST"]),
    Route("/api/look", looks),
    Route("/api/look", dressed, methods=["PUT"]),
    Route("/api/undo", undone, methods=["POST"]),
    Route("/api/redo", redone, methods=["POST"]),
]
