"""The quotations in the texts of records and outlines, each with its place in its file and with what was found of it in the copies."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from briefing import markup
from briefing.dataclass import dataclass
from briefing.errors import Problem
from briefing.files.origin import Location, Origin
from briefing.files.reading import read_yaml
from briefing.library import Library
from briefing.library.answers_within import origin_of
from briefing.library.shelves import SHELVES
from briefing.library.texts import is_body, plain_texts, texts
from briefing.passages.quotation_marks import MARKS, Quotation, quotations
from briefing.passages.typed import WRONG, Compared, compare, verdict
from briefing.system.patterns import pattern

_OPENED = pattern(r"[“„«‹‘‚\"'”»「『《〈>](?:[\s*_\\\[(]|…)*\Z")
"""The mark that opens a quotation, or a block, with what may be between it and the first word."""
_NEAR = 40
"""How many characters before the first word of a quotation its mark is looked for."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A quotation in a file, and what was found of it."""

    quotation: Quotation
    compared: Compared
    problem: Problem
    """Where it is and what was found, whether or not that is wrong."""

    @property
    def is_wrong(self) -> bool:
        """Say whether the quotation may not be printed."""
        return self.compared.status in WRONG


def in_library(library: Library, root: Path) -> Iterator[Typed]:
    """Yield every quotation in the records of a library.

    Args:
        library: Where the texts and the copies are.
        root: The workspace, for the lines of its files.
    """
    for shelf in SHELVES:
        for key, item in getattr(library, shelf).items():
            found = list(_found(item, library))
            origin = origin_of(library, shelf, key, root) if found else None
            yield from _placed(origin, found)
    events = [(event, found) for event in library.events if (found := list(_found(event, library)))]
    if events:
        origin = read_yaml(root / "seeds" / "events.yaml", "seeds/events.yaml")
        for event, found in events:
            numbers = (number for number, each in enumerate(origin.data) if str(each.get("text", "")).split() == event.text.split())
            yield from _placed(origin, found, (next(numbers, 0),))


def in_outline(origin: Origin, outline: Any, library: Library) -> Iterator[Typed]:
    """Yield every quotation in the texts of an outline, which `origin` was read from."""
    yield from _placed(origin, list(_found(outline, library)))


_Found = tuple[Location | None, str, Quotation, Compared]
"""Where a text stands, the text, a quotation in it, and what was found of that."""


def _found(item: Any, library: Library) -> Iterator[_Found]:
    for place, text, form, cite in texts(item):
        for quotation in quotations(markup.parse(text, form).blocks, cite=cite):
            compared = compare(quotation, library)
            if compared:
                yield None if is_body(item, place) else place, text, quotation, compared
    for place, text, cite in plain_texts(item):
        for quotation in in_line(text, cite):
            compared = compare(quotation, library)
            if compared:
                yield place, text, quotation, compared


def in_line(text: str, cite: str) -> Iterator[Quotation]:
    """Yield the quotations of a text of one paragraph, such as an alternative text, that has citations beside it."""
    if cite and not MARKS.isdisjoint(text):
        yield from quotations(markup.parse(text, "line").blocks, cite=cite)


def _placed(origin: Origin | None, found: list[_Found], location: Location = ()) -> Iterator[Typed]:
    taken: dict[str, set[int]] = {}
    for place, text, quotation, compared in found if origin else ():
        begin = offset(text, quotation, taken.setdefault(text, set()))
        taken[text].add(begin)
        severity = "error" if compared.status in WRONG else "warning"
        at = None if place is None else (*location, *place)
        assert origin is not None
        problem = origin.text_problem(at, text, begin, *verdict(quotation, compared), severity=severity)  # type: ignore[arg-type]
        yield Typed(quotation, compared, problem)


def offset(text: str, quotation: Quotation, taken: Collection[int] = ()) -> int:
    """Return where a quotation begins in the Markdown of its text, with its opening mark.

    Its words may be in the text more than once. Places behind an opening mark come first, then places behind all that are `taken`.
    """
    words = re.findall(r"\w+", quotation.text)
    last = max(taken, default=-1)
    for count in (40, 8, 3):  # an address or a mark may be between the words
        places = []
        for found in re.finditer(r"\W+".join(words[:count]), text) if words else ():
            mark = _OPENED.search(text, max(found.start() - _NEAR, 0), found.start())
            begin = mark.start() if mark else found.start()
            if begin not in taken:
                places.append((mark is None, begin < last, begin))
        if places:
            return min(places)[2]
    return 0
