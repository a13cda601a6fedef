"""Leaves: extra pages between and after the pages of the text. They move nothing in the text: page 12 is followed by page 12a.

What may wait does so until a leaf is full, but not beyond its chapter: a leaf for each page would be mostly white. Its page is named above.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from briefing.dataclass import dataclass
from briefing.document import Document, NoteMark, PrintPage, notes
from briefing.document.changing import below, joined
from briefing.document.numbering import letter
from briefing.render.pdf.columns import everything
from briefing.render.pdf.known_pages import KnownPage, facts
from briefing.render.pdf.page_breaks import Page
from briefing.render.pdf.strips import NEVER, Strip, height_of

BETWEEN = 12.0
"""Between what belongs to one block and what belongs to the next …"""
BELOW_NUMBER = 2.0
"""… and below the number of the page that it belongs to."""
OPENING = 200.0
"""A supplement of no more height opens the first leaf: on a page of its own it would be lost."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """Matter for the leaves after a page."""

    beside: Strip | str
    """The strip on that page, or the id of a block that begins on it."""
    strips: list[Strip]
    can_wait: bool
    """Whether it may stand with that of the next pages, after those."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page and what is printed as its number."""

    label: str
    page: Page | KnownPage
    is_leaf: bool = False
    is_left: bool = False
    """Whether it is on the left of an open pack that is printed on both sides: there it mirrors a right-hand page."""


def without_marks(document: Document) -> Document:
    """Return the document without the marks of notes on leaves, and with neighbouring texts as one.

    So a text is set alike, to the point, whether it has such notes or not.
    """
    leaf = {note.id for note in notes(document.blocks).values() if note.placement == "leaf"}
    return dataclasses.replace(document, blocks=_unmarked(document.blocks, leaf))


def _unmarked(node: Any, leaf: set[str]) -> Any:
    if not isinstance(node, tuple):
        return below(node, lambda value: _unmarked(value, leaf))
    items = (_unmarked(item, leaf) for item in node)
    marked = (item.children if isinstance(item, NoteMark) and item.note in leaf else (item,) for item in items)
    return joined(itertools.chain.from_iterable(marked))


def page_numbers(pages: Sequence[Page | KnownPage], first: int) -> tuple[dict[str, int], dict[int, int]]:
    """Return on which page each block begins, by its id, and each strip stands, by its identity; the first page has the number `first`."""
    blocks: dict[str, int] = {}
    strips: dict[int, int] = {}
    for number, page in enumerate(pages, first):
        for place in facts(page).places:
            blocks.setdefault(place, number)
        if not isinstance(page, KnownPage):
            strips |= {id(strip): number for strip in everything([strip for strip, _ in page.strips])}
    return blocks, strips


def interleaved(
    pages: Sequence[Page],
    first: int,
    leaves: Sequence[Leaf],
    supplement: Sequence[Strip],
    numbered: Callable[[int], Strip],
    cut: Callable[[Sequence[Strip]], list[Page]],
    *,
    double: bool = False,
) -> Iterator[Sheet]:
    """Yield all pages in the order of print, with their labels.

    Args:
        pages: The pages of the text.
        first: The number of the first of them.
        leaves: What stands after one of them.
        supplement: What stands before the first chapter, or after the last page if chapters begin no pages of their own.
        numbered: Sets the number of a page, for above what waits.
        cut: Cuts strips into pages.
        double: Whether they are printed on both sides: then leaves between pages have backs, so that all others stay on their sides.
    """
    matter = _by_page(leaves, pages, first)
    for index, found in matter.items():
        _begin_with(numbered(first + index), found)
    opening = next((index for index, page in enumerate(pages) if page.strips and page.strips[0][0].opens), None)
    before = cut(supplement) if supplement and opening is not None else []
    if before:
        supplement = ()
    if double and len(before) % 2:
        before.append(Page())
    head, rest = (supplement, ()) if leaves and height_of(supplement) <= OPENING else ((), supplement)
    waiting: list[Leaf] = []
    for index, page in enumerate(pages):
        if index == opening:
            yield from (Sheet(f"{first + index - 1}{letter(place)}", leaf, is_leaf=True) for place, leaf in enumerate(before))
        yield Sheet(str(first + index), page)
        waiting += matter[index]
        more = [leaf for leaf in matter[index + 1] if leaf.can_wait]
        is_last = index == len(pages) - 1
        between: list[Page] = []
        if waiting and (is_last or _is_due(waiting, pages[index + 1]) or len(cut(_joined(head, [*waiting, *more]))) > 1):
            between, head, waiting = cut(_joined(head, waiting)), (), []
        after = cut(rest) if is_last and rest else []
        if double and not is_last and len(between) % 2:
            between.append(Page())
        for place, leaf in enumerate([*between, *after]):
            yield Sheet(f"{first + index}{letter(place)}", leaf, is_leaf=True)


def _begin_with(number: Strip, leaves: Sequence[Leaf]) -> None:
    """Put the number of their page above the first of those that can wait."""
    for leaf in leaves:
        if leaf.can_wait and leaf.strips:
            leaf.strips[0].space, leaf.strips[0].penalty = BELOW_NUMBER, NEVER
            leaf.strips.insert(0, number)
            break


def _is_due(waiting: Sequence[Leaf], following: Page) -> bool:
    """Return whether what waits has to stand before the page that follows."""
    heading = following.strips[0][0].heading if following.strips else None
    if not (following.strips or following.feet):  # an empty page before a chapter
        return True
    return (heading is not None and heading.level == 1) or not all(leaf.can_wait for leaf in waiting)


def _joined(head: Sequence[Strip], leaves: Sequence[Leaf]) -> list[Strip]:
    for leaf in leaves:
        if leaf.strips:
            leaf.strips[0].space = BETWEEN
    return [*head, *(strip for leaf in leaves for strip in leaf.strips)]


def _by_page(leaves: Sequence[Leaf], pages: Sequence[Page], first: int) -> dict[int, list[Leaf]]:
    """Return what belongs to each page, by its place among the pages; what belongs to none belongs to the last."""
    blocks, strips = page_numbers(pages, first)
    last = first + len(pages) - 1
    found: dict[int, list[Leaf]] = defaultdict(list)
    for leaf in leaves:
        number = blocks.get(leaf.beside, last) if isinstance(leaf.beside, str) else strips.get(id(leaf.beside), last)
        found[number - first].append(leaf)
    return found


def print_pages(sheets: Sequence[Sheet], first: int) -> tuple[PrintPage, ...]:
    """Return all pages in the order of print, those before the text among them, each with the block that begins on it or next."""
    begun = [facts(sheet.page).begins for sheet in sheets]
    last = max(itertools.chain(*begun), default=None)
    found: list[PrintPage] = []
    for at, sheet in enumerate(sheets):
        is_front = not any(begun[: at + 1])
        upcoming = next((min(numbers) for numbers in begun[at:] if numbers), last)
        leaf = tuple(facts(sheet.page).places) if sheet.is_leaf else ()
        found.append(PrintPage(sheet.label, None if is_front else upcoming, leaf))
    return (*(PrintPage(str(number), None) for number in range(1, first)), *found)


def page_ranges(labels: Sequence[str]) -> Iterator[tuple[int, str | int]]:
    """Yield where pages begin that are numbered on from a number, or have a label of their own, with their index (ISO 32000-1, 12.4.2)."""
    for index, (before, label) in enumerate(itertools.pairwise(["", *labels])):
        if not label.isdecimal():
            yield index, label
        elif not (before.isdecimal() and int(label) == int(before) + 1):
            yield index, int(label)
