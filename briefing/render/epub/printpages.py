"""The pages of the PDF in an EPUB: marks where they begin, and a list of links to the marks (EPUB Accessibility 1.1, 2.3)."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence

from briefing.document import Block, Document, Indexed, Labels, PrintPage, blocks_in_order, walk
from briefing.render.epub.xhtml import UNSEEN, Element, add, add_line


class PageMarks:
    """The marks of the pages of the text, which are written in front of the first block of each page."""

    def __init__(self, document: Document) -> None:
        self.places: dict[str, str] = {}
        """The path of the file in which each mark is, by its id."""
        self._labels = document.labels
        self._order = blocks_in_order(document)
        self._waiting = deque(page for page in document.pages if page.block is not None)

    def write(self, parent: Element, block: Block, path: str) -> None:
        """Write the marks of the pages that begin with a block, or before it. `path` is that of the file."""
        place = self._order.get(id(block), -1)
        while self._waiting and (first := self._waiting[0].block) is not None and first <= place:
            mark = _add_mark(parent, self._waiting.popleft(), self._labels)
            self.places[mark.get("id")] = path


def _mark_id(page: PrintPage) -> str:
    """Return the id of the mark of a page; no id of a block has a full stop at this place."""
    return f"print-page.{page.label}"


def _add_mark(parent: Element, page: PrintPage, labels: Labels) -> Element:
    """Add the mark of a page, which is heard and not seen."""
    name = f"{labels.page} {page.label}"
    return add_line(parent, "span", epub_type="pagebreak", role="doc-pagebreak", id=_mark_id(page), aria_label=name)


def mark_front(body: Element, pages: Sequence[PrintPage], labels: Labels) -> None:
    """Put the marks of pages before the text at the start of a file."""
    for place, page in enumerate(pages):
        body.insert(place, _add_mark(body, page, labels))


def front(document: Document) -> tuple[list[PrintPage], list[PrintPage]]:
    """Return the pages before the text: that of the title, and those of the contents list."""
    pages = [page for page in document.pages if page.block is None]
    return (pages[:1], pages[1:]) if document.contents_depth else (pages, [])


def pages_of_mentions(document: Document) -> dict[str, str]:
    """Return the numbers of the pages of the words that an index leads to, by their ids: those of the mark that is last before them."""
    order, found, label = blocks_in_order(document), dict[str, str](), ""
    waiting = deque(page for page in document.pages if page.block is not None)
    for each in walk(document.blocks):
        if isinstance(each, Indexed) and each.id and label:
            found[each.id] = label
        elif isinstance(each, Block):
            place = order[id(each)]
            while waiting and (first := waiting[0].block) is not None and first <= place:
                label = waiting.popleft().label
    return found


def page_list(body: Element, document: Document, places: Mapping[str, str], title_page: str, contents: str) -> None:
    """Add the list of pages to the navigation document.

    Args:
        body: The body of the navigation document.
        document: The pack.
        places: The file of each mark in the text, by its id.
        title_page: The file of the title, where the marks of its pages are.
        contents: The file of the contents list, likewise.
    """
    if not document.pages:
        return
    before = {_mark_id(page): path for pages, path in zip(front(document), (title_page, contents), strict=True) for page in pages}
    files = before | dict(places)
    items = add(add(body, "nav", epub_type="page-list", role="doc-pagelist", aria_label=document.labels.page, **UNSEEN), "ol")
    for page in document.pages:
        mark = _mark_id(page)
        add(add_line(items, "li"), "a", page.label, href=f"{files[mark]}#{mark}")
