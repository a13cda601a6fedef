"""Reading the folder `seeds/` into a `Library`. One file is one record: its name is the id, its folder is the kind."""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from briefing.document.identifiers import ID, RESERVED
from briefing.errors import BriefingError, Problem, choice_of, collect, nearest, shown_path
from briefing.files.origin import Origin
from briefing.files.reading import leads_out, read_markdown, read_text, read_yaml
from briefing.files.validation import validate
from briefing.library import Actor, Event, Figure, Library, Map, Source, answers_within, citation_keys, references
from briefing.library.figures import DATA_ENDINGS
from briefing.library.several_questions import QuestionWithin
from briefing.library.shelves import SHELVES
from briefing.library.texts import body_problems, text_problems

MOST_EVENTS = 5_000
"""More take minutes, and no reader finds anything among them."""
_WITHOUT_TEXT = (Actor, Figure, Map, Source)
"""What may have settings alone: the text below them only adds to these."""
_BESIDE = frozenset({"originals", "images", "data", "events.yaml", "rules.yaml", "README.md"})
"""The other files and folders that `seeds/` may have."""


def load(folder: Path, base: Path, coming: Collection[str] = ()) -> Library:
    """Read a whole library.

    Args:
        folder: The folder `seeds`.
        base: Paths in messages are relative to it.
        coming: The ids of excerpts that are about to be written: other files may name them already.

    Raises:
        BriefingError: All problems in all files.
    """
    if not folder.is_dir():
        raise BriefingError(
            [Problem(shown_path(folder, base), 0, "this folder is missing", "Run briefing in the folder with 'seeds' and 'templates'.")]
        )
    _refuse_unreadable(folder, base)
    problems = list(_strangers(folder, base))
    origins: dict[tuple[str, str], Origin] = {}
    shelves: dict[str, dict[str, Any]] = {}
    present: dict[str, set[str]] = {}
    for name in SHELVES:
        shelves[name] = {}
        present[name] = {path.stem for path in _files(folder, name, follow=True)}
        for path in _files(folder, name):
            parts = collect(problems, lambda path=path, name=name: _parts(path, base, name)) or {}  # type: ignore[misc]
            present[name] -= {path.stem} if parts and path.stem not in parts else set()
            for key, part in parts.items():
                if key in shelves[name]:
                    what = f"another file of this folder has a question with the id '{key}'"
                    problems.append(Problem(part.name, part.first, what, "Give one of the two another name."))
                    continue
                present[name].add(key)
                item = collect(problems, lambda part=part, key=key, name=name, path=path: _read(part, key, name, path.stem))  # type: ignore[misc]
                if item is not None:
                    shelves[name][key] = item
                    origins[name, key] = part
    for name, key, origin in [(name, key, origin) for (name, key), origin in origins.items() if name in answers_within.FOLDERS]:
        if (answer := answers_within.answer_of(origin)) is None:
            continue
        if name == "activities" and key in present["questions"]:
            what = f"an activity with a part for the teacher and a question have the same id '{key}'"
            problems.append(Problem(answer.name, answer.text_line - 1, what, "Give the file of the activity another name."))
        elif key in present["answers"]:
            hint = f"Keep one of them: delete {shown_path(folder, base)}/answers/{key}.md, or take the heading and the answer out here."
            what = f"this {'question' if name == 'questions' else 'activity'} has another answer in a file of its own"
            problems.append(Problem(answer.name, answer.text_line - 1, what, hint))
        else:
            shelves["answers"][key] = answers_within.AnswerWithin(key, answer.text.strip(), name)
            origins["answers", key] = answer
    present["excerpts"] |= set(coming)
    events_file, numbered = _read_events(folder / "events.yaml", base, problems)
    if ids := citation_keys.by_key(shelves["sources"].values()):
        shelves = {name: {key: citation_keys.with_ids(item, ids) for key, item in shelf.items()} for name, shelf in shelves.items()}
        numbered = {number: citation_keys.with_ids(event, ids) for number, event in numbered.items()}
    events = tuple(numbered.values())
    library = Library(**shelves, events=events)
    for (name, key), origin in origins.items():
        problems.extend(text_problems(origin, shelves[name][key], library, (), present["sources"]))
    if events_file:
        for number, event in numbered.items():
            problems.extend(text_problems(events_file, event, library, (number,), present["sources"]))
            problems.extend(references.unknown(events_file, (number, "countries"), "country", event.countries, present["countries"]))
            problems.extend(references.of_updates(events_file, event.since, (number,), present))
    problems.extend(references.problems(library, origins, present))
    if problems:
        raise BriefingError(problems)
    return dataclasses.replace(library, events=tuple(sorted(events, key=lambda event: event.date.order)))


def _refuse_unreadable(folder: Path, base: Path) -> None:
    """Refuse a library with a folder that may not be read: all that is in it would be missing without a word.

    Raises:
        BriefingError: There is such a folder.
    """
    shelves = [folder, *(folder / name for name in (*SHELVES, "originals"))]
    locked = [path for path in shelves if path.is_dir() and not os.access(path, os.R_OK | os.X_OK)]
    if locked:
        hint = "Change its permissions, so that you may read it."
        raise BriefingError(Problem(shown_path(path, base), 0, "this folder may not be read", hint) for path in locked)


def files(folder: Path) -> list[Path]:
    """Return the files that a library is read from."""
    return [*(path for name in SHELVES for path in _files(folder, name)), *sorted(folder.glob("events.yaml"))]


def _files(folder: Path, name: str, *, follow: bool = False) -> list[Path]:
    shelf = folder / name
    entries = {each.name: each for each in _entries(shelf) if os.path.normcase(each.name).endswith(".md")}
    leaves = None if follow else leads_out(shelf, folder)  # what is no link leads to where its folder does
    return [
        shelf / each
        for each, entry in sorted(entries.items())
        if follow or not ((leads_out(shelf / each, folder) if entry.is_symlink() else leaves) or _is_folder(entry))
    ]


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """Return what is in a folder, but for hidden files and drafts; nothing if there is no such folder."""
    try:
        with os.scandir(folder) as found:
            return [each for each in found if not each.name.startswith((".", "~"))]
    except OSError:
        return []


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return Path(entry.path).is_dir() if entry.is_symlink() else entry.is_dir()  # a link may lead to itself


def _strangers(folder: Path, base: Path) -> Iterator[Problem]:
    """Yield a problem for each file and folder that the reader of the library would skip."""
    known = [*SHELVES, *_BESIDE]
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~")):
            continue
        name = shown_path(path, base)
        if path.name not in known:
            hint = nearest(path.name, known, choice_of(sorted(known)))
            yield Problem(name, 0, "the library has no file or folder with this name", hint)
        elif leads_out(path, folder):
            yield _link_out(path, name)
        elif path.name in SHELVES and not path.is_dir():
            yield Problem(name, 0, "this must be a folder, not a file", f"Make a folder '{path.name}', with a file for each entry.")
        elif path.name in SHELVES:
            yield from _stray_files(path, folder, base)


def _stray_files(shelf: Path, folder: Path, base: Path) -> Iterator[Problem]:
    for entry in sorted(_entries(shelf), key=lambda entry: entry.name):
        path = shelf / entry.name
        is_record = path.suffix == ".md" and ID.fullmatch(path.stem) and not RESERVED.fullmatch(path.stem)
        if is_record and not (entry.is_symlink() or _is_folder(entry)):
            continue
        name = shown_path(path, base)
        if leads_out(path, folder):
            yield _link_out(path, name)
        elif _is_folder(entry):
            yield Problem(name, 0, "briefing does not read a folder here", f"Move its files to '{shelf.name}'.")
        elif shelf.name == "figures" and path.suffix.lower() in DATA_ENDINGS:
            continue
        elif path.suffix != ".md":
            yield Problem(name, 0, "briefing does not read this file", "Give it a name that ends in .md.")
        elif RESERVED.fullmatch(path.stem):
            what = f"'{path.stem}' cannot be an id: Windows keeps this name for itself"
            yield Problem(name, 0, what, f"Write '{path.stem}-1.md', or another name.")
        elif not ID.fullmatch(path.stem):
            hint = "Rename the file: use only small letters a to z, digits and single hyphens, as in rank-and-ritual.md."
            yield Problem(name, 0, f"'{path.stem}' cannot be an id", hint)


def _link_out(path: Path, name: str) -> Problem:
    what = "this link leads out of the library, so briefing does not follow it"
    return Problem(name, 0, what, f"Replace the link with a copy of the {'folder' if path.is_dir() else 'file'}.")


def _parts(path: Path, base: Path, shelf: str) -> Mapping[str, Origin]:
    return answers_within.parts_of(read_markdown(path, shown_path(path, base)), shelf, path.stem)


def _read(part: Origin, key: str, shelf: str, stem: str) -> Any:
    """Return the record of a file, or of a part of a file with several, of which `stem` is the name."""
    kind = SHELVES[shelf]
    origin = answers_within.student_part(part) if shelf in answers_within.FOLDERS else part
    if not isinstance(origin.data, Mapping):
        raise BriefingError(
            [Problem(origin.name, 1, "the settings are not 'key: value' lines", "Write one setting on each line: 'title: The toll'.")]
        )
    for taken in ("id", kind.text):
        if taken in origin.data:
            hint = "Delete it: the file name is the id." if taken == "id" else "Write the text below the settings instead."
            raise BriefingError([origin.problem((taken,), f"'{taken}' is not a setting", hint, of_key=True)])
    # A name that is not UTF-8 is told of once, with the other names that cannot be an id.
    identity = key.encode(errors="replace").decode()
    data = {**origin.data, "id": identity, kind.text: origin.text.strip()}
    missing = [] if origin.text.strip() or kind.model in _WITHOUT_TEXT else [_no_text(origin, key == stem)]
    try:
        item = validate(origin, data, kind.model)
    except BriefingError as error:
        raise BriefingError([*error.problems, *body_problems(origin), *missing]) from None
    if missing:
        raise BriefingError(missing)
    return item if key == stem else QuestionWithin.of(item, stem)


def _no_text(origin: Origin, is_whole: bool) -> Problem:
    if not is_whole:
        return Problem(origin.name, origin.first, "there is no question below this heading", "Write it, or delete the heading.")
    what = "there is no text below the settings" if origin.text_line > 1 else "there is no text in this file"
    hint = "Write it below the second line with ---." if origin.text_line > 1 else "Write it, or delete the file."
    return Problem(origin.name, origin.text_line, what, hint)


def _too_many(name: str, count: int) -> Problem:
    what = f"the timeline has {count:,} events, and {MOST_EVENTS:,} are the most that a pack can be made from"
    return Problem(name, 1, what, "Keep those that a pack shows.")


def _read_events(path: Path, base: Path, problems: list[Problem]) -> tuple[Origin | None, dict[int, Event]]:
    """Return the file of the events, and the events by their place in it."""
    if not (path.exists() or path.is_symlink()) or leads_out(path, path.parent):
        return None, {}
    name = shown_path(path, base)
    text = collect(problems, lambda: read_text(path, name)) or ""
    if (many := len(re.findall(r"^-\s", text, re.MULTILINE))) > MOST_EVENTS:  # before the YAML is read, which takes long
        problems.append(_too_many(name, many))
        return None, {}
    origin = collect(problems, lambda: read_yaml(path, name)) if text else None
    if origin is None or not origin.data:
        return origin, {}
    if not isinstance(origin.data, list):
        problems.append(Problem(origin.name, 1, "the timeline is not a list", "Begin each event with '- '."))
        return origin, {}
    if len(origin.data) > MOST_EVENTS:
        problems.append(_too_many(name, len(origin.data)))
        return origin, {}
    events = {
        number: collect(problems, lambda number=number, data=data: validate(origin, data, Event, (number,)))  # type: ignore[misc]
        for number, data in enumerate(origin.data)
    }
    return origin, {number: event for number, event in events.items() if event is not None}
