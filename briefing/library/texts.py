"""Checking the texts of records: their Markdown, and the citations in it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any, get_args, get_type_hints

from briefing import markup
from briefing.errors import Problem
from briefing.files.origin import Location, Origin
from briefing.files.places import named
from briefing.library import BACKGROUND, Library, printed_pages, references
from briefing.library.shelves import SHELVES


def text_problems(origin: Origin, item: Any, library: Library, location: Location = (), present: Collection[str] = ()) -> Iterator[Problem]:
    """Yield a problem for each mistake in the Markdown and the citations of a record.

    Args:
        origin: The file of the record.
        item: The record.
        library: The library whose sources can be cited.
        location: The place of the record in the file.
        present: The ids of sources that exist, even if briefing could not read them. It is not a mistake to cite them.
    """
    for place, text, _ in plain_texts(item):
        if cited := _CLUSTER.search(text):
            what, hint = f"this text cannot cite {cited[0]}", "Cite it in a text that can, such as a digest, a caption or a note."
            yield origin.text_problem(location + place, text, cited.start(), what, hint)
    for place, text, form, _ in texts(item):
        parsed = markup.parse(text, form)
        at = None if is_body(item, place) else location + place
        yield from _markdown_problems(origin, at, text, parsed)
        if not any(_is_faulty(cluster, library, present) for _, cluster in parsed.citations):
            continue
        end = 0
        for line, cluster in parsed.citations:
            begin = max(end, _beginning_of(text, line))
            found = re.compile(r"\s+".join(map(re.escape, cluster.split()))).search(text, begin)
            begin, end = found.span() if found else (begin, begin)
            yield from _citation_problems(origin, at, text, begin, cluster, library, present)


def body_problems(origin: Origin) -> Iterator[Problem]:
    """Yield a problem for each mistake in the Markdown below the settings of a file whose settings are wrong."""
    yield from _markdown_problems(origin, None, origin.text, markup.parse(origin.text))


def _markdown_problems(origin: Origin, at: Location | None, text: str, parsed: markup.Parsed) -> Iterator[Problem]:
    for fault in parsed.faults:
        begin = _beginning_of(text, fault.line)
        offset = named(fault.message, _paragraph(text, begin), begin)
        yield origin.text_problem(at, text, begin if offset is None else offset, fault.message, fault.hint)


def _beginning_of(text: str, line: int) -> int:
    return len("".join(text.splitlines(keepends=True)[:line]))


def _paragraph(text: str, begin: int) -> str:
    """Return the text up to the end of the paragraph in which a place is."""
    end = text.find("\n\n", begin)
    return text if end < 0 else text[:end]


def is_body(item: Any, place: Location) -> bool:
    """Say whether the text at a place of a record is the one below its settings."""
    return any(isinstance(item, kind.model) and place == (kind.text,) for kind in SHELVES.values())


def texts(item: Any, above: str = "") -> Iterator[tuple[Location, str, markup.Form, str]]:
    """Yield place, text and form of each Markdown field of a record and of the records inside it, and the citation beside it.

    Args:
        item: The record.
        above: The citation of the record that this one is inside. It is that of all rows that have none.
    """
    own = str(getattr(item, "cite", "")) or above
    for name, key, form in _fields(type(item)):  # type: ignore[arg-type]  # mypy takes no class for hashable
        value = getattr(item, name)
        if form and value:
            yield (key,), value, form, _beside(item, name, own)
        elif dataclasses.is_dataclass(value):
            yield from (((key, *place), *others) for place, *others in texts(value, own))  # type: ignore[misc]
        elif isinstance(value, tuple):
            for number, each in enumerate(value):
                if dataclasses.is_dataclass(each):
                    yield from (((key, number, *place), *others) for place, *others in texts(each, own))  # type: ignore[misc]


_CLUSTER = re.compile(r"\[(?:[^\[\]@]*[\s-])?@\w[^\[\]]*\]")
"""A citation in a text that has no Markdown."""
_OF_SOURCES = frozenset({
    "start", "end", "elide", "after", "emphasis", "on", "on_original", "abstract", "annote", "keyword", "note",
})  # fmt: skip
"""Fields with words of others: of a passage, with which they are compared, or of a catalogue. They may have brackets of their own."""
_OF_ROWS = frozenset({"caption", "alt", "label"})
"""Fields about all rows of a record: the citations of its rows are beside them."""


def plain_texts(item: Any, above: str = "") -> Iterator[tuple[Location, str, str]]:
    """Yield place and text of each field without Markdown, and the citations beside it. `above` is as in `texts`."""
    own = str(getattr(item, "cite", "")) or above
    for name, key, form in _fields(type(item)):  # type: ignore[arg-type]
        value = getattr(item, name)
        if form or name in _OF_SOURCES:
            continue
        if isinstance(value, str) and value:
            yield (key,), value, _beside(item, name, own)
        elif dataclasses.is_dataclass(value):
            yield from (((key, *place), *others) for place, *others in plain_texts(value, own))  # type: ignore[misc]
        for number, each in enumerate(value) if isinstance(value, tuple) else ():
            if isinstance(each, str) and each:
                yield (key, number), each, _beside(item, name, own)
            elif dataclasses.is_dataclass(each):
                yield from (((key, number, *place), *others) for place, *others in plain_texts(each, own))  # type: ignore[misc]


def lines_beside_citations(item: Any) -> Iterator[tuple[str, str]]:
    """Yield each text of one paragraph, with Markdown or without, that has citations beside it, and these."""
    yield from ((text, cite) for _, text, form, cite in texts(item) if form == "line" and cite)
    yield from ((text, cite) for _, text, cite in plain_texts(item) if cite)


def _beside(item: Any, name: str, own: str) -> str:
    """Return the citation beside a field of a record: its own, or those of its rows as one cluster."""
    if own:
        return own if name != "cite" else ""
    if name not in _OF_ROWS:
        return ""
    parts = (part for field in dataclasses.fields(item) for part in _parts(getattr(item, field.name)))
    found = dict.fromkeys(cite.strip("[]") for part in parts if (cite := str(getattr(part, "cite", ""))))
    return f"[{'; '.join(found)}]" if found else ""


def _parts(value: Any) -> tuple[Any, ...]:
    return tuple(each for each in value if dataclasses.is_dataclass(each)) if isinstance(value, tuple) else ()


@cache
def _fields(model: type[Any]) -> tuple[tuple[str, str, markup.Form | None], ...]:
    """Return the name, the key and the form of each field. The form is None for a field without Markdown."""
    hints = get_type_hints(model, include_extras=True)
    forms = {
        f.name: next((form for form in get_args(markup.Form) if form in get_args(hints[f.name])), None) for f in dataclasses.fields(model)
    }
    return tuple((name, name.replace("_", "-"), form) for name, form in forms.items())


def _citation_problems(
    origin: Origin, at: Location | None, text: str, begin: int, cluster: str, library: Library, present: Collection[str]
) -> Iterator[Problem]:
    """Yield a problem for each mistake in a well-formed cluster of citations. The cluster begins at the place `begin` of the text."""
    place = begin
    for cite in markup.parse_cluster(cluster):
        place = max(text.find(f"@{cite.key}", place), place)
        for message, hint in _citation_faults(cite, library, present):
            yield origin.text_problem(at, text, named(message, text, place) or place, message, hint)
        place += 1


def _is_faulty(cluster: str, library: Library, present: Collection[str]) -> bool:
    return any(True for cite in markup.parse_cluster(cluster) for _ in _citation_faults(cite, library, present))


def _citation_faults(cite: markup.Cite, library: Library, present: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield a message and a hint for each mistake in one citation."""
    source = library.sources.get(cite.key)
    if cite.key == BACKGROUND:
        if cite.locator:
            yield f"@{BACKGROUND} cannot have a paragraph or page", f"Write [@{BACKGROUND}]."
    elif source is None:
        if cite.key not in present:
            yield references.no_source(cite.key, library.sources, [BACKGROUND])
    elif cite.locator.startswith("¶"):
        numbers = markup.cited_paragraphs(cite.locator)
        last = source.original.paragraphs
        beyond = [number for number in numbers if not 0 < number <= (last or number)]
        if not numbers:
            yield f"'{cite.locator}' is not a paragraph number", "Write ¶13, ¶13–14 or ¶13, 17."
        elif beyond:
            yield f"source '{cite.key}' has no ¶{beyond[0]}", f"Choose from ¶1 to ¶{last}."
    elif beyond_pages := printed_pages.beyond(source, cite.locator):
        hint = f"Cite a page from {source.page}, or a paragraph, such as [@{cite.key}, ¶1]. If p. {beyond_pages} is printed in your file, "
        hint += f"write the numbers of its pages below 'original:' in its record, such as 'pages: {beyond_pages}'."
        yield f"source '{cite.key}' has no p. {beyond_pages}: its record says 'page: {source.page}'", hint
