"""PDF: pages for print and screen, tagged for screen readers (PDF/UA-1, ISO 14289-1).

The document becomes a structure tree and, in the same walk, a galley of strips; the galley is cut into pages; the pages are drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from briefing.document import Document, PrintPage
from briefing.render.pdf.balanced_trees import NameTree
from briefing.render.pdf.bookmarks import BookmarkWriter
from briefing.render.pdf.canvas import Canvas
from briefing.render.pdf.drawn_pages import OtherFontsError
from briefing.render.pdf.drawn_parts import DrawnParts
from briefing.render.pdf.every_page import draw_page_marks
from briefing.render.pdf.layout import Layout, keep, laid_out, numbers_of_places
from briefing.render.pdf.leaves import page_numbers, page_ranges, print_pages
from briefing.render.pdf.metadata import information, write_labels, xmp
from briefing.render.pdf.pdf_file import PdfFile, dictionary
from briefing.render.pdf.press import Press, in_direction
from briefing.render.pdf.structure_tree import Element, TreeWriter
from briefing.render.remembered import Memory
from briefing.theme import mathematics
from briefing.theme.model import Theme

Told = Callable[[tuple[PrintPage, ...]], None]
"""A function that is called with the pages as soon as they are laid out, before they are drawn."""


def render(document: Document, theme: Theme, path: Path, told: Told = lambda _: None, memory: Memory | None = None) -> None:
    """Write `document` to `path` as PDF. Raises BriefingError for a character that no typeface of the theme has.

    What `memory` has of it is not drawn again. The file is the same with a memory and without.
    """
    known = None if memory is None else DrawnParts(memory, document, theme)
    try:
        _render(document, theme, path, told, known)
    except OtherFontsError:
        _render(document, theme, path, told, None)


def _render(document: Document, theme: Theme, path: Path, told: Told, known: DrawnParts | None) -> None:
    root = Element("Document")
    laid = laid_out(document, theme, root, known)
    told(print_pages(laid.sheets, laid.first))
    with path.open("wb") as target:
        _draw(document, theme, root, laid, target, known)


def pages(document: Document, theme: Theme, memory: Memory | None = None) -> tuple[PrintPage, ...]:
    """Return the pages that `render` would print, without drawing them."""
    laid = _laid(document, theme, memory)
    return print_pages(laid.sheets, laid.first)


def places(document: Document, theme: Theme, memory: Memory | None = None) -> dict[str, str]:
    """Return the number of the page on which each section, passage, question and entry begins, by its id, as `render` would print it."""
    found: dict[str, str] = {}
    for sheet in _laid(document, theme, memory).sheets:
        for name in page_numbers([sheet.page], 0)[0]:
            found.setdefault(name, sheet.label)
    return found


def _laid(document: Document, theme: Theme, memory: Memory | None) -> Layout:
    """Lay a document out. What `memory` has of it is not set again."""
    return laid_out(document, theme, Element("Document"), None if memory is None else DrawnParts(memory, document, theme))


def _draw(document: Document, theme: Theme, root: Element, laid: Layout, target: BinaryIO, known: DrawnParts | None) -> None:
    file = PdfFile(target, document.language, document.stamp, document.identifier)
    typefaces = (theme.text, theme.sans, mathematics.typeface(), *theme.more)
    canvas = Canvas(file, (theme.paper.width, theme.paper.height), theme.colours.rule, typefaces)
    if laid.title_page is not None:
        canvas.begin_page()
        draw_page_marks(canvas, document, theme, laid.styles)
        with in_direction(canvas, document, theme):
            laid.title_page.draw(canvas, numbers_of_places(laid.sheets) if document.status else {})
        canvas.end_page()
    canvas.is_keeping = known is not None and bool(laid.new)
    Press(canvas, document, theme, laid.styles).draw(laid.sheets)
    if known is not None:
        keep(known, laid, canvas.drawn)
    canvas.finish()
    tree, places, bookmarks = TreeWriter(file), NameTree(file), BookmarkWriter(file)
    top = tree.add(root, canvas.pages, canvas.taken_parents())
    places.add(canvas.taken_places())
    bookmarks.add(laid.headings)
    labels = [*map(str, range(1, laid.first)), *(sheet.label for sheet in laid.sheets)]
    sides = "DuplexFlipLongEdge" if theme.paper.binding.double else ""
    finish(file, document, tree.finish(top), places, bookmarks, labels, sides)


def finish(
    file: PdfFile, document: Document, tree: str, places: NameTree, bookmarks: BookmarkWriter, labels: Sequence[str], sides: str = ""
) -> None:
    """Write the end of a file, with what it says about itself: `tree` is its structure, `labels` are the numbers printed on its pages.

    `sides` is how print dialogues are to set it: `Simplex` or `DuplexFlipLongEdge` (ISO 32000-1, 12.2).
    """
    catalog = {
        "StructTreeRoot": tree,
        "MarkInfo": dictionary(Marked="true"),
        "ViewerPreferences": dictionary(
            DisplayDocTitle="true",
            **({"Direction": "/R2L"} if document.backward else {}),
            **({"Duplex": f"/{sides}"} if sides else {}),
        ),
        "Metadata": file.add_stream(xmp(document, file.moment), {"Type": "/Metadata", "Subtype": "/XML"}, compress=False),
    }
    if places:
        catalog["Names"] = dictionary(Dests=file.add(places.finish()))
    if not all(map(str.isdecimal, labels)):
        catalog["PageLabels"] = write_labels(page_ranges(labels))
    if top := bookmarks.finish():
        catalog["Outlines"] = top
        catalog["PageMode"] = "/UseOutlines"
    file.finish(catalog, information(document))
