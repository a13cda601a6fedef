"""How high paragraphs and tables of the body are, in lines, for the page numbers in the list of contents.

Word breaks a paragraph at the last place that fits, and letters have the widths of the embedded typefaces. The rest of a program's layout
(kerning, hyphenation in tables) is not known here, so that a page may end a line earlier or later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field, fields, replace
from typing import TypeVar

from briefing.dataclass import dataclass
from briefing.render.docx.embedded_fonts import Widths, half_points, natural_leading, widths
from briefing.render.docx.office_formulas import m
from briefing.render.docx.style_model import CELL_PADDING, Style, line, style_id
from briefing.render.docx.wml import FROM_STYLE, PLAIN, Border, Element, ParagraphLook, RunLook, w
from briefing.theme.font_files import Face
from briefing.theme.model import Theme, Typeface

PIECE = re.compile(r"[^ \-–—/]*(?:[ \-–—/]+|$)")
"""A stretch of text after which a line may end."""
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
Look = TypeVar("Look", ParagraphLook, RunLook)
TALL = 1.9
"""The height of a fraction or a sum, in lines."""
MENTION = "b_mention_"
"""What the bookmarks of mentions begin with, to which an index leads."""
EMU = 12700
"""Units of drawings in a point."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of text, or a row of a table."""

    height: float
    notes: tuple[str, ...] = ()
    """The numbers of the footnotes that are marked in it."""
    places: tuple[str, ...] = ()
    """The bookmarks of mentions in it, to which an index leads."""


@dataclass(frozen=True, slots=True)
class Box:
    """A paragraph or a row of a table, as high as it is."""

    rows: tuple[Row, ...]
    before: float = 0
    after: float = 0
    keep_next: bool = False
    keep_lines: bool = False
    page_break_before: bool = False
    names: tuple[str, ...] = ()
    """The bookmarks in it."""
    borders: tuple[Border, ...] = ()
    is_row: bool = False
    """Whether it is a row of a table."""
    head: float = 0
    """The height of the heads of the table, which stand above a row at the beginning of a page, too."""


def with_borders(boxes: Sequence[Box]) -> Iterator[Box]:
    """Yield paragraphs with room for their borders. Neighbours with the same borders share one frame (ECMA-376 Part 1, 17.3.1.24).

    With a line between them, each has the room of its own frame, as LibreOffice draws them.
    """
    for place, box in enumerate(boxes):
        if not box.borders:
            yield box
            continue
        edges = {each.side: each.width + each.space for each in box.borders}
        joins_above = bool(place) and boxes[place - 1].borders == box.borders and "between" not in edges
        joins_below = place + 1 < len(boxes) and boxes[place + 1].borders == box.borders and "between" not in edges
        first, last = 0 if joins_above else edges.get("top", 0), 0 if joins_below else edges.get("bottom", 0)
        rows = [*box.rows]
        rows[0] = replace(rows[0], height=rows[0].height + first)
        rows[-1] = replace(rows[-1], height=rows[-1].height + last)
        yield replace(box, rows=tuple(rows))


@dataclass(slots=True)
class Measured:
    """What was measured of the parts of a file."""

    boxes: dict[Element, list[Box]] = field(default_factory=dict)
    """The boxes of each paragraph and table of the body."""
    lines: dict[Element, tuple[float, ...]] = field(default_factory=dict)
    """The heights of the lines of each footnote."""


class Measure:
    """Measures paragraphs in the styles of a pack."""

    def __init__(self, theme: Theme, styles: Sequence[Style]) -> None:
        self._theme = theme
        self._styles = {style_id(each.name): each for each in styles}
        self._looks: dict[str, tuple[ParagraphLook, RunLook]] = {}
        self._runs: dict[tuple[RunLook, str, str, bool, bool], RunLook] = {}

    def paragraph(self, element: Element, width: float) -> Box:
        """Return a paragraph in a column of this width, in points."""
        look, run = self._of(element)
        left, right, hanging = look.left or 0, look.right or 0, look.hanging or 0
        height = look.exact or self._leading(run, look)
        is_numbered = bool(look.number) or element.find(f"{w('pPr')}/{w('numPr')}") is not None
        rows = tuple(self._rows(element, run, width - left - right, 0 if is_numbered else hanging, height, exact=bool(look.exact)))
        names = tuple(str(each.get(w("name"))) for each in element.iter(w("bookmarkStart")))
        keeping = (look.keep_next, look.keep_lines, look.page_break_before)
        return Box(rows, look.before or 0, look.after or 0, *keeping, names, look.borders)

    def table(self, element: Element) -> Iterator[Box]:
        """Yield the rows of a table."""
        head, margin = 0.0, element.find(f"{w('tblPr')}/{w('tblCellMar')}/{w('left')}")
        padding = CELL_PADDING if margin is None else _points(margin, "w")
        for number, row in enumerate(element.iterfind(w("tr"))):
            least = row.find(f"{w('trPr')}/{w('trHeight')}")
            height, notes, keep = 0.0 if least is None else _points(least, "val"), list[str](), number == 0
            places: list[str] = []
            for cell in row.iterfind(w("tc")):
                width = _points(cell.find(f"{w('tcPr')}/{w('tcW')}"), "w") - 2 * padding
                boxes = [self.paragraph(each, width) for each in cell.iterfind(w("p"))]
                height = max(height, sum(box.before + box.after + sum(each.height for each in box.rows) for box in boxes))
                notes += [note for box in boxes for each in box.rows for note in each.notes]
                places += [place for box in boxes for each in box.rows for place in each.places]
                keep = keep or any(box.keep_next for box in boxes)
            yield Box((Row(height + 0.5, tuple(notes), tuple(places)),), keep_next=keep, keep_lines=True, is_row=True, head=head)
            if row.find(f"{w('trPr')}/{w('tblHeader')}") is not None:
                head += height + 0.5

    def _of(self, element: Element) -> tuple[ParagraphLook, RunLook]:
        """Return the looks of a paragraph: those of its style, with its own properties instead where it has them."""
        properties = element.find(w("pPr"))
        style = properties.find(w("pStyle"))
        look, run = self._resolved("Normal" if style is None else str(style.get(w("val"))))
        if len(properties) == (style is not None):  # nothing of its own, as in most
            return look, run
        own: dict[str, object] = {}
        spacing, indents = properties.find(w("spacing")), properties.find(w("ind"))
        for name in ("before", "after"):
            if spacing is not None and spacing.get(w(name)):
                own[name] = _points(spacing, name)
        if spacing is not None and spacing.get(w("lineRule")) == "exact":
            own["exact"] = _points(spacing, "line")
        for name in ("left", "right", "hanging"):
            if indents is not None and indents.get(w(name)):
                own[name] = _points(indents, name)
        for name, tag in (("keep_next", "keepNext"), ("keep_lines", "keepLines"), ("page_break_before", "pageBreakBefore")):
            if (flag := properties.find(w(tag))) is not None:
                own[name] = flag.get(w("val")) != "0"
        return (replace(look, **own) if own else look), run  # type: ignore[arg-type]

    def _resolved(self, style: str) -> tuple[ParagraphLook, RunLook]:
        if style not in self._looks:
            own = self._styles[style]
            if own.based_on:
                look, run = self._resolved(style_id(own.based_on))
            else:
                look, run = ParagraphLook(line=line(self._theme.body, self._theme.text)), RunLook(font="text", size=self._theme.body.size)
            self._looks[style] = (_laid_over(look, own.paragraph, FROM_STYLE), _laid_over(run, own.run, PLAIN))
        return self._looks[style]

    def _leading(self, run: RunLook, look: ParagraphLook) -> float:
        return natural_leading(self._typeface(run)) * half_points(run.size) * (look.line or 240) / 240

    def _typeface(self, run: RunLook) -> Typeface:
        return self._theme.sans if run.font == "sans" else self._theme.text

    def _rows(self, paragraph: Element, run: RunLook, room: float, hanging: float, height: float, *, exact: bool) -> Iterator[Row]:
        """Yield the lines of a paragraph: words go on a line as long as there is room."""
        used, line_height, notes = -hanging, height, tuple[str, ...]()
        places: tuple[str, ...] = ()
        coming: tuple[str, ...] = ()  # before the word that is measured next
        for piece, look, own_height in self._pieces(paragraph, run):
            if own_height is not None:
                line_height = line_height if exact else max(line_height, own_height)
            elif piece.startswith("\0"):
                notes += (piece[1:],)
            elif piece.startswith("\1"):
                coming += (piece[1:],)
            elif piece == "\t":
                used = 0.0 if used < 0 else used
            elif piece == "\n":
                yield Row(line_height, notes, places)
                used, line_height, notes, places = 0.0, height, (), ()
            else:
                sizes, size = look
                wide, whole = sizes[piece.rstrip(" ")] * size, sizes[piece] * size
                blank = whole - wide
                if used > 0 and used + wide > room:
                    yield Row(line_height, notes, places)
                    used, line_height, notes, places = 0.0, height, (), ()
                while wide > room > 0:  # a word that is too long for the line is divided between any letters
                    yield Row(line_height, notes, places)
                    wide, line_height, notes, places = wide - room, height, (), ()
                used += wide + blank
                places, coming = places + coming, ()
        yield Row(line_height, notes, places + coming)

    def _pieces(self, paragraph: Element, run: RunLook) -> Iterator[tuple[str, tuple[Widths, float], float | None]]:
        """Yield stretches of text with how they look, and drawings with their height."""
        for each in paragraph.iter(w("r"), m("oMath"), w("bookmarkStart")):
            if each.tag == m("oMath"):
                yield from self._formula(each, run)
                continue
            if each.tag == w("bookmarkStart"):
                if str(each.get(w("name"))).startswith(MENTION):
                    yield f"\1{each.get(w('name'))}", (widths(self._typeface(run), _face(run)), 0.0), None
                continue
            look = self._run(each, run)
            face = (widths(self._typeface(look), _face(look)), half_points(look.size))
            for child in each:
                if child.tag == w("t"):
                    yield from ((piece, face, None) for piece in PIECE.findall(child.text or "") if piece)
                elif child.tag in (w("tab"), w("br")):
                    yield ("\t" if child.tag == w("tab") else "\n"), face, None
                elif child.tag == w("footnoteReference"):
                    yield f"\0{child.get(w('id'))}", face, None
                elif child.tag == w("drawing"):
                    yield "", face, int(next(child.iter(f"{WP}extent")).get("cy", "0")) / EMU

    def _formula(self, element: Element, run: RunLook) -> Iterator[tuple[str, tuple[Widths, float], float | None]]:
        """Yield the letters of a formula, and its height: more than a line where its parts are one above the other."""
        size = half_points(run.size)
        face = (widths(self._typeface(run), _face(run)), size)
        rows = [len(list(each)) for each in element.iter(m("m"))]
        tall = TALL * any(True for _ in element.iter(m("f"), m("nary"))) + sum(rows)
        yield "".join(each.text or "" for each in element.iter(m("t"))), face, None
        if tall:
            yield "", face, natural_leading(self._typeface(run)) * size * tall

    def _run(self, element: Element, run: RunLook) -> RunLook:
        properties = element.find(w("rPr"))
        if properties is None:
            return run
        style, font = properties.find(w("rStyle")), properties.find(w("rFonts"))
        bold, italic = properties.find(w("b")) is not None, properties.find(w("i")) is not None
        named = "" if style is None else str(style.get(w("val")))
        typeface = "" if font is None else "text" if str(font.get(w("asciiTheme"))).startswith("minor") else "sans"
        key = (run, named, typeface, bold, italic)
        if key not in self._runs:
            own = self._styles.get(named)
            look = _laid_over(run, own.run, PLAIN) if own else run
            look = replace(look, font=typeface or look.font)  # type: ignore[arg-type]  # one of the two typefaces
            self._runs[key] = replace(look, bold=look.bold or bold, italic=look.italic or italic)
        return self._runs[key]


def _laid_over(under: Look, over: Look, plain: Look) -> Look:
    """Return a look with what another one sets."""
    names = [each.name for each in fields(over)]
    return replace(under, **{name: getattr(over, name) for name in names if getattr(over, name) != getattr(plain, name)})


def _face(look: RunLook) -> Face:
    if look.bold:
        return "bold_italic" if look.italic else "bold"
    return "italic" if look.italic else "regular"


def _points(element: Element, name: str) -> float:
    return int(str(element.get(w(name)))) / 20
