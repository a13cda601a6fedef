"""The folder `seeds/` to a `Library`: one file is one thing, its name is its id, its folder is its kind. Every problem at once."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

from pydantic import TypeAdapter

from briefing import library as models
from briefing import markup, references
from briefing.errors import BriefingError, Problem, nearest, shown_path
from briefing.files import Location, Source, collect, leads_out, read_markdown, read_yaml
from briefing.library import BACKGROUND, Actor, Event, Library, Prose
from briefing.places import named
from briefing.validation import validate

Item = TypeVar("Item")


@dataclasses.dataclass(frozen=True)
class _Kind:
    """A folder of `seeds/`."""

    model: type[Any]
    text: str
    """The field that the Markdown under the settings goes to."""


_KINDS: dict[str, _Kind] = {
    "sources": _Kind(models.SourceRecord, "digest"),
    "excerpts": _Kind(models.Excerpt, "digest"),
    "countries": _Kind(models.Country, "text"),
    "actors": _Kind(models.Actor, "text"),
    "figures": _Kind(models.Figure, "description"),
    "questions": _Kind(models.DiscussionQuestion, "text"),
    "answers": _Kind(Prose, "text"),
    "texts": _Kind(Prose, "text"),
    "activities": _Kind(Prose, "text"),
}
_BESIDE = frozenset({"originals", "events.yaml", "rules.yaml", "README.md"})
"""What else may stand in `seeds/`."""
_LINK = ("this is a link that leads out of the library, and is not followed", "Copy what it points to to this place.")
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What a file of the library can be named, without its ending."""


def load(folder: Path, base: Path, coming: Collection[str] = ()) -> Library:
    """Read a whole library.

    Args:
        folder: The folder `seeds`.
        base: Paths in messages are relative to it.
        coming: Excerpts that are about to be written.

    Raises:
        BriefingError: All that is wrong in all files.
    """
    if not folder.is_dir():
        raise BriefingError(
            [Problem(shown_path(folder, base), 0, "this folder is missing", "Run briefing where the folders seeds and templates are.")]
        )
    problems = list(_strangers(folder, base))
    origins: dict[tuple[str, str], Source] = {}
    shelves: dict[str, dict[str, Any]] = {}
    present: dict[str, frozenset[str]] = {}
    for name, kind in _KINDS.items():
        shelves[name] = {}
        present[name] = frozenset(path.stem for path in _files(folder, name, follow=True))
        for path in _files(folder, name):
            found = collect(problems, lambda path=path, kind=kind: _read(path, base, kind))  # type: ignore[misc]
            if found:
                origin, item = found
                shelves[name][path.stem] = item
                origins[name, path.stem] = origin
    present["excerpts"] |= frozenset(coming)
    events_file, numbered = _read_events(folder / "events.yaml", base, problems)
    events = tuple(numbered.values())
    library = Library(**shelves, events=events)
    for (name, key), origin in origins.items():
        problems.extend(text_problems(origin, shelves[name][key], library, (), present["sources"]))
    if events_file:
        for number, event in numbered.items():
            problems.extend(text_problems(events_file, event, library, (number,), present["sources"]))
            problems.extend(references.unknown(events_file, (number, "countries"), "country", event.countries, present["countries"]))
    problems.extend(references.problems(library, origins, present))
    if problems:
        raise BriefingError(problems)
    return dataclasses.replace(library, events=tuple(sorted(events, key=lambda event: event.date.order)))


def files(folder: Path) -> list[Path]:
    """Return the files that a library is read from."""
    return [*(path for name in _KINDS for path in _files(folder, name)), *sorted(folder.glob("events.yaml"))]


def _files(folder: Path, name: str, *, follow: bool = False) -> list[Path]:
    paths = [path for path in sorted((folder / name).glob("*.md")) if not path.name.startswith((".", "~"))]
    return [path for path in paths if follow or not (leads_out(path, folder) or path.is_dir())]


def _strangers(folder: Path, base: Path) -> Iterator[Problem]:
    """Find what the reader would pass over without a word."""
    known = [*_KINDS, *_BESIDE]
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~")):
            continue
        name = shown_path(path, base)
        if path.name not in known:
            yield Problem(
                name, 0, "nothing of this name belongs in the library", nearest(path.name, known, f"Known: {', '.join(sorted(known))}.")
            )
        elif leads_out(path, folder):
            yield Problem(name, 0, *_LINK)
        elif path.name in _KINDS and not path.is_dir():
            yield Problem(name, 0, "this is a file where a folder belongs", f"Make a folder '{path.name}' with a file for each thing.")
        elif path.name in _KINDS:
            yield from _stray_files(path, folder, base)


def _stray_files(shelf: Path, folder: Path, base: Path) -> Iterator[Problem]:
    for path in sorted(shelf.iterdir()):
        name = shown_path(path, base)
        if path.name.startswith((".", "~")):
            continue
        if leads_out(path, folder):
            yield Problem(name, 0, *_LINK)
        elif path.is_dir():
            yield Problem(name, 0, "this folder would not be read", f"Put its files into {shelf.name} itself.")
        elif path.suffix != ".md":
            yield Problem(name, 0, "this file would not be read", f"Files in {shelf.name} end in .md.")
        elif not ID.fullmatch(path.stem):
            yield Problem(
                name, 0, f"'{path.stem}' cannot be an id", "Use lower-case letters a to z, digits and single hyphens: rank-and-ritual.md."
            )


def _read(path: Path, base: Path, kind: _Kind) -> tuple[Source, Any]:
    origin = read_markdown(path, shown_path(path, base))
    if not isinstance(origin.data, Mapping):
        raise BriefingError(
            [Problem(origin.name, 1, "the settings are not 'key: value' lines", "Write one setting a line, such as 'title: The toll'.")]
        )
    for taken in ("id", kind.text):
        if taken in origin.data:
            hint = "The file name is the id." if taken == "id" else "It is the text under the settings."
            raise BriefingError([origin.problem((taken,), f"'{taken}' is not a setting", hint, of_key=True)])
    data = {**origin.data, "id": path.stem, kind.text: origin.text.strip()}
    item = validate(origin, data, _adapter(kind.model))  # type: ignore[arg-type]  # mypy takes no class for hashable
    if not origin.text.strip() and kind.model is not Actor:
        what = "there is no text under the settings" if origin.text_line > 1 else "there is no text in this file"
        hint = "Write it below the second line of ---." if origin.text_line > 1 else "Write it, or delete the file."
        raise BriefingError([Problem(origin.name, origin.text_line, what, hint)])
    return origin, item


@cache
def _adapter(model: type[Item]) -> TypeAdapter[Item]:
    return TypeAdapter(model)


def _read_events(path: Path, base: Path, problems: list[Problem]) -> tuple[Source | None, dict[int, Event]]:
    """Return the events by their place in the file."""
    if not path.exists() or leads_out(path, path.parent):
        return None, {}
    origin = collect(problems, lambda: read_yaml(path, shown_path(path, base)))
    if origin is None or not origin.data:
        return origin, {}
    if not isinstance(origin.data, list):
        problems.append(Problem(origin.name, 1, "the timeline is not a list", "Begin each event with '- '."))
        return origin, {}
    events = {
        number: collect(problems, lambda number=number, data=data: validate(origin, data, _adapter(Event), (number,)))  # type: ignore[misc]
        for number, data in enumerate(origin.data)
    }
    return origin, {number: event for number, event in events.items() if event is not None}


# ── texts ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def text_problems(origin: Source, item: Any, library: Library, location: Location = (), present: Collection[str] = ()) -> Iterator[Problem]:
    """Yield what is wrong with the Markdown and the citations in the texts of a model.

    Args:
        origin: The file that the model is from.
        item: The model.
        library: What can be cited.
        location: Where in the file the model stands.
        present: Ids of sources that are there but could not be read: that they are cited is no mistake.
    """
    for place, text, form in _texts(item):
        parsed = markup.parse(text, form)
        at = None if _is_body(item, place) else location + place
        for fault in parsed.faults:
            begin = _beginning_of(text, fault.line)
            offset = named(fault.message, _paragraph(text, begin), begin)
            yield origin.text_problem(at, text, begin if offset is None else offset, fault.message, fault.hint)
        end = 0
        for line, cluster in parsed.citations:
            begin = max(end, _beginning_of(text, line))
            found = re.compile(r"\s+".join(map(re.escape, cluster.split()))).search(text, begin)
            begin, end = found.span() if found else (begin, begin)
            yield from _citation_problems(origin, at, text, begin, cluster, library, present)


def _beginning_of(text: str, line: int) -> int:
    return len("".join(text.splitlines(keepends=True)[:line]))


def _paragraph(text: str, begin: int) -> str:
    """Return a text up to the end of the paragraph that holds a place."""
    end = text.find("\n\n", begin)
    return text if end < 0 else text[:end]


def _is_body(item: Any, place: Location) -> bool:
    return any(isinstance(item, kind.model) and place == (kind.text,) for kind in _KINDS.values())


def _texts(item: Any) -> Iterator[tuple[Location, str, markup.Form]]:
    """Yield the place, the text and the form of each Markdown field of a model and of the models inside it."""
    for name, key, form in _fields(type(item)):  # type: ignore[arg-type]  # likewise
        value = getattr(item, name)
        if form and value:
            yield (key,), value, form
        elif dataclasses.is_dataclass(value):
            yield from (((key, *place), text, form) for place, text, form in _texts(value))
        elif isinstance(value, tuple):
            for number, each in enumerate(value):
                if dataclasses.is_dataclass(each):
                    yield from (((key, number, *place), text, form) for place, text, form in _texts(each))


@cache
def _fields(model: type[Any]) -> tuple[tuple[str, str, markup.Form | None], ...]:
    """Return the name, the key and the form of each field; None where it holds no Markdown."""
    hints = get_type_hints(model, include_extras=True)
    forms = {
        f.name: next((form for form in get_args(markup.Form) if form in get_args(hints[f.name])), None) for f in dataclasses.fields(model)
    }
    return tuple((name, name.replace("_", "-"), form) for name, form in forms.items())


def _citation_problems(
    origin: Source, at: Location | None, text: str, begin: int, cluster: str, library: Library, present: Collection[str]
) -> Iterator[Problem]:
    """Yield what is wrong with a cluster of citations that is well formed and begins at a place in a text."""
    place = begin
    for cite in markup.parse_cluster(cluster):
        place = max(text.find(f"@{cite.key}", place), place)
        for message, hint in _citation_faults(cite, library, present):
            yield origin.text_problem(at, text, named(message, text, place) or place, message, hint)
        place += 1


def _citation_faults(cite: markup.Cite, library: Library, present: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with one citation, and what to write instead."""
    source = library.sources.get(cite.key)
    if cite.key == BACKGROUND:
        if cite.locator:
            yield f"@{BACKGROUND} has no place to point to", f"Write [@{BACKGROUND}]."
    elif source is None:
        if cite.key not in present:
            known = [*library.sources, BACKGROUND]
            yield f"there is no source '{cite.key}'", nearest(cite.key, known, references.all_of("source", library.sources))
    elif cite.locator.startswith("¶"):
        numbers = markup.cited_paragraphs(cite.locator)
        beyond = [number for number in numbers if not 0 < number <= source.original.paragraphs]
        if not numbers:
            yield f"'{cite.locator}' names no paragraphs", "Write ¶13, ¶13–14 or ¶13, 17."
        elif beyond:
            yield f"source '{cite.key}' has no ¶{beyond[0]}", f"Its paragraphs are 1 to {source.original.paragraphs}."
