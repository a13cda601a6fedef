"""Drawings in pixels, and as a page of a PDF. Both are made by others; a drawing is a page only where the two look alike."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from briefing.system.pictures.drawing_fonts import folders
from briefing.system.pictures.safe_drawings import Drawing
from briefing.system.pictures.stored_picture import STORED_SIDE

SIDE = 400.0
"""The longest side of such a page, in points."""
_COMPARED = 800
"""The longest side of the pictures that are compared, in pixels."""
_BLOCK = 8
"""The sides of the squares whose mean colours are compared, in such pixels."""
_ALIKE = 40
"""Differences of such colours up to this number, of 255, are those of edges."""
_PAGE = b"#set page(width: %gpt, height: %gpt, margin: 0pt, fill: none)\n"
_IMAGE = b'#image("drawing.svg", width: 100%, height: 100%, fit: "stretch")\n'


def in_pixels(drawing: Drawing, side: int = STORED_SIDE) -> bytes:
    """Return a drawing as PNG, its longer side that long, with the program's own typefaces: the same on every machine.

    Raises:
        ValueError: It cannot be drawn.
    """
    import resvg_py

    wide, high = drawing.wide, drawing.high
    png = resvg_py.svg_to_bytes(
        svg_string=drawing.svg.decode(),
        width=max(1, round(side * min(1, wide / high))),
        dpi=96,
        skip_system_fonts=True,
        font_dirs=[str(each) for each in folders()],
    )
    return bytes(png)


def page_of(drawing: Drawing) -> bytes:
    """Return a drawing as a PDF of one page, its words as text; nothing if it cannot be drawn. The same drawing gives the same bytes."""
    import typst

    scale = SIDE / max(drawing.wide, drawing.high)
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        (Path(folder) / "drawing.svg").write_bytes(drawing.svg)
        (Path(folder) / "page.typ").write_bytes(_PAGE % (drawing.wide * scale, drawing.high * scale) + _IMAGE)
        try:
            compiler = typst.Compiler(root=folder, font_paths=[str(each) for each in folders()], ignore_system_fonts=True)
            made = compiler.compile(str(Path(folder) / "page.typ"), format="pdf", timestamp=0, pdf_tags=False)
        except RuntimeError:
            return b""
    return made if isinstance(made, bytes) else b""


def same_picture(page: bytes, pixels: bytes) -> bool:
    """Say whether a page of a PDF looks as a picture does."""
    import pypdfium2
    from PIL import Image, ImageChops

    with pypdfium2.PdfDocument(page) as document, Image.open(io.BytesIO(pixels), formats=("PNG",)) as picture:
        sheet = document[0]
        scale = _COMPARED / max(sheet.get_size())
        drawn = sheet.render(scale=scale).to_pil().convert("RGB")
        white = Image.new("RGBA", picture.size, "white")
        white.alpha_composite(picture.convert("RGBA"))
        blocks = tuple(max(1, side // _BLOCK) for side in drawn.size)
        one, other = (each.convert("RGB").resize(blocks, Image.Resampling.BOX) for each in (drawn, white))
        return max(most for _, most in ImageChops.difference(one, other).getextrema()) <= _ALIKE  # type: ignore[misc]
