"""Sections of pages, running heads and page numbers (ECMA-376 Part 1, 17.6 and 17.10)."""

from __future__ import annotations

from typing import Literal

from briefing.render.docx.counted_lines import count_lines
from briefing.render.docx.geometry import BETWEEN_COLUMNS, text_width
from briefing.render.docx.style_model import style_id
from briefing.render.docx.watermark import Across, add_across
from briefing.render.docx.wml import Element, ParagraphLook, add, add_paragraph, add_run, colour, r, root, serialise, twips, w
from briefing.render.docx.word_fields import field
from briefing.theme.model import Theme

HEADER_DISTANCE = 38.0
"""From the edge of the sheet to the running head, and to the page number, in points."""
BAND = 12.0
"""The width of the coloured band at the edge of a title page: no border of a page is wider in Word."""
Furniture = Literal["none", "title", "chapter", "supplement", "inherited"]
RELATIONSHIPS = {
    "title": "rIdTitleHead",
    "chapter": "rIdChapterHead",
    "footer": "rIdFoot",
    "first": "rIdFirstFoot",
    "supplement": "rIdSupplementFoot",
    "supplement first": "rIdSupplementFirstFoot",
    "marking": "rIdMarking",
}
"""The running heads with the title alone and with the chapter, whose number follows; the page number, also on the page on which a chapter
begins, and both in the supplement; and a marking alone."""
EVEN = "Even"
"""What the names of the same for left-hand pages end with."""


class Pages:
    """The sections of pages of a file, each of which ends with its properties (17.6.17)."""

    def __init__(self, theme: Theme, *, bare_first_page: bool, is_marked: bool = False) -> None:
        """Begin.

        Args:
            theme: The look.
            bare_first_page: Whether nothing stands above the column of the very first page.
            is_marked: Whether all pages have a marking at their head, those without a running head, too.
        """
        self._theme = theme
        self._marked = is_marked
        self._bare = bare_first_page
        self._runs_on = False
        self.chapters: list[str] = []
        """The titles of the chapters that have begun, each of which has a running head of its own."""
        self._opens = False
        self.resumes = False
        """Whether the next section of pages goes on with the numbers of the pages before the supplement."""
        self.inherits = False
        """Whether a section that runs on takes its running heads from the one before it. With many short sections that have footnotes,
        LibreOffice leaves most of each page white where each section names them."""
        self.furniture: Furniture = "chapter"
        """What stands above and below the pages of the sections to come."""

    def end(
        self, parent: Element, *, furniture: Furniture | None = None, columns: int = 1, runs_on: bool = False, counts_lines: bool = False
    ) -> None:
        """Append the properties of the section that ends here.

        Args:
            parent: What they are appended to.
            furniture: What stands above and below its pages, if not the usual.
            columns: How many it has.
            runs_on: Whether the next section begins on its page.
            counts_lines: Whether its lines are numbered.
        """
        kind = furniture or self.furniture
        section = add(parent, "sectPr")
        if self.inherits and self._runs_on:
            kind = "inherited"
        bare = self._bare or self._opens
        if self._marked and kind == "none":
            _reference(section, "headerReference", "default", RELATIONSHIPS["marking"])
        if self._marked and bare:
            _reference(section, "headerReference", "first", RELATIONSHIPS["marking"])
        _section_properties(section, self._theme, kind, len(self.chapters), bare=bare, runs_on=self._runs_on, columns=columns)
        columns_at = section.index(section.find(w("cols")))
        if self.resumes:
            section.insert(columns_at, section.makeelement(w("pgNumType"), {w("start"): "0"}))
        if counts_lines:
            section.insert(columns_at, count_lines())
        self._bare, self._opens, self._runs_on, self.resumes = False, False, runs_on, False

    def begin_chapter(self, title: str) -> None:
        """Let the section that begins now begin a page, with no running head on it and that of a chapter on the next ones."""
        self.chapters.append(title)
        self._opens, self._runs_on = True, False


def _section_properties(
    section: Element, theme: Theme, furniture: Furniture, chapter: int, *, bare: bool, runs_on: bool, columns: int
) -> None:
    """Fill `w:sectPr`: the sheet, the text column on it, and what stands above and below the column."""
    paper, width = theme.paper, text_width(theme)
    binding = paper.binding
    if furniture not in ("none", "inherited") and not theme.centred:
        head = RELATIONSHIPS["title"] if furniture == "title" else f"{RELATIONSHIPS['chapter']}{chapter}"
        foot = RELATIONSHIPS["supplement" if furniture == "supplement" else "footer"]
        for kind, name in (("default", ""), ("even", EVEN)) if binding.double else (("default", ""),):
            _reference(section, "headerReference", kind, head + name)
            _reference(section, "footerReference", kind, foot + name)
    if bare and not theme.centred:
        _reference(section, "footerReference", "first", RELATIONSHIPS["supplement first" if furniture == "supplement" else "first"])
    add(add(section, "endnotePr"), "numFmt", val="decimal")  # LibreOffice does not take it from the settings
    add(section, "type", val="continuous" if runs_on else "oddPage" if binding.recto else "nextPage")
    lying = {"orient": "landscape"} if paper.width > paper.height else {}
    add(section, "pgSz", w=twips(paper.width), h=twips(paper.height), **lying)
    gutter = twips(binding.gutter)
    left = twips((paper.width - binding.gutter - width) / 2)
    right = twips(paper.width) - left - twips(width) - gutter
    distance = twips(HEADER_DISTANCE)
    add(
        section,
        "pgMar",
        top=twips(paper.top),
        right=right,
        bottom=twips(paper.bottom),
        left=left,
        header=distance,
        footer=distance,
        gutter=gutter,
    )
    if furniture == "none" and theme.grounds and not theme.reference:
        _band(section, theme.colours.accent)
    add(section, "cols", num=columns, space=twips(BETWEEN_COLUMNS))
    if theme.centred:
        add(section, "vAlign", val="center")
    if bare:
        add(section, "titlePg")


def _band(section: Element, accent: str) -> None:
    # White lines at the other two edges let LibreOffice draw the band from edge to edge: it ends a border where there is no other.
    borders = add(section, "pgBorders", offsetFrom="page")
    for side, width, ink in (("top", 0.25, "#ffffff"), ("left", BAND, accent), ("bottom", 0.25, "#ffffff")):
        add(borders, side, val="single", sz=round(width * 8), space=0, color=colour(ink))


def _reference(section: Element, name: str, kind: str, relationship: str) -> None:
    add(section, name, type=kind).set(r("id"), relationship)


def marking_part(marking: str, across: Across | None = None) -> bytes:
    """Return the head of a page that has a marking alone, or a word across the page."""
    top = root("hdr")
    _mark(top, marking)
    if across:
        add_across(top[0], across)
    return serialise(top)


def _mark(top: Element, marking: str) -> None:
    add_run(add_paragraph(top, ParagraphLook(style=style_id("Marking"))), marking)


def header_part(title: str, chapter: str | None, *, marking: str = "", even: bool = False, across: Across | None = None) -> bytes:
    """Return a running head: the title and, to the right, the chapter that the page is in; above them a marking.

    On left-hand pages, those with even numbers, the title is on the right.

    Args:
        title: The title.
        chapter: What is shown where a program does not find the heading itself; None for a head without a chapter.
        marking: The marking.
        even: Whether it is for left-hand pages.
        across: The word across the pages.
    """
    top = root("hdr")
    if marking:
        _mark(top, marking)
    paragraph = add_paragraph(top, ParagraphLook(style=style_id("header")))
    if even:
        if chapter is not None:
            _add_chapter(paragraph, chapter)
        add(add_run(paragraph), "tab")
    add_run(paragraph, title)
    if chapter is not None and not even:
        add(add_run(paragraph), "tab")
        _add_chapter(paragraph, chapter)
    if across:
        add_across(paragraph, across)
    return serialise(top)


def _add_chapter(paragraph: Element, chapter: str) -> None:
    # By its number the heading style is found in every language of Word.
    field(paragraph, "STYLEREF 1", chapter)


def footer_part(edition: str, letter: str = "", *, even: bool = False, key: str = "") -> bytes:
    """Return the foot of a page: the edition and, to the right, the page number, with a letter before it where it has one.

    On left-hand pages, those with even numbers, the page number is on the left. A key to short names stands above both.
    """
    top = root("ftr")
    if key:
        add_run(add_paragraph(top, ParagraphLook(style=style_id("Source Key"))), key)
    paragraph = add_paragraph(top, ParagraphLook(style=style_id("footer")))
    if edition and not even:
        add_run(paragraph, edition)
    if not even:
        add(add_run(paragraph), "tab")
    if letter:
        add_run(paragraph, letter)
    field(paragraph, "PAGE", "1")
    if edition and even:
        add(add_run(paragraph), "tab")
        add_run(paragraph, edition)
    return serialise(top)
