"""Words in drawings: measured, broken into lines, set in the face that has their letters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

import uharfbuzz

from briefing.dataclass import dataclass
from briefing.document.directions import has_backward, is_backward
from briefing.render.bidi import from_left, stretches
from briefing.render.figures.shapes import Direction, Ink, Shape, Words
from briefing.theme.font_files import Face, characters, opened
from briefing.theme.model import Size, Theme, Typeface


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of a run, with what follows the glyphs before it."""

    index: int
    x: float
    """From the start of the run, in units of the size."""
    y: float = 0
    """Above the base line."""


@lru_cache(4096)
def shaped(typeface: Typeface, face: Face, text: str, direction: Direction = "") -> tuple[float, tuple[Glyph, ...]]:
    """Return the width of a run in units of its size, and its glyphs from left to right, kerned."""
    font = opened(typeface, face)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    if direction:
        buffer.direction = direction
    uharfbuzz.shape(font, buffer, {} if direction else {"liga": False, "tnum": True, "lnum": True})
    x, glyphs = 0.0, []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyphs.append(Glyph(info.codepoint, (x + position.x_offset) / font.face.upem, position.y_offset / font.face.upem))
        x += position.x_advance
    return x / font.face.upem, tuple(glyphs)


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets words in one style."""

    typefaces: tuple[Typeface, ...]
    """Each takes the characters that those before it lack."""
    size: Size
    ink: Ink = "ink"
    face: Face = "regular"

    def width(self, text: str) -> float:
        """Return the width of a line."""
        return sum(shaped(typeface, self.face, run, direction)[0] for typeface, run, direction in self._runs(text)) * self.size.size

    def lines(self, text: str, width: float) -> list[str]:
        """Return text in lines no wider than `width`; a longer word is cut."""
        found: list[str] = []
        for word in text.split():
            if found and self.width(f"{found[-1]} {word}") <= width:
                found[-1] += f" {word}"
                continue
            found.append(word)
            while len(found[-1]) > 1 and self.width(found[-1]) > width:
                cut = next(end for end in range(len(found[-1]) - 1, 0, -1) if end == 1 or self.width(found[-1][:end]) <= width)
                found[-1:] = [found[-1][:cut], found[-1][cut:]]
        return found

    def set(self, lines: list[str], x: float, top: float) -> list[Shape]:
        """Return lines as words, the first with the upper edge of its line at `top`."""
        return [each for number, line in enumerate(lines) for each in self._line(line, x, top + number * self.size.leading)]

    def _line(self, text: str, x: float, top: float) -> Iterator[Shape]:
        # The base line where the capitals, 0.7 of the size in most faces, stand in the middle of the line.
        y = top + (self.size.leading + 0.7 * self.size.size) / 2
        for typeface, run, direction in self._runs(text):
            width = shaped(typeface, self.face, run, direction)[0] * self.size.size
            yield Words(x, y, run, width, typeface, self.face, self.size.size, self.ink, direction)
            x += width

    def _runs(self, text: str) -> Iterator[tuple[Typeface, str, Direction]]:
        """Yield the runs of a line from left to right."""
        if not has_backward(text):
            yield from self._in_faces(text)
            return
        levelled = [
            (level, run) for level, part in stretches(text, backward=is_backward([text], otherwise=False)) for run in self._in_faces(part)
        ]
        for level, (typeface, run, _) in from_left(levelled, [level for level, _ in levelled]):
            yield typeface, run, "rtl" if level % 2 else "ltr"

    def _in_faces(self, text: str) -> Iterator[tuple[Typeface, str, Direction]]:
        if characters(self.typefaces[0], self.face).issuperset(map(ord, text)):
            if text:
                yield self.typefaces[0], text, ""
            return
        for place, run in groupby(text, self._place):
            yield self.typefaces[place], "".join(run), "ltr" if place > 1 else ""

    def _place(self, character: str) -> int:
        """Return the place of the typeface of a character; the first, where none has it."""
        every = enumerate(self.typefaces)
        return next((place for place, each in every if ord(character) in characters(each, self.face)), 0)


def setter(theme: Theme, size: Size, ink: Ink = "ink", face: Face = "regular") -> Setter:
    """Return the setter for words of a size in the sans face of a theme."""
    return Setter((theme.sans, theme.text, *theme.more), size, ink, face)
