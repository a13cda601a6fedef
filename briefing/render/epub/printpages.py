"""The pages of the PDF in an EPUB: marks where they begin, and a list of links to the marks (EPUB Accessibility 1.1, 2.3)."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Mapping, Sequence

from briefing.document import Block, Blocks, Document, Indexed, Labels, PrintPage, blocks_in_order, walk, walk_blocks
from briefing.render.epub.xhtml import UNSEEN, Element, add, add_line

Ahead = tuple[tuple[tuple[int, str], ...], tuple[tuple[int, tuple[int, ...]], ...]]
"""The pages that begin in some blocks: the number of the block and the label of each. And the blocks that are elsewhere in the pack, too,
or that are not in its order, with all their places."""


class PageMarks:
    """The marks of the pages of the text, which are written in front of the first block of each page."""

    def __init__(self, document: Document) -> None:
        self.places: dict[str, str] = {}
        """The path of the file in which each mark is, by its id."""
        self._labels = document.labels
        self._waiting = deque(page for page in document.pages if page.block is not None)
        self._next = 0
        """The place after that of the block that came last."""
        self._first = 0
        self._order: dict[int, list[int]] = {}
        """The places of each block in the order of reading, by its identity: texts that say the same can be one node."""
        if self._waiting:
            for number, each in enumerate(each for each in walk_blocks(document.blocks) if isinstance(each, Block)):
                self._order.setdefault(id(each), []).append(number)

    def write(self, parent: Element, block: Block, path: str) -> None:
        """Write the marks of the pages that begin with a block, or before it. `path` is that of the file."""
        place = next(iter(self._places(block)), -1)
        self._next = max(self._next, place + 1)
        while self._waiting and (first := self._waiting[0].block) is not None and first <= place:
            mark = _add_mark(parent, self._waiting.popleft(), self._labels)
            self.places[mark.get("id")] = path

    def _places(self, block: object) -> list[int]:
        """Return the places of a block from here on."""
        return [each for each in self._order.get(id(block), ()) if each >= self._next]

    def ahead(self, parts: tuple[Blocks, ...]) -> Ahead:
        """Return all that the marks in some blocks depend on: they are the same for the same blocks, wherever these are in a pack."""
        every = [self._places(each) for each in walk_blocks(parts) if isinstance(each, Block)] if self._waiting else []
        self._first = first = min((each[0] for each in every if each), default=self._next)
        last = max((each[-1] for each in every if each), default=-1)
        coming = itertools.takewhile(lambda page: page.block is not None and page.block <= last, self._waiting)
        odd = ((number, tuple(place - first for place in each)) for number, each in enumerate(every) if each != [first + number])
        return tuple((max((page.block or 0) - first, 0), page.label) for page in coming), tuple(odd)

    @property
    def done(self) -> tuple[int, int]:
        """Return how many pages have no mark yet, and how far the order of reading has come from where `ahead` looked."""
        return len(self._waiting), self._next - self._first

    def skip(self, count: int, far: int, path: str) -> None:
        """Go on as if the next `count` pages had been marked in a file, and the order of reading had come this far."""
        for _ in range(count):
            self.places[_mark_id(self._waiting.popleft())] = path
        self._next = self._first + far


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
