"""`sources rename`: give a source another id, and change every place that names it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from briefing import outline, steps
from briefing.dataclass import dataclass
from briefing.document.identifiers import ID, RESERVED
from briefing.errors import BriefingError, Problem, collect, shown_path
from briefing.files.reading import read_text
from briefing.files.writing import all_or_nothing
from briefing.library import BACKGROUND, Library, loading
from briefing.library.references import source_named
from briefing.originals.adding import kept_pdf
from briefing.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Renamed:
    """A source with another id."""

    old: str
    new: str
    files: tuple[Path, ...]
    """The record and the copy under their new names, and the files that named the source."""
    places: int
    """How many citations and settings were changed."""


def rename(workspace: Workspace, old: str, new: str) -> Renamed:
    """Give a source another id: its record, its copy, and every citation and setting that names it; all of them, or none.

    Args:
        workspace: Where the library and the outlines are.
        old: The id of the source.
        new: Its new id.

    Raises:
        BriefingError: There is no such source, the new id is taken or cannot be an id, or a place that names the source cannot be changed.
    """
    library = steps.load(workspace)
    old = source_named(library, old).id
    _hold(new, library)
    record, copy = workspace.seeds / "sources" / f"{old}.md", workspace.seeds / "originals" / f"{old}.txt"
    names = outline.names(workspace.templates)
    wrong_before = set(_wrong(workspace, library, names))

    def holds() -> None:
        wrong = [each for each in _wrong(workspace, steps.load(workspace), names) if each not in wrong_before]
        if wrong:
            hint = f"This names '{old}' in a way that cannot be changed by itself. Write '{new}' here after renaming, or take it out first."
            raise BriefingError(replace(each, hint=hint) for each in wrong)

    changed: list[Path] = []
    places = 0
    with all_or_nothing(workspace.root, holds) as batch:
        for path in (*loading.files(workspace.seeds), *(workspace.templates / f"{name}.yaml" for name in names)):
            text, count = _with_new_name(read_text(path, shown_path(path, workspace.root)), old, new)
            places += count
            target = path.with_name(f"{new}.md") if path == record else path
            if count or path == record:
                batch.write(target, text)
                changed.append(target)
        batch.remove(record)
        if old in library.originals:
            batch.write(copy.with_name(f"{new}.txt"), copy.read_text(encoding="utf-8"))
            batch.remove(copy)
            changed.append(copy.with_name(f"{new}.txt"))
        if (pdf := kept_pdf(workspace.seeds, old)).is_file():
            batch.copy(pdf, kept_pdf(workspace.seeds, new))
            batch.remove(pdf)
            changed.append(kept_pdf(workspace.seeds, new))
    return Renamed(old, new, tuple(changed), places)


def _hold(new: str, library: Library) -> None:
    """Refuse what cannot be the id of a new source."""
    if not ID.fullmatch(new) or RESERVED.fullmatch(new) or new == BACKGROUND:
        hint = "Use only small letters a to z, digits and single hyphens, as in okello-2019."
        raise BriefingError([Problem("", 0, f"'{new}' cannot be the id of a source", hint)])
    if new in library.sources:
        raise BriefingError([Problem("", 0, f"there is already a source '{new}'", f"Choose another id, such as {new}-b.")])


def _wrong(workspace: Workspace, library: Library, names: list[str]) -> Iterator[Problem]:
    """Yield what is wrong with outlines and their packs."""
    problems: list[Problem] = []
    for name in names:
        plans = collect(problems, lambda name=name: steps.plans(workspace, library, [name], {}))  # type: ignore[misc]
        if plans:
            collect(problems, lambda plans=plans: steps.packs(workspace, library, plans))  # type: ignore[misc]
    yield from problems


def _with_new_name(text: str, old: str, new: str) -> tuple[str, int]:
    """Return a file with another id for a source in its citations and settings, and how many places were changed."""
    word = rf"(?<![\w-]){re.escape(old)}(?!-?\w)"
    text, count = re.subn(rf"(?<![\w.])@{re.escape(old)}(?!-?\w)", f"@{new}", text)
    text, more = re.subn(rf"(?m)^(?P<key>[ \t]*(?:- +)?(?:\{{ *)?source *: *[\"']?){word}", rf"\g<key>{new}", text)
    lists = re.compile(r"(?m)\bsources *:(?: *\[[^\]]*\]| *(?:#.*)?(?:\n[ \t]*- .*)+)")
    inside = 0

    def renamed(match: re.Match[str]) -> str:
        nonlocal inside
        found, number = re.subn(word, new, match[0])
        inside += number
        return found

    return lists.sub(renamed, text), count + more + inside
