"""Searching one file for passages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from briefing.check.leaks.budget import VIEWS, Part, View
from briefing.check.leaks.finder import Finder
from briefing.check.leaks.opening import looks_finished, parts
from briefing.check.leaks.page_readings import Readings
from briefing.system.confined.limits import LARGEST, UnreadableError
from briefing.system.signatures import OLD_OFFICE, ZIP, is_pdf

AT_ONCE = 500_000
"""Bytes of a PDF that takes longer to search than a process takes to start."""
_TOGETHER = 2_000_000
"""Bytes or characters of parts that are searched together."""
_SHORT = 200
"""Characters of a part that may be a piece of a text: a picture with one word, a header, an attachment."""
Hit = tuple[str, str, str]
"""A place in a file, the name of a passage, and the words of it that were found there."""


def views_of(data: bytes) -> tuple[Collection[View], ...]:
    """Return the views of a file that can be searched at the same time, and together are all of it."""
    is_worth_it = len(data) >= AT_ONCE and is_pdf(data) and not data.startswith(ZIP)
    return tuple((view,) for view in VIEWS) if is_worth_it else (VIEWS,)


def search(data: bytes, finder: Finder, views: Collection[View] = VIEWS, readings: Readings | None = None) -> list[Hit]:
    """Return what is found in a file: each passage once for each place. Places that only repeat others are skipped.

    Args:
        data: The file.
        finder: What is looked for.
        views: Of a PDF, look at these views only.
        readings: What pages of such a PDF said before. Only files that the program has just made are read with it.

    Raises:
        UnreadableError: It cannot be searched completely.
    """
    if len(data) > LARGEST:
        raise UnreadableError("this file is too large to be searched", f"Split it into files of at most {LARGEST // 1_000_000} MB.")
    if data.startswith(OLD_OFFICE):
        raise UnreadableError("this file has a password, or is an old Word file (.doc)", "Save it as .docx without a password.")
    if not looks_finished(data):
        raise UnreadableError("this is not a PDF, a Word file or an EPUB", "Name a file that 'briefing build' made.")
    found: dict[tuple[str, str], Hit] = {}
    short: list[str] = []
    for group in _groups(parts(data, views=views, readings=readings)):
        is_suspect = finder.may_hold([part.text for part in group])
        for part in group:
            for each in (*(part.apart() if part.apart and is_suspect else ()), part):
                _add(found, each, finder, is_suspect=is_suspect)
            if part.is_whole and isinstance(part.text, str) and 0 < len(part.text.strip()) <= _SHORT:
                short.append(part.text)
    _add(found, Part("several parts", " ".join(short), repeats=True, is_whole=True), finder)
    return list(found.values())


def _add(found: dict[tuple[str, str], Hit], part: Part, finder: Finder, *, is_suspect: bool = True) -> None:
    """Search a part, and note what is found.

    Args:
        found: What is found in the file.
        part: The part.
        finder: What is looked for.
        is_suspect: Whether the words may be in the part one after another.
    """
    hits = finder.search(part.text) if is_suspect else []
    if part.is_whole and isinstance(part.text, str):
        hits += finder.search_whole(part.text, in_letters=not part.repeats)
    for hit in hits:
        name = hit.passage.name
        if not ((part.repeats or part.is_whole) and any(passage == name for _, passage in found)):
            found.setdefault((part.place, name), (part.place, name, hit.words))


def _groups(everything: Iterable[Part]) -> Iterator[list[Part]]:
    """Yield parts in groups, which are searched together: most files have thousands of small parts, and nothing is in them."""
    group, size = list[Part](), 0
    for part in everything:
        group.append(part)
        size += len(part.text)
        if size > _TOGETHER:
            yield group
            group, size = [], 0
    yield group
