"""Several documents in one file, and how much room a document takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from briefing.document import Document
from briefing.render.pdf import finish
from briefing.render.pdf.block_setter import BlockSetter
from briefing.render.pdf.canvas import Canvas
from briefing.render.pdf.columns import column_width
from briefing.render.pdf.leaves import Sheet
from briefing.render.pdf.page_breaks import Page, PageMaker
from briefing.render.pdf.pdf_file import PdfFile
from briefing.render.pdf.press import Press
from briefing.render.pdf.strips import Heading
from briefing.render.pdf.structure_tree import Element
from briefing.render.pdf.text_styles import Styles, make_styles
from briefing.theme.model import Theme


@dataclass(frozen=True, slots=True)
class Part:
    """A document among others in one file. It has a title block and no title page."""

    document: Document
    theme: Theme
    title: str
    """Its bookmark."""
    new_sheet: bool = False
    """Whether it begins on the front of a sheet of paper that is printed on both sides."""


@dataclass(frozen=True, slots=True)
class Extent:
    """The room that a document takes in print."""

    pages: int
    depths: tuple[float, ...]
    """How far down the text area of each page it reaches, in points."""
    height: float
    """Of the text area, in points."""

    def beyond(self, pages: int) -> float:
        """Return the height of what is on pages after the first `pages`, in points."""
        return sum(self.depths[pages:])


class _Laid:
    """A document cut into pages."""

    def __init__(self, part: Part, styles: Styles, root: Element) -> None:
        theme = part.theme
        paper = theme.paper
        self.height = paper.text_height
        self.setter = BlockSetter(part.document, theme, styles, root)
        self.setter.set()
        self.pages = PageMaker(self.setter.strips, self.height, paper.measure, paper.margin, column_width(theme)).pages()

    def depth(self, page: Page) -> float:
        """Return how far down a page reaches."""
        text = max((depth + strip.height for strip, depth in page.strips), default=0.0)
        return self.height if page.feet else text


def extent(document: Document, theme: Theme) -> Extent:
    """Return the room that a document takes."""
    laid = _Laid(Part(document, theme, ""), make_styles(theme), Element("Document"))
    return Extent(len(laid.pages), tuple(map(laid.depth, laid.pages)), laid.height)


def bind(whole: Document, parts: Iterable[Part]) -> tuple[bytes, list[int]]:
    """Return one file with all parts, one after another, and the number of pages of each.

    Args:
        whole: What the file says of itself: title, language, moment. Nothing of it is printed.
        parts: What is printed; all on the same paper. The ids in one are not in another.
    """
    root = Element("Document")
    file = PdfFile(whole.language, whole.stamp, whole.identifier)
    canvas: Canvas | None = None
    headings: list[Heading] = []
    counts: list[int] = []
    styles: dict[int, Styles] = {}
    for number, part in enumerate(parts):
        paper = part.theme.paper
        canvas = canvas or Canvas(file, (paper.width, paper.height), part.theme.colours.rule)
        if part.new_sheet and len(canvas.pages) % 2:
            canvas.begin_page()
            canvas.end_page()
        style = styles.setdefault(id(part.theme), make_styles(part.theme))
        laid = _Laid(part, style, root.add("Part"))
        start = f"part-{number}"
        laid.setter.strips[0].places.append(start)
        Press(canvas, part.document, part.theme, style).draw([Sheet(str(each), page) for each, page in enumerate(laid.pages, 1)])
        headings += [Heading(1, part.title, start), *(replace(each, level=each.level + 1) for each in laid.setter.headings)]
        counts.append(len(laid.pages))
    assert canvas is not None, "a file needs a part"
    canvas.finish()
    return finish(file, canvas, whole, root, headings, []), counts
