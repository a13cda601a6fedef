"""Drawings as PNG, for programs that show no SVG."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import dist
from typing import assert_never

from PIL import Image, ImageChops, ImageDraw, ImageFont

from briefing.render.figures.shapes import SCALE, Area, Drawing, Patch, Path, Point, Stroke, Words, colour, dots
from briefing.render.figures.svg import svg
from briefing.render.figures.words import shaped
from briefing.theme.font_files import Face, face_path
from briefing.theme.model import Colours, Typeface

FINER = 2
"""Each dot is the mean of a square of finer dots. This is the side of the square in finer dots."""


@lru_cache(16)  # the packs of a course, and both editions of a pack, have the same drawings
def png(drawing: Drawing, colours: Colours) -> bytes:
    """Return the drawing on no ground, with few colours: a file of some kilobytes. A word across the page is seen through it."""
    small = _with_few_inks(drawing, colours, 16)
    buffer = io.BytesIO()
    small.save(buffer, "PNG", dpi=(300, 300), transparency=_lightest(small))
    return buffer.getvalue()


def png_on_paper(drawing: Drawing, colours: Colours) -> bytes:
    """Return the drawing on white, as pictures in a pack are."""
    buffer = io.BytesIO()
    _with_few_inks(drawing, colours, 32).convert("RGB").save(buffer, "PNG", optimize=True, dpi=(300, 300))
    return buffer.getvalue()


def _with_few_inks(drawing: Drawing, colours: Colours, inks: int) -> Image.Image:
    """Return the drawing in a few colours with their steps to the ground."""
    wide, high = (FINER * each for each in dots(drawing))
    large = painted(drawing, colours, (wide, high), SCALE * FINER)
    return large.reduce(FINER).quantize(inks, Image.Quantize.FASTOCTREE)  # unlike a median cut, it keeps colours that have few dots


def _lightest(image: Image.Image) -> int:
    """Return the number of the lightest colour of a palette: the white ground, of which every drawing has some."""
    levels = image.getpalette() or []
    return max(range(len(levels) // 3), key=lambda number: sum(levels[3 * number : 3 * number + 3]))


def painted(drawing: Drawing, colours: Colours, size: tuple[int, int], scale: float, ground: str = "#ffffff") -> Image.Image:
    """Return the drawing on its ground, as an image of `size` dots with `scale` dots to a point."""
    if any(isinstance(shape, Words) and shape.direction for shape in drawing.shapes):
        return _painted_by_outlines(drawing, colours, size, ground)
    image = Image.new("RGB", size, ground)
    pen = ImageDraw.Draw(image)
    for shape in drawing.shapes:
        ink = colour(shape.ink, colours)
        match shape:
            case Area(x, y, width, height):
                pen.rectangle([x * scale, y * scale, (x + width) * scale - 1, (y + height) * scale - 1], fill=ink)
            case Stroke(x0, y0, x1, y1, weight):
                pen.line([x0 * scale, y0 * scale, x1 * scale, y1 * scale], fill=ink, width=max(1, round(weight * scale)))
            case Patch(points):
                pen.polygon([(x * scale, y * scale) for x, y in points], fill=ink)
            case Path():
                _draw(image, pen, shape, scale, ink)
            case Words():
                _show(pen, shape, scale, ink)
            case _:
                assert_never(shape)
    return image


def _draw(image: Image.Image, pen: ImageDraw.ImageDraw, path: Path, scale: float, ink: str) -> None:
    """Draw the lines of a path, or fill it: each edge turns what is inside of it from in to out."""
    parts = [[(x * scale, y * scale) for x, y in part] for part in path.parts]
    if path.weight:
        for part in parts:
            for line in _dashes(part, path.dash * scale) if path.dash else [part]:
                pen.line(line, fill=ink, width=max(1, round(path.weight * scale)), joint="curve")
        return
    left, top, right, bottom = _around(point for part in parts for point in part)
    mask = Image.new("1", (right - left, bottom - top))
    for part in parts:
        x0, y0, x1, y1 = _around(part)
        inside = Image.new("1", (x1 - x0, y1 - y0))
        ImageDraw.Draw(inside).polygon([(x - x0, y - y0) for x, y in part], fill=1)
        box = (x0 - left, y0 - top, x1 - left, y1 - top)
        mask.paste(ImageChops.logical_xor(mask.crop(box), inside), box)
    image.paste(ink, (left, top), mask)


def _around(points: Iterable[Point]) -> tuple[int, int, int, int]:
    """Return the left, upper, right and lower edge of the dots that points may touch."""
    xs, ys = zip(*points, strict=True)
    return int(min(xs)), int(min(ys)), int(max(xs)) + 2, int(max(ys)) + 2


def _dashes(line: list[Point], length: float) -> Iterator[list[Point]]:
    """Yield the dashes of a line, with gaps of the same length."""
    is_drawn, left, dash = True, length, [line[0]]
    for start, end in itertools.pairwise(line):
        whole = dist(start, end)
        at = 0.0
        while whole - at > left:
            at += left
            point = (start[0] + (end[0] - start[0]) * at / whole, start[1] + (end[1] - start[1]) * at / whole)
            if is_drawn:
                yield [*dash, point]
            is_drawn, left, dash = not is_drawn, length, [point]
        left -= whole - at
        dash.append(end)
    if is_drawn and len(dash) > 1:
        yield dash


def _painted_by_outlines(drawing: Drawing, colours: Colours, size: tuple[int, int], ground: str) -> Image.Image:
    """Return a drawing whose words have to be shaped, which is done where they are outlines."""
    import resvg_py

    data = resvg_py.svg_to_bytes(svg_string=svg(drawing, colours), width=size[0], height=size[1], background=ground, skip_system_fonts=True)
    return Image.open(io.BytesIO(bytes(data))).convert("RGB").resize(size)


def _show(pen: ImageDraw.ImageDraw, words: Words, scale: float, ink: str) -> None:
    font = _font(words.typeface, words.face, round(words.size * scale))
    _, glyphs = shaped(words.typeface, words.face, words.text)
    if len(glyphs) != len(words.text):
        pen.text((words.x * scale, words.y * scale), words.text, fill=ink, font=font, anchor="ls")
        return
    for character, glyph in zip(words.text, glyphs, strict=True):
        pen.text(((words.x + glyph.x * words.size) * scale, words.y * scale), character, fill=ink, font=font, anchor="ls")


@lru_cache(32)
def _font(typeface: Typeface, face: Face, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(face_path(typeface, face)), size, layout_engine=ImageFont.Layout.BASIC)
