"""Words in drawings: measured, broken into lines, set in the face that has their letters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

import uharfbuzz

from briefing.dataclass import dataclass
from briefing.render.figures.shapes import Ink, Shape, Words
from briefing.theme.font_files import Face, characters, opened
from briefing.theme.model import Size, Theme, Typeface


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of a run, with what follows the glyphs before it."""

    index: int
    x: float
    """From the start of the run, in units of the size."""


@lru_cache(4096)
def shaped(typeface: Typeface, face: Face, text: str) -> tuple[float, tuple[Glyph, ...]]:
    """Return the width of a run in units of its size, and its glyphs, kerned."""
    font = opened(typeface, face)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer, {"liga": False, "tnum": True, "lnum": True})
    x, glyphs = 0.0, []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyphs.append(Glyph(info.codepoint, x / font.face.upem))
        x += position.x_advance
    return x / font.face.upem, tuple(glyphs)


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets words in one style."""

    typefaces: tuple[Typeface, Typeface]
    """The second takes the characters that the first lacks."""
    size: Size
    ink: Ink = "ink"
    face: Face = "regular"

    def width(self, text: str) -> float:
        """Return the width of a line."""
        return sum(shaped(typeface, self.face, run)[0] for typeface, run in self._runs(text)) * self.size.size

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
        for typeface, run in self._runs(text):
            width = shaped(typeface, self.face, run)[0] * self.size.size
            yield Words(x, y, run, width, typeface, self.face, self.size.size, self.ink)
            x += width

    def _runs(self, text: str) -> Iterator[tuple[Typeface, str]]:
        first, second = self.typefaces
        known, other = characters(first, self.face), characters(second, self.face)
        for lacks, run in groupby(text, lambda c: ord(c) not in known and ord(c) in other):
            yield second if lacks else first, "".join(run)


def setter(theme: Theme, size: Size, ink: Ink = "ink", face: Face = "regular") -> Setter:
    """Return the setter for words of a size in the sans face of a theme."""
    return Setter((theme.sans, theme.text), size, ink, face)
