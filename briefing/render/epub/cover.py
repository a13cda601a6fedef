"""The cover, which reading programs show in their list of books. It is a JPEG: Apple Books, Kindle and Kobo accept no SVG covers."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from briefing.document import Document, Picture
from briefing.render.figures.png import painted
from briefing.render.figures.shapes import Area, Drawing, Shape
from briefing.render.figures.words import Setter
from briefing.theme.model import Size, Theme

if TYPE_CHECKING:
    from PIL import Image

WIDTH, HEIGHT = 600.0, 900.0
SCALE = 2
"""Dots to a point: 1200 across, which shops ask for at least."""
BAND = 26.0
"""Down the left edge, as in print."""
LEFT = 78.0
MEASURE = WIDTH - LEFT - 52
TITLE_SIZES = (60.0, 54.0, 48.0, 42.0, 37.0)
"""The largest that fits is taken."""
TITLE_LINES = 6
MANY_WORDS = 14
"""Lines of more words are not made even."""
SMALL = Size(21, 30)
LEAST_PICTURE = 120.0
"""The least height that a picture on the cover has room for."""
FOOT_LINES = 6
FOOT_GAP = 32.0
"""Between the rule above the foot and its words, and at least as much above the rule."""


def cover(document: Document, theme: Theme) -> bytes:
    """Return the cover as JPEG."""
    buffer = io.BytesIO()
    size = (round(WIDTH * SCALE), round(HEIGHT * SCALE))
    drawing, room = cover_drawing(document, theme)
    image = painted(drawing, theme.colours, size, SCALE, theme.colours.tint)
    if document.frontispiece:
        _paste(image, document.frontispiece, *room)
    image.save(buffer, "JPEG", quality=90, subsampling=0, optimize=True)
    return buffer.getvalue()


def _paste(image: Image.Image, picture: Picture, top: float, bottom: float) -> None:
    """Put a picture between two depths of the cover, unless there is hardly room."""
    from PIL import Image

    if bottom - top < LEAST_PICTURE:
        return
    with Image.open(io.BytesIO(picture.data), formats=("PNG", "JPEG")) as opened:
        scale = min(MEASURE / opened.width, (bottom - top) / opened.height) * SCALE
        shown = opened.convert("RGBA").resize((max(1, round(opened.width * scale)), max(1, round(opened.height * scale))))
    image.paste(shown, (round(LEFT * SCALE), round(top * SCALE)), shown)


def cover_drawing(document: Document, theme: Theme) -> tuple[Drawing, tuple[float, float]]:
    """Return the cover, and the depths between which nothing is drawn: kicker, title and subtitle from above, byline and date from below.

    Of long ones, it has as much as fits.
    """
    display = (theme.text, theme.sans, *theme.more) if theme.display == "text" else (theme.sans, theme.text, *theme.more)
    sans = Setter((theme.sans, theme.text, *theme.more), SMALL)
    accent, bold, muted = replace(sans, ink="accent", face="bold"), replace(sans, face="bold"), replace(sans, ink="muted")
    title = _title_setter(Setter(display, SMALL, "ink", "bold"), document.title)
    subtitle = Setter(display, Size(31, 41), "muted", "italic" if theme.display == "text" and theme.italics else "regular")

    foot = [(setter, line) for setter, words in ((bold, document.byline), (muted, document.date)) for line in setter.lines(words, MEASURE)]
    top = HEIGHT - 56 - SMALL.leading * min(len(foot), FOOT_LINES)
    below = _Column(top, HEIGHT)
    for setter, line in foot[:FOOT_LINES]:
        below.set(setter, [line])
    head = _Column(170, top - 2 * FOOT_GAP)
    head.set(accent, accent.lines(document.kicker, MEASURE), gap=20)
    head.set(title, balanced(title, document.title), gap=22)
    head.set(subtitle, balanced(subtitle, document.subtitle))
    grounds = (Area(0, 0, BAND, HEIGHT, "accent"), Area(LEFT, top - FOOT_GAP, 68, 3, "accent"))
    return Drawing(WIDTH, HEIGHT, (*grounds, *head.shapes, *below.shapes)), (head.top + FOOT_GAP, top - 2 * FOOT_GAP)


class _Column:
    """Lines below one another, down to the bottom and no further."""

    def __init__(self, top: float, bottom: float) -> None:
        self.top = top
        self._bottom = bottom
        self.shapes: list[Shape] = []

    def set(self, setter: Setter, lines: list[str], gap: float = 0) -> None:
        """Set the lines that find room, with a gap below them."""
        lines = lines[: max(int((self._bottom - self.top) / setter.size.leading), 0)]
        self.shapes += setter.set(lines, LEFT, self.top)
        self.top += len(lines) * setter.size.leading + gap


def balanced(setter: Setter, words: str) -> list[str]:
    """Return as few lines as fit the measure, as even as they can be: no short word stands alone at the end."""
    lines, parts = setter.lines(words, MEASURE), words.split()
    if len(lines) < 2 or len(parts) > MANY_WORDS:
        return lines
    best = sum((MEASURE - setter.width(line)) ** 2 for line in lines)
    for ends in combinations(range(1, len(parts)), len(lines) - 1):
        way = [" ".join(parts[start:end]) for start, end in pairwise((0, *ends, len(parts)))]
        widths = [setter.width(line) for line in way]
        uneven = sum((MEASURE - width) ** 2 for width in widths)
        if uneven < best and max(widths) <= MEASURE:
            lines, best = way, uneven
    return lines


def _title_setter(setter: Setter, title: str) -> Setter:
    """Return the setter with the largest size in which no word is cut."""
    for size in TITLE_SIZES:
        larger = replace(setter, size=Size(size, size * 1.12))
        if all(larger.width(word) <= MEASURE for word in title.split()) and len(larger.lines(title, MEASURE)) <= TITLE_LINES:
            return larger
    return replace(setter, size=Size(TITLE_SIZES[-1], TITLE_SIZES[-1] * 1.12))
