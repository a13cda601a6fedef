"""What a pack holds, as a list to choose from: its sections, what is in them, and what the library has besides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from briefing import outline as outlines
from briefing.dataclass import dataclass
from briefing.document import Blocks, Section, full_title, plain
from briefing.document.index import Entry, Index
from briefing.errors import BriefingError
from briefing.library import Library
from briefing.library.answers_within import file_of
from briefing.library.shelves import SHELVES
from briefing.steps import Pack
from briefing.verbs.latest import Latest, Now
from briefing.verbs.outlining import PlannedPart, plan
from briefing.verbs.views.overview import minutes, words
from briefing.workspace import Workspace

SHELF_OF = {"excerpts": "excerpts", "questions": "questions", "text": "texts", "countries": "countries"}
"""Where the things are that a kind of section lists."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something that a section holds."""

    key: str
    """Its id in the library."""
    title: str
    file: str
    place: str
    """The id of its node in the document; empty if the pack does not print it."""
    words: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a pack."""

    planned: PlannedPart
    title: str
    """As it is printed, with parameters put in."""
    place: str
    """The id of its node in the document; empty if the pack does not print it."""
    words: int
    minutes: int
    items: tuple[Item, ...]
    is_list: bool
    """Whether the outline lists the items, so that they can be ordered."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A parameter of an outline."""

    name: str
    help: str
    type: str
    default: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a pack holds."""

    outline: str
    title: str
    words: int
    minutes: int
    parts: tuple[Part, ...]
    left_out: tuple[str, ...]
    parameters: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Thing:
    """Something of the library."""

    shelf: str
    """Its folder in `seeds/`."""
    key: str
    title: str
    about: str
    """What tells it from others: the source of an excerpt, the level of a question."""
    file: str
    is_used: bool
    """Whether the pack prints it."""
    place: str
    """The id of its node in the document; empty if it has none."""


def contents(latest: Latest, outline: str, edition: outlines.Edition = "student", settings: Mapping[str, str] | None = None) -> Contents:
    """Return what a pack holds. Where it cannot be assembled, return what its outline says, without words and minutes.

    Raises:
        BriefingError: The outline itself cannot be read.
    """
    try:
        now = latest.pack(outline, settings, edition)
    except BriefingError:
        return sketched(latest.workspace, outline)
    sections = {each.id: each for each in _sections((*now.pack.document.blocks, *now.pack.document.supplement))}
    parts = tuple(_part(each, sections, now) for each in plan(latest.workspace, outline).parts)
    count = words((now.pack.document.blocks, now.pack.document.supplement))
    reading = minutes(count, now.pack.reading_speed)
    return Contents(
        outline, full_title(now.pack.document), count, reading, parts, now.pack.left_out, _parameters(latest.workspace, outline)
    )


def _parameters(workspace: Workspace, outline: str) -> tuple[Asked, ...]:
    params = outlines.read(workspace.templates, outline, workspace.root).params
    return tuple(Asked(name, each.help, each.type, _shown(each.default), tuple(each.choices)) for name, each in params.items())


def _shown(value: object) -> str:
    """Return the value of a parameter as people set it."""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def sketched(workspace: Workspace, outline: str) -> Contents:
    """Return what an outline lists, by the ids of the things: without the library, and so at once.

    Raises:
        BriefingError: The outline cannot be read.
    """
    parts = []
    for each in plan(workspace, outline).parts:
        shelf = SHELF_OF.get(each.use, "")
        items = tuple(Item(key, key, f"seeds/{shelf}/{key}.md", "") for key in each.items or ())
        parts.append(Part(each, re.sub(r"\{\{.*?\}\}", "…", each.title), "", 0, 0, items, each.items is not None))
    return Contents(outline, outline, 0, 0, tuple(parts), ())


def things(now: Now) -> tuple[Thing, ...]:
    """Return everything of the library that a section can list."""
    library, index = now.library, now.pack.index
    places = {entry.key: entry.id for kind in (index.terms, index.countries, index.questions, index.excerpts) for entry in kind}
    used = {*places, *_texts_of(now.pack)}
    return tuple(
        Thing(
            shelf,
            key,
            _title(library, shelf, key),
            _about(library, shelf, key),
            file_of(library, shelf, key),
            key in used,
            places.get(key, "") if shelf != "sources" else "",
        )
        for shelf in ("excerpts", "questions", "texts", "activities", "countries", "actors", "sources")
        for key in getattr(library, shelf)
    )


def _texts_of(pack: Pack) -> Iterator[str]:
    for _, section in outlines.walk(pack.outline.sections):
        if isinstance(section, outlines.TextSection):
            yield from section.texts


def _part(planned: PlannedPart, sections: Mapping[str, Section], now: Now) -> Part:
    section = sections.get(planned.id)
    count = words(section.blocks) if section else 0
    shelf = SHELF_OF.get(planned.use, "")
    printed = {entry.key: entry.id for entry in _entries(now.pack.index, shelf)}
    if planned.items is not None:
        keys = planned.items
    elif section is not None:
        keys = tuple(entry.key for entry in _entries(now.pack.index.within(section.id), shelf))
    else:
        keys = ()
    title = plain(section.title) if section else re.sub(r"\{\{.*?\}\}", "…", planned.title)
    items = tuple(_item(now.library, shelf, key, printed, sections) for key in keys)
    reading = minutes(count, now.pack.reading_speed)
    return Part(planned, title, section.id if section else "", count, reading, items, planned.items is not None)


def _entries(index: Index, shelf: str) -> Sequence[Entry]:
    return {"excerpts": index.excerpts, "questions": index.questions, "countries": index.countries}.get(shelf, ())


def _item(library: Library, shelf: str, key: str, printed: Mapping[str, str], sections: Mapping[str, Section]) -> Item:
    home = "activities" if shelf == "texts" and key in library.activities else shelf
    place = printed.get(key, "")
    count = words(sections[place].blocks) if place in sections else 0
    return Item(key, _title(library, home, key), file_of(library, home, key), place, count)


def _sections(blocks: Blocks) -> Iterator[Section]:
    for block in blocks:
        if isinstance(block, Section):
            yield block
            yield from _sections(block.blocks)


def _title(library: Library, shelf: str, key: str) -> str:
    record = getattr(library, shelf).get(key)
    if record is None:
        return key
    for name in ("title", "label", "name", "objective"):
        if found := getattr(record, name, ""):
            return str(found)
    heading = re.match(r"#+\s+(.+)", str(getattr(record, SHELVES[shelf].text, "")).strip())
    return re.sub(r"[*_`]|\{[^}]*\}", "", heading[1]).strip() if heading else key


def _about(library: Library, shelf: str, key: str) -> str:
    record = getattr(library, shelf)[key]
    match shelf:
        case "excerpts":
            return library.sources[record.source].name
        case "questions":
            return str(record.level)
        case "sources":
            return str(record.issued.year) if record.issued else ""
        case _:
            return key
