"""PDFs drawn word by word, for the tests of the reader: every line has its place and size."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

TEXT = (
    "The commission met in the spring of the year and asked both towns to send their books, because nobody could say how much water had "
    "passed the bridge in the dry months, and the keepers of the two gauges had each written down another number for the same morning."
)
MORE = (
    "The second town answered that its keeper had been ill, and that the numbers of that month were copied from the year before, which was "
    "a wet one and could not be compared with a dry one in any fair reckoning of shares."
)
THIRD = (
    "A third report followed in the autumn, in which the commission proposed a single gauge with two locks, so that neither keeper could "
    "open it alone, and it was built before the snow came down on the valley."
)


@dataclass(frozen=True)
class At:
    """Words at a place of a page, in points from its lower left corner."""

    x: float
    y: float
    words: str
    size: float = 10
    face: str = "Times-Roman"


def drawn(*pages: Sequence[At], title: str = "", author: str = "", change: Callable[[Canvas], None] | None = None) -> bytes:
    """Return a PDF with words at their places, in the order in which they are given."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842), invariant=1)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    for page in pages:
        for each in page:
            canvas.setFont(each.face, each.size)
            canvas.drawString(each.x, each.y, each.words)
        if change is not None:
            change(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def set_in(text: str, x: float, y: float, width: float, size: float = 10, *, pitch: float = 1.2, face: str = "Times-Roman") -> list[At]:
    """Return a text set in lines of at most this width, from the place of its first line downwards."""
    return [At(x, y - pitch * size * number, line, size, face) for number, line in enumerate(broken(text, width, size, face))]


def broken(text: str, width: float, size: float = 10, face: str = "Times-Roman") -> list[str]:
    """Return the lines of a text."""
    lines: list[str] = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if stringWidth(longer, face, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def after(line: At, words: str, *, rise: float = 3.5, size: float = 6.5) -> At:
    """Return words behind the end of a line, raised (or lowered) and smaller."""
    return At(line.x + stringWidth(line.words, line.face, line.size), line.y + rise, words, size, line.face)


def phrase(x: float, y: float, *parts: str | tuple[str, float], size: float = 10) -> list[At]:
    """Return a line of plain words and of raised or lowered ones, which are given with the points that they are raised."""
    found: list[At] = []
    for part in parts:
        words, rise = (part, 0.0) if isinstance(part, str) else part
        own = size if not rise else 0.65 * size
        found.append(At(x, y + rise, words, own))
        x += stringWidth(words, "Times-Roman", own)
    return found


def changed(data: bytes, change: Callable[[Any], None]) -> bytes:
    """Return a PDF after a change with pikepdf."""
    with pikepdf.open(io.BytesIO(data)) as document:
        change(document)
        document.save(made := io.BytesIO())
    return made.getvalue()
