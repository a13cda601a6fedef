"""The cover image: what a library of books shows of the pack. Letters are drawn as outlines, so that no font need be at hand."""

from __future__ import annotations

from html import escape
from itertools import combinations, pairwise

import uharfbuzz

from briefing.document import Document
from briefing.render import fonts
from briefing.render.theme import Theme

WIDTH, HEIGHT = 1600, 2400
LEFT = 170
MEASURE = WIDTH - 2 * LEFT
TITLE_SIZES = (216, 180, 150, 124, 100)
"""The largest that fits is taken."""
TITLE_LINES = 6
MANY_WORDS = 14
"""Lines of more words are not made even."""


class Face:
    """A face of a typeface, as a pen that writes SVG paths."""

    def __init__(self, path: str) -> None:
        self._font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path)))
        self._unit = self._font.face.upem

    def _shape(self, words: str) -> uharfbuzz.Buffer:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(words)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._font, buffer)
        return buffer

    def width(self, words: str, size: float) -> float:
        """Return the width of a line."""
        advances = sum(each.x_advance for each in self._shape(words).glyph_positions)
        return float(advances * size / self._unit)

    def wrap(self, words: str, size: float) -> list[str]:
        """Return lines no wider than the measure, but for single words that are."""
        lines: list[str] = []
        for word in words.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, size) <= MEASURE:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def balanced(self, words: str, size: float) -> list[str]:
        """Return as many lines as `wrap` does, as even as they can be: no short word stands alone at the end."""
        lines, parts = self.wrap(words, size), words.split()
        if len(lines) < 2 or len(parts) > MANY_WORDS:
            return lines
        best = sum((MEASURE - self.width(line, size)) ** 2 for line in lines)
        for ends in combinations(range(1, len(parts)), len(lines) - 1):
            way = [" ".join(parts[start:end]) for start, end in pairwise((0, *ends, len(parts)))]
            widths = [self.width(line, size) for line in way]
            uneven = sum((MEASURE - width) ** 2 for width in widths)
            if uneven < best and max(widths) <= MEASURE:
                lines, best = way, uneven
        return lines

    def draw(self, words: str, size: float, baseline: float, colour: str) -> str:
        """Return a line as an SVG path whose left end is at the margin."""
        pen = _Pen(size / self._unit, LEFT, baseline)
        buffer = self._shape(words)
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            self._font.draw_glyph_with_pen(info.codepoint, pen)
            pen.left += position.x_advance * pen.scale
        return f'<path fill="{colour}" d="{"".join(pen.parts)}"/>'


class _Pen:
    """Writes outlines as SVG path data, in the protocol of fontTools pens."""

    def __init__(self, scale: float, left: float, baseline: float) -> None:
        self.scale, self.left, self.baseline = scale, left, baseline
        self.parts: list[str] = []

    def _add(self, command: str, *points: tuple[float, float]) -> None:
        places = (f"{self.left + x * self.scale:.1f} {self.baseline - y * self.scale:.1f}" for x, y in points)
        self.parts.append(command + " ".join(places))

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - the protocol's name
        self._add("M", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("L", point)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("C", *points)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("Q", *points)

    def closePath(self) -> None:  # noqa: N802
        self._add("Z")


def cover_image(document: Document, theme: Theme) -> bytes:
    """Return the cover as SVG."""
    colours = theme.colours
    title_face = Face(str(fonts.face_path(theme.display_typeface, "bold")))
    subtitle_face = Face(str(fonts.face_path(theme.display_typeface, "italic" if theme.display == "text" else "regular")))
    sans = Face(str(fonts.face_path(theme.sans, "regular")))
    sans_bold = Face(str(fonts.face_path(theme.sans, "bold")))

    parts = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{colours.tint}"/>',
        f'<rect width="{WIDTH}" height="56" fill="{colours.accent}"/>',
    ]
    baseline = 400.0
    for line in sans_bold.wrap(document.kicker, 56):
        parts.append(sans_bold.draw(line, 56, baseline, colours.accent))
        baseline += 76
    size = _title_size(title_face, document.title)
    baseline += size * 0.9
    for line in title_face.balanced(document.title, size):
        parts.append(title_face.draw(line, size, baseline, colours.ink))
        baseline += size * 1.12
    for line in subtitle_face.balanced(document.subtitle, 84):
        parts.append(subtitle_face.draw(line, 84, baseline, colours.muted))
        baseline += 112

    foot = [(document.byline, sans_bold, colours.ink), (document.date, sans, colours.muted)]
    lines = [(line, face, colour) for words, face, colour in foot for line in face.wrap(words, 56)]
    baseline = HEIGHT - 170 - 80 * (len(lines) - 1)
    parts.append(f'<rect x="{LEFT}" y="{baseline - 150}" width="180" height="8" fill="{colours.accent}"/>')
    for line, face, colour in lines:
        parts.append(face.draw(line, 56, baseline, colour))
        baseline += 80
    name = escape(": ".join(filter(None, (document.title, document.subtitle))))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{name}">'
    return "\n".join([head, f"<title>{name}</title>", *parts, "</svg>\n"]).encode()


def _title_size(face: Face, title: str) -> float:
    for size in TITLE_SIZES:
        lines = face.wrap(title, size)
        if len(lines) <= TITLE_LINES and all(face.width(line, size) <= MEASURE for line in lines):
            return size
    return TITLE_SIZES[-1]
