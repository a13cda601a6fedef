"""Several documents in one file, and how much room a document takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from typing import Any, BinaryIO, cast

from briefing.dataclass import dataclass
from briefing.document import Blank, Document
from briefing.document.changing import below
from briefing.render.pdf import finish
from briefing.render.pdf.balanced_trees import NameTree
from briefing.render.pdf.block_setter import BlockSetter
from briefing.render.pdf.bookmarks import BookmarkWriter
from briefing.render.pdf.canvas import Canvas
from briefing.render.pdf.document_parts import cut
from briefing.render.pdf.layout import numbered
from briefing.render.pdf.leaves import Sheet
from briefing.render.pdf.page_breaks import Page
from briefing.render.pdf.pdf_file import PdfFile, array
from briefing.render.pdf.press import Press
from briefing.render.pdf.strips import Heading
from briefing.render.pdf.structure_tree import Element, TreeWriter
from briefing.render.pdf.text_styles import make_styles
from briefing.theme.model import Theme


@dataclass(frozen=True, slots=True)
class Part:
    """A document among others in one file. It has a title block and no title page."""

    document: Document
    """As it is for everybody. If the same document comes again, it is not set again."""
    theme: Theme
    title: str
    """Its bookmark."""
    filled: Mapping[str, str] = field(default_factory=dict)
    """What is on the lines to fill in, by their labels, in place of what is there for everybody."""
    running: str = ""
    """What stands above further pages. Default: what the document says."""
    prefix: str = ""
    """What its ids begin with, so that they are not those of another part."""
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

    def __init__(self, document: Document, theme: Theme) -> None:
        self.document = document
        self.theme = theme
        self.styles = make_styles(theme, backward=document.backward)
        self.height = theme.paper.text_height
        self.root = Element("Part")
        self.setter = BlockSetter(numbered(document, theme), theme, self.styles, self.root)
        self.setter.set()
        self.pages = cut(self.setter.strips, theme)
        self._places = tuple(self.setter.strips[0].places)

    def depth(self, page: Page) -> float:
        """Return how far down a page reaches."""
        text = max((depth + strip.height for strip, depth in page.strips), default=0.0)
        return self.height if page.feet else text

    def begin(self, filled: Mapping[str, str], start: str) -> bool:
        """Prepare for drawing with other words on the lines, and with a name for the start. Return False where they need a new layout."""
        self.root.wipe()
        self.setter.strips[0].places = [*self._places, start]
        fit = [each.fill(filled.get(each.label, "")) for each in self.setter.galley.fields]
        return all(fit)


_MOST = 50
"""How many documents a process keeps on their pages."""
_kept: dict[int, _Laid] = {}
"""By the identity of the document, which lasts as long as it is kept."""


def _laid(part: Part, start: str) -> _Laid:
    """Return a part on its pages. Most often it is there already, and only the words on its lines are new."""
    laid = _kept.get(id(part.document))
    if laid is None or laid.theme is not part.theme:
        if len(_kept) >= _MOST:
            del _kept[next(iter(_kept))]
        laid = _kept[id(part.document)] = _Laid(part.document, part.theme)
    if not laid.begin(part.filled, start):
        laid = _Laid(filled_in(part.document, part.filled), part.theme)
        laid.begin({}, start)
    return laid


def filled_in(document: Document, filled: Mapping[str, str]) -> Document:
    """Return a document with words on its lines to fill in, by their labels."""
    return replace(document, blocks=cast(Any, _filled_in(document.blocks, filled)))


def _filled_in(node: Any, filled: Mapping[str, str]) -> Any:
    if isinstance(node, tuple):
        changed = tuple(_filled_in(each, filled) for each in node)
        return node if all(new is old for new, old in zip(changed, node, strict=True)) else changed
    if isinstance(node, Blank):
        return replace(node, value=filled[node.label]) if filled.get(node.label) else node
    return below(node, lambda value: _filled_in(value, filled))


def extent(document: Document, theme: Theme) -> Extent:
    """Return the room that a document takes."""
    laid = _Laid(document, theme)
    return Extent(len(laid.pages), tuple(map(laid.depth, laid.pages)), laid.height)


def bind(whole: Document, parts: Iterable[Part], target: BinaryIO) -> list[int]:
    """Write one file with all parts, one after another, to `target`. Return the number of pages of each part.

    All of a part is written when it is drawn, so that memory stays the same for any number of parts.

    Args:
        whole: What the file says of itself: title, language, moment. Nothing of it is printed.
        parts: What is printed. Their prefixes differ.
        target: An open file.
    """
    file = PdfFile(target, whole.language, whole.stamp, whole.identifier)
    canvas: Canvas | None = None
    counts: list[int] = []
    tree, places, bookmarks = TreeWriter(file), NameTree(file), BookmarkWriter(file)
    top, children, has_backs = file.reserve(), list[str](), False
    for number, part in enumerate(parts):
        paper, has_backs = part.theme.paper, has_backs or part.new_sheet
        canvas = canvas or Canvas(file, (paper.width, paper.height), part.theme.colours.rule)
        canvas.size = (paper.width, paper.height)
        if part.new_sheet and len(canvas.pages) % 2:
            canvas.begin_page()
            canvas.end_page()
        start = f"part-{number}"
        laid = _laid(part, start)
        canvas.prefix = part.prefix
        document = replace(part.document, running=part.running or part.document.running)
        Press(canvas, document, part.theme, laid.styles).draw([Sheet(str(each), page) for each, page in enumerate(laid.pages, 1)])
        children.append(tree.add(laid.root, canvas.pages, canvas.taken_parents(), top, part.prefix))
        places.add(canvas.taken_places())
        own = [Heading(1, part.title, start), *(replace(each, level=each.level + 1) for each in laid.setter.headings)]
        bookmarks.add(replace(each, id=part.prefix + each.id) for each in own)
        counts.append(len(laid.pages))
    assert canvas is not None, "a file needs a part"
    canvas.finish()
    file.write(top, {"Type": "/StructElem", "S": "/Document", "P": tree.root, "K": array(filter(None, children))})
    sides = "" if len(counts) < 2 else "DuplexFlipLongEdge" if has_backs else "Simplex"
    finish(file, whole, tree.finish(top), places, bookmarks, [], sides)
    return counts
