"""A PDF as its checker and its listener get it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from briefing.check.files import pdf
from briefing.check.files.pdf.file import TaggedFile
from briefing.check.files.pdf.trees import is_element, kids

NOTHING = "\u200b"
"""What is read in the place of the rest of a divided word."""


def problems(path: Path) -> list[str]:
    """Return what is wrong with a file, in words; nothing for a good one."""
    return [f"{each.rule}: {each.message} ({each.place})" for each in _checked(path.read_bytes()).found]


def read(path: Path, skip: tuple[str, ...] = ()) -> str:
    """Return what a listener hears of the text, in the order of the structure tree, but elements of type `skip`.

    Words divided at the end of a line are whole; the words in a figure are not heard, for its alternative text stands in their place.
    """
    file = _checked(path.read_bytes())
    return "".join(_spoken(file, file.tree.K[0], None, skip)).replace(NOTHING, "")


@lru_cache(1)  # most tests ask both
def _checked(data: bytes) -> TaggedFile:
    return pdf.checked(data)


def _spoken(file: TaggedFile, element: Any, page: Any, skip: tuple[str, ...]) -> Iterator[str]:
    if str(element.S)[1:] in (*skip, "Figure"):
        return
    if "/ActualText" in element:
        yield str(element.ActualText)
        return
    page = element.get("/Pg", page)
    for kid in kids(element):
        if is_element(kid):
            yield from _spoken(file, kid, page, skip)
        elif isinstance(kid, int):
            yield file.texts[file.page_numbers[page.objgen], kid]
        elif kid.get("/Type") == "/MCR":
            yield file.texts[file.page_numbers[kid.get("/Pg", page).objgen], int(kid.MCID)]
