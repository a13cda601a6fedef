"""PDFs of an invented article for packs that print its pages: as programs write them, and as nobody should trust them."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import pikepdf

from briefing.theme.font_files import face_path
from briefing.theme.model import SPECTRAL

LINES = (
    "The ferrymen of the Sarn kept the first gauge,",
    "and wrote its height into a book each morning.",
    "",
    "Nobody had asked them to. The book has ninety years,",
    "and the commission has none of its own before that.",
)
"""Two paragraphs of an article that nobody has written, on each page."""
Size = tuple[float, float]
SMALL: Size = (300, 400)


@cache
def _typeface() -> str:
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    registerFont(TTFont("Paged", str(face_path(SPECTRAL, "regular")), asciiReadable=0))
    return "Paged"


def pages(
    sizes: Sequence[Size] = (SMALL,),
    *,
    font: str = "",
    draw: Callable[[Any], object] = lambda _: None,
    lines: Sequence[str] = LINES,
    owner: str = "",
) -> bytes:
    """Return a PDF with the article on pages of some sizes.

    Args:
        sizes: Those of the pages.
        font: Its typeface. Default: one that is in the file.
        draw: Draws more on each page.
        lines: Those of each page; an empty one is between two paragraphs.
        owner: A password for changes: the file is encrypted, and opens without one.
    """
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    encrypted = StandardEncryption("", ownerPassword=owner, canCopy=0) if owner else None
    canvas = Canvas(file, invariant=1, encrypt=encrypted)
    for number, size in enumerate(sizes, 1):
        canvas.setPageSize(size)
        canvas.setFont(font or _typeface(), 10)
        for place, line in enumerate(lines):
            canvas.drawString(40, size[1] - 60 - 13 * place, f"{line} ({number})" if place == len(lines) - 1 and len(sizes) > 1 else line)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def changed(data: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    """Return a PDF with a change."""
    with pikepdf.open(io.BytesIO(data)) as file:
        change(file)
        made = io.BytesIO()
        file.save(made, deterministic_id=True)
    return made.getvalue()


def turned(quarter: int) -> bytes:
    """Return pages that are turned by some degrees, clockwise."""

    def change(file: pikepdf.Pdf) -> None:
        for page in file.pages:
            page.obj.Rotate = quarter

    return changed(pages(), change)


def cropped() -> bytes:
    """Return a page whose crop box leaves out its margins and a line of words at its foot."""
    data = pages(draw=lambda canvas: canvas.drawString(40, 20, "Cut off"))

    def change(file: pikepdf.Pdf) -> None:
        file.pages[0].obj.CropBox = pikepdf.Array([30, 100, 290, 380])

    return changed(data, change)


def in_a_form() -> bytes:
    """Return a page whose content is in a form within a form, as programs write it that put pages on pages."""

    def change(file: pikepdf.Pdf) -> None:
        page = file.pages[0].obj
        inner = pikepdf.Stream(file, page.Contents.read_bytes())
        inner.Type, inner.Subtype, inner.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 300, 400])
        inner.Resources = page.Resources
        inner.Group = pikepdf.Dictionary(S=pikepdf.Name.Transparency)
        outer = pikepdf.Stream(file, b"/Span <</MCID 7>> BDC /Inner Do EMC")
        outer.Type, outer.Subtype, outer.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 300, 400])
        outer.Matrix = pikepdf.Array([0.9, 0, 0, 0.9, 5, 5])
        outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Inner=file.make_indirect(inner)))
        page.Contents = pikepdf.Stream(file, b"q /Outer Do Q")
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Outer=file.make_indirect(outer)))

    return changed(pages(), change)


def hostile() -> bytes:
    """Return pages with scripts, links, forms to fill in, files, marks that end nothing, and states that were never begun."""

    def change(file: pikepdf.Pdf) -> None:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert('planted')"))
        file.Root.OpenAction = script
        file.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=pikepdf.String("planted"))
        file.attachments["planted.txt"] = b"planted"
        page = file.pages[0].obj
        page.AA = pikepdf.Dictionary(O=script)
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([0, 0, 300, 400]), A=script)
        page.Annots = pikepdf.Array([file.make_indirect(link)])
        page.Resources.PlantedKey = pikepdf.String("planted")
        content = page.Contents.read_bytes()
        page.Contents = pikepdf.Stream(file, b"Q Q EMC ET /Artifact BMC " + content + b" EMC EMC Q q q BT /P <</MCID 3>> BDC planted 1 2 3")

    return changed(pages(), change)


def endless() -> bytes:
    """Return a page with a form that draws itself."""

    def change(file: pikepdf.Pdf) -> None:
        page = file.pages[0].obj
        form = file.make_indirect(pikepdf.Stream(file, b"/Form Do"))
        form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 300, 400])
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Form=form))
        page.Resources.XObject = pikepdf.Dictionary(Form=form)
        page.Contents = pikepdf.Stream(file, page.Contents.read_bytes() + b" /Form Do")

    return changed(pages(), change)


def layered() -> bytes:
    """Return a page with a layer that is not shown."""

    def change(file: pikepdf.Pdf) -> None:
        layer = file.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String("Hidden")))
        file.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([layer]), D=pikepdf.Dictionary(OFF=pikepdf.Array([layer])))
        page = file.pages[0].obj
        page.Resources.Properties = pikepdf.Dictionary(Hidden=layer)
        page.Contents = pikepdf.Stream(file, page.Contents.read_bytes() + b" /OC /Hidden BDC 0 0 300 400 re f EMC")

    return changed(pages(), change)


def with_wrong_widths() -> bytes:
    """Return a page with a typeface whose widths are not those that the file says."""

    def change(file: pikepdf.Pdf) -> None:
        for each in file.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font" and "/Widths" in each:
                each.Widths = pikepdf.Array([500] * len(each.Widths))

    return changed(pages(), change)


def with_pictures() -> bytes:
    """Return a page with a picture that is a thing of its own, one in its content, a shading and a line."""

    def draw(canvas: Any) -> None:
        from PIL import Image
        from reportlab.lib.colors import blue, red
        from reportlab.lib.utils import ImageReader

        canvas.drawImage(ImageReader(Image.new("RGB", (8, 8), (200, 30, 30))), 40, 200, 60, 60)
        canvas.drawInlineImage(Image.new("L", (6, 6), 90), 120, 200, 60, 60)
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(200, 200, 60, 60)
        canvas.clipPath(path, stroke=0)
        canvas.linearGradient(200, 200, 260, 260, (red, blue))
        canvas.restoreState()
        canvas.line(40, 180, 260, 180)

    return pages(draw=draw)


ALL: dict[str, Callable[[], bytes]] = {
    "plain": pages,
    "mixed": lambda: pages([SMALL, (842, 595), (200, 300)]),
    "turned-90": lambda: turned(90),
    "turned-180": lambda: turned(180),
    "turned-270": lambda: turned(270),
    "cropped": cropped,
    "in-a-form": in_a_form,
    "encrypted": lambda: pages(owner="secret"),
    "pictures": with_pictures,
    "hostile": hostile,
    "unembedded": lambda: pages(font="Times-Roman"),
    "endless": endless,
    "layered": layered,
    "wrong-widths": with_wrong_widths,
}
AS_PICTURES = frozenset(("unembedded", "endless", "layered", "wrong-widths"))
"""Those whose pages can be printed only as pictures."""
