"""The folder `seeds/` to a `Library`: one file is one thing, its name is its id, its folder is its kind. Every problem at once."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

from pydantic import TypeAdapter

from briefing import library as models
from briefing import markup
from briefing.errors import BriefingError, Problem, nearest, shown_path
from briefing.files import Location, Source, collect, leads_out, read_markdown, read_yaml
from briefing.library import BACKGROUND, Actor, Event, Library, Prose
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
            problems.extend(_unknown(events_file, (number, "countries"), "country", event.countries, present["countries"]))
    problems.extend(_reference_problems(library, origins, present))
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
        file, at = origin.home(location + place)
        line = file.text_line + _leading_lines(file.text) if _is_body(item, place) else file.text_start(at)
        for fault in parsed.faults:
            yield Problem(file.name, line + fault.line, fault.message, fault.hint)
        for offset, cluster in parsed.citations:
            yield from _citation_problems(file.name, line + offset, cluster, library, present)


def _is_body(item: Any, place: Location) -> bool:
    return any(isinstance(item, kind.model) and place == (kind.text,) for kind in _KINDS.values())


def _leading_lines(text: str) -> int:
    return text[: len(text) - len(text.lstrip())].count("\n")


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


def _citation_problems(name: str, line: int, cluster: str, library: Library, present: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with a cluster of citations that is well formed."""
    for cite in markup.parse_cluster(cluster):
        if cite.key == BACKGROUND:
            if cite.locator:
                yield Problem(name, line, f"@{BACKGROUND} has no place to point to", f"Write [@{BACKGROUND}].")
            continue
        source = library.sources.get(cite.key)
        if source is None and cite.key in present:
            continue
        if source is None:
            yield Problem(
                name,
                line,
                f"there is no source '{cite.key}'",
                nearest(cite.key, [*library.sources, BACKGROUND], all_of("source", library.sources)),
            )
            continue
        if cite.locator.startswith("¶") and not markup.cited_paragraphs(cite.locator):
            yield Problem(name, line, f"'{cite.locator}' names no paragraphs", "Write ¶13, ¶13–14 or ¶13, 17.")
            continue
        beyond = [number for number in markup.cited_paragraphs(cite.locator) if not 0 < number <= source.original.paragraphs]
        if beyond:
            yield Problem(name, line, f"source '{cite.key}' has no ¶{beyond[0]}", f"Its paragraphs are 1 to {source.original.paragraphs}.")


# ── references from one thing to another ─────────────────────────────────────────────────────────────────────────────────────────────


def _reference_problems(
    library: Library, origins: Mapping[tuple[str, str], Source], present: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    """Yield the references to what is not there; a file that is there and could not be read has its own problem."""
    for key, excerpt in library.excerpts.items():
        origin = origins["excerpts", key]
        yield from _unknown(origin, ("source",), "source", [excerpt.source], present["sources"])
        yield from _unknown(origin, ("countries",), "country", excerpt.countries, present["countries"])
        yield from _unknown(origin, ("actors",), "actor", excerpt.actors, present["actors"])
        yield from _excerpt_problems(origin, excerpt, library)
    for key, question in library.questions.items():
        yield from _unknown(origins["questions", key], ("excerpts",), "excerpt", question.excerpts, present["excerpts"])
    for key in library.answers:
        if key not in present["questions"]:
            yield Problem(
                origins["answers", key].name,
                0,
                f"there is no question '{key}' to this answer",
                nearest(key, present["questions"], "An answer has the file name of its question."),
            )
    for key, actor in library.actors.items():
        for number, membership in enumerate(actor.members):
            yield from _unknown(
                origins["actors", key], ("members", number, "country"), "country", [membership.country], present["countries"]
            )
    for key in library.activities:
        if key in library.texts:
            hint = "Outlines name both by their ids; give one another name."
            yield Problem(origins["activities", key].name, 0, f"there is also a text '{key}'", hint)
    yield from _shared_names(library, origins)


def all_of(kind: str, known: Collection[str]) -> str:
    """Return a hint that says where to find the ids of a kind."""
    plural = {"country": "countries"}.get(kind, f"{kind}s")
    if not known:
        return f"The library has no {plural} yet."
    return (
        f"'briefing list {plural}' shows all."
        if plural in ("sources", "excerpts", "countries", "actors", "questions")
        else "Look in seeds/."
    )


def _unknown(origin: Source, location: Location, kind: str, keys: Iterable[str], known: Collection[str]) -> Iterator[Problem]:
    for number, key in enumerate(keys):
        if key not in known:
            yield origin.problem((*location, number), f"there is no {kind} '{key}'", nearest(key, known, all_of(kind, known)))


def _excerpt_problems(origin: Source, excerpt: models.Excerpt, library: Library) -> Iterator[Problem]:
    source = library.sources.get(excerpt.source)
    outside = [number for number in excerpt.paragraphs if source and number not in source.original.body]
    if source and outside:
        hint = f"Its body is ¶{', '.join(_runs(source.original.body))}."
        yield origin.problem(("paragraphs",), f"¶{outside[0]} is not in the body of '{excerpt.source}'", hint)
    words = " ".join(excerpt.digest.split())
    for number, note in enumerate(excerpt.notes):
        if note.on and " ".join(note.on.split()) not in words:
            message = f"the digest does not hold the words '{note.on}'"
            yield origin.problem(("notes", number, "on"), message, "Copy them from the text below.")


def _runs(numbers: Sequence[int]) -> Iterator[str]:
    """Yield 8–11 and 13 for (8, 9, 10, 11, 13)."""
    for _, run in itertools.groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        found = [number for _, number in run]
        yield f"{found[0]}–{found[-1]}" if len(found) > 1 else str(found[0])


def _shared_names(library: Library, origins: Mapping[tuple[str, str], Source]) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for key, actor in library.actors.items():
        for name in dict.fromkeys(actor.names):
            owner = owners.setdefault(name, key)
            if owner != key:
                origin = origins["actors", key]
                place = ("aliases", actor.aliases.index(name)) if name in actor.aliases else ("abbreviation",)
                yield origin.problem(
                    ("name",) if name == actor.name else place,
                    f"'{name}' is also a name of the actor '{owner}'",
                    "A name belongs to one actor; take it out of one of them.",
                )
