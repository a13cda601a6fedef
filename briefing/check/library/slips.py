"""Likely slips: citations without their @, the same passage in two excerpts, texts of a form that are not written.

`briefing check` tells them; with `--strict` it fails because of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from briefing.document.identifiers import ID
from briefing.errors import Problem, collect, shown_path
from briefing.files.origin import Location, Origin
from briefing.files.reading import read_markdown, read_yaml
from briefing.library import Library, Source, answers_within, loading
from briefing.originals.copies import Copy
from briefing.originals.recognise import body_of
from briefing.originals.records import TO_WRITE

_BARE = re.compile(rf"(?<![\]!\\])\[(?P<id>{ID.pattern})(?P<locator>,\s*\S[^\[\]]*)?\](?![(:\[])")
"""`[two-towns-2024, ¶4]` or `[two-towns-2024]`, where it is not the text of a link."""


def warnings(library: Library, folder: Path, root: Path) -> Iterator[Problem]:
    """Yield a warning for each likely slip.

    Args:
        library: What was read.
        folder: `seeds`, from which it was read.
        root: Paths in messages are relative to it.
    """
    origins = [_read(path, root) for path in loading.files(folder)]
    by_name = {origin.name: origin for origin in origins}
    shown = shown_path(folder, root)
    for origin in origins:
        yield from _bare_citations(origin, library)
        if origin.name.split("/")[-2:-1] != ["sources"]:
            yield from placeholders(origin)
        shelf, file = origin.name.split("/")[-2:]
        if shelf in answers_within.FOLDERS:
            for part in answers_within.parts_of(origin, shelf, file.removesuffix(".md")).values():
                yield from _loose_answers(answers_within.student_part(part))
    for key, other in _twins(library).items():
        origin = by_name[f"{shown}/excerpts/{key}.md"]
        hint = "Delete one of the two files. A pack that has both prints the passage twice."
        yield Problem(origin.name, origin.line(("select",)), f"this is the same passage as '{other}'", hint, severity="warning")
    for path in sorted((root / "templates").glob("*.yaml")):
        outline = collect([], lambda path=path: _read(path, root))  # type: ignore[misc]  # what is no YAML is told elsewhere
        yield from placeholders(outline) if outline else ()
    for key, source in library.sources.items():
        yield from _preprints(by_name[f"{shown}/sources/{key}.md"], source)
        yield from _miscounted(by_name[f"{shown}/sources/{key}.md"], library.sources[key], library.originals.get(key))


def _read(path: Path, root: Path) -> Origin:
    name = shown_path(path, root)
    return read_markdown(path, name) if path.suffix == ".md" else read_yaml(path, name)


def _bare_citations(origin: Origin, library: Library) -> Iterator[Problem]:
    for place, text in (*_strings(origin.data, ()), (None, origin.text)):
        for match in _BARE.finditer(text):
            key, locator = match["id"], match["locator"] or ""
            if key in library.sources and (locator or re.search(r"[-\d]", key)):
                what = f"{match[0]} is printed like this, with its brackets: a citation begins with @"
                yield origin.text_problem(place, text, match.start(), what, f"Write [@{key}{locator}].", severity="warning")


def _loose_answers(origin: Origin) -> Iterator[Problem]:
    """Yield a warning for each line of a question or activity that begins as an answer does: students would read it."""
    for match in answers_within.LINE.finditer(origin.text):
        what = "students read this line: an answer in the file of its question or activity is below a heading"
        yield origin.text_problem(None, origin.text, match.start(), what, "Write a line '## Answer' above it.", severity="warning")


def placeholders(origin: Origin) -> Iterator[Problem]:
    """Yield a problem for each text of a file that is still the placeholder of a form."""
    for place, text in (*_strings(origin.data, ()), (None, origin.text)):
        for match in re.finditer(rf"{TO_WRITE}: *(?P<what>[^\n]*?)(?=\]\(|\n|\Z)", text):
            what, hint = f"this is still to be written: “{_short(match['what'])}”", "Write your own text in its place."
            yield origin.text_problem(place, text, match.start(), what, hint, severity="unfinished")


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words) if len(words) <= 8 else f"{' '.join(words[:8])} …"


def _strings(data: Any, place: Location) -> Iterator[tuple[Location, str]]:
    """Yield every text among settings, with its place."""
    if isinstance(data, str):
        yield place, data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from _strings(value, (*place, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _strings(value, (*place, number))


def _twins(library: Library) -> dict[str, str]:
    """Return excerpts whose passage another excerpt has already: the id of each, with the id of the other."""
    first: dict[tuple[str, str], str] = {}
    found: dict[str, str] = {}
    for key, excerpt in library.excerpts.items():
        if excerpt.sha256:
            other = first.setdefault((excerpt.source, excerpt.sha256), key)
            if other != key:
                found[key] = other
    return found


def _miscounted(origin: Origin, source: Source, copy: Copy | None) -> Iterator[Problem]:
    """Yield a warning if a record says another number of words than its body has in the copy."""
    if copy is None or len(copy.paragraphs) != source.original.paragraphs:
        return
    words = len(body_of(copy.paragraphs, source.original.body).split())
    if words != source.original.words:
        said = f"this record says {source.original.words}, from which shares and limits are counted"
        what = f"the body has {words} words in your copy, and {said}"
        yield origin.problem(("original", "words"), what, f"Write 'words: {words}'.", severity="warning")


def _preprints(origin: Origin, source: Source) -> Iterator[Problem]:
    """Yield a warning for an article that is printed as a preprint and looks like none: it appeared somewhere, or names no archive."""
    is_archived = source.archive or source.DOI or source.number
    if source.type == "article" and not source.genre and (source.container_title or not is_archived):
        kinds = "article-journal, article-magazine, article-newspaper, report or webpage"
        hint = f"Write {kinds}. If it is a preprint, add 'genre: Preprint'."
        what = "'article' is the type of preprints in CSL, and this source is printed as a preprint"
        yield origin.problem(("type",), what, hint, severity="warning")
