"""PDF: pages for print and screen, tagged for screen readers (PDF/UA-1, ISO 14289-1).

The document becomes a structure tree and, in the same walk, a galley of strips; the galley is cut into pages; the pages are drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from briefing.document import Document, PrintPage
from briefing.render.pdf.canvas import Canvas
from briefing.render.pdf.layout import laid_out
from briefing.render.pdf.leaves import page_numbers, page_ranges, print_pages, without_marks
from briefing.render.pdf.metadata import information, write_bookmarks, write_labels, write_places, xmp
from briefing.render.pdf.pdf_file import PdfFile, dictionary
from briefing.render.pdf.press import Press
from briefing.render.pdf.strips import Heading
from briefing.render.pdf.structure_tree import Element, TreeWriter
from briefing.theme.model import Theme

Told = Callable[[tuple[PrintPage, ...]], None]
"""A function that is called with the pages as soon as they are laid out, before they are drawn."""


def render(document: Document, theme: Theme, path: Path, told: Told = lambda _: None) -> None:
    """Write `document` to `path` as PDF. Raises BriefingError for a character that no typeface of the theme has."""
    path.write_bytes(build(document, theme, told))


def pages(document: Document, theme: Theme) -> tuple[PrintPage, ...]:
    """Return the pages that `render` would print, without drawing them."""
    laid = laid_out(without_marks(document), theme, Element("Document"))
    return print_pages(laid.sheets, laid.first)


def places(document: Document, theme: Theme) -> dict[str, str]:
    """Return the number of the page on which each section, passage, question and entry begins, by its id, as `render` would print it."""
    found: dict[str, str] = {}
    for sheet in laid_out(without_marks(document), theme, Element("Document")).sheets:
        for name in page_numbers([sheet.page], 0)[0]:
            found.setdefault(name, sheet.label)
    return found


def build(document: Document, theme: Theme, told: Told = lambda _: None) -> bytes:
    """Return the file."""
    paper = theme.paper
    document = without_marks(document)
    root = Element("Document")
    file = PdfFile(document.language, document.stamp, document.identifier)
    canvas = Canvas(file, (paper.width, paper.height), theme.colours.rule)
    laid = laid_out(document, theme, root)
    told(print_pages(laid.sheets, laid.first))
    if laid.title_page is not None:
        canvas.begin_page()
        laid.title_page.draw(canvas)
        canvas.end_page()
    Press(canvas, document, theme, laid.styles).draw(laid.sheets)
    canvas.finish()
    labels = [*map(str, range(1, laid.first)), *(sheet.label for sheet in laid.sheets)]
    tree = TreeWriter(file)
    return finish(file, canvas, document, tree.finish(tree.add(root, canvas.pages, canvas.taken_parents())), laid.headings, labels)


def finish(file: PdfFile, canvas: Canvas, document: Document, tree: str, headings: list[Heading], labels: list[str]) -> bytes:
    """Return the whole file, with what it says about itself: `tree` is its structure, `labels` are the numbers printed on its pages."""
    catalog = {
        "StructTreeRoot": tree,
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
