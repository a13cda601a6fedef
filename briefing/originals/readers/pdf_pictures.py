"""Pictures of the pages of a PDF with the numbers of the paragraphs: `python -m briefing.originals.readers.pdf_pictures FILE`.

It is asked twice: first where the paragraphs are, then for pictures of a few pages, because a picture takes much memory.
"""

from __future__ import annotations

import base64
import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

from briefing.files.pngs import png
from briefing.originals.readers.pdf_blocks import Block
from briefing.originals.readers.pdf_lines import Line
from briefing.originals.readers.pdf_reading import Text, read_text
from briefing.originals.readers.result import Reading, cleaned
from briefing.system.confined.serving import given, serve

_SHARPNESS = 100
"""Dots to an inch."""
_LARGEST = 2_400
"""Dots that a side of a picture has at most."""
_COLOURS = ((0, 90, 156), (176, 70, 0), (0, 110, 60), (130, 50, 130))
"""Of the frames, one after the other, so that neighbouring paragraphs differ."""
_UNKNOWN = (200, 0, 0)
"""The colour of what is not in the copy."""

Part = tuple[int, float, float, float, float]
"""The number of a paragraph (0 if the copy does not have it), and the left, lower, right and upper edge of its part of a page."""


def _answer(data: bytes, _: str) -> dict[str, Any]:
    asked = given()
    if "paragraphs" in asked:
        return {"places": _places(data, asked["paragraphs"])}
    return {"pictures": _pictures(data, {int(page): parts for page, parts in asked["pages"].items()})}


def _places(data: bytes, copy: Sequence[str]) -> list[list[Part]]:
    """Return the parts of paragraphs on each page."""
    text = read_text(data)
    found: list[list[Part]] = [[] for _ in text.pages.lines]
    for _, block, number in numbered(text, copy):
        for group in stretches(block.lines):
            page = group[0].page - 1
            found[page].append((number, *box_of(group, text.pages.turns[page])))
    return found


def numbered(text: Text, copy: Sequence[str]) -> Iterator[tuple[str, Block, int]]:
    """Yield the paragraphs of a PDF with their lines and their numbers in the copy, by their words; 0 if the copy does not have them."""
    numbers: dict[str, list[int]] = {}
    for number, words in enumerate(copy, 1):
        numbers.setdefault(words, []).append(number)
    for words, block in text.blocks:
        if words.strip():
            kept = cleaned(Reading("pdf", (words,))).paragraphs[0] if any(map(str.isalnum, words)) else words
            known = numbers.get(kept, [])
            yield kept, block, known.pop(0) if known else 0


def stretches(lines: Sequence[Line]) -> list[list[Line]]:
    """Divide the lines of a paragraph where it goes on in another column or on another page."""
    groups: list[list[Line]] = []
    for line in lines:
        before = groups[-1][-1] if groups else None
        if before is None or before.page != line.page or line.base > before.base + 0.5 * line.size:
            groups.append([])
        groups[-1].append(line)
    return groups


def box_of(lines: Sequence[Line], turn: int) -> tuple[float, float, float, float]:
    """Return the edges of some lines on their page, turned back as the page is."""
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    low, high = min(line.bottom for line in lines), max(line.top for line in lines)
    return {0: (left, low, right, high), 1: (-high, left, -low, right), 2: (-right, -high, -left, -low), 3: (low, -right, high, -left)}.get(
        turn, (left, low, right, high)
    )


def _pictures(data: bytes, pages: dict[int, list[Part]]) -> dict[int, str]:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(data)
    try:
        return {number: base64.b64encode(_picture(document[number - 1], parts)).decode() for number, parts in pages.items()}
    finally:
        document.close()


def _picture(page: Any, parts: Sequence[Part]) -> bytes:
    from PIL import ImageDraw, ImageFont

    scale = min(_SHARPNESS / 72, _LARGEST / max(page.get_size()))
    image = page.render(scale=scale).to_pil().convert("RGB")
    draw = ImageDraw.Draw(image, "RGBA")
    letters = ImageFont.load_default(size=13)
    for place, (number, *edges) in enumerate(parts):
        colour = _COLOURS[(number or place) % len(_COLOURS)] if number else _UNKNOWN
        box = _on_picture(page, edges, image.size)
        draw.rectangle(box, outline=(*colour, 200), fill=(*colour, 16), width=1)
        label = str(number) if number else "?"
        left, top, right, bottom = draw.textbbox((0, 0), label, font=letters)
        x, y = max(box[0] - (right - left) - 6, 0), max(box[1], 0)
        draw.rectangle((x, y, x + right - left + 5, y + bottom - top + 6), fill=(*colour, 230))
        draw.text((x + 2, y + 2 - top), label, fill=(255, 255, 255), font=letters)
    return png(image)


def _on_picture(page: Any, edges: Sequence[float], size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return where edges of a page are on its picture. Pages may be turned and cut."""
    import pypdfium2.raw as raw

    xs, ys = [], []
    for x, y in ((edges[0], edges[1]), (edges[2], edges[3])):
        over, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, over, down)
        xs.append(over.value)
        ys.append(down.value)
    return min(xs) - 2, min(ys) - 1, max(xs) + 2, max(ys) + 1


if __name__ == "__main__":
    serve(_answer)
