"""Pages of a PDF of the user's, to be printed in a pack as they are: read in a process of its own, and kept for the next build."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from briefing.dataclass import dataclass
from briefing.originals.source_pages.page_sides import cuts
from briefing.system import cache, confined, program

MOST = 300
"""How many pages of one source a pack may print."""
LARGEST = 60_000_000
"""The most bytes that the pages of one source may have together, as they are printed."""
_TOGETHER = 20
"""How many pages one process reads: a picture of a page takes much memory."""
_INSTEAD = "Print these pages to a new PDF, and add that with 'briefing sources add --replace'."


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph on a page, or the part of it that is there."""

    paragraph: int
    """Its number in the copy; 0 if the copy does not have it."""
    text: str
    begins: bool
    """Whether it begins on this page."""
    place: tuple[float, float, float, float]
    """Its left, lower, right and upper edge, from the lower left corner of the page, in points."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page that is upright, and cut to what is on it."""

    number: int
    """Its place in the file, counted from 1."""
    width: float
    height: float
    parts: tuple[Part, ...]
    pieces: tuple[bytes, ...] = ()
    """What is drawn on it, as content of a PDF. Marked content begins between two pieces …"""
    targets: tuple[int, ...] = ()
    """… which belongs to the part with this place in `parts`; -1 for what is no text."""
    matrix: tuple[float, ...] = ()
    """How that content is turned and moved, to be upright with the lower left corner at 0."""
    resources: bytes = b""
    """A PDF with one page, whose resources are those of the content."""
    picture: bytes = b""
    """The page as a picture, where its content cannot be taken over …"""
    form: str = "png"
    wide: int = 0
    high: int = 0
    reason: str = ""
    """… and why."""


def read(path: Path, name: str, pages: Sequence[int], copy: Sequence[str]) -> list[ReadPage]:
    """Return pages of a PDF.

    Args:
        path: The file.
        name: Its path as the user knows it.
        pages: The places of the pages, counted from 1.
        copy: The paragraphs of the copy that was made from the file.

    Raises:
        BriefingError: The file cannot be read, or takes too much time or memory.
    """
    content = hashlib.sha256(path.read_bytes()).hexdigest()

    def ask(asked: dict[str, Any]) -> dict[str, Any]:
        key = cache.key("source-pages", content, asked, program.identity())
        answer = cache.read(key)
        if answer is None:
            answer = confined.ask("briefing.originals.source_pages.page_reader", path, name, _INSTEAD, asked)
            cache.write(key, answer)
        return answer

    together = [list(pages[first : first + _TOGETHER]) for first in range(0, len(pages), _TOGETHER)]
    cut: list[Any] = cuts(pages, ask({"inked": list(pages)})["inked"]) if len(together) > 1 else []
    asked = [{"pages": some, "cuts": cut[at * _TOGETHER :][: len(some)], "paragraphs": list(copy)} for at, some in enumerate(together)]
    return [_page(page) for each in asked for page in ask(each)["pages"]]


def _page(given: dict[str, Any]) -> ReadPage:
    parts = tuple(Part(number, text, begins, tuple(place)) for number, text, begins, place in given["parts"])
    return ReadPage(
        **{key: given[key] for key in ("number", "width", "height", "form", "wide", "high", "reason")},
        parts=parts,
        pieces=tuple(map(base64.b64decode, given["pieces"])),
        targets=tuple(given["targets"]),
        matrix=tuple(given["matrix"]),
        resources=base64.b64decode(given["resources"]),
        picture=base64.b64decode(given["picture"]),
    )
