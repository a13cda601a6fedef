"""PDF: pages for print and screen, tagged for screen readers (PDF/UA-1, ISO 14289-1).

The document becomes a structure tree and, in the same walk, a galley of strips; the galley is cut into pages; the pages are drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.document import Document, PrintPage
from briefing.render.pdf.block_setter import BlockSetter
from briefing.render.pdf.canvas import Canvas
from briefing.render.pdf.columns import column_width
from briefing.render.pdf.leaves import Sheet, interleaved, page_numbers, page_ranges, print_pages, without_marks
from briefing.render.pdf.metadata import information, write_bookmarks, write_labels, write_places, xmp
from briefing.render.pdf.page_breaks import Page, PageMaker
from briefing.render.pdf.pdf_file import PdfFile, dictionary
from briefing.render.pdf.press import Press
from briefing.render.pdf.strips import Heading, Strip
from briefing.render.pdf.structure_tree import Element, write_tree
from briefing.render.pdf.text_styles import Styles, make_styles
from briefing.render.pdf.title_and_contents import TitlePage
from briefing.theme.model import Theme

Told = Callable[[tuple[PrintPage, ...]], None]
"""A function that is called with the pages as soon as they are laid out, before they are drawn."""


def render(document: Document, theme: Theme, path: Path, told: Told = lambda _: None) -> None:
    """Write `document` to `path` as PDF. Raises BriefingError for a character that no typeface of the theme has."""
    path.write_bytes(build(document, theme, told))


def pages(document: Document, theme: Theme) -> tuple[PrintPage, ...]:
    """Return the pages that `render` would print, without drawing them."""
    laid = _laid_out(without_marks(document), theme, Element("Document"))
    return print_pages(laid.sheets, laid.first)


def build(document: Document, theme: Theme, told: Told = lambda _: None) -> bytes:
    """Return the file."""
    paper = theme.paper
    document = without_marks(document)
    root = Element("Document")
    file = PdfFile(document.language, document.stamp, document.identifier)
    canvas = Canvas(file, (paper.width, paper.height), theme.colours.rule)
    laid = _laid_out(document, theme, root)
    told(print_pages(laid.sheets, laid.first))
    if laid.title_page is not None:
        canvas.begin_page()
        laid.title_page.draw(canvas)
        canvas.end_page()
    Press(canvas, document, theme, laid.styles).draw(laid.sheets)
    canvas.finish()
    labels = [*map(str, range(1, laid.first)), *(sheet.label for sheet in laid.sheets)]
    return finish(file, canvas, document, root, laid.headings, labels)


@dataclass(frozen=True, slots=True)
class _Layout:
    """A document that is ready to be drawn."""

    styles: Styles
    title_page: TitlePage | None
    headings: list[Heading]
    first: int
    """The number of the first page of the text."""
    sheets: list[Sheet]


def _laid_out(document: Document, theme: Theme, root: Element) -> _Layout:
    """Set a document and cut it into pages; its structure goes under `root`."""
    paper = theme.paper
    styles = make_styles(theme)
    title_page = TitlePage(document, theme, styles, root) if document.cover == "page" else None
    setter = BlockSetter(document, theme, styles, root)
    setter.set()

    def cut(strips: Sequence[Strip]) -> list[Page]:
        return PageMaker(strips, paper.text_height, paper.measure, paper.margin, column_width(theme)).pages()

    text = cut(setter.strips)
    first = 1 if title_page is None else 2
    setter.set_page_numbers(page_numbers(text, first)[0])
    sheets = list(interleaved(text, first, setter.leaves, setter.supplement, setter.page_number, cut))
    return _Layout(styles, title_page, setter.headings, first, sheets)


def finish(file: PdfFile, canvas: Canvas, document: Document, root: Element, headings: list[Heading], labels: list[str]) -> bytes:
    """Return the whole file, with what it says about itself. `labels` are the numbers printed on its pages."""
    catalog = {
        "StructTreeRoot": write_tree(file, root, canvas.pages, canvas.parents),
        "MarkInfo": dictionary(Marked="true"),
        "ViewerPreferences": dictionary(DisplayDocTitle="true"),
        "Metadata": file.add_stream(xmp(document, file.moment), {"Type": "/Metadata", "Subtype": "/XML"}, compress=False),
    }
    if canvas.destinations:
        catalog["Names"] = write_places(file, canvas.destinations)
    if not all(map(str.isdecimal, labels)):
        catalog["PageLabels"] = write_labels(page_ranges(labels))
    if bookmarks := write_bookmarks(file, headings):
        catalog["Outlines"] = bookmarks
        catalog["PageMode"] = "/UseOutlines"
    return file.finish(catalog, information(document))
