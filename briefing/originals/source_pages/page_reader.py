"""Reading pages to be printed as they are: `python -m briefing.originals.source_pages.page_reader FILE`.

A page comes as content, with typefaces and pictures, if all of it can be taken over and tagged; else as a picture.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import pikepdf

from briefing.dataclass import dataclass
from briefing.originals.readers.pdf_letters import text_owner
from briefing.originals.readers.pdf_pictures import box_of, numbered, stretches
from briefing.originals.readers.pdf_reading import Text, read_text
from briefing.originals.source_pages.page_content import NOTHING, OUTSIDE, Writer
from briefing.originals.source_pages.page_fonts import OtherFontError, hold
from briefing.originals.source_pages.page_resources import Copier, OtherContentError
from briefing.originals.source_pages.page_sides import Box, Side, cuts, inked, side_of
from briefing.system.confined.limits import UnreadableError
from briefing.system.confined.serving import given, serve

_SHARPNESS = 300
"""Dots to an inch of a page that is printed as a picture."""
_MOST_DOTS = 12_000_000
"""How many dots such a picture has at most."""
_QUALITY = 80
"""Of a JPEG."""
_WORTH = 1.5
"""How much larger than a JPEG a PNG may be: its letters are sharper."""
_NEAR = 3.0
"""How far outside of a paragraph its letters may be, in points."""
_VOTES = 5
"""How many letters of a text say to which paragraph it belongs."""
_HIDDEN = "it has layers that are not shown"


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph on a page, or the part of it that is there."""

    number: int
    text: str
    begins: bool
    boxes: tuple[Box, ...]
    """Where it is, as the file counts: several, if it goes on in another column."""


def _answer(data: bytes, _: str) -> dict[str, Any]:
    import pypdfium2 as pdfium

    asked = given()
    if "inked" in asked:
        return {"inked": _inked(data, asked["inked"])}
    inks = () if asked["cuts"] else _inked(data, asked["pages"])
    text = read_text(data)
    parts = _parts(text, asked["paragraphs"])
    shown = pdfium.PdfDocument(data)
    try:
        with pikepdf.open(io.BytesIO(data)) as file:
            own = hashlib.sha256(data).hexdigest()[:8]
            cut = asked["cuts"] or cuts(asked["pages"], inks)
            found = zip(asked["pages"], cut, strict=True)
            return {"pages": [_page(file, shown, text, number, parts[number - 1], edges, own) for number, edges in found]}
    except pikepdf.PdfError:
        raise UnreadableError("this file is damaged", "Print it to a new PDF.") from None
    finally:
        shown.close()


def _inked(data: bytes, pages: Sequence[int]) -> list[tuple[float, ...]]:
    import pypdfium2 as pdfium

    shown = pdfium.PdfDocument(data)
    try:
        wrong = [number for number in pages if not 0 < number <= len(shown)]
        if wrong:
            what = f"this PDF has {len(shown)} {'page' if len(shown) == 1 else 'pages'}, and none with the number {wrong[0]}"
            raise UnreadableError(what, "Name the pages that it has.")
        return [inked(shown[number - 1]) for number in pages]
    finally:
        shown.close()


def _page(file: pikepdf.Pdf, shown: Any, text: Text, number: int, parts: Sequence[_Part], cut: Box, name: str) -> dict[str, Any]:
    page = shown[number - 1]
    side = side_of(page, cut)
    found: dict[str, Any] = {"number": number, "width": side.width, "height": side.height, "matrix": side.matrix}
    found["parts"] = [(part.number, part.text, part.begins, side.placed(part.boxes)) for part in parts]
    found |= {"pieces": [], "targets": [], "resources": "", "picture": "", "form": "png", "wide": 0, "high": 0, "reason": ""}
    try:
        if text.pages.letters[number - 1].scanned:
            raise OtherContentError("its words come from text recognition (OCR)")
        found |= _content(file, page, number, parts, name)
    except (OtherContentError, OtherFontError) as error:
        found |= _picture(page, side, str(error))
    except (KeyError, AttributeError, TypeError, ValueError, RuntimeError, IndexError, OverflowError):
        found |= _picture(
            page, side, "its content is damaged"
        )  # pikepdf and Python say in many ways that something is not what it should be
    return found


# ── what is on a page ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _parts(text: Text, copy: Sequence[str]) -> list[list[_Part]]:
    """Return the parts of paragraphs on each page."""
    found: list[list[_Part]] = [[] for _ in text.pages.lines]
    for words, block, number in numbered(text, copy):
        groups = stretches(block.lines)
        pages = sorted({group[0].page for group in groups})
        counts = [sum(_letters("".join(line.text for group in groups for line in group if group[0].page == page))) for page in pages]
        for page, part in zip(pages, _divided(words, counts), strict=True):
            boxes = tuple(box_of(group, text.pages.turns[page - 1]) for group in groups if group[0].page == page)
            if part:
                found[page - 1].append(_Part(number, part, page == pages[0], boxes))
    return found


def _letters(text: str) -> Iterator[int]:
    return (1 for each in text if each.isalnum())


def _divided(words: str, counts: Sequence[int]) -> Iterator[str]:
    """Divide a paragraph between words, so that each part has about so many letters."""
    start = 0
    for count in counts[:-1]:
        end, left = start, count
        while left and end < len(words):
            left -= words[end].isalnum()
            end += 1
        rest = re.search(r"\s|$", words[end:])
        end += rest.start() if rest else 0
        yield words[start:end].strip()
        start = end
    yield words[start:].strip()


def _targets(page: Any, parts: Sequence[_Part]) -> list[int]:
    """Return to which part each text of a page belongs, in the order of its content."""
    import pypdfium2.raw as raw

    text = page.get_textpage()
    try:
        owner, votes = text_owner(), dict[int, Counter[int]]()
        edges = page.get_bbox()
        for place in range(text.count_chars()):
            if (mine := owner(text, place)) and (cast := votes.setdefault(mine, Counter())).total() < _VOTES:
                box = text.get_charbox(place)
                cast[_part_at(box, parts) if _overlap(box, edges) else OUTSIDE] += 1
        found = []
        for each in page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,)):
            counted = votes.get(_address(each.raw))
            found.append(counted.most_common(1)[0][0] if counted else NOTHING)
        return found
    finally:
        text.close()


def _address(pointer: Any) -> int:
    import ctypes

    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _overlap(box: Box, other: Box) -> bool:
    return box[0] < other[2] and box[2] > other[0] and box[1] < other[3] and box[3] > other[1]


def _part_at(box: Box, parts: Sequence[_Part]) -> int:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    near = [
        (max(left - x, x - right, low - y, y - high), place) for place, part in enumerate(parts) for left, low, right, high in part.boxes
    ]
    distance, place = min(near, default=(_NEAR + 1, NOTHING))
    return place if distance <= _NEAR else NOTHING


# ── as content ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _content(file: pikepdf.Pdf, page: Any, number: int, parts: Sequence[_Part], name: str) -> dict[str, Any]:
    if _has_hidden_layers(file):
        raise OtherContentError(_HIDDEN)
    targets = _targets(page, parts)
    made = pikepdf.new()
    made.add_blank_page()
    copier = Copier(made)
    writer = Writer(copier, (f"S{name}-", f"S{name}-{number}-"), lambda place: targets[place] if place < len(targets) else NOTHING)
    writer.write(file.pages[number - 1].obj)
    if writer.texts != len(targets):
        raise OtherContentError("its words cannot be told apart")
    for font, shown in writer.shown.values():
        _mend(font, shown, copier.font(font), made)
    made.pages[0].obj.Resources = pikepdf.Dictionary(
        {f"/{category}": pikepdf.Dictionary(things) for category, things in sorted(writer.resources.items())}
    )
    made.save(target := io.BytesIO(), deterministic_id=True)
    return {
        "pieces": [base64.b64encode(piece).decode() for piece in writer.pieces],
        "targets": writer.targets,
        "resources": base64.b64encode(target.getvalue()).decode(),
    }


def _mend(font: Any, shown: Collection[bytes], own: Any, made: pikepdf.Pdf) -> None:
    """Mend a copy of a font. A font that is named and not used is mended as on the pages that use it: all have the same."""
    try:
        mended = hold(font, shown)
    except OtherFontError:
        if shown:
            raise
        return
    if mended.meanings:
        own.ToUnicode = pikepdf.Stream(made, mended.meanings)
    if mended.widths:
        own.Widths = pikepdf.Array(mended.widths)


def _has_hidden_layers(file: pikepdf.Pdf) -> bool:
    layers = file.Root.get("/OCProperties")
    usual: Any = layers.get("/D", {}) if layers is not None else {}
    return bool(len(usual.get("/OFF", ()))) or usual.get("/BaseState", "/ON") != "/ON"


# ── as a picture ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _picture(page: Any, side: Side, reason: str) -> dict[str, Any]:
    """Return a page as a picture: in grey, if it has no colours."""
    whole_wide, whole_high = page.get_size()
    scale = min(_SHARPNESS / 72, (_MOST_DOTS / (whole_wide * whole_high)) ** 0.5)
    image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    image = image.crop(tuple(round(each * scale) for each in side.cut))
    red, green, blue = image.split()
    is_grey = red.tobytes() == green.tobytes() == blue.tobytes()
    image = red if is_grey else image
    form, content = _coded(image)
    return {
        "picture": base64.b64encode(content).decode(),
        "form": form,
        "wide": image.width,
        "high": image.height,
        "reason": reason,
    }


def _coded(image: Any) -> tuple[str, bytes]:
    """Return a picture as PNG if it has no colours and that is not much larger than a JPEG, else as JPEG."""
    jpeg = io.BytesIO()
    image.convert("RGB").save(jpeg, "JPEG", quality=_QUALITY, optimize=True)
    if image.mode == "L":
        png = io.BytesIO()
        image.point([each // 17 * 17 for each in range(256)]).save(png, "PNG", compress_level=9)
        if png.tell() < _WORTH * jpeg.tell():
            return "png", png.getvalue()
    return "jpeg", jpeg.getvalue()


if __name__ == "__main__":
    serve(_answer)
