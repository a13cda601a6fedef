"""Draw the pages of a PDF on sheets. The same input gives the same bytes: no dates, and an identifier made from the content.

The imposed file is for paper. Each page becomes a Form XObject (ISO 32000-1, 8.10); the structure tree, links and bookmarks stay behind,
and with them every claim of accessibility. Annotations that print (fields that were filled in, stamps) are kept as pictures.
"""

from __future__ import annotations

import math
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from briefing.dataclass import dataclass
from briefing.document.units import POINT
from briefing.errors import BriefingError, Problem
from briefing.files.writing import replacing
from briefing.handout.imposition.arrangement import Place, Plan, Side, Size, scale
from briefing.system.signatures import HEAD_OF_PDF, is_pdf

BROKEN = (pikepdf.PdfError, RuntimeError)
"""What pikepdf raises for a damaged file: its own error, or qpdf's, which it hands on as a RuntimeError."""
MOST_PAGES = 5_000
"""Pages that a file may have; more is a mistake or an attack."""
LABEL = 40
"""Characters of a page's label that are kept."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of a page that shows: its crop box, which is its media box where none is given (ISO 32000-1, 14.11.2)."""

    box: tuple[float, float, float, float]
    """Left, bottom, right, top, in the page's own units."""
    turn: int
    """Degrees clockwise by which a viewer turns it: 0, 90, 180 or 270."""
    unit: float
    """Points in one of the page's own units."""

    @property
    def size(self) -> Size:
        """What the reader sees, in millimetres."""
        left, bottom, right, top = self.box
        size = Size((right - left) * self.unit * POINT, (top - bottom) * self.unit * POINT)
        return size.turned if self.turn % 180 else size


@dataclass(frozen=True, slots=True)
class Pages:
    """A file to impose, held open."""

    pdf: pikepdf.Pdf
    name: str
    """The path as the user knows it."""
    frames: tuple[Frame, ...]
    labels: tuple[str, ...]
    notices: tuple[str, ...] = ()
    """What the sheets do not keep of the file, in sentences."""
    goes_apart: bool = False
    """Whether its pages are for different people, as those of handouts: then nobody's page is to be on the back of another's."""


def read(path: Path, name: str) -> Pages:
    """Open a PDF and measure its pages.

    Raises:
        BriefingError: It is missing, empty, no PDF, broken, needs a password, forbids printing, has no pages or too many, or one of them
            has no size.
    """
    _look(path, name)
    try:
        # A file that can only be read by guessing at its pages may lack some; on paper nobody would notice.
        pdf = pikepdf.open(path, attempt_recovery=False, suppress_warnings=True)
        count = len(pdf.pages)
    except pikepdf.PasswordError:
        hint = "If you have the password, open the file in a viewer and print it to a new PDF. Then impose that."
        raise _error(name, "this PDF opens with a password only", hint) from None
    except BROKEN:
        raise _broken(name) from None
    notices = _restrictions(pdf, name)
    if not count:
        raise _error(name, "this PDF has no pages", "Build it again, or choose another file.")
    if count > MOST_PAGES:
        raise _error(name, f"this PDF has {count:,} pages, but at most {MOST_PAGES:,} are possible", "Split it first.")
    try:
        notices += _lost_annotations(pdf)
        pdf.flatten_annotations("print")
        frames = tuple(_frame(page, name, number) for number, page in enumerate(pdf.pages, 1))
        return Pages(pdf, name, frames, tuple(_label(page, number) for number, page in enumerate(pdf.pages, 1)), notices, _goes_apart(pdf))
    except (*BROKEN, TypeError, ValueError):
        raise _broken(name) from None


def _look(path: Path, name: str) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(HEAD_OF_PDF)
    except OSError as error:
        raise _error(
            name, f"this file cannot be read: {error.strerror}", "Check that the file exists, and that you are allowed to read it."
        ) from None
    if not start:
        raise _error(name, "this file is empty", "Build it again, or choose another file.")
    if not is_pdf(start):
        raise _error(name, "this is not a PDF", "Impose the .pdf that 'briefing build -f pdf' writes, or print your file to PDF first.")


def _error(name: str, message: str, hint: str) -> BriefingError:
    return BriefingError([Problem(name, 0, message, hint)])


def _restrictions(pdf: pikepdf.Pdf, name: str) -> tuple[str, ...]:
    """Return a notice if a file that everybody can open forbids anything (ISO 32000-2, 7.6.4.2). Printing is what sheets are for.

    Raises:
        BriefingError: It may not be printed, or only in poor quality.
    """
    if not pdf.is_encrypted or pdf.owner_password_matched:
        return ()
    allowed = pdf.allow
    if not allowed.print_highres:
        what = "printing in full quality" if allowed.print_lowres else "printing"
        hint = "Ask the publisher, or whoever made the file, for a copy that may be printed."
        raise _error(name, f"this PDF forbids {what}", hint)
    forbidden = [what for may, what in ((allowed.modify_other, "changes"), (allowed.extract, "copying of its text")) if not may]
    what = f"it forbids {' and '.join(forbidden)}" if forbidden else "it has restrictions"
    return (f"the file may be printed, but {what}: use the sheets for printing only",)


_NOT_MARKUP = frozenset({"/Link", "/Popup", "/Widget"})
_HIDDEN, _PRINT, _NO_VIEW = 2, 4, 32
"""Flags of an annotation (ISO 32000-2, 12.5.3)."""


def _lost_annotations(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Return a notice if the file has comments and marks that are seen on the screen and will not be on the sheets."""
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and bool(form.get("/NeedAppearances", False)):
        pdf.generate_appearance_streams()
    lost = 0
    for page in pdf.pages:
        for each in page.obj.get("/Annots", ()):
            if isinstance(each, pikepdf.Dictionary) and str(each.get("/Subtype", "")) not in _NOT_MARKUP:
                flags = int(each.get("/F", 0))
                seen = not flags & (_HIDDEN | _NO_VIEW)
                lost += seen and not (flags & _PRINT and "/AP" in each)
    what = "1 comment or mark of the file is" if lost == 1 else f"{lost:,} comments and marks of the file are"
    return (f"{what} not on the sheets: such marks are for the screen only",) if lost else ()


def _broken(name: str) -> BriefingError:
    return _error(name, "this PDF is broken", "Build or download it again, or open it in a viewer and print it to a new PDF.")


def _goes_apart(pdf: pikepdf.Pdf) -> bool:
    """Return whether the file says that it is printed on one side, or says at all how, and is one of briefing's: then it is of handouts."""
    preferences = pdf.Root.get("/ViewerPreferences")
    sides = str(preferences.get("/Duplex", "")) if isinstance(preferences, pikepdf.Dictionary) else ""
    return sides == "/Simplex" or (sides != "" and str(pdf.docinfo.get("/Producer", "")) == "briefing")


def _frame(page: pikepdf.Page, name: str, number: int) -> Frame:
    try:
        media, crop = ([float(value) for value in box] for box in (page.mediabox, page.cropbox))
        unit, turn = float(page.obj.get("/UserUnit", 1)), page.rotation
    except (TypeError, ValueError):
        raise _broken(name) from None
    across = sorted(min(max(value, min(media[0::2])), max(media[0::2])) for value in crop[0::2])
    up = sorted(min(max(value, min(media[1::2])), max(media[1::2])) for value in crop[1::2])
    frame = Frame((across[0], up[0], across[1], up[1]), turn, unit)
    if turn % 90 or not all(math.isfinite(side) and 1 <= side <= 20_000 for side in frame.size):
        raise _error(name, f"page {number} has a size that cannot be printed", "Open the file in a viewer and print it to a new PDF.")
    return frame


def _label(page: pikepdf.Page, number: int) -> str:
    """Return what a viewer calls the page, such as xii or 12a."""
    try:
        label = "".join(character for character in page.label[:LABEL] if character.isprintable()).strip()
    except (*BROKEN, TypeError, ValueError):
        label = ""  # a broken table of labels is no reason not to print
    return label or str(number)


def write(pages: Pages, plan: Plan, path: Path) -> None:
    """Draw the pages on sheets and write them.

    Raises:
        BriefingError: `path` is the file that is read, or cannot be written, or a page is broken.
    """
    if _same_file(path, Path(str(pages.pdf.filename))):
        raise _error(pages.name, "the new file would overwrite the file to impose", "Choose another name with -o.")
    try:
        pdf, data = _imposed(pages, plan), BytesIO()
        # Into memory first: on a full disk qpdf would end the whole program.
        pdf.save(data, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    except BROKEN:
        raise _broken(pages.name) from None
    with replacing(path) as temporary:
        temporary.write_bytes(data.getbuffer())


def is_imposed(path: Path) -> bool:
    """Say whether a file is one that `write` made."""
    try:
        with pikepdf.open(path) as pdf:
            return str(pdf.docinfo.get("/Producer", "")) == "briefing" and pdf.pages[0].label.startswith("sheet 1, ")
    except (*BROKEN, TypeError, ValueError, IndexError):
        return False


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False  # there is none yet, or writing will say what is wrong with its name


def _imposed(pages: Pages, plan: Plan) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    width, height = (length / POINT for length in plan.sheet)
    labels: list[Any] = []
    for number, side in enumerate(plan.sides):
        sheet = pdf.add_blank_page(page_size=(round(width, 3), round(height, 3)))
        forms = pikepdf.Dictionary()
        drawing = [f"-1 0 0 -1 {width:.3f} {height:.3f} cm"] if side.turned else []
        for place in side.places:
            if place.page is not None:
                forms[f"/P{place.page + 1}"] = pdf.copy_foreign(_form(pages, place.page))
                drawing.append(_drawn(place, place.page, pages.frames[place.page]))
        drawing += _cuts(plan) if plan.upright_cuts or plan.level_cuts else []
        sheet.obj.Resources = pikepdf.Dictionary(XObject=forms)
        sheet.obj.Contents = pdf.make_stream("\n".join(drawing).encode())
        labels.extend([number, pikepdf.Dictionary(P=pikepdf.String(_side_label(number, side, pages.labels)))])
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(labels))
    if "/OCProperties" in pages.pdf.Root:  # else layers that the page hides would be printed
        pdf.Root.OCProperties = pdf.copy_foreign(pages.pdf.make_indirect(pages.pdf.Root.OCProperties))
    _describe(pdf, _title(pages.pdf))
    return pdf


def _cuts(plan: Plan) -> list[str]:
    """Return the operators that draw the lines to cut along: dashed, thin and grey, from edge to edge of the sheet."""
    width, height = (length / POINT for length in plan.sheet)
    upright = [f"{x / POINT:.3f} 0 m {x / POINT:.3f} {height:.3f} l" for x in plan.upright_cuts]
    level = [f"0 {y / POINT:.3f} m {width:.3f} {y / POINT:.3f} l" for y in plan.level_cuts]
    return ["q 0.3 w 0.5 G [3 3] 0 d", *upright, *level, "S Q"]


def _form(pages: Pages, page: int) -> pikepdf.Object:
    form = pages.pdf.pages[page].as_form_xobject(handle_transformations=False)
    form.BBox = pikepdf.Array([round(value, 3) for value in pages.frames[page].box])  # cuts off what is outside
    return form


def _drawn(place: Place, page: int, frame: Frame) -> str:
    """Return the operators that draw a page: cut to its cell, scaled to fit, in the middle but for the shift."""
    cell = place.cell
    left, bottom, right, top = frame.box
    cosine, sine = {0: (1, 0), 90: (0, -1), 180: (-1, 0), 270: (0, 1)}[(frame.turn - place.turn) % 360]
    seen = frame.size.turned if place.turn else frame.size
    factor = scale(seen, cell) * frame.unit
    a, b = factor * cosine, factor * sine
    middle_x, middle_y = (left + right) / 2, (bottom + top) / 2
    x = (cell.left + cell.width / 2 + place.shift) / POINT - (a * middle_x - b * middle_y)
    y = (cell.bottom + cell.height / 2) / POINT - (b * middle_x + a * middle_y)
    corner = " ".join(f"{length / POINT:.3f}" for length in cell)
    return f"q {corner} re W n {a:.6f} {b:.6f} {-b:.6f} {a:.6f} {x:.3f} {y:.3f} cm /P{page + 1} Do Q"


def _side_label(number: int, side: Side, labels: tuple[str, ...]) -> str:
    """Return the label of a side, from left to right: 'sheet 1, front: blank, 1'."""
    names = ("blank" if place.page is None else labels[place.page] for place in side.places)
    return f"sheet {number // 2 + 1}, {'back' if number % 2 else 'front'}: {', '.join(names)}"


def _title(pdf: pikepdf.Pdf) -> str:
    try:
        title = str(pdf.docinfo.get("/Title", "")) or str(pdf.open_metadata().get("dc:title") or "")
    except (*BROKEN, TypeError, ValueError):
        return ""
    return "".join(character for character in title if character.isprintable()).strip()


def _describe(pdf: pikepdf.Pdf, title: str) -> None:
    """Keep the title; say nothing else of the source, since dates, identifier and PDF/UA are not true of the sheets."""
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["pdf:Producer"] = "briefing"
        if title:
            metadata["dc:title"] = title
            pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
